"""When a source is due again."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.rhythm import Bounds, Wishes
from crawler.schedule import (
    DEAD_AFTER,
    DEAD_WAIT,
    LONGEST_WAIT,
    Standing,
    after_answer,
    after_failure,
    next_attempt,
    parse_retry_after,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WITHIN = Bounds(shortest=timedelta(minutes=10), longest=timedelta(days=1))


def failing(days: int, standing: Standing | None = None) -> Standing:
    """A source that was asked whenever it was due, and failed each time, for so many days."""
    standing = standing or after_answer(Standing(), (NOW,), Wishes(), NOW, WITHIN)
    at = standing.due_at or NOW
    while at < NOW + timedelta(days=days):
        standing = after_failure(standing, None, at)
        assert standing.due_at is not None
        at = standing.due_at
    return standing


def test_a_source_that_fails_backs_off_and_keeps_what_is_known_of_it() -> None:
    """Soon at first, for most failures pass; every day in the end."""
    before = after_answer(Standing(), (NOW - timedelta(hours=1),), Wishes(), NOW, WITHIN)
    once = after_failure(before, None, NOW)
    assert once.due_at == NOW + timedelta(minutes=5)
    assert (once.failures, once.failing_since, once.rhythm) == (1, NOW, before.rhythm)
    week = failing(7)
    assert week.due_at is not None
    assert week.given_up_at is None
    assert 14 < week.failures < 20


def test_a_source_is_given_up_after_two_weeks_and_asked_once_a_week() -> None:
    """A hundred requests a day to an address that is gone help nobody."""
    dead = failing(60)
    assert dead.given_up_at is not None
    assert dead.failing_since is not None
    assert DEAD_AFTER <= dead.given_up_at - dead.failing_since <= DEAD_AFTER + LONGEST_WAIT
    later = after_failure(dead, None, NOW + timedelta(days=70))
    assert later.due_at == NOW + timedelta(days=70) + DEAD_WAIT
    assert later.given_up_at == dead.given_up_at


def test_a_machine_that_was_switched_off_gives_nothing_up() -> None:
    """One failure, a month of silence, and another one prove nothing."""
    twice = after_failure(after_failure(Standing(), None, NOW), None, NOW + timedelta(days=30))
    assert twice.given_up_at is None


def test_one_good_answer_brings_a_source_back() -> None:
    """With the rhythm that it had."""
    dead = failing(60)
    at = NOW + timedelta(days=61)
    back = after_answer(dead, (), Wishes(), at, WITHIN)
    assert (back.failures, back.failing_since, back.given_up_at) == (0, None, None)
    assert back.due_at is not None
    assert at < back.due_at <= at + WITHIN.longest
    assert failing(75, back).given_up_at is None


def test_a_parked_host_is_left_alone_as_long_as_it_asks() -> None:
    """Also beyond what the failure by itself would ask for, never below it."""
    for wait in (timedelta(minutes=1), timedelta(hours=3)):
        after = after_failure(Standing(), NOW + wait, NOW)
        assert after.due_at == NOW + max(wait, timedelta(minutes=5))


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
