"""What the page shows of its own metadata: headings, bylines, `<time>`, microdata, its address."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import html

from pipelines.extract.blocks import Placed
from pipelines.extract.characters import tidy
from pipelines.extract.offers import Offer, offer
from pipelines.model import Link, SourceKind

# Above this number a page is a listing or an attack (htmldate needed 40 s for 40,000).
_MOST_TIMES = 200
_MOST_ITEMS = 500
_MOST_TEXTS = 20
_BYLINE_CHARS = 120
_DATELINE_CHARS = 70
_LINES_BELOW = 8
_YEAR_WITHIN = 40  # "By Somebody Longer-Name | 3 March 2025"; after more words it is prose
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")

_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|byline|autor|auteur)(?:[\s_-]?(?:name|link))?(?:$|\s)", re.I
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|datetime|timestamp|published|pubdate|dateline|datum|fecha|posted-on)(?:$|[\s_-])",
    re.I,
)
_MODIFIED = re.compile(
    r"updat|modif|aktualisiert|actuali|mis à jour|aggiornat|обновлено|güncel", re.IGNORECASE
)
_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-])")
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
    return tuple(b.text for b in blocks if any(e.tag == "h1" for e in b.above[-3:]))


def visible_offers(root: html.HtmlElement, blocks: Sequence[Placed]) -> Iterator[Offer]:
    """What the page prints: microdata first, then times, bylines, the headline and its lines.

    A page with several h1 elements uses them for something else than its headline.
    """
    yield from _microdata(root)
    yield from _times(root)
    yield from _bylines(blocks)
    titles = headings(blocks)
    if len(titles) == 1:
        yield from offer("headline", "visible", *titles)
    yield from _datelines(blocks)


def address_offers(url: str) -> Iterator[Offer]:
    """The day in the page's address, where it has one."""
    if match := _URL_DATE.search(url):
        yield from offer("date_published", "url", "-".join(match.groups()))
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
    for element in islice(root.iterfind(".//*[@itemprop]"), _MOST_ITEMS):
        for prop in (element.get("itemprop") or "").split():
            field = _ITEMPROPS.get(prop)
            if field and element.tag != "meta" and not _is_foreign(element):
                yield from offer(field, "microdata", _value(element))


def _times(root: html.HtmlElement) -> Iterator[Offer]:
    """`<time>` elements outside related boxes; one that says "updated" is a modification."""
    for element in islice(root.iter("time", "abbr"), _MOST_TIMES):
        stated = element.get("datetime") or (
            element.get("title") if element.tag == "abbr" else None
        )
        if (stated or element.tag == "time") and not _is_foreign(element):
            field = "date_modified" if _MODIFIED.search(_around(element)) else "date_published"
            yield from offer(field, "time", stated or _value(element))


def _around(element: html.HtmlElement) -> str:
    """The words that say what a time means: its class, its property, the text before it."""
    before, parent = element.getprevious(), element.getparent()
    beside = before.tail if before is not None else parent.text if parent is not None else ""
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {beside or ''}"


def _bylines(blocks: Sequence[Placed]) -> Iterator[Offer]:
    """Short blocks whose class says author or date."""
    for block in blocks:
        names = " ".join(e.get("class") or "" for e in block.above[-3:])
        linked = any("author" in (e.get("rel") or "") for e in block.above[-2:])
        by, on = linked or _AUTHOR_CLASS.search(names), _DATE_CLASS.search(names)
        if block.size > _BYLINE_CHARS or not (by or on) or _is_foreign(block.above[-1]):
            continue
        if by:
            yield from offer("authors", "visible", block.text.split("\n")[0])
        if on:
            field = "date_modified" if _MODIFIED.search(block.text) else "date_published"
            yield from offer(field, "visible", block.text)


def _datelines(blocks: Sequence[Placed]) -> Iterator[Offer]:
    """Short lines with a year below the first h1: "Monday, 3 March 2025 | 14:20".

    Above it stands today's date, and a photo's date stands in its figure.
    """
    place = next((b.index for b in blocks if any(e.tag == "h1" for e in b.above[-3:])), len(blocks))
    for block in blocks[place + 1 : place + 1 + _LINES_BELOW]:
        pictured = any(e.tag in ("figure", "figcaption") for e in block.above)
        if block.size > _DATELINE_CHARS or block.link_share or pictured:
            continue
        year = _YEAR.search(block.text)
        if year and year.start() <= _YEAR_WITHIN:
            field = "date_modified" if _MODIFIED.match(block.text) else "date_published"
            yield from offer(field, "dateline", block.text)


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
    """An element's value in microdata's sense: the machine's form before the text."""
    stated = element.get("content") or element.get("datetime")
    return tidy(stated or " ".join(islice(element.itertext(), _MOST_TEXTS)))
