"""Sources are asked when they are due, by crawl, with the clock as an argument."""

import json
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from benchmarks.trials.loopback import Asked, LoopbackSite
from tests.contract.visits import page
from tests.integration.crawler.paper import NOW, Paper

pytestmark = pytest.mark.slow

DAY = 24 * 60
STANDING = "SELECT outcome, failures, given_up_at IS NOT NULL, problem FROM sources ORDER BY id"


@pytest.fixture
def paper(site: LoopbackSite, http: Callable[..., bytes], tmp_path: Path) -> Paper:
    """A paper whose feed named six dated stories in the last six hours."""
    made = Paper(site=site, http=http, folder=tmp_path)
    made.settings = {"source_longest_s": 86_400, "recheck": []}
    for number in range(6):
        made.prints(f"s{number}", page(f"s{number}"))
    feed(made, range(6), ETag='"1"')
    return made


def feed(paper: Paper, numbers: range, channel: str = "", **headers: str) -> None:
    """What the feed answers: a story an hour, of which the first came six hours ago."""
    items = "".join(
        f"<item><link>{paper.url(f's{n}')}</link><title>Story {n}</title>"
        f"<pubDate>{format_datetime(NOW - timedelta(hours=6 - n))}</pubDate></item>"
        for n in numbers
    )
    told = f"<rss version='2.0'><channel>{channel}{items}</channel></rss>".encode()
    paper.site.answers["/feed"] = paper.http(told, Content_Type="text/xml", **headers)


def asked(paper: Paper, minutes: int) -> list[Asked]:
    """What a run so many minutes after the first asked of the feed."""
    before = len(paper.site.asked)
    paper.crawl(minutes)
    return [one for one in paper.site.asked[before:] if one.path == "/feed"]


def test_a_second_run_asks_nothing_that_is_not_due(paper: Paper) -> None:
    """Six stories in six hours: not due after ten minutes, due after 45."""
    assert len(asked(paper, 0)) == 1
    assert paper.rows("SELECT next_due_at < '2026-03-01 12:45' FROM sources") == [(1,)]
    before = len(paper.site.asked)
    assert asked(paper, 10) == []
    assert len(paper.site.asked) == before
    assert len(asked(paper, 45)) == 1


def test_a_304_counts_as_unchanged_and_keeps_the_rhythm(paper: Paper) -> None:
    """Asked with what the last answer sent; the hours without a story are learned from."""
    asked(paper, 0)
    paper.site.answers["/feed"] = paper.http(b"", "304 Not Modified")
    (first,) = asked(paper, 10 * 60)
    assert first.headers["if-none-match"] == '"1"'
    assert paper.rows(STANDING) == [("not-modified", 0, 0, "")]
    (again,) = asked(paper, 20 * 60)
    assert again.headers["if-none-match"] == '"1"'
    ((rhythm,),) = paper.rows("SELECT rhythm FROM sources")
    assert 20 < sum(json.loads(rhythm)["hours"]) < 26


def test_the_same_bytes_count_as_unchanged_without_validators(paper: Paper) -> None:
    """A server that knows neither ETag nor Last-Modified."""
    feed(paper, range(6))
    asked(paper, 0)
    (second,) = asked(paper, 10 * 60)
    assert not {"if-none-match", "if-modified-since"} & set(second.headers)
    assert paper.rows(STANDING) == [("unchanged", 0, 0, "")]
    assert paper.rows("SELECT links FROM sources") == [(6,)], "of the answer that was read"


@pytest.mark.parametrize(
    ("channel", "headers"),
    [
        ("<ttl>50</ttl>", {}),
        ("", {"Cache_Control": "max-age=3000"}),
        ("", {"Expires": "Sun, 01 Mar 2026 12:50:00 GMT"}),
        (
            '<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">hourly'
            "</sy:updatePeriod>",
            {},
        ),
    ],
)
def test_a_source_that_wishes_to_be_left_is_left(
    paper: Paper, channel: str, headers: dict[str, str]
) -> None:
    """By its document or its headers; without the wish it would be asked sooner."""
    feed(paper, range(6), channel, **headers)
    asked(paper, 0)
    assert paper.rows("SELECT next_due_at > '2026-03-01 12:45' FROM sources") == [(1,)]
    assert asked(paper, 45) == []
    assert len(asked(paper, 60)) == 1


def test_a_dead_source_is_given_up_with_a_reason_and_comes_back(paper: Paper) -> None:
    """It backs off, is given up after two weeks, asked once a week, and forgiven at once."""
    asked(paper, 0)
    paper.site.answers["/feed"] = paper.http(b"", "404 Not Found")
    assert len(asked(paper, DAY)) == 1
    assert asked(paper, DAY + 4) == []
    for day in range(2, 17):
        asked(paper, day * DAY)
    ((outcome, failures, given_up, problem),) = paper.rows(STANDING)
    assert (outcome, given_up) == ("gone", 1)
    assert "HTTP 404 Not Found; given up: it has failed since 2026-03-02" in problem
    assert failures >= 8
    assert asked(paper, 20 * DAY) == []
    feed(paper, range(5))
    assert len(asked(paper, 30 * DAY)) == 1
    assert paper.rows(STANDING) == [("new", 0, 0, "")]
