"""What the crawler remembers of hosts between runs: robots.txt and who asked to be left alone.

The crawler's middlewares state what they need as protocols; these are the database's answers.
"""

from collections.abc import Callable
from datetime import datetime

from pipelines.jobs.ledger import Ledger
from pipelines.store import hosts
from pipelines.store.rows import StoredRobots


class RobotsMemory:
    """robots.txt by origin, as `crawler.middlewares.robots` wants it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def load(self, origin: str) -> StoredRobots | None:
        """What the origin last answered, however old."""
        return self._ledger.read(lambda connection: hosts.load_robots(connection, origin), None)

    def save(self, robots: StoredRobots) -> None:
        """Keep an answer; it is durable with the writer's next commit."""
        self._ledger.post(lambda connection: hosts.save_robots(connection, robots))


class ParkedHosts:
    """Hosts that sent Retry-After, as `crawler.middlewares.politeness` wants it."""

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._until: dict[str, datetime | None] = {}

    def parked_until(self, origin: str) -> datetime | None:
        """When the origin may be asked again; None if it may be asked now."""
        if origin not in self._until:
            self._until[origin] = self._ledger.read(
                lambda connection: hosts.parked_until(connection, origin), None
            )
        until = self._until[origin]
        return until if until is not None and until > self._clock() else None

    def park(self, origin: str, until: datetime, reason: str) -> None:
        """Leave the origin alone until then, also in the next runs."""
        self._until[origin] = until
        self._ledger.post(lambda connection: hosts.park(connection, origin, until, reason))
