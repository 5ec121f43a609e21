"""Headline, authors and day."""

from datetime import UTC, datetime

import pytest

from benchmarks.extraction.fields import Names, names, same_day, same_headline, stated_days

JUST_BEFORE_MIDNIGHT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


def test_headlines_are_equal_but_for_marks_and_case() -> None:
    """A suffix is no mark."""
    assert same_headline("“Ferry late”: the pilot slept", '"Ferry Late": the pilot slept')
    assert not same_headline("Ferry late", "Ferry late | The Harbour Post")


def test_names_are_right_wrong_or_missed() -> None:
    """Accents and case make no other name."""
    assert names(["José Núñez", "Ann Lee"], ["jose nunez", "Staff"]) == Names(
        right=1, wrong=1, missed=1
    )


def test_f1_over_names_weighs_vain_and_missing_ones() -> None:
    """Two right, one in vain, one missed; nothing right is 0."""
    assert Names(right=2, wrong=1, missed=1).f1 == pytest.approx(2 / 3)
    assert Names(missed=1).f1 == 0.0


def test_the_day_is_the_one_that_the_page_printed() -> None:
    """23:30 UTC is the next day in Berlin, and the page said which."""
    berlin = stated_days(JUST_BEFORE_MIDNIGHT, "2026-03-02T00:30:00+01:00")
    assert same_day("2026-03-02", berlin)
    assert not same_day("2026-03-01", berlin)


def test_the_same_instant_in_another_zone_is_the_same_day() -> None:
    """The truth was written down in the reader's zone, the page said UTC."""
    days = stated_days(JUST_BEFORE_MIDNIGHT, "2026-03-01T23:30:00Z")
    assert same_day("2026-03-02 00:30:00+01:00", days, JUST_BEFORE_MIDNIGHT)
    assert not same_day("2026-03-02 00:31:00+01:00", days, JUST_BEFORE_MIDNIGHT)


def test_a_date_in_words_counts_by_its_value() -> None:
    """There is no day to be read in the raw string."""
    assert same_day("2026-3-1", stated_days(JUST_BEFORE_MIDNIGHT, "1 March 2026"))
    assert not same_day("2026-3-1", ())
