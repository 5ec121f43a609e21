"""What is written down of a source that was asked: how it ended, and when its next turn is.

Between the spider, which knows answers, and `schedule`, which knows only histories.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from crawler.discovery.values import Reading
from crawler.hints import wishes
from crawler.rhythm import Bounds, as_json, from_json
from crawler.schedule import DEAD_WAIT, Standing, after_answer, after_failure
from pipelines.model import Outcome, Snapshot
from pipelines.settings import Settings
from pipelines.store.rows import Asked, DueSource, Turn

Header = Callable[[str], str | None]


def bounds(settings: Settings) -> Bounds:
    """The settings' bounds between two turns of a source."""
    return Bounds(
        shortest=timedelta(seconds=settings.source_shortest_s),
        longest=timedelta(seconds=settings.source_longest_s),
    )


def read(
    due: DueSource,
    page: Snapshot,
    found: Reading,
    arrived: Sequence[datetime | None],
    within: Bounds,
) -> Asked:
    """A source was read. arrived: see `rhythm.observed`."""
    asked_for = wishes(page.header, found.ttl_s, found.period_s, page.date)
    after = after_answer(_standing(due.turn), arrived, asked_for, page.date, within)
    return Asked(
        now=page.date,
        outcome=Outcome.NEW,
        problem=f"{due.source.url}: {found.problem}" if found.problem else "",
        etag=page.header("etag"),
        last_modified=page.header("last-modified"),
        digest=page.payload_digest,
        links=len(found.links),
        turn=_turn(after, found.ttl_s, found.period_s),
    )


def unchanged(
    due: DueSource, outcome: Outcome, header: Header, now: datetime, within: Bounds
) -> Asked:
    """A source said that it has not changed, or sent the same bytes as the last time."""
    before = due.turn
    asked_for = wishes(header, before.ttl_s, before.period_s, now)
    after = after_answer(_standing(before), (), asked_for, now, within)
    return Asked(
        now=now,
        outcome=outcome,
        problem="",
        etag=header("etag") or due.etag,
        last_modified=header("last-modified") or due.last_modified,
        digest=due.digest,
        links=0,
        turn=_turn(after, before.ttl_s, before.period_s),
    )


def failed(
    due: DueSource, outcome: Outcome, reason: str, parked_until: datetime | None, now: datetime
) -> Asked:
    """A source could not be asked, or gave no answer that can be read. parked_until: how long
    its host asked to be left alone."""
    after = after_failure(_standing(due.turn), parked_until, now)
    return Asked(
        now=now,
        outcome=outcome,
        problem=f"{due.source.url}: {reason}{_given_up(after)}",
        etag=due.etag,
        last_modified=due.last_modified,
        digest=due.digest,
        links=0,
        turn=_turn(after, due.turn.ttl_s, due.turn.period_s),
    )


def _given_up(standing: Standing) -> str:
    if standing.given_up_at is None or standing.failing_since is None:
        return ""
    return (
        f"; given up: it has failed since {standing.failing_since:%Y-%m-%d},"
        f" and is asked every {DEAD_WAIT.days} days from now on"
    )


def _standing(turn: Turn) -> Standing:
    return Standing(
        rhythm=from_json(turn.rhythm),
        failures=turn.failures,
        failing_since=turn.failing_since,
        given_up_at=turn.given_up_at,
        due_at=turn.next_due_at,
    )


def _turn(standing: Standing, ttl_s: int | None, period_s: int | None) -> Turn:
    return Turn(
        next_due_at=standing.due_at,
        rhythm=as_json(standing.rhythm),
        ttl_s=ttl_s,
        period_s=period_s,
        failures=standing.failures,
        failing_since=standing.failing_since,
        given_up_at=standing.given_up_at,
    )
