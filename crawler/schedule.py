"""When is a source or an article due again?

Rule 1: pure; the clock is an argument and nothing is left to chance, so equal histories give
    equal due times.
Rule 2: a server's own word (Retry-After) is kept, but never for longer than a day: a typing
    error on their side must not silence a site for a year.
Rule 3: a source that is given up is still asked once a week, and one good answer brings it back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler.rhythm import UNKNOWN, Bounds, Rhythm, Wishes, due_after, observed

SHORTEST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
# A relaunch, a holiday, a bill that was not paid: all of that is over within two weeks.
DEAD_AFTER = timedelta(days=14)
# A machine that was switched off for a month has seen one failure and proves nothing.
DEAD_FAILURES = 8
DEAD_WAIT = timedelta(days=7)
_DOUBLINGS = 9  # five minutes doubled nine times exceed a day; more would overflow a timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a source. failures: in a row, the first of them at `failing_since`.

    given_up_at: since when it counts as dead. due_at: not to be asked before; None: at once.
    """

    rhythm: Rhythm = UNKNOWN
    failures: int = 0
    failing_since: datetime | None = None
    given_up_at: datetime | None = None
    due_at: datetime | None = None


def after_answer(
    before: Standing,
    arrived: Sequence[datetime | None],
    wishes: Wishes,
    now: datetime,
    bounds: Bounds,
) -> Standing:
    """How a source stands after a good answer; nothing `arrived` where it had not changed.

    arrived: when each link that no source had named before was published (`rhythm.observed`).
    """
    rhythm = observed(before.rhythm, arrived, now)
    return Standing(rhythm=rhythm, due_at=due_after(rhythm, wishes, now, bounds))


def after_failure(before: Standing, parked_until: datetime | None, now: datetime) -> Standing:
    """How a source stands after a failed attempt: it backs off, and in the end is given up.

    parked_until: how long its host asked to be left alone; None where it asked for nothing.
    """
    failures, since = before.failures + 1, before.failing_since or now
    dead = failures >= DEAD_FAILURES and now - since >= DEAD_AFTER
    given_up_at = before.given_up_at or (now if dead else None)
    due_at = now + DEAD_WAIT if given_up_at else next_attempt(failures, now, None)
    return replace(
        before,
        failures=failures,
        failing_since=since,
        given_up_at=given_up_at,
        due_at=max(due_at, parked_until or due_at),
    )


def next_attempt(failures: int, now: datetime, retry_after: timedelta | None) -> datetime:
    """When to ask again after a failure.

    failures: failed attempts in a row, this one included; below 1 counts as 1.
    retry_after: what the server asked for, None if it asked for nothing.
    Five minutes, doubled with each failure, never above one day; a longer Retry-After is kept up
    to one day. Source: RFC 9110 section 10.2.3. Raises nothing.
    """
    doublings = min(max(failures, 1) - 1, _DOUBLINGS)
    wait = min(SHORTEST_WAIT * (1 << doublings), LONGEST_WAIT)
    return now + max(wait, min(retry_after or timedelta(), LONGEST_WAIT))


def parse_retry_after(value: str, now: datetime) -> timedelta | None:
    """How long a Retry-After header asks to wait; None if it cannot be read.

    value: seconds, or an HTTP date, which is compared with `now`; a date in the past asks for no
    wait. Never above one day. Source: RFC 9110 sections 5.6.7 and 10.2.3. Raises nothing.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        # Nine digits are thirty years; more would only overflow.
        return min(timedelta(seconds=int(text[:9])), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
        # HTTP dates are in GMT; a date without a zone is read so.
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return min(max(wait, timedelta()), LONGEST_WAIT)
