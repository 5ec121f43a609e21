"""What is not asked for, by crawl: traps, what is over a limit, what is older than asked for."""

from datetime import timedelta

import pytest

from pipelines.patterns import FRUITLESS
from tests.contract.visits import page
from tests.integration.crawler.paper import NOW, Paper

pytestmark = pytest.mark.slow

DAY = 24 * 60
# So that some pages are still waiting for their turn when the first ones have been read.
SLOWLY = {"delay_s": 0.03}


def test_a_run_that_falls_into_a_calendar_climbs_out_of_it(paper: Paper) -> None:
    """Days without articles: some are asked for, the rest is left out, with the reason."""
    days = [f"events/2026/{day}" for day in range(150)]
    paper.settings = SLOWLY
    paper.names(*days)
    listing = b"<html><title>Events</title><body>" + b"<a href='/x'>A day</a>" * 9 + b"</body>"
    for day in days:
        paper.prints(day, listing)
    asked = len(paper.crawl(0))
    assert FRUITLESS <= asked < len(days)
    outcomes = dict(paper.rows("SELECT outcome, count(*) FROM urls GROUP BY outcome"))
    assert outcomes == {"rejected": asked, "excluded": len(days) - asked}
    (reason,) = paper.rows("SELECT DISTINCT reason FROM urls WHERE outcome = 'excluded'")[0]
    assert "trap: nothing new in the last 30 pages of gazette.localhost" in reason
    paper.names(*days, "one")
    assert [one.path for one in paper.crawl(15)] == ["/one"]


def test_an_article_in_a_trap_brings_its_neighbours_back(paper: Paper) -> None:
    days = [f"events/2026/{day}" for day in range(150)]
    paper.settings = SLOWLY
    paper.names(*days)
    for day in days:
        paper.prints(day, b"<html><title>No events</title><body>None.</body></html>")
    paper.crawl(0)
    left = paper.rows("SELECT count(*) FROM urls WHERE outcome = 'excluded'")[0][0]
    assert left > 0
    paper.names("events/2027/1")
    paper.prints("events/2027/1", page("of the fair"))
    assert [one.path for one in paper.crawl(DAY + 1)] == ["/events/2027/1"]
    assert paper.rows("SELECT count(*) FROM urls WHERE state = 'found'") == [(left,)]


def test_a_limit_is_each_sites_and_the_rest_waits(paper: Paper) -> None:
    names = [f"story-{n}" for n in range(5)]
    paper.names(*names)
    for name in names:
        paper.prints(name, page(name))
    assert len(paper.crawl(0, limit=2)) == 2
    assert len(paper.crawl(0)) == 3


def test_what_a_source_dates_before_since_waits(paper: Paper) -> None:
    """It is not forgotten: a run that looks further back files it."""
    stamp = "%a, %d %b %Y %H:%M:%S GMT"
    items = "".join(
        f"<item><link>{paper.url(name)}</link><title>Story {name}</title>{date}</item>"
        for name, date in (
            ("new", f"<pubDate>{NOW.strftime(stamp)}</pubDate>"),
            ("old", f"<pubDate>{(NOW - timedelta(days=9)).strftime(stamp)}</pubDate>"),
            ("undated", ""),
        )
    )
    feed = f"<rss version='2.0'><channel><title>G</title>{items}</channel></rss>"
    paper.site.answers["/feed"] = paper.http(feed.encode(), Content_Type="application/rss+xml")
    for name in ("new", "old", "undated"):
        paper.prints(name, page(name))
    since = (NOW - timedelta(days=2)).isoformat()
    assert sorted(one.path for one in paper.crawl(0, since=since)) == ["/new", "/undated"]
    assert paper.crawl(0, since=since) == []
    assert [one.path for one in paper.crawl(0)] == ["/old"]


def test_a_session_in_the_address_is_not_fetched_for_ever(paper: Paper) -> None:
    """Each run names each story with another session; once proved, only new stories are asked."""
    names = [f"story-{n}" for n in range(6)]
    asked = []
    for run in range(5):
        paper.names(*(f"{name}?visit=v{run}" for name in names))
        for name in names:
            paper.prints(f"{name}?visit=v{run}", page(name))
        asked.append(len([one for one in paper.crawl(run) if f"=v{run}" in one.path]))
    assert asked == [6, 6, 6, 0, 0]
    assert paper.rows("SELECT count(*) FROM article") == [(6,)]
