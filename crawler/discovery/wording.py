"""Words and dates as sources print them, made into plain values.

Rule 1: no guess. A date that is not wholly there ("yesterday", "10:30", "2024", "30 February") is
    None; a feed that says nothing is better than one that says something wrong.
Rule 2: a title is one line of text, without markup.
"""

import html
import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from pipelines.extract.characters import tidy

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_TOLERANCE = timedelta(days=2)  # clocks and zones that are wrong; beyond it a date is a fault
_DATE_CHARS = 80
_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ]\d{2}.*)?")
_ISO_FRACTION = re.compile(r"[.,](\d{1,6})\d*")
_ISO_GAP = re.compile(r" +(?=[+-]\d|Z$)|(?: *(?:UTC|GMT)$)")
_ZONE_NAME = re.compile(r"\b([A-Z]{2,5})$")
# Zones that email.utils does not know, in hours; only names that mean one zone in news feeds.
_ZONES = {
    **{"WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3},
    **{"JST": 9, "KST": 9, "AWST": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13},
}
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->")
_LIMIT_CHARS = 2_000


def one_line(text: str | None, limit: int = _LIMIT_CHARS) -> str | None:
    """The text without markup, references and line breaks, at most `limit` characters.

    Feeds escape their titles once or twice; both come out as a reader sees them. None if nothing
    is left.
    """
    if not text:
        return None
    text = text[: 10 * limit]  # before the work, which a 10 MB title would make long
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub(" ", text))
    return tidy(text)[:limit].strip() or None


def several(text: str | None) -> tuple[str, ...]:
    """A list that is written with commas or semicolons, each once, in order; at most 50."""
    parts = (one_line(part, 100) for part in re.split(r"[,;]", (text or "")[:_LIMIT_CHARS]))
    return tuple(dict.fromkeys(part for part in parts if part))[:50]


def moment(text: str | None, latest: datetime) -> datetime | None:
    """The instant that a feed or sitemap states, in UTC; None if it states none.

    latest: when the source was fetched; a date more than two days after it, or before 1990, is
    refused. A date without a zone is read as UTC, a day as its 00:00.
    Sources: RFC 822/5322 (RSS), RFC 3339 (Atom), W3C-DTF (sitemaps). Raises nothing.
    """
    stated = " ".join((text or "")[: _DATE_CHARS + 1].split())
    if not stated or len(stated) > _DATE_CHARS or not stated.isascii():
        return None
    try:
        found = _iso(stated) if _ISO.fullmatch(stated) else _rfc_822(stated)
        instant = found.astimezone(UTC) if found else None
    except (ValueError, OverflowError):
        return None
    if instant is None or not _EARLIEST <= instant <= latest + _TOLERANCE:
        return None
    return instant


def _iso(stated: str) -> datetime:
    # Python 3.11 reads the standard's forms; feeds put a gap before the zone or name it.
    plain = _ISO_GAP.sub(lambda gap: "Z" if gap[0].strip() else "", stated)
    found = datetime.fromisoformat(_ISO_FRACTION.sub(r".\1", plain, count=1))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _rfc_822(stated: str) -> datetime | None:
    parts = parsedate_tz(stated)
    if parts is None:
        return None
    return datetime(*parts[:6], tzinfo=_zone(stated, parts[9]))


def _zone(stated: str, offset_s: int | None) -> timezone:
    name = _ZONE_NAME.search(stated)
    if name and name[1] in _ZONES:
        return timezone(timedelta(hours=_ZONES[name[1]]))
    return timezone(timedelta(seconds=offset_s or 0))
