"""At the end of a run: the days that are over are judged, alerts open and close.

Rule 1: a day is judged once, by the first run after it; what was missed for a week is let go.
Rule 2: a day without a run, and the one after it, are not the site's: nobody asked, then
    everything came at once. They are as if they had never been.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

from sqlalchemy import Connection, Engine

from pipelines.health.alerting import follow
from pipelines.health.figures import Day, Finding
from pipelines.model import Cause, Site
from pipelines.store import health
from pipelines.store.engine import reading, writing
from pipelines.store.health import EndRow, FiledRow

ONE = timedelta(days=1)
# Eight weeks to learn from, before an alert that has lasted for four.
REMEMBERED = timedelta(days=84)
LATEST = 7
# Pages that are opened to see where their text stands: those of the judged day, of earlier ones.
PAGES, EARLIER_PAGES = 10, 2
FAILING_FOR = timedelta(hours=12)

_WALLS = ("consent:", "challenge:")
_ERRORS = frozenset({"failed", "unreachable", "rate-limited", "too-large"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What one day of a site changed."""

    site: str
    day: date
    opened: tuple[Finding, ...]
    closed: tuple[Cause, ...]


def judge_sites(engine: Engine, known: Iterable[Site], now: datetime) -> Iterator[Judged]:
    """Judge the days of these sites that are over and were not judged; those with a change."""
    today = now.astimezone(UTC).date()
    with reading(engine) as connection:
        watched = health.watched(connection)
        asked = _asked_days(health.runs_since(connection, _midnight(today) - REMEMBERED))
    for site in (site for site in known if site.key in watched):
        until = watched[site.key]
        for day in _unjudged(until, today, asked):
            changed = _judge(engine, site, day, asked, now)
            if changed.opened or changed.closed:
                yield changed
        if until is None or until < _midnight(today):
            with writing(engine) as connection:
                health.judged(connection, site.key, _midnight(today))


def let_go(engine: Engine, known: Iterable[Site], now: datetime) -> None:
    """Close what is open for sites that have no file any more: nobody asks them."""
    with reading(engine) as connection:
        gone = health.sites_with_alerts(connection) - {site.key for site in known}
    if gone:
        with writing(engine) as connection:
            health.close_all(connection, gone, now)


def _asked_days(starts: Iterable[datetime]) -> frozenset[date]:
    """Days that had a run, and so did the day before."""
    days = {start.date() for start in starts}
    return frozenset(day for day in days if day - ONE in days)


def _unjudged(until: datetime | None, today: date, asked: frozenset[date]) -> Iterator[date]:
    first = today - LATEST * ONE if until else today - ONE
    for number in range((today - first).days):
        day = first + number * ONE
        if day in asked and (until is None or _midnight(day) >= until):
            yield day


def _judge(engine: Engine, site: Site, day: date, asked: frozenset[date], now: datetime) -> Judged:
    with reading(engine) as connection:
        days = days_of(connection, site.key, day, asked, now)
        since = {
            Cause(row.cause): row.opened_at.date()
            for row in health.open_alerts(connection, site.key)
        }
    change = follow(days, since, site.expected)
    with writing(engine) as connection:
        for cause in change.closed:
            health.close_alert(connection, site.key, cause.value, now)
        for finding in change.opened:
            health.raise_alert(
                connection, site.key, finding.cause.value, finding.evidence, _midnight(day)
            )
    return Judged(site=site.key, day=day, opened=change.opened, closed=change.closed)


# ---------------------------------------------------------------- a site's days


def days_of(
    connection: Connection, site: str, last: date, asked: frozenset[date], now: datetime
) -> list[Day]:
    """The site's figures of the days through `last` that had runs, oldest first."""
    filed, ends = gathered(connection, site, _midnight(last) - REMEMBERED)
    seen = min([*filed, *ends], default=last)
    frames = _frames(connection, filed, last)
    gone = health.sources_gone(connection, site, now - FAILING_FOR)
    return [
        replace(
            counted(day, filed.get(day, ()), ends.get(day, ())),
            frames=frames.get(day, {}),
            sources_gone=gone if day == last else 0,
        )
        for day in sorted(asked)
        if seen <= day <= last
    ]


def gathered(
    connection: Connection, site: str, since: datetime
) -> tuple[Mapping[date, list[FiledRow]], Mapping[date, list[EndRow]]]:
    """The site's articles and the ends of its requests since then, by day."""
    filed: defaultdict[date, list[FiledRow]] = defaultdict(list)
    for row in health.filed(connection, site, since):
        filed[row.first_seen_at.date()].append(row)
    ends: defaultdict[date, list[EndRow]] = defaultdict(list)
    for end in health.ends(connection, site, since):
        ends[end.at.date()].append(end)
    return dict(filed), dict(ends)


def counted(day: date, filed: Sequence[FiledRow], ends: Sequence[EndRow]) -> Day:
    """The figures of one day, but for where its texts stood and for its sources."""
    outcomes = Counter(end.outcome for end in ends)
    return Day(
        day=day,
        filed=len(filed),
        without={
            "headline": sum(not row.has_headline for row in filed),
            "date": sum(row.date_published is None for row in filed),
            "authors": sum(not row.has_authors for row in filed),
        },
        median_words=float(median(row.words for row in filed)) if filed else 0.0,
        paywalled=sum(row.is_paywalled for row in filed),
        future_dated=sum(map(_is_of_the_future, filed)),
        requests=len(ends),
        walls=sum(end.reason.startswith(_WALLS) for end in ends),
        robots=outcomes["robots"],
        errors=sum(outcomes[name] for name in _ERRORS),
        duplicates=outcomes["duplicate"],
    )


def _is_of_the_future(row: FiledRow) -> bool:
    """A date without a zone may be hours ahead; a day is a fault."""
    return row.date_published is not None and row.date_published > row.first_seen_at + ONE


def _frames(
    connection: Connection, filed: Mapping[date, Sequence[FiledRow]], last: date
) -> dict[date, Counter[str]]:
    """Where the text stands in some pages of each of the last four weeks' days."""
    days: dict[int, date] = {}
    for day, rows in filed.items():
        if last - 28 * ONE < day <= last:
            count = PAGES if day == last else EARLIER_PAGES
            days |= {row.revision_id: day for row in rows[-count:] if row.revision_id}
    found: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for number, paths in health.paths(connection, sorted(days)):
        found[days[number]].update(_frame(paths))
    return found


def _frame(paths: Iterable[str]) -> list[str]:
    """The element that holds most of a page's text; none for a page without paths."""
    holders = Counter(path.rpartition("/")[0] for path in paths if path)
    return [holders.most_common(1)[0][0]] if holders else []


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
