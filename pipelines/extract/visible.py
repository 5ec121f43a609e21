"""What the page shows of its own metadata: headings, bylines, `<time>`, microdata, its address."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree, html

from pipelines.extract.blocks import Placed
from pipelines.extract.characters import tidy
from pipelines.extract.offers import Offer, offer
from pipelines.model import Link, Role, SourceKind

_MOST_ITEMS = 500
# Found by libxml2: a search in Python costs twenty times as much on a page of 3,000 elements.
_ITEMS = etree.XPath("//*[@itemprop]")
_MOST_TEXTS = 20
_MOST_DATES = 3
_FIRST = frozenset(("h1",))
_LESSER = frozenset(("h2", "h3"))
_MOST_HEADINGS = 6
_MOST_SUBHEADINGS = 60

_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-])")
_URL_DAY_FIRST = re.compile(r"/(0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-(20\d{2})(?![^/_-])")
_URL_DATE_COMPACT = re.compile(r"(?<!\d)(20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)")
_FOREIGN = re.compile(
    r"related|recommend|sidebar|footer|comment|teaser|more-|latest|popular|trending|widget", re.I
)

_ORIGINS = {
    SourceKind.FEED: "feed",
    SourceKind.NEWS_SITEMAP: "news-sitemap",
    SourceKind.SITEMAP: "sitemap",
    SourceKind.SECTION: "section",
}


def headings(blocks: Sequence[Placed]) -> tuple[str, ...]:
    """The texts of the page's h1 elements, in order."""
    return tuple(block.text for block in blocks if is_heading(block, _FIRST))


def subheadings(blocks: Sequence[Placed]) -> tuple[str, ...]:
    """The texts of the page's first h2 and h3 elements, in order."""
    found = (block.text for block in blocks if is_heading(block, _LESSER))
    return tuple(islice(found, _MOST_SUBHEADINGS))


def is_heading(block: Placed, tags: frozenset[str]) -> bool:
    """Whether the block is one of these headings, or an inline part or a box in one."""
    return block.role is Role.HEADING and any(e.tag in tags for e in block.above[-3:])


def visible_offers(root: html.HtmlElement, blocks: Sequence[Placed]) -> Iterator[Offer]:
    """What the page prints: microdata first, then times, bylines, the headline and its lines.

    A page with several h1 elements uses some of them for something else than its headline.
    """
    yield from _microdata(root)
    titles = headings(blocks)
    for title in titles[:_MOST_HEADINGS]:
        yield from offer("headline", "visible" if len(titles) == 1 else "heading", title)


def address_offers(url: str) -> Iterator[Offer]:
    """The day in the page's address, where it has one."""
    if match := _URL_DATE.search(url):
        yield from offer("date_published", "url", "-".join(match.groups()))
    elif match := _URL_DAY_FIRST.search(url):
        yield from offer("date_published", "url", "-".join(reversed(match.groups())))
    elif match := _URL_DATE_COMPACT.search(url):
        yield from offer("date_published", "url", match.group(1))


def sighting_offers(hints: Sequence[Link]) -> Iterator[Offer]:
    """What feeds, sitemaps and section pages said of the page: the second opinion."""
    for link in hints:
        origin = _ORIGINS[link.kind]
        if link.kind is not SourceKind.SECTION:
            yield from offer("headline", origin, link.title)
        yield from offer("description", origin, link.description)
        yield from offer("authors", origin, *link.authors)
        yield from offer("keywords", origin, *link.keywords)
        yield from offer("in_language", origin, link.language)
        if link.date_published:
            yield from offer("date_published", origin, link.date_published.isoformat())
        if link.lastmod:
            yield from offer("date_modified", origin, link.lastmod.isoformat())


_ITEMPROPS = {
    "headline": "headline",
    "author": "authors",
    "datePublished": "date_published",
    "dateModified": "date_modified",
}


def _microdata(root: html.HtmlElement) -> Iterator[Offer]:
    """Microdata of the article; a page that dates many things this way is a list of them."""
    found = list(_marked(root))
    listed = {
        field
        for field in ("date_published", "date_modified")
        if len({o.values for o in found if o.field == field}) > _MOST_DATES
    }
    yield from (o for o in found if o.field not in listed)


def _marked(root: html.HtmlElement) -> Iterator[Offer]:
    for element in _ITEMS(root)[:_MOST_ITEMS]:
        for prop in (element.get("itemprop") or "").split():
            field = _ITEMPROPS.get(prop)
            if field and element.tag != "meta" and not _is_foreign(element):
                yield from offer(field, "microdata", _value(element))


def _is_foreign(element: html.HtmlElement) -> bool:
    """Whether the element stands in a box that speaks of other articles."""
    for above in (element, *element.iterancestors()):
        if above.tag in ("nav", "aside", "footer"):
            return True
        if above.tag in ("article", "main", "body"):
            return False
        if _FOREIGN.search(above.get("class") or ""):
            return True
    return False


def _value(element: html.HtmlElement) -> str:
    """An element's value in microdata's sense: its name, else the machine's form, else the text."""
    if element.get("itemscope") is not None:
        inner = element.find(".//*[@itemprop='name']")
        element = element if inner is None else inner
    stated = element.get("content") or element.get("datetime")
    return tidy(stated or " ".join(islice(element.itertext(), _MOST_TEXTS)))
