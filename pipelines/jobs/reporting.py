"""What `copydesk health --html` shows: four weeks of each site, and of all of them together.

Rule: a site at a time, over its indexes; no page is opened.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from statistics import median

from sqlalchemy import Connection, Engine

from pipelines.health.expecting import Expectation, learn
from pipelines.health.figures import Day
from pipelines.jobs.judging import REMEMBERED, counted, gathered
from pipelines.model import Outcome
from pipelines.store import health
from pipelines.store.engine import reading
from pipelines.store.health import AlertRow, EndRow, FiledRow, RemovedRow, RunRow

SHOWN_DAYS = 28
# What was published longer before it was filed came from a backlog: no delay of the crawl.
BACKLOG = timedelta(days=3)
MOST_REMOVED = 5
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """Four weeks of a site. days: each of them, oldest first. delays: hours from publication to
    storage, the day's median; None where nothing says. rejected: pages by reason."""

    site: str
    days: tuple[Day, ...]
    delays: tuple[float | None, ...]
    expected: Expectation | None
    rejected: Mapping[str, int]
    removed: tuple[RemovedRow, ...]
    alerts: tuple[AlertRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """sites: those with an open alert first, then those that give most. runs: oldest first."""

    now: datetime
    sites: tuple[SiteReport, ...]
    runs: tuple[RunRow, ...]


def report(engine: Engine, wanted: str | None, now: datetime) -> Report:
    """Read what is to be shown. wanted: a site's key; None: all sites that have a source."""
    first = now.astimezone(UTC).date() - (SHOWN_DAYS - 1) * ONE
    with reading(engine) as connection:
        keys = [key for key in health.watched(connection) if wanted in (None, key)]
        alerts = [one for one in health.listed(connection, now) if one.closed_at is None]
        runs = health.runs_of(connection, _midnight(first))
    sites = []
    for key in keys:
        own = tuple(one for one in alerts if one.site == key)
        with reading(engine) as connection:
            sites.append(_site(connection, key, first, own))
    ordered = sorted(sites, key=lambda one: (not one.alerts, -sum(d.filed for d in one.days)))
    return Report(now=now, sites=tuple(ordered), runs=runs)


def _site(
    connection: Connection, key: str, first: date, alerts: tuple[AlertRow, ...]
) -> SiteReport:
    shown = [first + number * ONE for number in range(SHOWN_DAYS)]
    filed, ends = gathered(connection, key, _midnight(first) - REMEMBERED)
    seen = min([*filed, *ends], default=shown[-1])
    every = _between(seen, shown[-1])
    days = {day: counted(day, filed.get(day, ()), ends.get(day, ())) for day in every}
    return SiteReport(
        site=key,
        days=tuple(days.get(day, Day(day=day)) for day in shown),
        delays=tuple(_delay_h(filed.get(day, ())) for day in shown),
        expected=learn([days[day] for day in every[:-1]]),  # today is not over
        rejected=_rejected(chain.from_iterable(ends.get(day, ()) for day in shown)),
        removed=health.most_removed(connection, key, _midnight(first), MOST_REMOVED),
        alerts=alerts,
    )


def _between(first: date, last: date) -> list[date]:
    return [first + number * ONE for number in range((last - first).days + 1)]


def _delay_h(filed: Sequence[FiledRow]) -> float | None:
    took = [
        row.first_seen_at - row.date_published for row in filed if row.date_published is not None
    ]
    fresh = [one.total_seconds() / 3600 for one in took if timedelta() <= one <= BACKLOG]
    return median(fresh) if fresh else None


def _rejected(ends: Iterator[EndRow]) -> Mapping[str, int]:
    reasons = Counter(
        end.reason.partition(":")[0] for end in ends if end.outcome == Outcome.REJECTED.value
    )
    return dict(reasons.most_common())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
