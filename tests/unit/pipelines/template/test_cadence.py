"""When a site learns: young ones at once, known ones when enough is new, all within a day."""

from datetime import timedelta

import pytest

from pipelines.template.cadence import LONGEST_WAIT, lesson

SOON = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("new", "known", "wanted"),
    [
        (1, 1, 80),  # the first article of all: more than there are may be asked for
        (1, 5, 80),
        (1, 6, 0),
        (7, 36, 0),
        (8, 36, 80),
        (39, 200, 0),
        (40, 200, 80),
        (60, 200, 120),
        (150, 200, 200),
        (5_000, 200, 5_000),  # a first crawl: all of them, window by window
        (0, 200, 0),
    ],
)
def test_a_lesson_costs_at_most_twice_what_is_new(new: int, known: int, wanted: int) -> None:
    """Below eighty articles shares are guesses, so that many are looked at in any case."""
    assert lesson(new, known, 200, SOON) == wanted


def test_nobody_waits_longer_than_a_day() -> None:
    """A quiet site that changes its face is learned anew on the next day."""
    assert lesson(1, 200, 200, LONGEST_WAIT) == 80
    assert lesson(0, 200, 200, LONGEST_WAIT) == 0


def test_a_small_window_bounds_every_lesson() -> None:
    """The setting is the most that is looked at beside what is new."""
    assert lesson(4, 20, 20, SOON) == 20
