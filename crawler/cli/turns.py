"""When each source is asked next, and why then: what `copydesk sites due` shows."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from crawler.cli.durations import written
from crawler.rhythm import busiest_hour, from_json, links_a_day
from pipelines.store.rows import SourceRow

COLUMNS = ("site", "source", "asked", "due", "why")
_DAY_AND_HOUR = "%Y-%m-%d %H:%M"


def row(source: SourceRow, now: datetime) -> tuple[object, ...]:
    """A line of the table; times are UTC."""
    due_at = source.turn.next_due_at
    asked = f"{source.last_asked_at:{_DAY_AND_HOUR}}" if source.last_asked_at else ""
    due = "now" if due_at is None or due_at <= now else f"{due_at:{_DAY_AND_HOUR}}"
    return (source.site, source.url, asked, due, why(source))


def as_json(source: SourceRow) -> dict[str, object]:
    """The same for a program; `due_at` is null where it is due at once."""
    turn = source.turn
    return {
        "site": source.site,
        "kind": source.kind.value,
        "url": source.url,
        "asked_at": _iso(source.last_asked_at),
        "due_at": _iso(turn.next_due_at),
        "outcome": source.outcome.value if source.outcome else None,
        "articles_a_day": links_a_day(from_json(turn.rhythm)),
        "failures": turn.failures,
        "given_up_at": _iso(turn.given_up_at),
        "why": why(source),
    }


def why(source: SourceRow) -> str:
    """What its turn follows from, in one line."""
    turn = source.turn
    if turn.given_up_at:
        return source.problem.removeprefix(f"{source.url}: ")
    if turn.failures:
        times = "once" if turn.failures == 1 else f"{turn.failures} times"
        problem = source.problem.removeprefix(f"{source.url}: ")
        since = f" since {turn.failing_since:{_DAY_AND_HOUR}}" if turn.failing_since else ""
        return f"failed {times}{since}: {problem}"
    if source.last_asked_at is None:
        return "not asked yet"
    return "; ".join(_learned(source))


def _learned(source: SourceRow) -> Iterator[str]:
    turn = source.turn
    rhythm = from_json(turn.rhythm)
    a_day, hour = links_a_day(rhythm), busiest_hour(rhythm)
    if a_day is None:
        yield "nothing is known of it yet"
    else:
        most = "" if hour is None else f", most after {hour:02}:00 UTC"
        yield f"{a_day:.1f} new articles a day{most}"
    if turn.ttl_s:
        yield f"asks to be left for {written(timedelta(seconds=turn.ttl_s))}"
    if turn.period_s:
        yield f"says that it changes every {written(timedelta(seconds=turn.period_s))}"


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
