"""The articles that a section page links to, with the words of the link as their title.

Those words seed the site's title index: they are how the copy desk later recognises "Next Article"
with somebody else's headline below it.
"""

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from crawler.discovery.documents import read_html
from crawler.discovery.shapes import is_article
from crawler.discovery.values import Reading
from crawler.discovery.wording import one_line
from pipelines.model import Link, Site, Snapshot, Source
from pipelines.urls import absolute, site_key

ANCHOR_LIMIT = 6_000  # Heritrix's maxOutlinks; a page of 200,000 links held the reactor for 150 s
_TITLE_CHARS = 300


def read_section(snapshot: Snapshot, source: Source, site: Site) -> Reading:
    """The page's links to articles of its site, each address once, in the page's order.

    A picture, a headline and "Read more" often lead to one article: the longest words are its
    title. Raises nothing.
    """
    page = read_html(snapshot)
    if page is None:
        return Reading(problem="no HTML: nothing in it can be read")
    titles: dict[str, str] = {}
    for url, words in islice(anchors(page, snapshot.target_uri), ANCHOR_LIMIT):
        if site_key(url) == site.key:
            titles[url] = max(titles.get(url, ""), words, key=len)
    links = tuple(
        Link(url=url, found_in=source.url, kind=source.kind, title=words or None)
        for url, words in titles.items()
        if is_article(url, words)
    )
    return Reading(links=links, problem=_problem(page))


def anchors(page: etree._Element, address: str) -> Iterator[tuple[str, str]]:
    """Each link of a page as absolute address and its words, in document order."""
    base = base_of(page, address)
    for anchor in page.iter("a"):
        url = absolute(base, anchor.get("href", ""))
        if url is not None:
            yield url, words_of(anchor)


def base_of(page: etree._Element, address: str) -> str:
    """What the page's relative links are relative to: its first <base href>, or its address."""
    base = next(page.iter("base"), None)
    return (absolute(address, base.get("href", "")) if base is not None else None) or address


def words_of(anchor: etree._Element) -> str:
    """The link's own words; for a picture without any, its label or title."""
    own = " ".join(str(part) for part in islice(anchor.itertext(), 50))
    return one_line(own or anchor.get("aria-label") or anchor.get("title"), _TITLE_CHARS) or ""


def _problem(page: etree._Element) -> str:
    beyond = next(islice(page.iter("a"), ANCHOR_LIMIT, None), None)
    return "" if beyond is None else f"only the first {ANCHOR_LIMIT} links were looked at"
