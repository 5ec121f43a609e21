"""What holds of turns for any history."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.hints import LONGEST_WISH, wishes
from crawler.rhythm import EARLY, UNKNOWN, Bounds, Rhythm, Wishes, due_after, from_json, observed
from crawler.rhythm import as_json as written
from crawler.schedule import Standing, after_answer, after_failure

START = datetime(2026, 3, 2, tzinfo=UTC)
minutes = st.integers(0, 60 * 24 * 40).map(lambda count: timedelta(minutes=count))
dates = st.none() | st.timedeltas(timedelta(days=-900), timedelta(days=900)).map(
    lambda delta: START + delta
)
answers = st.lists(st.tuples(minutes, st.lists(dates, max_size=20)), max_size=12)
waits = st.timedeltas(timedelta(), timedelta(days=400))
bounds = st.builds(Bounds, shortest=waits, longest=waits)
asked_for = st.builds(Wishes, asked_for=waits, stated=waits)


def history(answered: list[tuple[timedelta, list[datetime | None]]]) -> tuple[Rhythm, datetime]:
    """The rhythm after these answers, each so long after the one before."""
    rhythm, now = UNKNOWN, START
    for pause, arrived in answered:
        now += pause
        rhythm = observed(rhythm, arrived, now)
    return rhythm, now


@given(answers, asked_for, bounds)
def test_a_turn_lies_within_the_bounds_and_not_before_the_wish(answered, wish, within):
    """However long the history, and whatever dates a site invents."""
    rhythm, now = history(answered)
    wait = due_after(rhythm, wish, now, within) - now
    assert wait <= within.longest
    assert wait >= min(within.shortest, within.longest)
    assert wait >= min(wish.asked_for - EARLY, within.longest)


@given(answers)
def test_evidence_is_never_negative_and_never_of_hours_not_watched(answered):
    """Links and hours stay finite, also after years; what is stored gives the same turn again."""
    rhythm, now = history(answered)
    assert all(links >= 0 for links in rhythm.links)
    assert all(hours >= 0 for hours in rhythm.hours)
    assert sum(rhythm.hours) <= 24 * 60 * len(answered)
    within = Bounds(shortest=timedelta(), longest=timedelta(days=7))
    turn = due_after(rhythm, Wishes(), now, within)
    again = due_after(from_json(written(rhythm)), Wishes(), now, within)
    assert abs(turn - again) <= timedelta(minutes=2)


@given(answers, st.lists(st.none(), min_size=1, max_size=30))
def test_more_that_is_new_never_makes_the_next_turn_later(answered, more):
    """One hour later: the same history with and without new links."""
    rhythm, now = history(answered)
    now += timedelta(hours=1)
    within = Bounds(shortest=timedelta(), longest=timedelta(days=7))
    with_them = due_after(observed(rhythm, more, now), Wishes(), now, within)
    without = due_after(observed(rhythm, (), now), Wishes(), now, within)
    assert with_them <= without + timedelta(seconds=1)


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_a_good_answer_forgives_all_failures(ends):
    """Asked whenever it is due; the failures in a row are those since the last good answer."""
    within = Bounds(shortest=timedelta(minutes=10), longest=timedelta(days=1))
    standing, now = Standing(), START
    for is_good in ends:
        standing = (
            after_answer(standing, (), Wishes(), now, within)
            if is_good
            else after_failure(standing, None, now)
        )
        assert standing.due_at is not None
        assert standing.due_at > now
        assert (standing.failing_since is None) == (standing.failures == 0)
        assert standing.given_up_at is None or standing.failures >= 8
        now = standing.due_at
    in_a_row = next((n for n, good in enumerate(reversed(ends)) if good), len(ends))
    assert standing.failures == in_a_row


@given(st.dictionaries(st.sampled_from(["cache-control", "expires", "date", "age"]), st.text()))
def test_any_header_is_a_wish_of_an_hour_at_most(headers):
    """Nothing raises: what cannot be read asks for nothing."""
    wish = wishes(headers.get, None, None, START)
    assert timedelta() <= wish.asked_for <= LONGEST_WISH
