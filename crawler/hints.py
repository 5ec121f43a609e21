"""How long a source wants to be left alone: what its server's headers and its document ask for.

Rule 1: a wish is kept, but never for longer than an hour: a CDN's max-age of a year on a feed is
    a mistake, and `sy:updatePeriod` is `daily` by default in programs whose sites publish every
    ten minutes. Beyond an hour the source's own history speaks.
Rule 2: what cannot be read asks for nothing.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler.rhythm import Wishes

LONGEST_WISH = timedelta(hours=1)
_MAX_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?(\d{1,9})', re.IGNORECASE)
_FORBIDS_REUSE = re.compile(r"(?:^|[,\s])no-(?:cache|store)(?:$|[,\s=])", re.IGNORECASE)


def wishes(
    header: Callable[[str], str | None], ttl_s: int | None, period_s: int | None, now: datetime
) -> Wishes:
    """What an answer asks for, each at most `LONGEST_WISH`.

    header: a header's value by its name in lower case. ttl_s, period_s: the document's `ttl` and
    how often it says that it changes, in seconds; None where it says nothing. Raises nothing.
    """
    asked_for = max(_fresh_for(header, now), _seconds(ttl_s))
    return Wishes(
        asked_for=min(asked_for, LONGEST_WISH), stated=min(_seconds(period_s), LONGEST_WISH)
    )


def _seconds(stated_s: int | None) -> timedelta:
    return timedelta(seconds=min(max(stated_s or 0, 0), 10**9))


def _fresh_for(header: Callable[[str], str | None], now: datetime) -> timedelta:
    """Source: RFC 9111 section 4.2; max-age beats Expires, Age has passed already."""
    control = header("cache-control") or ""
    if _FORBIDS_REUSE.search(control):
        return timedelta()
    if found := _MAX_AGE.search(control):
        return max(timedelta(), timedelta(seconds=int(found[1])) - _age(header))
    expires = _moment(header("expires"))
    return max(expires - (_moment(header("date")) or now), timedelta()) if expires else timedelta()


def _age(header: Callable[[str], str | None]) -> timedelta:
    age = (header("age") or "").strip()
    return timedelta(seconds=int(age[:9])) if age.isascii() and age.isdigit() else timedelta()


def _moment(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
