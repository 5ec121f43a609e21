"""A run's record and its lease: who is at work on this database, and how did it end?

Rule 1: one run at a time per database, also over two machines on one PostgreSQL; runs over one
site each, which is what workers do, may go on side by side.
Rule 2: a run that dies leaves nothing to tidy up by hand: the next one takes the lease over
and writes down that the dead one was killed.
Rule 3: who could not say for so long that it lives is taken for dead, and behaves so.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine

from pipelines.errors import LeaseHeldError
from pipelines.jobs.lease import is_alive, myself
from pipelines.store import runs
from pipelines.store.engine import writing
from pipelines.store.rows import Owner

logger = logging.getLogger(__name__)

HEARTBEAT_S = 15.0
# Four missed heartbeats. An owner on this machine that is gone is noticed at once (lease.py).
LEASE_TTL = timedelta(seconds=60)
# Before anybody else takes it for dead: the last beat may have been written late.
GIVEN_UP_AFTER_S = LEASE_TTL.total_seconds() - HEARTBEAT_S

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The one place where a run looks at the clock."""
    return datetime.now(UTC)


class Lease:
    """The lease, held from the beginning to `give_back`, without a record of what it is for.

    on_lost: told from the heartbeat's thread when another run has taken the lease over, or may.
    """

    def __init__(self, engine: Engine, clock: Clock = utc_now, name: str = runs.WHOLE) -> None:
        """Take it. name: `runs.WHOLE`, or a site's. Raises LeaseHeldError."""
        self.on_lost: Callable[[Exception], None] = lambda _: None
        self._engine = engine
        self._clock = clock
        self._name = name
        with writing(engine) as connection:
            self._take(connection, clock())
        self._stop = threading.Event()
        self._heart = threading.Thread(target=self._beat, name="copydesk-heartbeat", daemon=True)
        self._heart.start()

    def give_back(self) -> None:
        """Anybody may take it."""
        self._stop.set()
        self._heart.join()
        with writing(self._engine) as connection:
            self._leave(connection)

    def _take(self, connection: Connection, now: datetime) -> None:
        def is_at_work(holder: Owner, heartbeat_at: datetime) -> bool:
            return abs(now - heartbeat_at) < LEASE_TTL and is_alive(holder)

        runs.acquire(connection, self._name, myself(), now, is_at_work)

    def _live(self, connection: Connection, now: datetime) -> bool:
        return runs.beat(connection, self._name, myself(), now)

    def _leave(self, connection: Connection) -> None:
        runs.release(connection, self._name, myself())

    def _beat(self) -> None:
        last = time.monotonic()
        while not self._stop.wait(HEARTBEAT_S):
            try:
                with writing(self._engine) as connection:
                    held = self._live(connection, self._clock())
                last = time.monotonic()
            except Exception:  # noqa: BLE001 - the thread's border; a missed beat is made up for
                logger.warning("a heartbeat could not be written")
                held = time.monotonic() - last < GIVEN_UP_AFTER_S
            if not held:
                self.on_lost(LeaseHeldError("another run has taken the lease over"))
                return


class Run(Lease):
    """A run that holds the lease, from the beginning to `end`, and its record."""

    id: int

    def end(self, reason: str, counts: Mapping[str, object]) -> None:
        """Close the record and give the lease back."""
        self._ended = reason, counts
        self.give_back()

    def _take(self, connection: Connection, now: datetime) -> None:
        super()._take(connection, now)
        self.id = runs.start(connection, myself(), now)

    def _live(self, connection: Connection, now: datetime) -> bool:
        runs.live(connection, self.id, now)
        return super()._live(connection, now)

    def _leave(self, connection: Connection) -> None:
        runs.finish(connection, self.id, self._clock(), *self._ended)
        super()._leave(connection)


@contextmanager
def at_work(engine: Engine, counts: Mapping[str, object], lease: str) -> Iterator[Run]:
    """A run while inside. counts: what it came to, read at its end. Raises LeaseHeldError."""
    run = Run(engine, name=lease)
    try:
        yield run
    except BaseException as error:
        reason = "shutdown" if isinstance(error, KeyboardInterrupt | GeneratorExit) else "crashed"
        run.end(reason, counts)
        raise
    run.end("finished", counts)
