"""A processed page becomes rows: the decision, carried out on both engines."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from pipelines.jobs.filing import Filed, file_visit, set_aside
from pipelines.jobs.visit import Visit
from pipelines.model import Link, Outcome, Rejected, Site, Snapshot, SourceKind, Template
from pipelines.process import process
from pipelines.store import frontier, runs, sites
from pipelines.store.engine import reading, writing
from pipelines.store.rows import Owner
from pipelines.urls import url_key

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SITE = Site(key="gazette.example", name="Gazette", home="https://gazette.example/")
SENTENCE = (
    "The {0} council of Harlow voted on Monday to repair the {0} bridge before winter, "
    "after {0} months of debate about its price and the ferries that would replace it."
)


def page(number: str, canonical: str = "", extra: str = "") -> bytes:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = "".join(f"<p>{SENTENCE.format(word)} {number}</p>" for word in ("old", "new", "stone"))
    return (
        f"<html><head><title>Story {number}</title>{link}</head><body><article>"
        f"<h1>Story {number}</h1>{body}{extra}</article></body></html>"
    ).encode()


@pytest.fixture
def desk(engine: Engine) -> Engine:
    with writing(engine) as connection:
        sites.sync(connection, [SITE], NOW)
        runs.start(connection, Owner(host="h", pid=1, started="a"), NOW)
    return engine


def visit(desk: Engine, path: str, payload: bytes, later: int = 0, target: str = "") -> Visit:
    """The page at `path`, fetched so many hours later, processed."""
    url = f"https://gazette.example{path}"
    link = Link(url=url, found_in="https://gazette.example/feed", kind=SourceKind.FEED)
    with writing(desk) as connection:
        pendings = frontier.sight(connection, SITE.key, [(url_key(url), None, link)], NOW)
    snapshot = Snapshot(
        target_uri=f"https://gazette.example{target or path}",
        requested_uri=url,
        date=NOW + timedelta(hours=later),
        status=200,
        headers=(("content-type", "text/html"),),
        payload=payload,
        payload_digest=f"sha256:{hashlib.sha256(payload).hexdigest()}",
        redirects=(url,) if target else (),
    )
    result = process(snapshot, SITE, Template(site=SITE.key))
    return Visit(pending=pendings[0], site=SITE, snapshot=snapshot, result=result)


def file(desk: Engine, seen: Visit) -> Filed:
    with writing(desk) as connection:
        return file_visit(connection, seen, 1)


def urls(desk: Engine) -> list[str]:
    with reading(desk) as connection:
        return list(connection.scalars(text("SELECT url FROM articles ORDER BY url")))


def test_a_redirect_to_a_filed_article_is_a_duplicate_and_no_second_row(desk: Engine) -> None:
    """One article, one row, with both addresses."""
    assert file(desk, visit(desk, "/one", page("one"))).outcome is Outcome.NEW
    again = file(desk, visit(desk, "/go/1", page("one"), 1, target="/one"))
    assert again.outcome is Outcome.DUPLICATE
    assert urls(desk) == ["https://gazette.example/one"]


def test_the_same_text_under_another_address_is_a_copy(desk: Engine) -> None:
    """A site that prints a story twice gives one row."""
    file(desk, visit(desk, "/one", page("one")))
    assert file(desk, visit(desk, "/copy", page("one"), 1)).outcome is Outcome.DUPLICATE
    assert len(urls(desk)) == 1


def test_a_canonical_link_that_every_page_prints_costs_no_article(desk: Engine) -> None:
    """Four stories that all claim to be /news are four articles."""
    claim = "https://gazette.example/news"
    ends = [
        file(desk, visit(desk, f"/{name}", page(name, claim))).outcome
        for name in ("one", "two", "three", "four")
    ]
    assert ends == [Outcome.NEW] * 4
    assert len(urls(desk)) == 4


def test_another_sites_canonical_link_is_not_believed(desk: Engine) -> None:
    """Nobody may speak for somebody else's article."""
    file(desk, visit(desk, "/one", page("one", "https://victim.example/story")))
    assert urls(desk) == ["https://gazette.example/one"]


def test_a_rejected_page_is_a_row_with_its_reason(desk: Engine) -> None:
    """Nothing vanishes."""
    seen = visit(desk, "/empty", b"<html><body></body></html>")
    assert isinstance(seen.result, Rejected)
    assert file(desk, seen).outcome is Outcome.REJECTED
    with reading(desk) as connection:
        row = connection.execute(text("SELECT state, outcome, reason FROM urls")).one()
    assert (row.state, row.outcome) == ("done", "rejected")
    assert row.reason.startswith(seen.result.reason.value)


def test_a_page_that_the_database_refuses_is_set_aside_and_settled(desk: Engine) -> None:
    """The error is kept, the URL has its outcome, and the page lies in the archive."""
    seen = visit(desk, "/one", page("one"))
    with writing(desk) as connection:
        set_aside(connection, seen, "could not be filed: x", 1)
    with reading(desk) as connection:
        assert connection.scalar(text("SELECT error FROM quarantine")) == "could not be filed: x"
        assert connection.scalar(text("SELECT outcome FROM urls")) == "failed"
