"""Every kind of source through one function."""

import gzip
import pickle
from collections.abc import Callable

import pytest

from crawler.discovery.reading import Reading, read
from pipelines.model import Site, Snapshot, Source, SourceKind

Page = Callable[..., Snapshot]
FEED = "<rss><channel><item><link>/a</link></item></channel></rss>"
SITEMAP = "<urlset><url><loc>https://gazette.example/a</loc></url></urlset>"
TEXT = "https://gazette.example/a\n"


def source(kind: SourceKind) -> Source:
    return Source(url="https://gazette.example/source", kind=kind)


@pytest.mark.parametrize("body", [FEED, SITEMAP, TEXT, '{"items":[{"url":"/a"}]}'])
@pytest.mark.parametrize("kind", [SourceKind.FEED, SourceKind.SITEMAP, SourceKind.NEWS_SITEMAP])
def test_the_document_says_what_it_is(page: Page, site: Site, body: str, kind: SourceKind) -> None:
    """A sitemap at a feed's address is read as a sitemap, and the other way round."""
    (link,) = read(page(body), source(kind), site).links
    assert (link.url, link.kind) == ("https://gazette.example/a", kind)


def test_a_packed_sitemap_is_unpacked(page: Page, site: Site) -> None:
    """By its content, whatever the header says of the packing."""
    packed = page(gzip.compress(SITEMAP.encode()), content_type="application/x-gzip; charset=ascii")
    assert len(read(packed, source(SourceKind.SITEMAP), site).links) == 1


def test_a_truncated_packed_sitemap_gives_what_came(page: Page, site: Site) -> None:
    """The links before the cut, and the reason why there are no more."""
    urls = "".join(f"<url><loc>/{number}</loc></url>" for number in range(4_000))
    packed = gzip.compress(f"<urlset>{urls}</urlset>".encode())
    reading = read(page(packed[: len(packed) // 2]), source(SourceKind.SITEMAP), site)
    assert 0 < len(reading.links) < 4_000
    assert reading.problem == "truncated gzip"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", "empty document"),
        ("<!doctype html><html><body>404", "neither feed nor sitemap, but <html>"),
        ("Not found", "neither feed nor sitemap"),
        (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "neither feed nor sitemap"),
    ],
)
def test_a_stranger_is_named_in_one_line(
    page: Page, site: Site, body: str | bytes, problem: str
) -> None:
    """An error page at a feed's address is no silent zero."""
    assert read(page(body), source(SourceKind.FEED), site) == Reading(problem=problem)


def test_an_empty_feed_is_no_problem(page: Page, site: Site) -> None:
    """A slow day at a small paper."""
    body = "<rss><channel></channel></rss>"
    assert read(page(body), source(SourceKind.FEED), site) == Reading()


def test_a_reading_travels_between_processes(page: Page, site: Site) -> None:
    """Large documents are read in a worker."""
    reading = read(page(FEED), source(SourceKind.FEED), site)
    assert pickle.loads(pickle.dumps((read, reading))) == (read, reading)
