"""Invented sites: how much each publishes and when, and how slowly it wants to be asked.

Rule 1: everything follows from the seed and the site's number, however many sites there are.
Rule 2: the laws below were written down before the first run and fitted to nothing.
"""

from array import array
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from crawler.rhythm import MOST_AN_HOUR, Rhythm
from pipelines.settings import Settings

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
DAY_S, HOUR_S = 86_400, 3_600
# The desk runs so long before the day that is judged, so that it does not begin asleep.
SPIN_UP_S = 6 * HOUR_S
# Articles in each hour of a local day, as shares of the mean hour.
HOURS = (
    *(0.15, 0.1, 0.1, 0.1, 0.2, 0.6, 1.2, 1.5, 1.7, 1.8, 1.8, 1.7),
    *(1.6, 1.6, 1.6, 1.6, 1.6, 1.5, 1.3, 1.1, 0.8, 0.6, 0.4, 0.25),
)
WEEKDAYS = (1.1, 1.15, 1.15, 1.15, 1.1, 0.7, 0.65)
# The logarithm's spread: the busiest hundredth then publishes a quarter of all articles.
SPREAD = 1.6
MOST_A_DAY = 5_000.0
OFFSETS = (-8, -5, -3, 0, 1, 2, 3, 5, 8, 9)
# One site in twenty asks for a Crawl-delay, of so many seconds.
CRAWL_DELAY_SHARE, CRAWL_DELAYS = 0.05, (1.0, 2.0, 5.0, 10.0, 30.0)
_LASTING_DAYS = 7.7  # what a day counts in a rhythm that halves in five: 1 / (1 - .5 ** .2)


@dataclass(slots=True, kw_only=True)
class Site:
    """rates: articles an hour, by hour of the day in UTC. published: seconds since the day's
    begin, rising, from the spin-up on. gap_s: between two requests."""

    number: int
    rates: tuple[float, ...]
    published: "array[float]"
    gap_s: float

    @property
    def a_day(self) -> float:
        """Articles that are expected on the day."""
        return sum(self.rates)


def site(seed: int, number: int, a_day: float, weekday: int, settings: Settings) -> Site:
    """One site. a_day: articles of the mean site on the mean day."""
    chance = Random(f"{seed} {number}")
    mean = min(
        chance.lognormvariate(0, SPREAD) / 2.718281828 ** (SPREAD**2 / 2) * a_day, MOST_A_DAY
    )
    offset = chance.choice(OFFSETS)
    share = mean * WEEKDAYS[weekday] / sum(HOURS)
    rates = tuple(share * HOURS[(hour + offset) % 24] for hour in range(24))
    return Site(
        number=number,
        rates=rates,
        published=_published(rates, chance),
        gap_s=_gap(chance, settings),
    )


def _published(rates: tuple[float, ...], chance: Random) -> "array[float]":
    moments = array("d")
    for hour in range(-SPIN_UP_S // HOUR_S, 24):
        rate = rates[hour % 24]
        at = chance.expovariate(rate)
        while at < 1:
            moments.append((hour + at) * HOUR_S)
            at += chance.expovariate(rate)
    return moments


def _gap(chance: Random, settings: Settings) -> float:
    """As the manners of a crawl work out: the delay, a Crawl-delay, and the host's own slowness."""
    latency_s = chance.lognormvariate(-1.2, 0.7)  # half below .3 s
    slow = latency_s / settings.throttle if settings.throttle else 0.0
    asks = chance.choice(CRAWL_DELAYS) if chance.random() < CRAWL_DELAY_SHARE else 0.0
    return max(settings.delay_s, slow, min(asks, settings.crawl_delay_cap_s))


def known(of: Site, now: datetime) -> Rhythm:
    """What a desk knows of a source that it has watched for weeks."""
    rates = (min(rate, MOST_AN_HOUR) for rate in of.rates)
    return Rhythm(
        links=tuple(rate * _LASTING_DAYS for rate in rates), hours=(_LASTING_DAYS,) * 24, until=now
    )


def moment(seconds: float, weekday: int) -> datetime:
    """The clock of that simulated second."""
    return MONDAY + timedelta(days=weekday, seconds=seconds)
