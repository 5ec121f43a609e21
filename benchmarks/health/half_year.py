"""The half year, day by day, through the same function that judges real sites."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.health.failures import SCRIPTS, Failure, script
from benchmarks.health.habits import (
    FIRST,
    HALF_YEAR,
    LEARNING,
    Habit,
    habits,
    ordinary,
    rate_on,
)
from pipelines.health.alerting import follow
from pipelines.health.figures import Day
from pipelines.model import Cause

# As many days as the store gives: eight weeks to learn from, before an alert of four weeks.
REMEMBERED = 84
# An expected publishing day: on a small site as many days as it takes to expect seven articles,
# of which chance gives none once in a thousand times.
SURE = 7.0
# Small sites' days are judged three at a time: so long does a failure's last day echo.
ECHO = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An alert that opened at the end of that day."""

    cause: Cause
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One failure and what was said of it. days: until an alert, the failure's first day being 1.

    publishing_days: how many had passed when the last of these began; both are None where no
    alert opened. named: an alert of its own cause did.
    """

    cause: Cause
    days: int | None
    publishing_days: float | None
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteYear:
    """One site's half year: its two failures, and the alerts that had no cause.

    left_open: alerts that are open when it ends.
    """

    seen: tuple[Seen, ...]
    false: tuple[Opened, ...]
    left_open: int


def simulate(seed: int, count: int) -> list[SiteYear]:
    """So many sites; the same seed gives the same half year."""
    random = Random(seed)
    causes = [cause for _ in range(-(-2 * count // len(SCRIPTS))) for cause in SCRIPTS]
    random.shuffle(causes)
    pairs = zip(causes[::2], causes[1::2], strict=False)
    return [
        _site_year(random, habit, script(random, pair))
        for habit, pair in zip(habits(random, count), pairs, strict=False)
    ]


def _site_year(random: Random, habit: Habit, failures: Sequence[Failure]) -> SiteYear:
    days: list[Day] = []
    open_since: dict[Cause, date] = {}
    opened: list[Opened] = []
    for number in range((LEARNING + HALF_YEAR).days):
        today = FIRST + timedelta(days=number)
        days.append(_day(random, habit, failures, today))
        if number < LEARNING.days:
            continue
        change = follow(days[-REMEMBERED:], open_since)
        for cause in change.closed:
            del open_since[cause]
        for finding in change.opened:
            open_since[finding.cause] = today
            opened.append(Opened(cause=finding.cause, on=today))
    return SiteYear(
        seen=tuple(_seen(habit, failure, opened) for failure in failures),
        false=tuple(one for one in opened if not _belongs(one, failures)),
        left_open=len(open_since),
    )


def _day(random: Random, habit: Habit, failures: Iterable[Failure], today: date) -> Day:
    day = ordinary(random, habit, today)
    for failure in failures:
        if failure.has(today):
            day = SCRIPTS[failure.cause](random, habit, day)
    return day


def _belongs(one: Opened, failures: Iterable[Failure]) -> bool:
    """A wall brings silence along: what opens during a failure is no false alert."""
    return any(failure.first <= one.on <= failure.last + ECHO for failure in failures)


def _seen(habit: Habit, failure: Failure, opened: Iterable[Opened]) -> Seen:
    during = [one for one in opened if failure.has(one.on)]
    if not during:
        return Seen(cause=failure.cause, days=None, publishing_days=None, named=False)
    days = (min(one.on for one in during) - failure.first).days + 1
    passed = (failure.first + timedelta(days=number) for number in range(days - 1))
    return Seen(
        cause=failure.cause,
        days=days,
        publishing_days=sum(min(1.0, rate_on(habit, day) / SURE) for day in passed),
        named=any(one.cause is failure.cause for one in during),
    )
