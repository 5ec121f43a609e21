"""What a sitemap says of its pages: urlset, sitemapindex, Google's news extension, plain text.

Read with lxml's iterparse: Scrapy's own Sitemap class loses the news extension, and a sitemap of
50 MB as a tree would take ten times that.
Sources: sitemaps.org 0.9 (and 0.84, and those that name no namespace); Google News sitemap 0.9.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from lxml import etree

from crawler.discovery.documents import decoded, local_name, namespace, read_xml
from crawler.discovery.values import Reading
from crawler.discovery.wording import moment, one_line, several
from pipelines.model import Link, Source, SourceKind
from pipelines.urls import absolute

ENTRY_LIMIT = 50_000  # sitemaps.org: no sitemap has more
ROOTS = {"urlset", "sitemapindex"}
_TAGS = ("{*}url", "{*}sitemap")
_Entry = Link | Source | None


def read_sitemap(
    payload: bytes, content_type: str | None, source: Source, latest: datetime
) -> Reading:
    """The sitemap's links or children in its order, at most `ENTRY_LIMIT`. Raises nothing.

    payload: unpacked. latest: when it was fetched, which bounds its dates.
    """

    def collect(found: Iterator[etree._Element]) -> list[_Entry]:
        return [_entry(element, source, latest) for element in islice(found, ENTRY_LIMIT + 1)]

    entries, problem = read_xml(payload, content_type, collect, _TAGS)
    return _bounded(entries or [], problem)


def read_text_sitemap(payload: bytes, content_type: str | None, source: Source) -> Reading:
    """One address a line; other lines are passed over. Raises nothing."""
    lines = decoded(payload, content_type).splitlines()[: ENTRY_LIMIT + 1]
    return _bounded([_line(line.strip(), source) for line in lines], "")


def is_text_sitemap(payload: bytes) -> bool:
    """Whether the first line that says anything is a web address."""
    head = payload[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"http://", b"https://"))


def sitemap_kind(url: str) -> SourceKind:
    """What an address says of a sitemap that was not read yet; reading it says it surely."""
    return SourceKind.NEWS_SITEMAP if "news" in url.lower() else SourceKind.SITEMAP


def _bounded(entries: list[_Entry], problem: str) -> Reading:
    if len(entries) > ENTRY_LIMIT:
        problem = f"only the first {ENTRY_LIMIT} entries were read"
    entries = entries[:ENTRY_LIMIT]
    return Reading(
        links=tuple(entry for entry in entries if isinstance(entry, Link)),
        children=tuple(entry for entry in entries if isinstance(entry, Source)),
        problem=problem,
    )


def _line(line: str, source: Source) -> Link | None:
    url = absolute(source.url, line) if line.lower().startswith("http") else None
    return Link(url=url, found_in=source.url, kind=source.kind) if url else None


def _entry(element: etree._Element, source: Source, latest: datetime) -> _Entry:
    # An image's or video's loc is in another namespace than its parent.
    own = namespace(element)
    fields = {local_name(child): child for child in element if namespace(child) == own}
    loc = fields.get("loc")
    url = absolute(source.url, (loc.text or "").replace("&amp;", "&")) if loc is not None else None
    if url is None:
        return None
    if local_name(element) == "sitemap":
        # An index that names itself would be asked for ever.
        return Source(url=url, kind=sitemap_kind(url)) if url != source.url else None
    lastmod = fields.get("lastmod")
    link = Link(
        url=url,
        found_in=source.url,
        kind=source.kind,
        lastmod=moment(lastmod.text, latest) if lastmod is not None else None,
    )
    news = next(element.iterchildren("{*}news"), None)
    return link if news is None else _with_news(link, news, latest)


def _with_news(link: Link, news: etree._Element, latest: datetime) -> Link:
    said = {local_name(field): field.text for field in news.iterdescendants()}
    return Link(
        url=link.url,
        found_in=link.found_in,
        kind=SourceKind.NEWS_SITEMAP,
        title=one_line(said.get("title")),
        date_published=moment(said.get("publication_date"), latest),
        lastmod=link.lastmod,
        language=one_line(said.get("language"), 35),
        keywords=several(said.get("keywords")),
        publication=one_line(said.get("name"), 200),
    )
