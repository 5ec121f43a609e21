"""Articles on several pages, by crawl."""

from collections.abc import Sequence

import pytest

from tests.contract.visits import SENTENCE
from tests.integration.crawler.paper import Paper

pytestmark = pytest.mark.slow


def part(number: int, pager: str) -> bytes:
    """One page of the story about the bridge."""
    return showing([number], pager)


def showing(numbers: Sequence[int], pager: str) -> bytes:
    """A page with the text of these."""
    told = [(word, number) for number in numbers for word in ("old", "new", "stone")]
    body = "".join(f"<p>{SENTENCE.format(word)} On page {number}.</p>" for word, number in told)
    return (
        "<html><head><title>The bridge</title></head><body><article><h1>The bridge</h1>"
        f"<p>By Ada Quill</p>{body}</article><nav>{pager}</nav></body></html>"
    ).encode()


@pytest.fixture
def story(paper: Paper) -> Paper:
    """A story on three pages, each of which links the others."""
    pager = '<a href="/one">1</a> <a href="/one?page=2">2</a> <a href="/one?page=3">3</a>'
    paper.prints("one", part(1, pager))
    for number in (2, 3):
        paper.prints(f"one?page={number}", part(number, pager))
    return paper


def body(paper: Paper) -> str:
    ((text,),) = paper.rows("SELECT body FROM article")
    return str(text)


def test_an_article_on_three_pages_is_one_row(story: Paper) -> None:
    """Its text in order, the byline once, each page in the archive under its own address."""
    assert [one.path for one in story.crawl(0)] == ["/one", "/one?page=2", "/one?page=3"]
    text = body(story)
    places = [text.index(f"On page {number}.") for number in (1, 2, 3)]
    assert places == sorted(places)
    assert text.count("On page 2.") == 3
    assert text.count("Ada Quill") <= 1
    outcomes = story.rows("SELECT outcome, status, snapshot_id IS NOT NULL FROM fetches")
    assert sorted(outcomes) == [("new", 200, 1), ("part", 200, 1), ("part", 200, 1)]
    kinds = "SELECT kind, count(*) FROM aliases GROUP BY kind"
    assert story.rows(kinds) == [("part", 2)]


def test_a_further_page_that_a_source_names_later_is_not_asked_again(story: Paper) -> None:
    story.crawl(0)
    story.names("one?page=2")
    assert story.crawl(1) == []
    assert story.rows("SELECT count(*) FROM article") == [(1,)]


def test_the_whole_on_one_page_is_taken_for_the_numbered_ones(story: Paper) -> None:
    pager = '<a href="/one?page=2">2</a> <a href="/one?page=all">On one page</a>'
    story.prints("one", part(1, pager))
    story.prints("one?page=all", showing((1, 2, 3), ""))
    assert [one.path for one in story.crawl(0)] == ["/one", "/one?page=all"]
    assert all(f"On page {number}." in body(story) for number in (1, 2, 3))


def test_without_it_the_numbered_ones_are_asked(story: Paper) -> None:
    pager = '<a href="/one?page=2">2</a> <a href="/one?page=all">On one page</a>'
    story.prints("one", part(1, pager))
    story.site.answers["/one?page=all"] = story.http(b"", "404 Not Found")
    asked = [one.path for one in story.crawl(0)]
    assert asked == ["/one", "/one?page=all", "/one?page=2", "/one?page=3"]


def test_a_page_that_cannot_be_had_is_made_up_for_and_its_absence_is_no_edit(story: Paper) -> None:
    """The article is filed as incomplete; the next check finds it whole, a later one less of it."""
    missing = story.site.answers["/one?page=3"]
    story.site.answers["/one?page=3"] = story.http(b"", "404 Not Found")
    story.crawl(0)
    assert story.rows("SELECT truncated FROM revisions") == [(1,)]
    story.prints("one", part(1, '<a href="/one?page=2">2</a> <i>soon whole</i>'))
    story.site.answers["/one?page=3"] = missing
    story.crawl(15)
    assert "On page 3." in body(story)
    story.prints("one", part(1, '<a href="/one?page=2">2</a> <i>less again</i>'))
    story.site.answers["/one?page=3"] = story.http(b"", "404 Not Found")
    story.crawl(30)
    assert "On page 3." in body(story)
    assert story.revisions == ["initial", "substantive"]


def test_pages_that_lead_in_a_circle_end_the_article(story: Paper) -> None:
    """A site that answers any number with the first page."""
    pager = '<a href="/one">1</a> <a rel="next" href="/one?page=2">Next</a>'
    story.prints("one", part(1, pager))
    found = story.http(b"", "302 Found", Location=story.url("one"))
    story.site.answers["/one?page=2"] = found
    assert [one.path for one in story.crawl(0)] == ["/one", "/one?page=2", "/one"]
    assert story.rows("SELECT truncated FROM revisions") == [(0,)]
