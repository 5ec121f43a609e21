"""What does a feed's channel say of the whole feed: its language, and how often it changes?"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from crawler.discovery.wording import one_line

_SYNDICATION = "{http://purl.org/rss/1.0/modules/syndication/}"
_HOUR_S = 3600
_PERIODS_S = {
    "hourly": _HOUR_S,
    "daily": 24 * _HOUR_S,
    "weekly": 7 * 24 * _HOUR_S,
    "monthly": 30 * 24 * _HOUR_S,
    "yearly": 365 * 24 * _HOUR_S,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """ttl_s, period_s: as in `values.Reading`. None where the channel says nothing."""

    language: str | None = None
    ttl_s: int | None = None
    period_s: int | None = None


def channel(item: etree._Element) -> Channel:
    """What the channel says that this item belongs to."""
    return Channel(
        language=one_line(next(_texts(item, "{*}language"), None), 35),
        ttl_s=_ttl_s(item),
        period_s=_period_s(item),
    )


def _texts(item: etree._Element, tag: str) -> Iterator[str | None]:
    """RSS keeps its items in the channel, RDF beside it."""
    parent = item.getparent()
    channels = () if parent is None else (parent, *parent.iterchildren("{*}channel"))
    return (child.text for channel in channels for child in channel.iterchildren(tag))


def _ttl_s(item: etree._Element) -> int | None:
    """Source: RSS 2.0, `ttl`, in minutes."""
    ttl = _number(next(_texts(item, "ttl"), None))
    return None if ttl is None else ttl * 60


def _period_s(item: etree._Element) -> int | None:
    """Source: the RSS 1.0 syndication module; once in a period unless a frequency is stated."""
    period = one_line(next(_texts(item, _SYNDICATION + "updatePeriod"), None), 20)
    often = _number(next(_texts(item, _SYNDICATION + "updateFrequency"), None))
    length_s = _PERIODS_S.get((period or "").lower())
    return length_s // max(often or 1, 1) if length_s else None


def _number(text: str | None) -> int | None:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None
