"""A live blog is one article with its updates, on both engines."""

import json

import pytest
from sqlalchemy import Engine, text

from pipelines.model import Outcome
from pipelines.store.engine import reading
from tests.contract.visits import SENTENCE, check, file, row, visit

PATH = "/live/the-ferry"
LIVE = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "The ferry, live"}


def page(*numbers: int) -> bytes:
    """The blog with these entries, the newest first."""
    entries = "".join(
        f"<h3>1{n}:05</h3><p>{SENTENCE.format(f'entry{n}')}</p>" for n in sorted(numbers)[::-1]
    )
    return (
        f"<html><head><title>The ferry, live</title>"
        f'<script type="application/ld+json">{json.dumps(LIVE)}</script></head>'
        f"<body><article><h1>The ferry, live</h1>{entries}</article></body></html>"
    ).encode()


def bodies(desk: Engine) -> list[str]:
    with reading(desk) as connection:
        return list(connection.scalars(text("SELECT body FROM revisions ORDER BY number")))


@pytest.fixture
def live(desk: Engine) -> Engine:
    """A desk where the blog is filed with its first two entries."""
    assert file(desk, visit(desk, PATH, page(0, 1))).outcome is Outcome.NEW
    assert row(desk, "SELECT kind FROM article")["kind"] == "live"
    return desk


def test_a_blog_that_grows_all_day_is_one_revision_with_all_updates(live: Engine) -> None:
    for minute, entries in ((15, range(3)), (30, range(5)), (45, range(8))):
        filed = file(live, check(live, PATH, page(*entries), minute))
        assert filed.outcome is Outcome.UPDATED
    (body,) = bodies(live)
    assert all(f"entry{n} council" in body for n in range(8))
    found = row(live, "SELECT body, revision_count, changed_at = fetched_at AS moved FROM article")
    assert (found["body"], found["revision_count"], bool(found["moved"])) == (body, 1, True)
    asked = "SELECT outcome FROM fetches ORDER BY id DESC LIMIT 1"
    assert row(live, asked)["outcome"] == "updated"


def test_entries_that_fall_off_the_page_stay_in_a_revision(live: Engine) -> None:
    """Two entries are shown at a time; no entry is lost, and a page is one revision."""
    for n in range(1, 6):
        file(live, check(live, PATH, page(n, n + 1), 15 * n))
    kept = bodies(live)
    assert all(any(f"entry{n} council" in body for body in kept) for n in range(7))
    assert len(kept) == 4


def test_a_fetch_that_shows_the_same_changes_nothing(live: Engine) -> None:
    assert file(live, check(live, PATH, page(0, 1), 15)).outcome is Outcome.UNCHANGED
