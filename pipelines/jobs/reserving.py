"""What a page reserves against machines: always recorded, respected where the settings say so."""

from pipelines.extract.reservations import page_signals, reserved
from pipelines.jobs.memory import RobotsMemory
from pipelines.jobs.visit import Visit
from pipelines.model import Reason, Rejected, Signal
from pipelines.urls import origin


class Reservations:
    """A run's pages; each signal of an origin is recorded once in it."""

    def __init__(self, memory: RobotsMemory, *, respected: bool) -> None:
        self._memory = memory
        self._respected = respected
        self._noted: set[tuple[str, Signal]] = set()

    def judge(self, visit: Visit) -> Rejected | None:
        """Record what the page reserves; a rejection where that is respected."""
        signals, of = page_signals(visit.snapshot), origin(visit.snapshot.target_uri)
        if new := tuple(one for one in signals if (of, one) not in self._noted):
            self._noted.update((of, one) for one in new)
            self._memory.note(of, new)
        said = reserved(signals) if self._respected else ""
        if not said:
            return None
        return Rejected(
            site=visit.site.key,
            url=visit.snapshot.target_uri,
            reason=Reason.OPTED_OUT,
            evidence=said,
        )
