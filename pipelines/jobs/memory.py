"""What the crawler remembers of hosts between runs: robots.txt and who asked to be left alone.

The crawler's middlewares state what they need as protocols; these are the database's answers.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from pipelines.extract.reservations import TDMREP
from pipelines.jobs.ledger import Ledger
from pipelines.model import Signal
from pipelines.store import hosts, policy
from pipelines.store.rows import StoredRobots


class RobotsMemory:
    """robots.txt by origin, as `crawler.middlewares.robots` wants it."""

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock

    def load(self, origin: str) -> StoredRobots | None:
        """What the origin last answered, however old."""
        return self._ledger.read(lambda connection: hosts.load_robots(connection, origin), None)

    def save(self, robots: StoredRobots) -> None:
        """Keep an answer; it is durable with the writer's next commit."""
        self._ledger.post(lambda connection: hosts.save_robots(connection, robots))

    def note(self, origin: str, signals: Sequence[Signal]) -> None:
        """Record what the origin reserves; durable with the writer's next commit."""
        now = self._clock()
        self._ledger.post(lambda connection: policy.record(connection, origin, signals, now))

    def noted(self, origin: str) -> Sequence[Signal]:
        """The origin's TDM reservations: robots.txt says the rest anew."""
        return self._ledger.read(lambda connection: policy.current(connection, origin, TDMREP), ())


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
