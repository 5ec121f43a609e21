"""When a source is due again."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.schedule import LONGEST_WAIT, next_attempt, parse_retry_after

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, 5), (1, 5), (2, 10), (3, 20), (8, 640), (9, 1280), (10, 1440)]
)
def test_waits_double_up_to_a_day(failures: int, minutes: int) -> None:
    """A host that fails is asked ever more rarely, yet every day."""
    assert next_attempt(failures, NOW, None) == NOW + timedelta(minutes=minutes)


def test_countless_failures_still_mean_a_day() -> None:
    """No overflow after years of failures."""
    assert next_attempt(10**9, NOW, None) == NOW + LONGEST_WAIT


def test_a_longer_retry_after_is_kept() -> None:
    """The server knows best when it wants to be asked."""
    assert next_attempt(1, NOW, timedelta(hours=2)) == NOW + timedelta(hours=2)


def test_a_shorter_retry_after_does_not_shorten_the_wait() -> None:
    """`Retry-After: 0` on every answer must not make a loop."""
    assert next_attempt(3, NOW, timedelta(0)) == NOW + timedelta(minutes=20)


def test_retry_after_never_silences_a_site_for_longer_than_a_day() -> None:
    """A typing error on their side costs a day, not a year."""
    assert next_attempt(1, NOW, timedelta(days=365)) == NOW + LONGEST_WAIT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("99999999999999999999", 86400),
        ("Sun, 01 Mar 2026 12:05:00 GMT", 300),
        ("Sunday, 01-Mar-26 12:05:00 GMT", 300),
        ("Sun Mar  1 12:05:00 2026", 300),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Fri, 01 Mar 2030 12:00:00 GMT", 86400),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: int) -> None:
    """RFC 9110's three spellings of a date are read, the past asks for nothing."""
    assert parse_retry_after(value, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "٣", "Sun, 99 Mar 2026 12:00:00 GMT"])
def test_what_cannot_be_read_asks_for_nothing(value: str) -> None:
    """A broken header is as good as none."""
    assert parse_retry_after(value, NOW) is None
