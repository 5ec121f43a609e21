"""Which figures of the newest days are not as expected.

Rule 1: a share counts when chance hardly gives it and a reader would notice it: both.
Rule 2: a small site's days are taken together until there are enough pages to say.

The constants were calibrated on seeds 1 and 2 of benchmarks/health.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log, log1p, sqrt

from pipelines.health.expecting import Expectation
from pipelines.health.figures import Day, Finding
from pipelines.model import Cause, Expected

# Nats: a share that chance gives once in seven hundred looks.
SURPRISE = 6.5
# Days that are taken together at most, where fewer than so many pages came in one.
MOST_DAYS, ENOUGH_PAGES = 7, 12
# Expected articles that did not come, in nats: chance gives it once in a hundred.
MISSED = 4.5
# Fewer than this share of what is expected, on one day or on some together, in nats beyond what
# a holiday among them explains.
WEAK, MISSED_SOME = 0.45, 2.2
# A day with this share of its level is no part of a loss, whatever came before it.
ORDINARY = 0.75
WEAK_DAYS = (1, 2, 3, 7)
HOLIDAYS, HOLIDAY = 1, 0.5
# Bodies are a third shorter on some days; a median of few scatters more than one of many.
SHORTER, SCATTER = 0.3, 1.7
FEWEST_BODIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole that should be small. more: how much beyond the usual a reader notices."""

    cause: Cause
    what: str
    part: Callable[[Day], int]
    whole: Callable[[Day], int]
    more: float = 0.3


def _lacking(name: str) -> Share:
    return Share(
        cause=Cause.FIELD_LOST,
        what=f"articles without {name}",
        part=lambda day: day.without.get(name, 0),
        whole=lambda day: day.filed,
    )


SHARES = (
    *map(_lacking, ("headline", "date", "authors")),
    Share(
        cause=Cause.WALL,
        what="pages that were a consent wall or a challenge",
        part=lambda day: day.walls,
        whole=lambda day: day.requests,
    ),
    Share(
        cause=Cause.PAYWALL,
        what="articles behind a paywall",
        part=lambda day: day.paywalled,
        whole=lambda day: day.filed,
    ),
    Share(
        cause=Cause.ROBOTS,
        what="addresses that robots.txt closes",
        part=lambda day: day.robots,
        whole=lambda day: day.requests,
    ),
    Share(
        cause=Cause.ERRORS,
        what="requests that failed",
        part=lambda day: day.errors,
        whole=lambda day: day.requests,
        more=0.4,
    ),
    Share(
        cause=Cause.DUPLICATES,
        what="pages that were copies of known articles",
        part=lambda day: day.duplicates,
        whole=lambda day: day.requests,
    ),
    Share(
        cause=Cause.FUTURE_DATES,
        what="articles dated in the future",
        part=lambda day: day.future_dated,
        whole=lambda day: day.filed,
    ),
)


def judge(expected: Expectation, days: Sequence[Day], stated: Expected) -> tuple[Finding, ...]:
    """What is wrong on the last of these days, one finding a cause.

    days: oldest first, the judged one last; the ones before it are looked at where one day alone
    does not say enough. It is over: a morning is no weak day. stated: what the site's file says
    beats what was learned.
    """
    found = [
        _stated_volume(stated.articles_per_day, days[-1])
        if stated.articles_per_day
        else _volume(expected, days),
        *(_share(share, expected, days) for share in SHARES),
        _shrunk(expected, days),
        _shifted(expected, days),
        _gone(expected, days[-1]),
    ]
    first: dict[Cause, Finding] = {}
    for finding in found:
        if finding and finding.cause not in stated.ignored:
            first.setdefault(finding.cause, finding)
    return tuple(first.values())


# ---------------------------------------------------------------- how many


def _volume(expected: Expectation, days: Sequence[Day]) -> Finding | None:
    today, band = days[-1], expected.band(days[-1].day)
    if today.filed > band.high:
        text = f"{today.filed} articles on the day; at most {band.high:.0f} are expected"
        return Finding(cause=Cause.ABOVE_VOLUME, evidence=text)
    if not today.filed:
        return _silence(expected, days)
    if today.filed >= ORDINARY * band.level:
        return None
    weak = (_weakness(expected, days[-length:]) for length in WEAK_DAYS if len(days) >= length)
    return next(filter(None, weak), None)


def _stated_volume(ordinary: tuple[int, int], day: Day) -> Finding | None:
    """By the site's file: fewest and most."""
    least, most = ordinary
    if least <= day.filed <= most:
        return None
    text = f"{day.filed} articles on the day; the site's file says {least} to {most}"
    below = Cause.BELOW_VOLUME if day.filed else Cause.SILENT
    return Finding(cause=Cause.ABOVE_VOLUME if day.filed > most else below, evidence=text)


def _weakness(expected: Expectation, days: Sequence[Day]) -> Finding | None:
    """Whether these days together gave less than holidays among them explain."""
    levels = sorted((expected.band(day.day).level for day in days), reverse=True)
    least = sum(levels) - (1 - HOLIDAY) * sum(levels[:HOLIDAYS])
    filed = sum(day.filed for day in days)
    if filed >= WEAK * sum(levels) or _lack(filed, least) < MISSED_SOME * expected.scatter:
        return None
    text = f"{filed} articles in {len(days)} days; about {sum(levels):.0f} are expected"
    return Finding(cause=Cause.BELOW_VOLUME, evidence=text)


def _lack(filed: int, expected: float) -> float:
    """Nats: chance gives so few of so many about exp(-this) often."""
    if filed >= expected:
        return 0.0
    return expected - filed + (filed * log(filed / expected) if filed else 0.0)


def _silence(expected: Expectation, days: Sequence[Day]) -> Finding | None:
    silent = []
    for day in reversed(days):
        if day.filed:
            break
        silent.append(expected.band(day.day).level)
    # Counts scatter more than Poisson's: none of ten on a holiday is not none of ten.
    missed = sum(12 * log1p(level / 12) for level in silent)
    if missed < MISSED or len(silent) <= expected.longest_silence:
        return None
    text = f"no article for {len(silent)} days; {sum(silent):.0f} are expected in that time"
    return Finding(cause=Cause.SILENT, evidence=text)


# ---------------------------------------------------------------- which share


def _share(share: Share, expected: Expectation, days: Sequence[Day]) -> Finding | None:
    part = whole = 0
    usual = _usual(share, expected)
    for day in days[: -MOST_DAYS - 1 : -1]:
        part, whole = part + share.part(day), whole + share.whole(day)
        if whole and _stands_out(part, whole, usual, share.more):
            text = f"{part} of {whole} {share.what}; {usual:.0%} is usual"
            return Finding(cause=share.cause, evidence=text)
        if whole >= ENOUGH_PAGES:
            break
    return None


def _usual(share: Share, expected: Expectation) -> float:
    """The past's share; one page more of each kind than were seen, so that it is never 0 or 1."""
    part = sum(map(share.part, expected.past))
    whole = sum(map(share.whole, expected.past))
    return (part + 0.5) / (whole + 1)


def _stands_out(part: int, whole: int, usual: float, more: float) -> bool:
    share = part / whole
    return share >= usual + more and whole * _divergence(share, usual) >= SURPRISE


def _divergence(share: float, usual: float) -> float:
    """Kullback's, of two coins, in nats: chance gives k of n about exp(-n * this) often."""
    hits = share * log(share / usual) if share else 0.0
    misses = (1 - share) * log((1 - share) / (1 - usual)) if share < 1 else 0.0
    return hits + misses


# ---------------------------------------------------------------- what kind of text


def _shrunk(expected: Expectation, days: Sequence[Day]) -> Finding | None:
    bodies, words = 0, 0.0
    for day in days[: -MOST_DAYS - 1 : -1]:
        bodies, words = bodies + day.filed, words + day.filed * day.median_words
        if bodies >= FEWEST_BODIES and words / bodies < _short(expected, bodies):
            text = f"bodies of {words / bodies:.0f} words; {expected.words[1]:.0f} are usual"
            return Finding(cause=Cause.BODIES_SHRUNK, evidence=text)
        if bodies >= ENOUGH_PAGES:
            break
    return None


def _short(expected: Expectation, bodies: int) -> float:
    """Below so many words so many bodies are short."""
    short, usual = expected.words
    return usual * exp(-max(SHORTER, log(usual / short)) - SCATTER / sqrt(bodies))


def _shifted(expected: Expectation, days: Sequence[Day]) -> Finding | None:
    frames: Counter[str] = Counter()
    for day in days[: -MOST_DAYS - 1 : -1]:
        frames.update(day.frames)
        if frames.total() >= FEWEST_BODIES:
            break
    strange = Counter({name: n for name, n in frames.items() if name not in expected.frames})
    if not expected.frames or strange.total() < max(FEWEST_BODIES, 0.8 * frames.total()):
        return None
    place = strange.most_common(1)[0][0]
    text = f"{strange.total()} of {frames.total()} pages have their text in a new place: {place}"
    return Finding(cause=Cause.TEMPLATE_SHIFT, evidence=text)


def _gone(expected: Expectation, day: Day) -> Finding | None:
    if day.sources_gone <= max(past.sources_gone for past in expected.past[-7:]):
        return None
    text = f"{day.sources_gone} sources have not answered for half a day or longer"
    return Finding(cause=Cause.SOURCE_GONE, evidence=text)
