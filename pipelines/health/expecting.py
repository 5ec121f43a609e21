"""What a site is expected to give: learned from its past days, weekday by weekday.

Rule 1: a level is a median, so that one bad day, or a holiday, does not move it.
Rule 2: a band is never narrower than chance makes it: counts scatter at least like Poisson's.

The constants were calibrated on seeds 1 and 2 of benchmarks/health.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import median

from pipelines.health.figures import Day

# Below two weeks a weekend is not told from a loss.
FEWEST_DAYS = 14
# A small site shows a new frame page by page: it is not known before it is told.
NEW_DAYS = 7
# Eight of each weekday: enough for a median, short enough to follow a site that grows.
WINDOW_DAYS = 56
# The band's half width in standard deviations, beside what the level itself may be wrong by.
WIDTH = 4.0
LEVEL_ERROR = 0.15
# Slow months and news weeks; what goes beyond these is an alert, not a season.
SEASON = (0.5, 2.0)
# A holiday gives about half of the weakest weekday, an election about twice the strongest.
HOLIDAY = 0.5
ELECTION = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Articles a day: low and high are still ordinary."""

    low: float
    level: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What is ordinary for a site. bands: by weekday, Monday first. scatter:
    variance of the counts by their mean, 1 where it is chance's alone.

    longest_silence: days in a row without an article, as happened twice. words: a short and a
    middle day's median of words. frames: the places where its text has stood.
    past: the days themselves, without those of a trap, whose pages would outnumber all others.
    """

    bands: tuple[Band, ...]
    scatter: float
    longest_silence: int
    words: tuple[float, float]
    frames: frozenset[str]
    past: tuple[Day, ...]

    def band(self, day: date) -> Band:
        """The band of that day's weekday."""
        return self.bands[day.weekday()]


def learn(days: Sequence[Day]) -> Expectation | None:
    """What these days, oldest first, make ordinary; None: they are too few to say.

    Only the newest eight weeks count. Days without any article belong in between.
    """
    past = tuple(days[-WINDOW_DAYS:])
    if len(past) < FEWEST_DAYS or not any(day.filed for day in past):
        return None
    bands = _bands(past)
    words = sorted(max(1.0, day.median_words) for day in past if day.filed)
    return Expectation(
        bands=bands,
        scatter=_scatter(past, _usual(past)),
        longest_silence=_longest_silence(past),
        words=(words[len(words) // 10], median(words)),
        frames=frozenset(frame for day in past[:-NEW_DAYS] for frame in day.frames),
        past=tuple(day for day in past if day.filed <= bands[day.day.weekday()].high),
    )


def _bands(past: Sequence[Day]) -> tuple[Band, ...]:
    usual = _usual(past)
    season = _season(past[-WINDOW_DAYS // 4 :], usual)
    scatter = _scatter(past, usual)
    levels = [level * season for level in usual]
    return tuple(_band(level, min(levels), max(levels), scatter) for level in levels)


def _usual(past: Sequence[Day]) -> list[float]:
    return [_weekday_level(past, weekday) for weekday in range(7)]


def _weekday_level(past: Sequence[Day], weekday: int) -> float:
    return float(median(day.filed for day in past if day.day.weekday() == weekday))


def _season(newest: Sequence[Day], usual: Sequence[float]) -> float:
    expected = sum(usual[day.day.weekday()] for day in newest)
    low, high = SEASON
    given = sum(min(day.filed, ELECTION * usual[day.day.weekday()]) for day in newest)
    return min(high, max(low, given / expected)) if expected else 1.0


def _scatter(past: Sequence[Day], usual: Sequence[float]) -> float:
    """Variance by mean, at least chance's 1; the middle of the days, not the worst of them."""
    shares = [
        (day.filed - usual[day.day.weekday()]) ** 2 / max(1.0, usual[day.day.weekday()])
        for day in past
    ]
    return max(1.0, median(shares) / 0.455)  # 0.455: the median of chi-squared with one freedom


def _band(level: float, weakest: float, strongest: float, scatter: float) -> Band:
    half = WIDTH * sqrt(max(level, 1.0) * scatter + (LEVEL_ERROR * level) ** 2)
    low = min(level - half, HOLIDAY * weakest - sqrt(weakest))
    high = ELECTION * strongest + half
    return Band(low=max(0.0, low), level=level, high=high)


def _longest_silence(past: Iterable[Day]) -> int:
    """The second longest: an outage that happened once is no habit."""
    silences = [0, 0]
    for day in past:
        if day.filed:
            silences.append(0)
        else:
            silences[-1] += 1
    return sorted(silences)[-2]
