"""Reads and writes of a run, until the database fails: then the run ends instead of crashing.

Rule 1: the first trouble of the database or the disk is told once, to `on_failure`; from then on
nothing is written any more, because a later write may rest on one that was lost.
Rule 2: what could not be written is counted. Nothing of it is lost for good: a URL that was not
settled and a source that was not marked as asked come again in the next run.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from sqlalchemy import Connection, Engine

from pipelines.errors import DatabaseError
from pipelines.store.engine import reading
from pipelines.store.writer import Writer

logger = logging.getLogger(__name__)

T = TypeVar("T")
U = TypeVar("U")
Job = Callable[[Connection], T]


class Ledger:
    """The database as a run in progress sees it."""

    def __init__(self, engine: Engine, before_commit: Callable[[], None]) -> None:
        self.failure = ""
        self.lost = 0
        self.on_failure: Callable[[], None] = lambda: None
        self._engine = engine
        self._writer = Writer(engine, before_commit=before_commit)

    def read(self, query: Job[T], otherwise: U) -> T | U:
        """The query's rows; `otherwise` once the database has failed."""
        if self.failure:
            return otherwise
        try:
            with reading(self._engine) as connection:
                return query(connection)
        except DatabaseError as error:
            self.fail(error)
            return otherwise

    async def write(self, job: Job[T], otherwise: U) -> T | U:
        """What the job gives, once it is durable; `otherwise` once the database has failed.

        Raises what the job itself raises.
        """
        if self.failure:
            self.lost += 1
            return otherwise
        try:
            return await asyncio.wrap_future(self._writer.submit(job))
        except (DatabaseError, OSError) as error:
            self.lost += 1
            self.fail(error)
            return otherwise

    def post(self, job: Job[None]) -> None:
        """Write without waiting; for what is remembered rather than filed."""
        if not self.failure:
            self._writer.submit(job).add_done_callback(self._noted)

    def _noted(self, future: "Future[None]") -> None:
        error = None if future.cancelled() else future.exception()
        if isinstance(error, DatabaseError | OSError):
            self.fail(error)
        elif error is not None:
            logger.warning("what was seen of a host could not be kept: %s", error)

    def fail(self, error: Exception) -> None:
        """The database or the disk gave up; whoever drives the run hears of it once. Any thread."""
        if not self.failure:
            self.failure = str(error)
            self.on_failure()

    def flush(self) -> None:
        """Return when everything submitted so far is durable or lost."""
        self._writer.flush()

    def close(self) -> None:
        """Write what is waiting and end the writer."""
        self._writer.close()
