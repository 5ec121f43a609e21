"""What headers and documents ask for, as RFC 9111 and the feeds' own rules say it."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.hints import LONGEST_WISH, wishes

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
AT_NINE = "Sun, 01 Mar 2026 09:00:00 GMT"
TEN_MINUTES_LATER = "Sun, 01 Mar 2026 09:10:00 GMT"


def minutes(ttl_s: int | None = None, **headers: str) -> float:
    """What is asked for; header names are written with `_` for `-`."""
    named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    return wishes(named.get, ttl_s, None, NOW).asked_for / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("control", "wanted"),
    [
        ("max-age=600", 10),
        ("public, Max-Age = 600, must-revalidate", 10),
        ('max-age="600"', 10),
        ("s-maxage=600", 0),
        ("max-age=600, no-cache", 0),
        ("no-store, max-age=600", 0),
        ("private, max-age=0", 0),
        ("max-age=soon", 0),
        ("max-age=999999999999", 60),
        ("", 0),
    ],
)
def test_cache_control(control: str, wanted: float) -> None:
    """A private cache's rules: s-maxage is not for us, no-cache asks for no wait."""
    assert minutes(cache_control=control) == wanted


def test_what_has_passed_in_a_cache_is_taken_off() -> None:
    """RFC 9111 section 4.2.3."""
    assert minutes(cache_control="max-age=600", age="240") == 6
    assert minutes(cache_control="max-age=600", age="6000") == 0
    assert minutes(cache_control="max-age=600", age="-5") == 10


def test_expires_counts_from_the_servers_own_clock() -> None:
    """Whatever ours says; max-age beats it, and 0 or -1 have expired already."""
    assert minutes(expires=TEN_MINUTES_LATER) == 10
    assert minutes(expires=TEN_MINUTES_LATER, date=TEN_MINUTES_LATER) == 0
    assert minutes(expires=TEN_MINUTES_LATER, cache_control="max-age=60") == 1
    assert minutes(expires=AT_NINE, date=TEN_MINUTES_LATER) == 0
    assert minutes(expires="0") == minutes(expires="-1") == 0


def test_the_document_may_ask_for_more() -> None:
    """The longer of header and `ttl` holds, at most an hour."""
    assert minutes(ttl_s=900, cache_control="max-age=600") == 15
    assert minutes(ttl_s=60, cache_control="max-age=600") == 10
    assert minutes(ttl_s=10**9) == LONGEST_WISH / timedelta(minutes=1)
    assert minutes(ttl_s=-5) == 0


def test_how_often_a_feed_changes_is_kept_apart() -> None:
    """It says something of the feed; it does not ask to be left alone."""
    said = wishes({}.get, None, 1800, NOW)
    assert (said.asked_for, said.stated) == (timedelta(), timedelta(minutes=30))
    assert wishes({}.get, None, 10**9, NOW).stated == LONGEST_WISH
