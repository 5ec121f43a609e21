"""An article on several pages: one row, and a row for each request, on both engines."""

from dataclasses import replace

from sqlalchemy import Engine, text

from pipelines.jobs.visit import Part, Visit
from pipelines.model import Article, Outcome, Rejected, Snapshot, Template
from pipelines.process import Parts, process_parts
from pipelines.store.engine import reading
from tests.contract.visits import SITE, check, file, page, snapshot, visit

PAGES = "SELECT u.url_key, u.outcome, u.reason FROM urls u ORDER BY u.id"
ALIASES = "SELECT url_key, kind FROM aliases ORDER BY url_key"


def numbered(first: Visit, count: int, minutes: int = 0) -> Visit:
    """The article of `first` on so many pages, processed as a crawl does."""
    further = [snapshot(f"/one?page={n}", further_page(n), minutes) for n in range(2, count + 1)]
    parts = tuple(Part(snapshot=one) for one in further)
    return replace(first, parts=parts, result=joined(first.snapshot, further))


def further_page(number: int) -> bytes:
    return page(f"page {number}", title="Story one")


def joined(first: Snapshot, further: list[Snapshot]) -> Article | Rejected:
    parts = Parts(pages=tuple(further), is_whole=True)
    return process_parts(first, SITE, Template(site=SITE.key), (), parts)


def test_the_pages_are_one_article_and_each_has_its_end(desk: Engine) -> None:
    """Their addresses are the article's; nothing that was asked for is without an outcome."""
    filed = file(desk, numbered(visit(desk, "/one", page("one")), 3))
    assert filed.outcome is Outcome.NEW
    with reading(desk) as connection:
        body = connection.scalar(text("SELECT body FROM articles"))
        ends = [tuple(row) for row in connection.execute(text(PAGES))]
        aliases = [tuple(row) for row in connection.execute(text(ALIASES))]
        fetches = connection.scalar(text("SELECT count(*) FROM fetches"))
    assert [f"page {number}" in body for number in (2, 3)] == [True, True]
    further = "a further page of https://gazette.example/one"
    assert ends == [
        ("https://gazette.example/one", "new", ""),
        ("https://gazette.example/one?page=2", "part", further),
        ("https://gazette.example/one?page=3", "part", further),
    ]
    assert aliases == [(f"https://gazette.example/one?page={number}", "part") for number in (2, 3)]
    assert fetches == 3


def test_a_page_that_is_added_is_an_edit_of_the_article(desk: Engine) -> None:
    """Not a second article."""
    file(desk, numbered(visit(desk, "/one", page("one")), 2))
    again = numbered(check(desk, "/one", page("one"), 60), 3, 60)
    assert file(desk, again).outcome is Outcome.REVISED
    with reading(desk) as connection:
        (body,) = connection.scalars(text("SELECT body FROM articles")).all()
    assert "page 3" in body
