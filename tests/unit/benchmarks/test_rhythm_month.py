"""The simulated month: sites that follow from their seed, and figures that add up."""

from datetime import timedelta

import pytest

from benchmarks.rhythm.habits import DAYS, START, Site, sites
from benchmarks.rhythm.month import Score, by_rhythm, crawled, everything, reached, row
from crawler.rhythm import Bounds

WITHIN = Bounds(shortest=timedelta(minutes=5), longest=timedelta(days=1))
RUNS = DAYS * 96


@pytest.fixture(scope="module")
def few() -> tuple[Site, ...]:
    """One site of each habit."""
    return sites(7, of_each=1)


@pytest.fixture(scope="module")
def months(few: tuple[Site, ...]) -> dict[str, dict[str, Score]]:
    """Their month, by habit, for each way to ask."""
    ways = {"rhythm": by_rhythm(WITHIN), "poll": everything}
    return {way: dict(crawled(few, decide, 7)) for way, decide in ways.items()}


def test_equal_seeds_give_equal_sites(few: tuple[Site, ...]) -> None:
    """However many are asked for; other seeds give others."""
    assert len({site.habit for site in few}) == len(few) == 15
    assert sites(7, of_each=2)[:1] == few[:1]
    assert sites(8, of_each=1) != few


def test_a_source_names_only_what_is_published(few: tuple[Site, ...]) -> None:
    """Not before its time, and what it names last came last."""
    for site in few:
        for source in site.sources:
            assert list(source.shown) == sorted(source.shown)
            for at, number in zip(source.shown, source.articles, strict=True):
                assert at >= site.published[number]


def test_the_poll_asks_every_source_at_every_run(
    few: tuple[Site, ...], months: dict[str, dict[str, Score]]
) -> None:
    """That is what it is compared for; what can be reached is stored within a run and its lag."""
    for site in few:
        score = months["poll"][site.habit]
        assert score.requests == RUNS * len(site.sources)
        if site.habit not in ("away for two weeks", "overloaded"):
            assert all(0 <= delay <= 15 + 10 + 2 for delay in score.delays), site.habit


def test_every_article_is_stored_or_missed(
    few: tuple[Site, ...], months: dict[str, dict[str, Score]]
) -> None:
    """None twice, none before it was published, none invented."""
    for site in few:
        for way in months.values():
            score = way[site.habit]
            assert score.published == len([at for at in site.published if at >= START])
            assert len(score.delays) <= score.published
            assert row(score)["missed"] == score.published - len(score.delays)
            assert all(delay >= 0 for delay in score.delays)


def test_the_rhythm_asks_every_site_less_than_the_poll(
    months: dict[str, dict[str, Score]],
) -> None:
    """The dead and the sleeping least of all."""
    for habit, poll in months["poll"].items():
        assert months["rhythm"][habit].requests < 0.75 * poll.requests, habit
    assert months["rhythm"]["dead"].requests < 30
    assert months["rhythm"]["asleep"].requests < 0.05 * months["poll"]["asleep"].requests


@pytest.mark.parametrize(
    ("requests", "delay", "goal"), [(30, 10.0, True), (40, 10.0, False), (30, 20.1, False)]
)
def test_the_goal_is_a_third_of_the_requests_at_twice_the_delay(
    requests: int, delay: float, goal: bool
) -> None:
    """Both, or it is missed."""
    poll = Score(delays=[10.0], kinds={"304": 90})
    assert reached(Score(delays=[delay], kinds={"304": requests}), poll) is goal
