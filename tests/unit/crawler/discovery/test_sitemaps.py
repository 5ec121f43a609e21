"""What sitemaps say of their pages."""

from datetime import UTC, datetime

import pytest

from crawler.discovery import sitemaps
from crawler.discovery.sitemaps import is_text_sitemap, read_sitemap, read_text_sitemap
from crawler.discovery.values import Reading
from pipelines.model import Link, Source, SourceKind

SOURCE = Source(url="https://gazette.example/sitemap.xml", kind=SourceKind.SITEMAP)
FETCHED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"


def read(body: str) -> Reading:
    return read_sitemap(body.encode(), None, SOURCE, FETCHED)


def urlset(urls: str, namespace: str = "http://www.sitemaps.org/schemas/sitemap/0.9") -> str:
    return f'<urlset xmlns="{namespace}" xmlns:n="{NEWS}" xmlns:i="{IMAGE}">{urls}</urlset>'


def test_news_extension_gives_every_hint() -> None:
    """Title, publication date, language, keywords and the publication's name are kept."""
    reading = read(
        urlset(
            "<url><loc> https://gazette.example/bridge </loc><lastmod>2026-02-28</lastmod>"
            "<i:image><i:loc>https://gazette.example/p.jpg</i:loc></i:image>"
            "<n:news><n:publication><n:name>The Gazette</n:name><n:language>en</n:language>"
            "</n:publication><n:publication_date>2026-02-28T09:00:00+01:00</n:publication_date>"
            "<n:title>Bridge &amp; tunnel</n:title><n:keywords>town, roads ,town</n:keywords>"
            "</n:news></url>"
        )
    )
    assert reading.links == (
        Link(
            url="https://gazette.example/bridge",
            found_in=SOURCE.url,
            kind=SourceKind.NEWS_SITEMAP,
            title="Bridge & tunnel",
            date_published=datetime(2026, 2, 28, 8, 0, tzinfo=UTC),
            lastmod=datetime(2026, 2, 28, tzinfo=UTC),
            language="en",
            keywords=("town", "roads"),
            publication="The Gazette",
        ),
    )
    assert reading.problem == ""


@pytest.mark.parametrize(
    "namespace",
    ["http://www.google.com/schemas/sitemap/0.84", "https://www.sitemaps.org/schemas/0.9", ""],
)
def test_any_namespace_will_do(namespace: str) -> None:
    """Old ones, misspelt ones and none at all are in use."""
    reading = read(urlset("<url><loc>/a</loc></url>", namespace))
    assert [link.url for link in reading.links] == ["https://gazette.example/a"]


def test_index_names_its_children() -> None:
    """Children are sources with a guessed kind; an index that names itself is not followed."""
    reading = read(
        "<sitemapindex><sitemap><loc>/sitemap-1.xml.gz</loc></sitemap>"
        "<sitemap><loc>/news.xml</loc></sitemap>"
        "<sitemap><loc>https://gazette.example/sitemap.xml</loc></sitemap></sitemapindex>"
    )
    assert reading == Reading(
        children=(
            Source(url="https://gazette.example/sitemap-1.xml.gz", kind=SourceKind.SITEMAP),
            Source(url="https://gazette.example/news.xml", kind=SourceKind.NEWS_SITEMAP),
        )
    )


def test_entries_without_web_address_are_passed_over() -> None:
    """No loc, an empty one, another scheme: the others still come."""
    reading = read(
        urlset(
            "<url/><url><loc/></url><url><loc>mailto:x@gazette.example</loc></url>"
            "<url><loc>/a?x=1&y=2</loc></url>"
        )
    )
    assert [link.url for link in reading.links] == ["https://gazette.example/a?x=1&y=2"]


def test_date_of_tomorrow_year_is_refused() -> None:
    """A lastmod that lies in the future says nothing."""
    (link,) = read(urlset("<url><loc>/a</loc><lastmod>2027-01-01</lastmod></url>")).links
    assert link.lastmod is None


def test_entities_are_refused() -> None:
    """A document type with declarations is not read."""
    reading = read('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]>' + urlset(""))
    assert reading.problem == "refused: the document type declares entities"


def test_endless_sitemap_is_read_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cap is the format's own; a smaller one keeps the test quick."""
    monkeypatch.setattr(sitemaps, "ENTRY_LIMIT", 3)
    reading = read(urlset("<url><loc>/a</loc></url>" * 5))
    assert len(reading.links) == 3
    assert reading.problem == "only the first 3 entries were read"


def test_text_sitemap_is_one_address_a_line() -> None:
    """Blank lines, remarks and relative lines are passed over."""
    body = b"\xef\xbb\xbfhttps://gazette.example/a\r\n\r\n# old\nb\nhttp://gazette.example/c\n"
    assert is_text_sitemap(body)
    reading = read_text_sitemap(body, "text/plain", SOURCE)
    assert [link.url for link in reading.links] == [
        "https://gazette.example/a",
        "http://gazette.example/c",
    ]
