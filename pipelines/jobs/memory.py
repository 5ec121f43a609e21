"""What the crawler remembers of hosts between runs: robots.txt and who asked to be left alone.

The crawler's middlewares state what they need as protocols; these are the database's answers.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from pipelines.store import hosts
from pipelines.store.engine import reading
from pipelines.store.rows import StoredRobots
from pipelines.store.writer import Writer


class RobotsMemory:
    """robots.txt by origin, as `crawler.middlewares.robots` wants it."""

    def __init__(self, engine: Engine, writer: Writer) -> None:
        self._engine = engine
        self._writer = writer

    def load(self, origin: str) -> StoredRobots | None:
        """What the origin last answered, however old."""
        with reading(self._engine) as connection:
            return hosts.load_robots(connection, origin)

    def save(self, robots: StoredRobots) -> None:
        """Keep an answer; it is durable with the writer's next commit."""
        self._writer.submit(lambda connection: hosts.save_robots(connection, robots))


class ParkedHosts:
    """Hosts that sent Retry-After, as `crawler.middlewares.politeness` wants it."""

    def __init__(self, engine: Engine, writer: Writer, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._writer = writer
        self._clock = clock
        self._until: dict[str, datetime | None] = {}

    def parked_until(self, origin: str) -> datetime | None:
        """When the origin may be asked again; None if it may be asked now."""
        if origin not in self._until:
            with reading(self._engine) as connection:
                self._until[origin] = hosts.parked_until(connection, origin)
        until = self._until[origin]
        return until if until is not None and until > self._clock() else None

    def park(self, origin: str, until: datetime, reason: str) -> None:
        """Leave the origin alone until then, also in the next runs."""
        self._until[origin] = until
        self._writer.submit(lambda connection: hosts.park(connection, origin, until, reason))
