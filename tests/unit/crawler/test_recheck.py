"""When a filed article is asked for again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.recheck import Step, recheck_due, steps
from pipelines.settings import Settings

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TABLE = steps(Settings().recheck)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "wait"),
    [
        (timedelta(0), 15 * MINUTE),
        (3 * HOUR - MINUTE, 15 * MINUTE),
        (3 * HOUR, HOUR),
        (DAY, 3 * HOUR),
        (7 * DAY, 30 * DAY),
        (364 * DAY, 30 * DAY),
    ],
)
def test_the_younger_an_article_the_sooner_it_is_asked_for_again(
    age: timedelta, wait: timedelta
) -> None:
    """The defaults, as the settings state them."""
    assert recheck_due(NOW - age, NOW, TABLE) == NOW + wait


def test_a_very_old_article_is_asked_for_no_more() -> None:
    """After the last step's age."""
    assert recheck_due(NOW - 365 * DAY, NOW, TABLE) is None


def test_an_article_of_the_future_counts_as_new() -> None:
    """A clock that was put back silences nobody."""
    assert recheck_due(NOW + 900 * DAY, NOW, TABLE) == NOW + 15 * MINUTE


def test_without_steps_nothing_is_asked_for_again() -> None:
    """`recheck = []` switches it off."""
    assert recheck_due(NOW, NOW, steps(())) is None


def test_steps_may_stand_in_any_order() -> None:
    """The one for the youngest articles goes first."""
    assert steps(["1d for 9d", "5m for 1h"]) == (
        Step(every=5 * MINUTE, until=HOUR),
        Step(every=DAY, until=9 * DAY),
    )


def test_a_month_of_unchanged_answers_costs_what_the_table_says() -> None:
    """12 in 3 hours, 21 in the rest of the day, 48 in the rest of the week, then one."""
    at, asked = NOW, 0
    while at < NOW + 30 * DAY:
        due = recheck_due(NOW, at, TABLE)
        assert due is not None
        at, asked = due, asked + 1
    assert asked == 12 + 21 + 48 + 1


@given(st.timedeltas(timedelta(days=-400), timedelta(days=4000)))
def test_the_due_time_lies_ahead_or_nowhere(age: timedelta) -> None:
    """Whatever the age, nothing is due at once again."""
    due = recheck_due(NOW - age, NOW, TABLE)
    assert due is None or due >= NOW + TABLE[0].every
