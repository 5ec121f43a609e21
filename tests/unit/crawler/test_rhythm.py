"""From a source's history to its next turn: pure, bounded, and quick to believe a change."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.rhythm import (
    EARLY,
    UNKNOWN,
    Bounds,
    Rhythm,
    Wishes,
    as_json,
    busiest_hour,
    due_after,
    from_json,
    links_a_day,
    observed,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WITHIN = Bounds(shortest=timedelta(minutes=10), longest=DAY)
NO_WISH = Wishes()


def wait(rhythm: Rhythm, now: datetime = NOW, wishes: Wishes = NO_WISH) -> timedelta:
    """How long such a source is left alone."""
    return due_after(rhythm, wishes, now, WITHIN) - now


def watched(days: int, hours: Iterator[int] | range, until: datetime = NOW) -> Rhythm:
    """A source that brought one dated link on the half of each of these hours, every day."""
    start = until - days * DAY
    rhythm = observed(UNKNOWN, (), start)
    brings = set(hours)
    for step in range(1, days * 24 + 1):
        at = start + step * HOUR
        came = (at - HOUR / 2,) if (at - HOUR).hour in brings else ()
        rhythm = observed(rhythm, came, at)
    return rhythm


def test_a_source_without_a_history_is_asked_again_soon() -> None:
    """After hours, not after a day: the first answer may have had no dates."""
    assert HOUR < wait(observed(UNKNOWN, (), NOW)) < 3 * HOUR
    assert links_a_day(UNKNOWN) is None


def test_the_dates_of_a_first_answer_are_its_history() -> None:
    """Twenty entries of the last five hours: no need to wait for a second answer."""
    busy = observed(UNKNOWN, [NOW - n * HOUR / 4 for n in range(1, 21)], NOW)
    rare = observed(UNKNOWN, [NOW - DAY, NOW - 6 * DAY], NOW)
    assert wait(busy) < timedelta(minutes=15) < HOUR / 2 < wait(rare)
    assert links_a_day(busy) == pytest.approx(96, rel=0.1)


def test_a_busier_source_is_asked_sooner() -> None:
    """By the square root: 24 links a day are asked five times as often as one, not 24 times."""
    once = observed(observed(UNKNOWN, (), NOW - 60 * DAY), [None] * 60, NOW)
    hourly = observed(observed(UNKNOWN, (), NOW - 60 * DAY), [None] * 60 * 24, NOW)
    assert (wait(once) + EARLY) / (wait(hourly) + EARLY) == pytest.approx(24**0.5, rel=0.05)
    assert wait(hourly) + EARLY == pytest.approx(timedelta(minutes=18), rel=0.05)


def test_the_night_is_left_alone() -> None:
    """Nothing ever came between 20 and 6 o'clock: in the evening the next turn is far off."""
    rhythm = watched(14, range(6, 20))
    assert wait(rhythm, NOW.replace(hour=21)) > 3 * wait(rhythm, NOW.replace(hour=9))
    assert busiest_hour(watched(14, range(5, 6))) == 5
    assert busiest_hour(watched(14, range(24))) is None


def test_the_busy_hour_is_asked_again_and_again() -> None:
    """A paper that prints everything at five is asked mostly then, however quiet the day."""
    rhythm = UNKNOWN
    for day in range(14, 0, -1):
        at = (NOW - day * DAY).replace(hour=5)
        rhythm = observed(rhythm, (), at)
        rhythm = observed(rhythm, [at + HOUR / 2] * 20, at + HOUR)
    turns, at = [], NOW.replace(hour=8)
    while at < NOW.replace(hour=8) + DAY:
        at = due_after(rhythm, NO_WISH, at, WITHIN)
        turns.append(at.hour)
    assert turns.count(5) >= 4
    assert len([hour for hour in turns if hour not in (4, 5, 6)]) <= 21, "once an hour at most"


def test_a_source_that_changes_its_habits_is_believed_within_days() -> None:
    """Both ways: a relaunch that brings an article an hour, and a paper that falls silent."""
    slow, busy = watched(30, range(1), NOW - 3 * DAY), watched(30, range(24), NOW - 3 * DAY)
    before = wait(slow, NOW - 3 * DAY), wait(busy, NOW - 3 * DAY)
    for step in range(72):
        at = NOW - 3 * DAY + (step + 1) * HOUR
        slow, busy = observed(slow, (at - HOUR / 2,), at), observed(busy, (), at)
    assert wait(slow) < before[0] / 2
    assert wait(busy) > before[1] * 1.2


def test_a_flood_does_not_drown_what_comes_after_it() -> None:
    """A sitemap that was written anew names 50,000 old pages; a month later it is a rare source."""
    rhythm = observed(observed(UNKNOWN, (), NOW - 31 * DAY), [None] * 50_000, NOW - 30 * DAY)
    for step in range(30 * 4):
        rhythm = observed(rhythm, (), NOW - 30 * DAY + (step + 1) * 6 * HOUR)
    assert wait(rhythm) > HOUR


def test_a_date_outside_the_time_watched_says_only_that_there_was_a_link() -> None:
    """A feed that names last year's pages, or tomorrow's, brings them all the same."""
    start = observed(UNKNOWN, (), NOW - DAY)
    for date in (NOW - 300 * DAY, NOW + DAY, None):
        assert links_a_day(observed(start, [date] * 5, NOW)) == pytest.approx(5)


def test_a_servers_wish_is_kept() -> None:
    """However busy the source; a quiet one is not asked sooner for it."""
    busy, quiet = watched(14, range(24)), watched(14, range(1))
    asked_for = Wishes(asked_for=HOUR)
    assert wait(busy, wishes=asked_for) == HOUR - EARLY
    assert wait(quiet, wishes=asked_for) == wait(quiet)


def test_what_a_feed_says_of_itself_is_believed_until_it_is_refuted() -> None:
    """Many programs state "hourly" for everybody, also for those who publish ten times an hour."""
    fresh = observed(UNKNOWN, (NOW - 2 * DAY,), NOW)
    stated = Wishes(stated=5 * HOUR)
    assert wait(fresh, wishes=stated) == 5 * HOUR - EARLY
    assert wait(watched(14, range(24)), wishes=stated) == wait(watched(14, range(24)))


def test_the_bounds_hold_against_everything() -> None:
    """The longest wins: 0 means at every run."""
    wish = Wishes(asked_for=30 * DAY, stated=30 * DAY)
    flood = observed(observed(UNKNOWN, (), NOW - HOUR), [None] * 1000, NOW)
    assert wait(flood) == WITHIN.shortest
    assert wait(UNKNOWN, wishes=wish) == WITHIN.longest
    always = Bounds(shortest=timedelta(minutes=10), longest=timedelta())
    assert due_after(UNKNOWN, wish, NOW, always) == NOW


def test_a_clock_that_was_put_back_changes_nothing() -> None:
    """The history stays, and the source is watched on from where it was."""
    rhythm = watched(3, range(24))
    assert observed(rhythm, (None, NOW), NOW - HOUR) == rhythm


def test_hours_are_those_of_the_clock_in_greenwich() -> None:
    """The same moments in another zone give the same rhythm."""
    zone = timezone(timedelta(hours=5, minutes=30))
    start = observed(UNKNOWN, (), NOW - DAY)
    dates = [NOW - n * HOUR for n in range(10)]
    here = observed(start, dates, NOW)
    there = observed(start, [one.astimezone(zone) for one in dates], NOW.astimezone(zone))
    assert here.links == pytest.approx(there.links)
    assert here.hours == pytest.approx(there.hours)
    assert wait(here) == wait(there, NOW.astimezone(zone))


def test_the_database_gives_back_what_it_was_given() -> None:
    """To six places, which no due time shows."""
    rhythm = watched(9, range(6, 12))
    again = from_json(as_json(rhythm))
    assert again.until == rhythm.until
    assert again.links == pytest.approx(rhythm.links, abs=1e-4)
    assert wait(again) == pytest.approx(wait(rhythm), rel=1e-4)
    assert from_json(None) == UNKNOWN
