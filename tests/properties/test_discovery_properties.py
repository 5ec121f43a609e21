"""What holds for every document and every set of links."""

import gzip
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.autodiscovery import from_home, from_robots, identify
from crawler.discovery.choice import choose
from crawler.discovery.reading import read
from crawler.discovery.wording import moment, one_line
from pipelines.model import Link, Site, Snapshot, Source, SourceKind
from pipelines.urls import url_key

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOME = "https://gazette.example/"
SITE = Site(key="gazette.example", name="The Gazette", home=HOME)
KINDS = st.sampled_from(list(SourceKind))

# Pieces of real documents in any order reach further into the readers than chance alone.
PIECES = st.sampled_from(
    [
        *(b"<rss>", b"<channel>", b"<item>", b"</item>", b"<link>", b"</link>", b"<title>"),
        *(b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>", b"<link href='/a'/>"),
        *(
            b"<urlset>",
            b"<url>",
            b"<loc>",
            b"</loc>",
            b"</url>",
            b"<lastmod>",
            b"<news>",
            b"<name>",
        ),
        *(
            b"<sitemapindex>",
            b"<sitemap>",
            b"<?xml version='1.0' encoding='utf-16'?>",
            b"<![CDATA[",
        ),
        *(b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"]>", b"&a;", b"&nbsp;", b"&", b"<!--", b"]]>"),
        *(b"<html>", b"<a href='/new-bridge-opens'>", b"</a>", b"<base href='//['>", b"<p>"),
        *(b'{"items": [', b'{"url": "/a"', b"}", b"]}", b"null", b"1e999", b'"tags": [{}]', b","),
        *(b"https://gazette.example/a\n", b"xml:base='http://['", b"\x1f\x8b", b"\xff\xfe", b"\0"),
        *(b"<guid isPermaLink='x'>", b"<x:y>", b"<meta charset=utf-7>", b"2026-02-28", b" "),
    ]
)
BODIES = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(PIECES, st.binary(max_size=6)), max_size=15).map(b"".join),
)
CONTENT_TYPES = st.one_of(
    st.none(), st.sampled_from(["text/xml; charset=utf-16", "charset=idna", "x; charset=hex"])
)


def snapshot(body: bytes, content_type: str | None) -> Snapshot:
    return Snapshot(
        target_uri=HOME,
        requested_uri=HOME,
        date=NOW,
        status=200,
        headers=(("content-type", content_type),) if content_type else (),
        payload=body,
        payload_digest="",
    )


@given(BODIES, CONTENT_TYPES, KINDS, st.booleans())
def test_any_bytes_give_a_reading(
    body: bytes, content_type: str | None, kind: SourceKind, packed: bool
) -> None:
    """Never an exception; a problem is one line; every link can be requested."""
    page = snapshot(gzip.compress(body) if packed else body, content_type)
    reading = read(page, Source(url=HOME, kind=kind), SITE)
    assert "\n" not in reading.problem
    assert all(link.url.startswith(("http://", "https://")) for link in reading.links)
    assert reading == read(page, Source(url=HOME, kind=kind), SITE)


@given(BODIES, CONTENT_TYPES)
def test_any_home_page_gives_candidates(body: bytes, content_type: str | None) -> None:
    """Never an exception; each page once."""
    page = snapshot(body, content_type)
    found = from_home(page)
    assert len({url_key(source.url) for source in found}) == len(found)
    assert identify(page) in {None, *SourceKind}


@given(st.text())
def test_any_robots_text_gives_sitemaps(text: str) -> None:
    """Never an exception."""
    assert all(source.url.startswith("http") for source in from_robots(text, HOME))


@given(st.one_of(st.text(), st.from_regex(r"\A[0-9]{1,4}-[0-9]{2}-[0-9]{2}[T ]?[0-9:Z+. -]*\Z")))
def test_any_date_is_an_instant_of_the_web_or_none(text: str) -> None:
    """Aware, not before 1990, not in the future."""
    found = moment(text, NOW)
    assert found is None or (found.tzinfo is UTC and 1990 <= found.year <= 2026)


@given(st.text())
def test_any_text_is_one_line_or_none(text: str) -> None:
    """Idempotent as far as white space goes, never empty."""
    line = one_line(text)
    assert line is None or (line and line == " ".join(line.split()))


DATES = st.one_of(st.none(), st.datetimes(timezones=st.just(UTC)))
LINKS = st.builds(
    Link,
    url=st.sampled_from(["/a", "/a/", "/a?utm_source=x", "/new-bridge-opens", "/b?id=1"]).map(
        lambda path: f"https://gazette.example{path}"
    ),
    found_in=st.just(HOME),
    kind=KINDS,
    title=st.one_of(st.none(), st.just("New bridge opens after nine years")),
    date_published=DATES,
    lastmod=DATES,
)


@given(st.lists(LINKS, max_size=20))
def test_a_choice_is_stable_and_names_each_page_once(links: list[Link]) -> None:
    """Choosing among the chosen changes nothing; no page is asked for twice."""
    chosen = choose(links, SITE, NOW)
    assert choose(chosen, SITE, NOW) == chosen
    assert len({url_key(link.url) for link in chosen}) == len(chosen)
    wanted = {url_key(link.url) for link in links if link.kind is not SourceKind.SECTION}
    assert wanted <= {url_key(link.url) for link in chosen}
