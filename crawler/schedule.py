"""When is a source or an article due again?

Rule 1: pure; the clock is an argument and nothing is left to chance, so equal histories give
    equal due times.
Rule 2: a server's own word (Retry-After) is kept, but never for longer than a day: a typing
    error on their side must not silence a site for a year.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SHORTEST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
_DOUBLINGS = 9  # five minutes doubled nine times exceed a day; more would overflow a timedelta


def next_attempt(failures: int, now: datetime, retry_after: timedelta | None) -> datetime:
    """When to ask again after a failure.

    failures: failed attempts in a row, this one included; below 1 counts as 1.
    retry_after: what the server asked for, None if it asked for nothing.
    Five minutes, doubled with each failure, never above one day; a longer Retry-After is kept up
    to one day. Source: RFC 9110 section 10.2.3. Raises nothing.
    """
    doublings = min(max(failures, 1) - 1, _DOUBLINGS)
    wait = min(SHORTEST_WAIT * (1 << doublings), LONGEST_WAIT)
    return now + max(wait, min(retry_after or timedelta(), LONGEST_WAIT))


def parse_retry_after(value: str, now: datetime) -> timedelta | None:
    """How long a Retry-After header asks to wait; None if it cannot be read.

    value: seconds, or an HTTP date, which is compared with `now`; a date in the past asks for no
    wait. Never above one day. Source: RFC 9110 sections 5.6.7 and 10.2.3. Raises nothing.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        # Nine digits are thirty years; more would only overflow.
        return min(timedelta(seconds=int(text[:9])), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
        # HTTP dates are in GMT; a date without a zone is read so.
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return min(max(wait, timedelta()), LONGEST_WAIT)
