"""A hundred invented sites, and what each gives on an ordinary day.

Ordinary noise: weekends, holidays (two of them in a row at Christmas' manner), elections, a slow
August, days of many errors, an outage of a feed for some hours, features in a frame of their own.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pipelines.health.figures import Day

FIRST = date(2026, 6, 1)
LEARNING, HALF_YEAR = timedelta(days=56), timedelta(days=182)
HOLIDAYS = frozenset(
    {date(2026, 6, 4), date(2026, 7, 14), date(2026, 8, 15), date(2026, 10, 3)}
    | {date(2026, 11, 1), date(2026, 11, 26), date(2026, 11, 27)}
)
ELECTIONS = frozenset({date(2026, 9, 13), date(2026, 9, 14), date(2026, 11, 3), date(2026, 11, 4)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """An invented site. rate: articles on a weekday. weekend, august: what part of it is left."""

    name: str
    rate: float
    weekend: float
    august: float
    words: float
    without: dict[str, float]
    paywalled: float
    duplicates: float
    frames: tuple[str, ...]


def habits(random: Random, count: int) -> list[Habit]:
    """Sites from one article in two days to two hundred a day."""
    return [_habit(random, f"paper-{number:03}.example") for number in range(count)]


def _habit(random: Random, name: str) -> Habit:
    return Habit(
        name=name,
        rate=min(200.0, max(0.5, random.lognormvariate(2.3, 1.2))),
        weekend=random.uniform(0.25, 1.0),
        august=random.uniform(0.6, 1.0),
        words=random.lognormvariate(6.0, 0.4),
        without={
            "headline": 0.001,
            "date": random.choice((0.002, 0.01, 0.05)),
            "authors": random.choice((0.01, 0.1, 0.3, 0.6)),
        },
        paywalled=random.choice((0.0, 0.0, 0.1, 0.35)),
        duplicates=random.choice((0.0, 0.02, 0.08)),
        frames=tuple(f"main/article.{name}/div.{n}" for n in range(random.randint(1, 3))),
    )


def rate_on(habit: Habit, day: date) -> float:
    """How many articles that day would give on average."""
    rate = habit.rate * (habit.weekend if day.weekday() >= 5 else 1.0)
    rate *= 0.4 if day in HOLIDAYS else 1.0
    rate *= 1.8 if day in ELECTIONS else 1.0
    return rate * (habit.august if day.month == 8 else 1.0)


def ordinary(random: Random, habit: Habit, day: date) -> Day:
    """A day on which nothing is wrong."""
    filed = _poisson(random, rate_on(habit, day) * random.gammavariate(12, 1 / 12))
    duplicates = _binomial(random, filed, habit.duplicates)
    # Rechecks and pages that are no article are asked for, too.
    asked = filed + duplicates + _poisson(random, habit.rate * 0.3)
    bad_day = random.random() < 0.01
    return Day(
        day=day,
        filed=filed,
        without={name: _binomial(random, filed, share) for name, share in habit.without.items()},
        median_words=_words(random, habit, filed),
        paywalled=_binomial(random, filed, habit.paywalled),
        future_dated=_binomial(random, filed, 0.003),
        requests=asked,
        walls=_binomial(random, asked, 0.004),
        robots=_binomial(random, asked, 0.002),
        errors=_binomial(random, asked, random.uniform(0.1, 0.25) if bad_day else 0.01),
        duplicates=duplicates,
        frames=_frames(random, habit, filed),
    )


def _words(random: Random, habit: Habit, filed: int) -> float:
    if not filed:
        return 0.0
    lengths = sorted(habit.words * random.lognormvariate(0, 0.5) for _ in range(filed))
    return (lengths[filed // 2] + lengths[(filed - 1) // 2]) / 2


def _frames(random: Random, habit: Habit, filed: int) -> dict[str, int]:
    """Ten pages are looked at; one in a hundred is a feature with a frame of its own."""
    found: dict[str, int] = {}
    for _ in range(min(filed, 10)):
        feature = f"section.feature-{random.randrange(10**6)}"
        frame = feature if random.random() < 0.01 else random.choice(habit.frames)
        found[frame] = found.get(frame, 0) + 1
    return found


def _poisson(random: Random, rate: float) -> int:
    """Arrivals within one unit of time."""
    count, passed = 0, random.expovariate(1.0)
    while passed < rate:
        count, passed = count + 1, passed + random.expovariate(1.0)
    return count


def _binomial(random: Random, of: int, share: float) -> int:
    return sum(random.random() < share for _ in range(of))
