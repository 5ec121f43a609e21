"""How often does a source bring something new, and when is it worth asking again?

Rule 1: pure; the clock is an argument, equal histories give equal due times.
Rule 2: evidence is new links over hours watched, for each hour of the day (UTC), and it decays: a
    source that changes its habits is believed again within days.
Rule 3: an hour is asked in proportion to the square root of what it brings. For a given number
    of requests that gives the least delay, and a rare source is not starved by a busy one.
Rule 4: what a server asks for is kept, what a feed says of itself is believed until its own
    history refutes it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import sqrt

HOUR = timedelta(hours=1)
# Calibrated by `python -m benchmarks.rhythm month` with seed 1; seeds 2 and 3 check them.
HALF_LIFE = timedelta(days=5)
EFFORT = 0.3  # a source with one link an hour is asked every 18 minutes, one a day every 1.5 h
SHRINK_H = 1.5  # hours watched at one hour of the day until that hour is believed by half
PRIOR_LINKS, PRIOR_H = 0.5, 24.0  # a source without a history is asked after two hours
# So many are asked for every four minutes; a sitemap that was written anew brings thousands, and
# would be asked so for weeks.
MOST_AN_HOUR = 12.0
# What a first answer says of its past; older entries say little of this week.
LOOKED_BACK = timedelta(days=7)
# Runs start on the minute and answers come a little later: what is due a quarter of an hour
# after an answer would miss the run after a quarter of an hour.
EARLY = timedelta(minutes=2)
_NONE = (0.0,) * 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """No source is asked more often than `shortest`, none less often than `longest`."""

    shortest: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How long a source wants to be left alone; zero where it says nothing.

    asked_for: by its server (Cache-Control, Expires) or by its document (`ttl`). stated: how
    often its document says that it changes (`sy:updatePeriod` by `sy:updateFrequency`).
    """

    asked_for: timedelta = timedelta()
    stated: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """links: new ones for each hour of the day, decayed. hours: watched, decayed alike.

    until: up to when the source was watched; None: never.
    """

    links: tuple[float, ...] = _NONE
    hours: tuple[float, ...] = _NONE
    until: datetime | None = None


UNKNOWN = Rhythm()


def observed(rhythm: Rhythm, arrived: Sequence[datetime | None], now: datetime) -> Rhythm:
    """The rhythm after an answer that brought these links for the first time.

    arrived: when each says that it was published, None where it does not. A date outside the
    time watched says nothing, and the link is spread over that time. A first answer has only its
    dates: they are taken for the past week's history.
    """
    if rhythm.until is None:
        arrived = [one for one in arrived if one and now - LOOKED_BACK < one <= now]
    since = rhythm.until or min(filter(None, arrived), default=now)
    if since >= now:
        return Rhythm(links=rhythm.links, hours=rhythm.hours, until=rhythm.until or now)
    watched = _watched(since, now)
    links = _spread(arrived, watched, since, now)
    kept = 0.5 ** ((now - since) / HALF_LIFE)
    return Rhythm(
        links=tuple(old * kept + new for old, new in zip(rhythm.links, links, strict=True)),
        hours=tuple(old * kept + new for old, new in zip(rhythm.hours, watched, strict=True)),
        until=now,
    )


def due_after(rhythm: Rhythm, wishes: Wishes, now: datetime, bounds: Bounds) -> datetime:
    """When to ask again after a good answer: where the effort of the hours to come adds up, but
    not before the source wishes it, and always within the bounds."""
    rates = _rates(rhythm)
    wait = _worth_asking(rates, now, now + bounds.longest) - now
    refuted = max(rates) * (wishes.stated / HOUR) > 2
    wait = max(wait, wishes.asked_for, timedelta() if refuted else wishes.stated) - EARLY
    return now + min(max(wait, bounds.shortest), bounds.longest)


def _worth_asking(rates: Sequence[float], now: datetime, latest: datetime) -> datetime:
    """When the square roots of the rates, hour by hour, have come to `EFFORT`."""
    left, at = EFFORT, now
    for hour, part in _pieces(now, latest):
        urgency = sqrt(rates[hour])
        if urgency * part >= left:
            return at + left / urgency * HOUR
        left, at = left - urgency * part, at + part * HOUR
    return latest


def links_a_day(rhythm: Rhythm) -> float | None:
    """How many new links the source brings a day; None while nothing is known of it."""
    hours = sum(rhythm.hours)
    return 24 * sum(rhythm.links) / hours if hours else None


def busiest_hour(rhythm: Rhythm) -> int | None:
    """The hour of the day (UTC) that brings most; None while none stands out by twice the mean."""
    rates = _rates(rhythm)
    best = max(rates)
    return rates.index(best) if best > 2 * sum(rates) / 24 else None


def as_json(rhythm: Rhythm) -> Mapping[str, object]:
    """For the database's column."""
    return {
        "links": [round(one, 6) for one in rhythm.links],
        "hours": [round(one, 6) for one in rhythm.hours],
        "until": rhythm.until.isoformat() if rhythm.until else None,
    }


def from_json(stored: Mapping[str, object] | None) -> Rhythm:
    """What `as_json` wrote; a source without one has no history."""
    if not stored:
        return UNKNOWN
    until = stored["until"]
    return Rhythm(
        links=_floats(stored["links"]),
        hours=_floats(stored["hours"]),
        until=datetime.fromisoformat(until) if isinstance(until, str) else None,
    )


def _floats(stored: object) -> tuple[float, ...]:
    return tuple(float(one) for one in stored) if isinstance(stored, list) else _NONE


def _rates(rhythm: Rhythm) -> tuple[float, ...]:
    """Links an hour, for each hour of the day: its own and half its neighbours', drawn to the
    day's mean as long as little is known."""
    mean = (sum(rhythm.links) + PRIOR_LINKS) / (sum(rhythm.hours) + PRIOR_H)
    links, hours = _smooth(rhythm.links), _smooth(rhythm.hours)
    return tuple((links[h] + SHRINK_H * mean) / (hours[h] + SHRINK_H) for h in range(24))


def _smooth(values: Sequence[float]) -> list[float]:
    return [values[h] + (values[h - 1] + values[(h + 1) % 24]) / 2 for h in range(24)]


def _watched(since: datetime, now: datetime) -> list[float]:
    """Hours between the two, by hour of the day. Longer than two months is as good as that."""
    hours = [0.0] * 24
    for hour, part in _pieces(max(since, now - timedelta(days=60)), now):
        hours[hour] += part
    return hours


def _pieces(since: datetime, now: datetime) -> Iterator[tuple[int, float]]:
    at, now = since.astimezone(UTC), now.astimezone(UTC)
    while at < now:
        end = min(at.replace(minute=0, second=0, microsecond=0) + HOUR, now)
        yield at.hour, (end - at) / HOUR
        at = end


def _spread(
    arrived: Sequence[datetime | None], watched: Sequence[float], since: datetime, now: datetime
) -> list[float]:
    dated = [one for one in arrived if one is not None and since < one <= now]
    share = (len(arrived) - len(dated)) / sum(watched)
    links = [share * part for part in watched]
    for one in dated:
        links[one.astimezone(UTC).hour] += 1.0
    return [min(n, MOST_AN_HOUR * max(part, 1.0)) for n, part in zip(links, watched, strict=True)]
