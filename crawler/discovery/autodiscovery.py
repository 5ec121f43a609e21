"""From a home page to the places that may name a site's articles.

Candidates, not sources: each is fetched and judged by `identify` before it is written into a
site's file, because half the common places answer 200 with an error page.
"""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from crawler.discovery.documents import decoded, read_html, root_name, unpacked
from crawler.discovery.feeds import ROOTS as FEED_ROOTS
from crawler.discovery.sections import ANCHOR_LIMIT, base_of, words_of
from crawler.discovery.shapes import is_article, is_listing, is_media
from crawler.discovery.sitemaps import ROOTS as SITEMAP_ROOTS
from crawler.discovery.sitemaps import is_text_sitemap, sitemap_kind
from pipelines.model import Snapshot, Source, SourceKind
from pipelines.urls import absolute, same_site, url_key

SECTION_LIMIT = 30
ROBOTS_LIMIT = 100  # Sitemap lines; large papers have one for each month of a century
_FEED_TYPES = {
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "text/xml"),
    *("application/xml", "application/feed+json"),
}
_FEED_ENDS = ("/feed", "/feed/", "/rss", "/rss/", "/atom", ".rss", ".atom", "/rss.xml", "/feed.xml")
_NAVIGATION_TAGS = {"nav", "header"}
_NAVIGATION_WORDS = ("nav", "menu")  # as parts of class names: "navbar", "main-menu"
_LABEL_WORDS = 4
_SECTION_DEPTH = 2
_COMMON_FEEDS = (
    *("/feed", "/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json"),
    *("/rss/news.xml", "/feeds/posts/default"),
)
_COMMON_SITEMAPS = (
    *("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/googlenews.xml"),
    *("/sitemap.xml", "/sitemap_index.xml", "/sitemap-index.xml", "/sitemap.xml.gz"),
    *("/sitemap.txt",),
)


def from_home(snapshot: Snapshot) -> tuple[Source, ...]:
    """What a home page names: its feeds, then itself, then the sections in its navigation.

    Each address once, the page's order, at most `SECTION_LIMIT` sections. Empty when the page
    cannot be read as HTML. Raises nothing.
    """
    page = read_html(snapshot)
    if page is None:
        return ()
    home = snapshot.target_uri
    feeds = [*_alternates(page, home), *_linked_feeds(page, home)]
    front = Source(url=home, kind=SourceKind.SECTION)
    sections = _each_once((front, *_sections(page, home)))[: SECTION_LIMIT + 1]
    return _each_once((*feeds, *sections))


def from_robots(text: str, home: str) -> tuple[Source, ...]:
    """The sitemaps that a robots.txt names, in its order. Source: RFC 9309 section 2.2.4."""
    lines = (line.partition("#")[0].partition(":") for line in text.splitlines())
    named = (value for field, _, value in lines if field.strip().lower() == "sitemap")
    urls = (absolute(home, value) for value in islice(named, ROBOTS_LIMIT))
    return _each_once(Source(url=url, kind=sitemap_kind(url)) for url in urls if url)


def common_places(home: str) -> tuple[Source, ...]:
    """Where feeds and sitemaps stand on most sites, most telling first; guesses, all of them."""
    feeds = ((absolute(home, path), SourceKind.FEED) for path in _COMMON_FEEDS)
    sitemaps = ((absolute(home, path), sitemap_kind(path)) for path in _COMMON_SITEMAPS)
    return tuple(Source(url=url, kind=kind) for url, kind in (*feeds, *sitemaps) if url)


def identify(snapshot: Snapshot) -> SourceKind | None:
    """What a fetched candidate really is, by its content; None if it is no source at all.

    Any web page with a link is a possible section, so a feed's or sitemap's address that turns
    out to be a section is an error page in disguise. The status is the caller's to judge.
    """
    payload, _ = unpacked(snapshot.payload)
    content_type = snapshot.header("content-type") if payload is snapshot.payload else None
    root = root_name(payload, content_type)
    if root in SITEMAP_ROOTS:
        # The namespace alone proves nothing: generators declare it in every sitemap.
        is_news = b"publication_date" in payload
        return SourceKind.NEWS_SITEMAP if is_news else SourceKind.SITEMAP
    if root in FEED_ROOTS or _is_json_feed(payload, content_type):
        return SourceKind.FEED
    if is_text_sitemap(payload):
        return SourceKind.SITEMAP
    page = read_html(snapshot) if root else None
    has_link = page is not None and next(page.iter("a"), None) is not None
    return SourceKind.SECTION if has_link else None


def _is_json_feed(payload: bytes, content_type: str | None) -> bool:
    head = decoded(payload[:4096], content_type).lstrip("\ufeff \t\r\n")
    return head.startswith("{") and "jsonfeed.org/version" in head.replace("\\/", "/")


def _alternates(page: etree._Element, home: str) -> Iterator[Source]:
    base = base_of(page, home)
    for link in page.iter("link"):
        is_alternate = "alternate" in link.get("rel", "").lower().split()
        media_type = link.get("type", "").partition(";")[0].strip().lower()
        url = absolute(base, link.get("href", ""))
        if url and is_alternate and media_type in _FEED_TYPES and not _is_comments(url):
            yield Source(url=url, kind=SourceKind.FEED)


def _linked_feeds(page: etree._Element, home: str) -> Iterator[Source]:
    base = base_of(page, home)
    for anchor in islice(page.iter("a"), ANCHOR_LIMIT):
        url = absolute(base, anchor.get("href", ""))
        if url and urlsplit(url).path.lower().endswith(_FEED_ENDS) and same_site(url, home):
            yield Source(url=url, kind=SourceKind.FEED)


def _is_comments(url: str) -> bool:
    """WordPress announces a feed of readers' comments beside the one of articles."""
    return "comments" in urlsplit(url).path.lower().split("/")


def _sections(page: etree._Element, home: str) -> Iterator[Source]:
    """Links of the navigation, or of the whole page where none is marked as such."""
    base = base_of(page, home)
    anchors = list(islice(page.iter("a"), ANCHOR_LIMIT))
    marked = [anchor for anchor in anchors if any(map(_is_navigation, anchor.iterancestors()))]
    for anchor in marked or anchors:
        url = absolute(base, anchor.get("href", ""))
        if url and same_site(url, home) and _is_section(url, words_of(anchor)):
            yield Source(url=url, kind=SourceKind.SECTION)


def _is_navigation(element: etree._Element) -> bool:
    classes = element.get("class", "").lower()
    return (
        element.tag in _NAVIGATION_TAGS
        or element.get("role") == "navigation"
        or any(word in classes for word in _NAVIGATION_WORDS)
    )


def _is_section(url: str, words: str) -> bool:
    """A short label that leads to a shallow page which is neither article nor service."""
    parts = urlsplit(url)
    depth = len([segment for segment in parts.path.split("/") if segment])
    return (
        1 <= depth <= _SECTION_DEPTH
        and not parts.query
        and 0 < len(words.split()) <= _LABEL_WORDS
        and not is_media(url)
        and not is_listing(url)
        and not is_article(url)
    )


def _each_once(sources: Iterator[Source] | tuple[Source, ...]) -> tuple[Source, ...]:
    """The first source of each page, in order."""
    first: dict[str, Source] = {}
    for source in sources:
        first.setdefault(url_key(source.url), source)
    return tuple(first.values())
