"""Articles are asked for again as their age says, by crawl, with the clock as an argument."""

from collections.abc import Sequence

import pytest

from benchmarks.trials.loopback import Asked
from tests.contract.visits import page
from tests.integration.crawler.paper import MODIFIED, Paper

pytestmark = pytest.mark.slow


def paths(asked: Sequence[Asked]) -> list[str]:
    return [one.path for one in asked]


def test_an_article_is_asked_for_again_when_it_is_due_with_conditions(paper: Paper) -> None:
    """15 minutes after the last answer; a 304 makes the next check neither rarer nor sooner."""
    assert paths(paper.crawl(0)) == ["/one"]
    paper.site.answers["/one"] = paper.http(b"", "304 Not Modified")
    assert paths(paper.crawl(14)) == []
    (asked,) = paper.crawl(15)
    assert asked.headers["if-none-match"] == '"1"'
    assert asked.headers["if-modified-since"] == MODIFIED
    assert paths(paper.crawl(29)) == []
    (again,) = paper.crawl(30)
    assert again.headers["if-none-match"] == '"1"'
    assert paper.revisions == ["initial"]
    outcomes = paper.rows("SELECT outcome FROM fetches ORDER BY id")
    assert [outcome for (outcome,) in outcomes] == ["new", "not-modified", "not-modified"]


def test_a_server_without_validators_is_known_by_its_bytes(paper: Paper) -> None:
    """An unchanged payload is unchanged, costs no extraction and no place in the archive."""
    paper.prints("one", page("one"))
    paper.crawl(0)
    (asked,) = paper.crawl(15)
    assert not {"if-none-match", "if-modified-since"} & set(asked.headers)
    outcomes = paper.rows("SELECT outcome, snapshot_id IS NULL FROM fetches ORDER BY id")
    assert outcomes == [("new", 0), ("unchanged", 1)]
    assert paths(paper.crawl(30)) == ["/one"]


def test_an_edit_a_withdrawal_and_a_return_are_revisions(paper: Paper) -> None:
    """With the body of each version, and the status that holds."""
    paper.crawl(0)
    paper.prints("one", page("one").replace(b"new months", b"22 months"), ETag='"2"')
    paper.crawl(20)
    paper.site.answers["/one"] = paper.http(b"", "410 Gone")
    paper.crawl(40)
    assert paper.rows("SELECT status, body LIKE '%22 months%' FROM articles") == [("withdrawn", 1)]
    paper.prints("one", page("one").replace(b"new months", b"22 months"), ETag='"2"')
    (asked,) = paper.crawl(60)
    assert "if-none-match" not in asked.headers
    assert paper.revisions == ["initial", "substantive", "withdrawn", "substantive"]
    assert paper.rows("SELECT status, revision_count FROM articles") == [("published", 4)]


def test_checks_come_after_new_articles_and_take_their_share_alone(paper: Paper) -> None:
    """Eight articles are due, two may be checked; the two that the feed names now go first."""
    paper.settings |= {"max_articles_per_run": 8, "recheck_share": 0.25}
    names = [f"s{number}" for number in range(8)]
    paper.names(*names)
    for name in (*names, "new1", "new2"):
        paper.prints(name, page(name))
    assert len(paper.crawl(0)) == 8
    paper.names("new1", "new2", *names)
    second = paths(paper.crawl(20))
    assert second[:2] == ["/new1", "/new2"]
    assert len(second) == 4
    third = paths(paper.crawl(21))
    assert len(third) == 2
    assert not set(third) & set(second)


def test_without_steps_no_article_is_asked_for_again(paper: Paper) -> None:
    """`recheck = []`."""
    paper.settings |= {"recheck": []}
    assert paths(paper.crawl(0)) == ["/one"]
    assert paths(paper.crawl(24 * 60)) == []


def test_a_host_that_asks_for_time_is_left_alone_beyond_the_table(paper: Paper) -> None:
    """Retry-After: 7200 beats the quarter of an hour; the article stays as it is."""
    paper.crawl(0)
    paper.site.answers["/one"] = paper.http(b"", "503 Service Unavailable", Retry_After="7200")
    assert paths(paper.crawl(15)) == ["/one"]
    due = "SELECT urls.check_at = hosts.parked_until FROM urls, hosts"
    assert paper.rows(due) == [(1,)]
    assert paper.rows("SELECT state, status FROM urls JOIN article") == [("done", "published")]
    assert paper.revisions == ["initial"]
