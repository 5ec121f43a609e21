"""Reads the dates that pages print, and refuses those that cannot be true.

Rule 1: a date comes from the page's own words or there is none; nothing is completed. A year
    or a month alone is no date of publication.
Rule 2: what the string says is kept: its precision, and whether it named a zone.
Rule 3: nothing before 1990 (no news site is older) and nothing after the snapshot by two days.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from pipelines.extract.months import MONTHS
from pipelines.model import Moment, Precision

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST_AFTER = timedelta(days=2)
FARTHEST_ZONE = timedelta(hours=14)
_LONGEST = 120

# Digits are ASCII's: a date in full-width or Arabic digits is refused, not half understood.
_ISO = re.compile(r"(?<![0-9])(?<!^-)([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")
_COMPACT = re.compile(
    r"(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})([0-9]{2})([0-9]{2})?)?(?![0-9])"
)
_CJK = re.compile(r"([0-9]{4})\s*[年년]\s*([0-9]{1,2})\s*[月월]\s*([0-9]{1,2})\s*[日일]")
_NUMERIC = re.compile(
    r"(?<![0-9.])([0-9]{1,2})([-/.])\s?([0-9]{1,2})[-/.]\s?([0-9]{4}|[0-9]{2})(?![0-9/])"
)
_DAY_MONTH = re.compile(
    r"(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?[\s-]+(?:de\s+|of\s+|d[’'])?"
    r"([^\W\d_]{3,})\.?,?[\s-]+(?:de[l]?\s+)?([0-9]{4})(?![0-9])"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})(?![0-9])")
# A full stop parts hours from minutes only before "Uhr"; elsewhere it is a date's.
_TIME = re.compile(
    r"(?<![0-9])([0-9]{1,2})(?::|h|\.(?=[0-9]{2}\s*Uhr))([0-9]{2})"
    r"(?::([0-9]{2})(?:[.,][0-9]+)?)?(?![0-9])\s*([ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:[0-9]\s*|UTC|GMT)([+-])([0-9]{2}):?([0-9]{2})?(?![0-9])")
_ZONE = re.compile(r"\b([A-Z]{1,4})\b")
_EPOCH = re.compile(r"^[0-9]{10}(?:[0-9]{3})?$")

# Hours from UTC. Of a name with several meanings the one that news sites use stands here (CST
# is Chicago's, BST London's); where there is none, the name is left out (IST, AST).
ZONES = {
    "Z": 0.0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "WEST": 1, "CEST": 2, "EET": 2,
    "SAST": 2, "EEST": 3, "MSK": 3, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip


def moment(raw: str, latest: datetime, *, month_first: bool = False) -> Moment | None:
    """The instant that `raw` states, or None when it states none that can be true.

    latest: the snapshot's date. month_first: how `03/04/2024` is to be read. Raises nothing.
    """
    found = _read(raw, latest, month_first=month_first)
    return found if isinstance(found, Moment) else None


def refusal(raw: str, latest: datetime) -> str:
    """Why `moment` finds none in `raw`, in words; empty where it finds one."""
    found = _read(raw, latest, month_first=False)
    return found if isinstance(found, str) else ""


def _read(raw: str, latest: datetime, *, month_first: bool) -> Moment | str:
    text = raw.strip()[:_LONGEST]
    if _EPOCH.match(text):
        return _believed(_epoch(text), latest, Precision.SECOND, zone_known=True)
    found = _day(text, month_first=month_first)
    if found is None:
        return "names no whole day"
    (year, month, day), rest = found
    try:
        midnight = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return "is no day of the calendar"
    return _with_time(midnight, rest, latest)


def day_of(raw: str, latest: datetime, *, month_first: bool = False) -> date | None:
    """The calendar day that `raw` states, or None; see `moment`."""
    found = moment(raw, latest, month_first=month_first)
    return None if found is None else found.day or found.value.date()


def is_month_first(language: str, host: str) -> bool:
    """Whether the page's readers write the month first: American English and Filipino.

    `en` without a region is American only on a host without a country of its own.
    """
    tag = language.replace("_", "-").lower()
    if tag in ("en-us", "en-ph", "fil"):
        return True
    return tag == "en" and len(host.rpartition(".")[2]) != 2


def on_printed_day(stated: Moment, raw: str, printed: Sequence[Moment]) -> Moment:
    """The instant on the calendar day that the page prints, where that is not UTC's.

    raw: what `stated` was read from; a zone other than UTC's in it is believed. printed: the
    page's other dates, the surest first: one of them must be the same instant on another clock,
    or a mere day that begins or ends within a zone's reach of it.
    """
    if stated.precision is Precision.DAY or _names_other_zone(raw):
        return stated
    days = [day for one in printed if (day := _same_elsewhere(stated.value, one)) is not None]
    return replace(stated, day=days[0]) if days and stated.value.date() not in days else stated


def _names_other_zone(raw: str) -> bool:
    """Whether the string gives its time in another zone than UTC."""
    clock = _TIME.search(raw)
    try:
        return clock is not None and bool(_offset(raw[clock.start() :]))
    except ValueError:
        return False


def _same_elsewhere(instant: datetime, printed: Moment) -> date | None:
    """The day on which `printed` sees the instant, or None where it is another instant."""
    day = printed.day or printed.value.date()
    ahead = datetime(day.year, day.month, day.day, tzinfo=UTC) - instant
    if printed.precision is Precision.DAY:
        return day if -timedelta(days=1) - FARTHEST_ZONE < ahead < FARTHEST_ZONE else None
    apart = printed.value - instant.replace(second=0, microsecond=0)
    minutes = apart.total_seconds() // 60
    clocks = not printed.zone_known and minutes % 15 == 0 and abs(apart) <= FARTHEST_ZONE
    return day if minutes == 0 or clocks else None


def _epoch(text: str) -> datetime:
    return datetime.fromtimestamp(int(text[:10]), tz=UTC)


def _day(text: str, *, month_first: bool) -> tuple[tuple[int, int, int], str] | None:
    """(year, month, day) and the text around them, for the first form that fits."""
    for pattern in (_ISO, _CJK):
        if match := pattern.search(text):
            year, month, day = (int(group) for group in match.groups())
            return (year, month, day), text[match.end() :]
    if match := _COMPACT.search(text):
        year, month, day = (int(group) for group in match.groups()[:3])
        hours, minutes, seconds = match.groups()[3:]
        clock = f" {hours}:{minutes}:{seconds or '00'}" if hours else ""
        return (year, month, day), clock + text[match.end() :]
    return _named_day(text) or _numeric_day(text, month_first=month_first)


def _named_day(text: str) -> tuple[tuple[int, int, int], str] | None:
    """A day with the month's name, in either order."""
    for pattern, day_group, month_group in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for match in pattern.finditer(text):
            month = month_of(match.group(month_group))
            if month:
                numbers = int(match.group(3)), month, int(match.group(day_group))
                return numbers, text[: match.start()] + " " + text[match.end() :]
    return None


def month_of(name: str) -> int | None:
    """The number of a month's name or abbreviation in any language of the table, or None."""
    key = name.casefold().rstrip(".")
    return MONTHS.get(key) or MONTHS.get(key[:3] if key.isascii() and len(key) == 4 else "")


def is_ambiguous(raw: str) -> bool:
    """Whether `raw` is a date of numbers alone that American and other readers read differently."""
    match = _NUMERIC.search(raw.strip()[:_LONGEST])
    if match is None or match.group(2) == "." or _ISO.search(raw):
        return False
    first, second = int(match.group(1)), int(match.group(3))
    return first != second and first <= 12 and second <= 12


def _numeric_day(text: str, *, month_first: bool) -> tuple[tuple[int, int, int], str] | None:
    match = _NUMERIC.search(text)
    if match is None:
        return None
    first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    # Full stops are European; a number above 12 is no month.
    month_first = second > 12 or (month_first and match.group(2) != "." and first <= 12)
    month, day = (first, second) if month_first else (second, first)
    around = text[: match.start()] + " " + text[match.end() :]
    return (year if year > 99 else 2000 + year, month, day), around


def _with_time(midnight: datetime, rest: str, latest: datetime) -> Moment | str:
    """The day with the time of day that the rest of the string names, if it names one."""
    clock = _TIME.search(rest)
    if clock is None:
        return _believed(midnight, latest, Precision.DAY, zone_known=False)
    hour, minute = int(clock.group(1)), int(clock.group(2))
    half = (clock.group(4) or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59 or int(clock.group(3) or 0) > 59:
        return _believed(midnight, latest, Precision.DAY, zone_known=False)
    try:
        offset = _offset(rest[clock.start() :])
    except ValueError as error:
        return str(error)
    if not hour and not minute and not int(clock.group(3) or 0):
        # Midnight to the second is how systems write a day; moved to UTC it would be another.
        return _believed(midnight, latest, Precision.DAY, zone_known=False)
    local = midnight.replace(hour=hour, minute=minute, second=int(clock.group(3) or 0))
    precision = Precision.SECOND if clock.group(3) else Precision.MINUTE
    if beyond := _beyond(local, latest, FARTHEST_ZONE):
        return beyond  # moved to UTC a date of the year 1 or 9999 would raise
    instant = local.replace(tzinfo=timezone(offset or timedelta())).astimezone(UTC)
    return _believed(instant, latest, precision, zone_known=offset is not None, day=midnight.date())


def _offset(text: str) -> timedelta | None:
    """The zone's distance from UTC that the text names, or None without one.

    Raises ValueError for a distance that no zone has: such a date is broken as a whole.
    """
    if match := _OFFSET.search(text):
        sign, hours, minutes = match.groups()
        distance = timedelta(hours=int(hours), minutes=int(minutes or 0))
        if distance > FARTHEST_ZONE:
            raise ValueError("no zone is so far from UTC")
        return -distance if sign == "-" else distance
    known = (ZONES[name] for name in _ZONE.findall(text.replace("Z", " Z")) if name in ZONES)
    hours_east = next(known, None)
    return None if hours_east is None else timedelta(hours=hours_east)


def _believed(
    value: datetime,
    latest: datetime,
    precision: Precision,
    *,
    zone_known: bool,
    day: date | None = None,
) -> Moment | str:
    if beyond := _beyond(value, latest):
        return beyond
    local = day if day != value.date() else None
    return Moment(value=value, precision=precision, zone_known=zone_known, day=local)


def _beyond(value: datetime, latest: datetime, margin: timedelta = timedelta()) -> str:
    """Why this cannot be when an article was published; empty where it can."""
    if value < EARLIEST - margin:
        return f"is before {EARLIEST.year}"
    return "is after the page was fetched" if value > latest + LATEST_AFTER + margin else ""
