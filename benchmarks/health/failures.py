"""What goes wrong on a site, by script: a failure for each cause of an alert."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from benchmarks.health.habits import FIRST, HALF_YEAR, LEARNING, Habit
from pipelines.health.figures import Day
from pipelines.model import Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """From `first` to `last`, both included, the site fails in this way."""

    cause: Cause
    first: date
    last: date

    def has(self, day: date) -> bool:
        """Whether it fails on that day."""
        return self.first <= day <= self.last


def _part(random: Random, whole: int, low: float, high: float) -> int:
    return round(whole * random.uniform(low, high))


def _scaled(day: Day, factor: float) -> Day:
    """The day with so many times its articles; at least the pages that were filed were asked."""
    filed = round(day.filed * factor)
    return replace(
        day,
        filed=filed,
        without={name: round(count * factor) for name, count in day.without.items()},
        median_words=day.median_words if filed else 0.0,
        paywalled=round(day.paywalled * factor),
        future_dated=round(day.future_dated * factor),
        requests=day.requests - day.filed + filed,
        frames=day.frames if filed else {},
    )


def _refused(random: Random, day: Day, low: float) -> tuple[Day, int]:
    """What is left of a day of which most pages did not come, and how many did not."""
    lost = _part(random, day.requests, low, 1.0)
    left = 1 - lost / day.requests if day.requests else 1.0
    return replace(_scaled(day, left), requests=day.requests), lost


def _below(random: Random, _: Habit, day: Day) -> Day:
    return _scaled(day, random.uniform(0.05, 0.25))


def _above(random: Random, habit: Habit, day: Day) -> Day:
    """A trap gives pages without end, whatever the day."""
    more = round(random.uniform(8, 15) * max(2.0, habit.rate))
    return replace(day, filed=day.filed + more, requests=day.requests + more)


def _field_lost(random: Random, _: Habit, day: Day) -> Day:
    name = "authors" if day.without["authors"] < 0.4 * day.filed else "date"
    lost = max(day.without[name], _part(random, day.filed, 0.9, 1.0))
    return replace(day, without={**day.without, name: lost})


def _shrunk(random: Random, _: Habit, day: Day) -> Day:
    return replace(day, median_words=day.median_words * random.uniform(0.1, 0.3))


def _shifted(_: Random, habit: Habit, day: Day) -> Day:
    seen = sum(day.frames.values())
    return replace(day, frames={f"div.new-{habit.name}": seen} if seen else {})


def _wall(random: Random, _: Habit, day: Day) -> Day:
    left, lost = _refused(random, day, 0.8)
    return replace(left, walls=lost)


def _paywall(random: Random, _: Habit, day: Day) -> Day:
    return replace(day, paywalled=_part(random, day.filed, 0.85, 1.0))


def _gone(random: Random, _: Habit, day: Day) -> Day:
    """One feed of several: the others still bring half of the articles."""
    return replace(_scaled(day, random.uniform(0.4, 0.9)), sources_gone=1)


def _robots(random: Random, _: Habit, day: Day) -> Day:
    left, lost = _refused(random, day, 0.8)
    return replace(left, robots=lost)


def _errors(random: Random, _: Habit, day: Day) -> Day:
    left, lost = _refused(random, day, 0.6)
    return replace(left, errors=lost)


def _duplicates(random: Random, habit: Habit, day: Day) -> Day:
    more = round(random.uniform(2, 5) * max(3.0, habit.rate))
    return replace(day, duplicates=day.duplicates + more, requests=day.requests + more)


def _future(random: Random, _: Habit, day: Day) -> Day:
    return replace(day, future_dated=_part(random, day.filed, 0.6, 1.0))


SCRIPTS: dict[Cause, Callable[[Random, Habit, Day], Day]] = {
    Cause.SILENT: lambda _, __, day: Day(day=day.day),
    Cause.BELOW_VOLUME: _below,
    Cause.ABOVE_VOLUME: _above,
    Cause.FIELD_LOST: _field_lost,
    Cause.BODIES_SHRUNK: _shrunk,
    Cause.TEMPLATE_SHIFT: _shifted,
    Cause.WALL: _wall,
    Cause.PAYWALL: _paywall,
    Cause.SOURCE_GONE: _gone,
    Cause.ROBOTS: _robots,
    Cause.ERRORS: _errors,
    Cause.DUPLICATES: _duplicates,
    Cause.FUTURE_DATES: _future,
}


def script(random: Random, causes: tuple[Cause, Cause]) -> tuple[Failure, Failure]:
    """Two failures in the half year, one in each quarter, two to three weeks long.

    The second has passed before the half year ends, so that its end is looked at, too.
    """
    quarter = HALF_YEAR // 2
    starts = (FIRST + LEARNING + quarter * number for number in range(2))
    first, second = (start + timedelta(days=random.randint(0, 55)) for start in starts)
    return _failure(random, causes[0], first), _failure(random, causes[1], second)


def _failure(random: Random, cause: Cause, first: date) -> Failure:
    return Failure(cause=cause, first=first, last=first + timedelta(days=random.randint(14, 21)))
