"""Which alerts open and close with a day: one open for each cause.

Rule 1: what is wrong must not be learned as ordinary: a cause is judged by the days before its
    alert opened.
Rule 2: what stays is the new ordinary after a while, and the alert closes; silence never is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.health.expecting import Expectation, learn
from pipelines.health.figures import Day, Finding
from pipelines.health.judging import judge
from pipelines.model import Cause, Expected

# A site that writes less for good is looked at within a month; a new design stays.
SETTLED = timedelta(days=28)
SETTLES = {Cause.TEMPLATE_SHIFT: timedelta(days=14), Cause.SILENT: timedelta.max}
# Days before the judged one that a judgement looks at: a silence of a small site takes that long.
SHOWN_DAYS = 28
# Nothing is stated: all is learned.
LEARNED = Expected()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a day changes: causes that open, with their findings, and causes that close."""

    opened: tuple[Finding, ...] = ()
    closed: tuple[Cause, ...] = ()


def follow(
    days: Sequence[Day], open_since: Mapping[Cause, date], stated: Expected = LEARNED
) -> Change:
    """What the last of these days opens and closes.

    days: oldest first, without gaps, all of them over. open_since: the alerts that are open, with
    the first day that showed each. stated: what the site's file says. A site with too few days
    to learn from changes nothing.
    """
    found = {cause: _finding(days, cause, since, stated) for cause, since in open_since.items()}
    expected = learn(days[:-1])
    new = judge(expected, days[-SHOWN_DAYS:], stated) if expected else ()
    return Change(
        opened=tuple(finding for finding in new if finding.cause not in open_since),
        closed=tuple(cause for cause in found if _is_over(days[-1], cause, found[cause])),
    )


def _finding(days: Sequence[Day], cause: Cause, since: date, stated: Expected) -> Finding | None:
    """What the last day still shows of this cause, by what was ordinary before it."""
    if days[-1].day - since >= SETTLES.get(cause, SETTLED):
        return None
    expected = _before(days, since)
    found = judge(expected, days[-SHOWN_DAYS:], stated) if expected else ()
    return next((finding for finding in found if finding.cause is cause), None)


def _before(days: Sequence[Day], since: date) -> Expectation | None:
    return learn([day for day in days if day.day < since])


# What a day must have for it to say that these are over; the others need no page.
_SAYS_NOTHING = {
    Cause.SILENT: lambda day: not day.filed,
    Cause.BELOW_VOLUME: lambda day: not day.filed,
    Cause.WALL: lambda day: not day.requests,
    Cause.ROBOTS: lambda day: not day.requests,
    Cause.ERRORS: lambda day: not day.requests,
    Cause.DUPLICATES: lambda day: not day.requests,
    Cause.FIELD_LOST: lambda day: not day.filed,
    Cause.BODIES_SHRUNK: lambda day: not day.filed,
    Cause.PAYWALL: lambda day: not day.filed,
    Cause.FUTURE_DATES: lambda day: not day.filed,
    Cause.TEMPLATE_SHIFT: lambda day: not day.frames,
}


def _is_over(day: Day, cause: Cause, finding: Finding | None) -> bool:
    says_nothing = _SAYS_NOTHING.get(cause)
    return finding is None and not (says_nothing and says_nothing(day))
