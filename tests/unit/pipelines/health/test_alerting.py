"""Alerts open when a day is not as expected, and close when days are so again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipelines.health.alerting import follow
from pipelines.health.expecting import FEWEST_DAYS, learn
from pipelines.health.figures import Day
from pipelines.model import Cause, Expected

MONDAY = date(2026, 3, 2)


def ordinary(number: int) -> Day:
    """A paper with twenty articles on weekdays and eight on the other days."""
    day = MONDAY + timedelta(days=number)
    filed = (8 if day.weekday() >= 5 else 20) + number % 3
    return Day(
        day=day,
        filed=filed,
        without={"authors": 2, "headline": 0, "date": 0},
        median_words=400.0 + number % 5,
        requests=filed + 5,
        frames={"main/article": 8},
    )


def weeks(count: int) -> list[Day]:
    return [ordinary(number) for number in range(7 * count)]


FAILURES: dict[Cause, Callable[[Day], Day]] = {
    Cause.SILENT: lambda day: Day(day=day.day),
    Cause.BELOW_VOLUME: lambda day: replace(day, filed=1, requests=6),
    Cause.ABOVE_VOLUME: lambda day: replace(day, filed=300, requests=305),
    Cause.FIELD_LOST: lambda day: replace(day, without={"authors": day.filed}),
    Cause.BODIES_SHRUNK: lambda day: replace(day, median_words=60.0),
    Cause.TEMPLATE_SHIFT: lambda day: replace(day, frames={"div.new": 8}),
    Cause.WALL: lambda day: replace(day, filed=3, walls=22),
    Cause.PAYWALL: lambda day: replace(day, paywalled=day.filed),
    Cause.SOURCE_GONE: lambda day: replace(day, sources_gone=1),
    Cause.ROBOTS: lambda day: replace(day, filed=3, robots=22),
    Cause.ERRORS: lambda day: replace(day, filed=3, errors=22),
    Cause.DUPLICATES: lambda day: replace(day, requests=90, duplicates=65),
    Cause.FUTURE_DATES: lambda day: replace(day, future_dated=day.filed),
}


def test_every_cause_has_a_failure_here() -> None:
    assert set(FAILURES) == set(Cause)


@pytest.mark.parametrize("cause", Cause)
def test_a_failure_opens_its_alert_on_its_first_day(cause: Cause) -> None:
    """A paper of twenty articles a day says on the first weekday what is wrong."""
    days = weeks(8)
    opened = follow([*days, FAILURES[cause](ordinary(56))], {}).opened
    assert cause in {finding.cause for finding in opened}


@pytest.mark.parametrize("cause", Cause)
def test_an_open_alert_neither_opens_again_nor_closes_while_it_lasts(cause: Cause) -> None:
    """What is wrong is not learned as ordinary: five bad days are judged by those before."""
    days = weeks(8) + [FAILURES[cause](ordinary(56 + number)) for number in range(5)]
    change = follow(days, {cause: days[56].day})
    assert cause not in {finding.cause for finding in change.opened}
    assert cause not in change.closed


@pytest.mark.parametrize("cause", Cause)
def test_two_ordinary_weeks_close_it(cause: Cause) -> None:
    days = [*weeks(8), FAILURES[cause](ordinary(56))]
    days += [ordinary(57 + number) for number in range(14)]
    assert follow(days, {cause: days[56].day}).closed == (cause,)


def test_ordinary_days_open_nothing() -> None:
    """Over a quarter, weekends included."""
    days = weeks(13)
    changes = [follow(days[:end], {}) for end in range(FEWEST_DAYS, len(days) + 1)]
    assert [change.opened for change in changes if change.opened] == []


def test_a_site_that_is_new_has_no_expectation() -> None:
    """Below two weeks a weekend is not told from a loss."""
    assert learn(weeks(2)[:-1]) is None
    assert learn(weeks(2)) is not None


def test_a_new_design_is_ordinary_after_two_weeks() -> None:
    """It stays; the alert said so, closes and does not come again."""
    days = weeks(8) + [FAILURES[Cause.TEMPLATE_SHIFT](ordinary(56 + day)) for day in range(15)]
    assert follow(days, {Cause.TEMPLATE_SHIFT: days[56].day}).closed == (Cause.TEMPLATE_SHIFT,)
    assert follow([*days, FAILURES[Cause.TEMPLATE_SHIFT](ordinary(71))], {}).opened == ()


def test_silence_is_never_ordinary() -> None:
    """However long it lasts, its alert stays open."""
    days = weeks(8) + [Day(day=ordinary(56 + number).day) for number in range(28)]
    assert follow(days, {Cause.SILENT: days[56].day}).closed == ()


def test_a_trap_is_not_what_a_site_is_measured_by_afterwards() -> None:
    """Three days of ten times the articles open no alert of too few when they are over."""
    days = weeks(8) + [FAILURES[Cause.ABOVE_VOLUME](ordinary(56 + number)) for number in range(3)]
    assert follow([*days, ordinary(59)], {}).opened == ()


def test_a_paper_that_rests_on_weekends_is_not_silent_there() -> None:
    """Each weekday has its own level."""
    days = [replace(day, filed=0, frames={}) if day.day.weekday() >= 5 else day for day in weeks(9)]
    assert follow(days, {}).opened == ()


@pytest.mark.parametrize(
    ("filed", "cause"),
    [(0, Cause.SILENT), (2, Cause.BELOW_VOLUME), (41, Cause.ABOVE_VOLUME)],
)
def test_stated_numbers_take_the_place_of_the_learned_band(filed: int, cause: Cause) -> None:
    """Fewest and most; both are ordinary themselves."""
    stated = Expected(articles_per_day=(3, 40), reason="counted by hand")
    for ordinary_count in (3, 40):
        day = replace(ordinary(56), filed=ordinary_count, without={})
        assert follow([*weeks(8), day], {}, stated).opened == ()
    day = replace(ordinary(56), filed=filed, without={})
    (finding,) = follow([*weeks(8), day], {}, stated).opened
    assert finding.cause is cause


def test_an_ignored_cause_neither_opens_nor_stays_open() -> None:
    """The other causes go on."""
    stated = Expected(ignored=(Cause.PAYWALL,), reason="it has one, and we know")
    day = FAILURES[Cause.PAYWALL](FAILURES[Cause.FUTURE_DATES](ordinary(56)))
    change = follow([*weeks(8), day], {Cause.PAYWALL: weeks(8)[-1].day}, stated)
    assert [finding.cause for finding in change.opened] == [Cause.FUTURE_DATES]
    assert change.closed == (Cause.PAYWALL,)
