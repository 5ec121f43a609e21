"""One run, from its first request to its closed record: what every way to start one shares.

Rule: whatever happens, the run's record is closed and its lease given back.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from pipelines.errors import DatabaseError
from pipelines.model import Site

if TYPE_CHECKING:
    from pipelines.jobs.ingest import Ingest
    from pipelines.jobs.judging import Judged
    from pipelines.jobs.relearn import Relearned

TIME_IS_UP = "time is up"
FINISHED, SHUTDOWN = "finished", "shutdown"


class Told(Protocol):
    """Whoever hears what comes after the last page."""

    def learned(self, learned: "Relearned") -> None:
        """A site's template has learned."""

    def judged(self, judged: "Judged") -> None:
        """A day of a site was judged, and changed something."""


def complete(
    ingest: "Ingest",
    known: Sequence[Site],
    told: Told,
    budget: timedelta | None = None,
    progress: str = "none",
) -> str:
    """Crawl, learn, judge; why it ended, in Scrapy's words.

    known: the sites whose days are judged. budget: end after so long. progress: as `run_spider`.
    Raises DatabaseError where the database failed: what was not stored is fetched again.
    """
    reason = "crashed"
    try:
        with _ending_after(ingest, budget):
            reason = _crawl(ingest, progress)
        # No reason at all: a second Ctrl-C. What is not learned now, the next run learns.
        for learned in ingest.learn() if reason and not ingest.ledger.failure else ():
            told.learned(learned)
        for judged in ingest.judge(known) if reason and not ingest.ledger.failure else ():
            told.judged(judged)
    except KeyboardInterrupt:
        reason = SHUTDOWN
    finally:
        _close(ingest, reason or "stopped at once")
    return reason


@contextmanager
def _ending_after(ingest: "Ingest", budget: timedelta | None) -> Iterator[None]:
    """End the crawl cleanly when its time is up; None for no end."""
    done = threading.Event()

    def watch(seconds: float) -> None:
        # Again and again: the time may be up before the spider listens.
        while not done.wait(seconds):
            ingest.stop(TIME_IS_UP)
            seconds = 1.0

    if budget is not None:
        threading.Thread(target=watch, args=(budget.total_seconds(),), daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _crawl(ingest: "Ingest", progress: str) -> str:
    if not ingest.has_work:
        return FINISHED
    # Here: where nothing is due, Scrapy's 0.6 s of imports are saved.
    from crawler.project import run_spider  # noqa: PLC0415
    from crawler.spiders.news import NewsSpider  # noqa: PLC0415

    return run_spider(NewsSpider, ingest.settings, progress, ingest=ingest)


def _close(ingest: "Ingest", reason: str) -> None:
    """Close the run. A database that failed fails here again; what is said of it is said once."""
    try:
        ingest.close(reason)
    except DatabaseError:
        if not ingest.ledger.failure:
            raise
    if ingest.ledger.failure:
        raise DatabaseError(
            f"{ingest.ledger.failure}; {ingest.ledger.lost} results were not stored"
            " and will be fetched again"
        )
