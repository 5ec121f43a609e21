"""What a request is told: conditions, or that a browser renders it, never both."""

from datetime import UTC, datetime

import pytest

from crawler.middlewares.conditional import VALIDATORS
from crawler.rendering import RENDER
from crawler.spiders.asking import for_page, for_source
from crawler.spiders.parts import Wanted, request
from pipelines.jobs.visit import Visit
from pipelines.model import Site, Snapshot, Source, SourceKind
from pipelines.store.rows import Check, DueSource, Pending, Validators

HOME = "https://gazette.example/"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
PLAIN = Site(key="gazette.example", name="Gazette", home=HOME)
RENDERED = Site(key="gazette.example", name="Gazette", home=HOME, render=("/app/",))
CHECK = Check(article_id=1, born_at=NOW, validators=Validators(etag='"7"'))


def pending(path: str, check: Check | None) -> Pending:
    """An address of the site, with what it gave before."""
    return Pending(url_id=1, site=PLAIN.key, url=HOME + path, url_key=HOME + path, check=check)


@pytest.mark.parametrize(
    ("site", "path", "check", "told"),
    [
        (PLAIN, "app/a", None, {}),
        (PLAIN, "app/a", CHECK, {VALIDATORS: ('"7"', None)}),
        (RENDERED, "app/a", None, {RENDER: True}),
        (RENDERED, "app/a", CHECK, {RENDER: True}),
        (RENDERED, "a", CHECK, {VALIDATORS: ('"7"', None)}),
    ],
)
def test_a_rendered_page_is_asked_for_without_conditions(site, path, check, told):
    """The empty page that scripts fill is unchanged for years; its "304" would hide every edit."""
    assert for_page(site, pending(path, check)) == told


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (SourceKind.SECTION, {RENDER: True}),
        (SourceKind.FEED, {VALIDATORS: ('"7"', None)}),
        (SourceKind.SITEMAP, {VALIDATORS: ('"7"', None)}),
    ],
)
def test_of_the_sources_only_sections_are_rendered(kind, told):
    """Feeds and sitemaps are no pages: they keep their conditions."""
    source = Source(url=f"{HOME}app/news", kind=kind)
    assert for_source(RENDERED, DueSource(id=1, site=PLAIN.key, source=source, etag='"7"')) == told


@pytest.mark.parametrize(("path", "rendered"), [("app/a?page=2", True), ("a?page=2", False)])
def test_further_pages_of_an_article_are_rendered_as_its_first(path, rendered):
    """Half of an article must not come from a browser and half be an empty page."""
    page = Snapshot(
        target_uri=HOME,
        requested_uri=HOME,
        date=NOW,
        status=200,
        headers=(),
        payload=b"",
        payload_digest="",
    )
    visit = Visit(pending=pending("app/a", None), site=RENDERED, snapshot=page)
    wanted = Wanted(visit=visit, address=HOME + path, number=2)
    assert request(wanted, print, print).meta[RENDER] is rendered
