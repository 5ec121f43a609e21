"""From a home page to candidates, and what a candidate really is."""

from collections.abc import Callable

import pytest

from crawler.discovery.autodiscovery import common_places, from_home, from_robots, identify
from pipelines.model import Snapshot, Source, SourceKind

Page = Callable[..., Snapshot]
HOME = "https://gazette.example/"


def urls(sources: tuple[Source, ...], kind: SourceKind) -> list[str]:
    return [source.url for source in sources if source.kind is kind]


def test_feeds_are_announced_in_the_head(page: Page) -> None:
    """Types may have blanks, capitals and parameters, addresses may be escaped or relative."""
    body = """<head><link rel="alternate" type=" Application/RSS+xml; charset=utf-8 "
        href="/rss?a=1&amp;b=2"><link rel="ALTERNATE home" type="application/atom+xml" href="atom">
        <link rel="alternate" hreflang="fr" href="/fr"><link rel="stylesheet" href="/x.css">
        <link rel="alternate" type="application/rss+xml" href="/comments/feed/"></head>"""
    assert urls(from_home(page(body, HOME)), SourceKind.FEED) == [
        "https://gazette.example/rss?a=1&b=2",
        "https://gazette.example/atom",
    ]


def test_feeds_may_be_plain_links(page: Page) -> None:
    """An RSS page or a footer; only the site's own."""
    body = '<a href="/sport.rss">RSS</a><a href="https://herald.example/feed">x</a>'
    assert urls(from_home(page(body, HOME)), SourceKind.FEED) == [
        "https://gazette.example/sport.rss"
    ]


def test_home_and_navigation_are_sections(page: Page) -> None:
    """Labels in the navigation; no articles, services, files, other sites or repeats."""
    body = """<nav><a href="/">Home</a><a href="/town">Town</a><a href="/town/">Town</a>
        <a href="/world/asia">Asia</a><a href="/login">Log in</a><a href="/guide.pdf">Guide</a>
        <a href="/town/new-bridge-opens">New bridge opens</a>
        <a href="https://herald.example/x">Herald</a></nav><p><a href="/loose">Loose</a></p>"""
    assert urls(from_home(page(body, HOME)), SourceKind.SECTION) == [
        "https://gazette.example/",
        "https://gazette.example/town",
        "https://gazette.example/world/asia",
    ]


def test_without_marked_navigation_every_label_counts(page: Page) -> None:
    """Old pages have tables of links."""
    body = '<table><tr><td><a href="/town">Town</a><a href="/sport">Sport</a></table>'
    assert urls(from_home(page(body, HOME)), SourceKind.SECTION) == [
        "https://gazette.example/",
        "https://gazette.example/town",
        "https://gazette.example/sport",
    ]


def test_no_page_no_candidates(page: Page) -> None:
    """An empty answer names nothing."""
    assert from_home(page("", HOME)) == ()


def test_robots_names_sitemaps() -> None:
    """Any case, remarks, relative addresses; the kind is guessed from the name."""
    text = """User-agent: *\r\nDisallow: /x\r\nSitemap: https://gazette.example/sitemap.xml # all
        SITEMAP : /news-sitemap.xml
        Sitemap: javascript:x
        Sitemap:
        sitemap: https://gazette.example/sitemap.xml"""
    assert from_robots(text, HOME) == (
        Source(url="https://gazette.example/sitemap.xml", kind=SourceKind.SITEMAP),
        Source(url="https://gazette.example/news-sitemap.xml", kind=SourceKind.NEWS_SITEMAP),
    )


def test_common_places_stand_at_the_root() -> None:
    """Also when the home page lies deeper."""
    places = common_places("https://gazette.example/en/home")
    assert "https://gazette.example/feed" in urls(places, SourceKind.FEED)
    assert "https://gazette.example/news-sitemap.xml" in urls(places, SourceKind.NEWS_SITEMAP)
    assert "https://gazette.example/sitemap.xml" in urls(places, SourceKind.SITEMAP)


NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<?xml version='1.0'?><rss><channel/></rss>", SourceKind.FEED),
        ('<feed xmlns="http://www.w3.org/2005/Atom"/>', SourceKind.FEED),
        ('{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}', SourceKind.FEED),
        ("<sitemapindex/>", SourceKind.SITEMAP),
        (f'<urlset xmlns:news="{NEWS}"><url/></urlset>', SourceKind.SITEMAP),
        (
            f'<urlset xmlns:n="{NEWS}"><url><n:news><n:publication_date/></n:news></url></urlset>',
            SourceKind.NEWS_SITEMAP,
        ),
        ("https://gazette.example/a\n", SourceKind.SITEMAP),
        ('<!doctype html><html><body><a href="/">Home</a>', SourceKind.SECTION),
        ("<html><body>Not found", None),
        ('{"error": 404}', None),
        ("", None),
        (b"\x89PNG\r\n", None),
    ],
)
def test_a_candidate_is_what_it_contains(
    page: Page, body: str | bytes, kind: SourceKind | None
) -> None:
    """Neither its address nor its content type is believed."""
    assert identify(page(body, content_type="text/html")) is kind
