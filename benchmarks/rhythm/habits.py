"""200 invented sites: when each publishes, and what its sources show of it at any moment.

Rule 1: everything follows from the seed. Rule 2: the habits (`habits.toml`) were written before
the estimator was tuned, and know nothing of it.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

START = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
DAYS = 30
# What sources show on the first day was published before it.
BEFORE_DAYS = 21
_FILE = Path(__file__).with_name("habits.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a source shows articles; see `habits.toml`."""

    newest: int
    lag_min: float
    dated: bool
    validators: bool
    share: float = 1.0
    noise: bool = False
    max_age_s: int = 0
    ttl_s: int | None = None
    period_s: int | None = None
    still: int = 0
    fails: float = 0.0
    away: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """When the sites of a kind publish; see `habits.toml`."""

    name: str
    sites: int
    utc: tuple[int, int]
    day: tuple[float, ...]
    weekend: tuple[float, ...]
    sources: tuple[str, ...]
    batches: tuple[tuple[int, float, int], ...] = ()
    bursts: int = 0
    turn: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """name: of its manner. shown: since when each article stands in it, rising; articles: which."""

    name: str
    manner: Manner
    shown: tuple[datetime, ...]
    articles: tuple[int, ...]

    def version(self, at: datetime) -> int:
        """How often it has changed until then."""
        return bisect_right(self.shown, at)

    def newest(self, version: int) -> tuple[int, ...]:
        """What it names in that version."""
        return self.articles[max(0, version - self.manner.newest) : version]

    def is_away(self, at: datetime) -> bool:
        """Whether it cannot be reached then."""
        first, last = self.manner.away or (DAYS, DAYS)
        return timedelta(days=first) <= at - START < timedelta(days=last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """published: of each article, rising. answers_after: from a run's start to its answers."""

    habit: str
    published: tuple[datetime, ...]
    sources: tuple[Source, ...]
    answers_after: timedelta


@dataclass(frozen=True, slots=True)
class _Maker:
    manners: dict[str, Manner]
    chance: Random

    def site(self, habit: Habit) -> Site:
        offset = timedelta(hours=self.chance.randint(*habit.utc))
        published = tuple(sorted(self._published(habit, offset)))
        sources = tuple(
            source for name in habit.sources for source in self._sources(name, published)
        )
        return Site(
            habit=habit.name,
            published=published,
            sources=sources,
            answers_after=timedelta(seconds=self.chance.uniform(2, 120)),
        )

    def _published(self, habit: Habit, offset: timedelta) -> Iterator[datetime]:
        bursts = [self.chance.uniform(0, DAYS - 2) for _ in range(habit.bursts)]
        for day in range(-BEFORE_DAYS, DAYS):
            local = START + timedelta(days=day)
            more = 10.0 if any(first <= day < first + 2 for first in bursts) else 1.0
            if habit.turn and day >= habit.turn[0]:
                more *= habit.turn[1]
            for at in self._of_day(habit, local, more):
                if at - offset < START + timedelta(days=DAYS):
                    yield at - offset

    def _of_day(self, habit: Habit, local: datetime, more: float) -> Iterator[datetime]:
        weekday = local.weekday()
        rates = habit.weekend if weekday > 4 else habit.day
        for third, rate in enumerate(rates):
            yield from self._poisson(local + timedelta(hours=3 * third), rate * more)
        for on, hour, count in habit.batches:
            if on == weekday or (on == -1 and weekday < 5):
                at = local + timedelta(hours=hour, minutes=self.chance.gauss(0, 8))
                yield from (at + timedelta(seconds=number) for number in range(count))

    def _poisson(self, first: datetime, expected: float) -> Iterator[datetime]:
        """Moments of the three hours from `first` on."""
        hours = self.chance.expovariate(expected / 3) if expected else 3.0
        while hours < 3.0:
            yield first + timedelta(hours=hours)
            hours += self.chance.expovariate(expected / 3)

    def _sources(self, name: str, published: Sequence[datetime]) -> Iterator[Source]:
        manner = self.manners[name]
        rows = sorted(
            (at + timedelta(minutes=self.chance.uniform(0, manner.lag_min)), number)
            for number, at in enumerate(published)
            if self.chance.random() < manner.share
        )
        shown, articles = tuple(at for at, _ in rows), tuple(number for _, number in rows)
        yield Source(name=name, manner=manner, shown=shown, articles=articles)
        for _ in range(manner.still):
            yield Source(name=f"{name}, past", manner=manner, shown=(), articles=())


def sites(seed: int, of_each: int = 200) -> tuple[Site, ...]:
    """The sites of this seed, at most so many of each habit."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    manners = {name: Manner(**_tuples(row)) for name, row in table["source"].items()}
    return tuple(
        _Maker(manners, Random(f"{seed} {habit.name} {number}")).site(habit)
        for habit in (Habit(**_tuples(row)) for row in table["habit"])
        for number in range(min(habit.sites, of_each))
    )


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(tuple(one) if isinstance(one, list) else one for one in value)
        if isinstance(value, list)
        else value
        for name, value in row.items()
    }
