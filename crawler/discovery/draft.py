"""Which of the sources that a site offers are worth writing into its file.

Rule 1: a source is kept for the articles it gave when it was asked, never for its address.
Rule 2: what others say already is not asked again: equal lists are one source, and a section
    page that adds nothing to the feeds costs requests and gives none.
Rule 3: nothing that somebody announced drops out silently; it keeps its problem.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lxml.etree import _Element

from crawler.discovery.autodiscovery import identify
from crawler.discovery.choice import choose
from crawler.discovery.documents import read_html
from crawler.discovery.reading import read
from crawler.discovery.wording import one_line
from pipelines.model import Site, Snapshot, Source, SourceKind
from pipelines.site_text import FoundSource
from pipelines.urls import url_key

# The order of trust, and the most that a file gets of each kind: a paper has a feed and a section
# for every desk, and each is asked on every run for ever.
KEPT = {
    SourceKind.FEED: 8,
    SourceKind.NEWS_SITEMAP: 4,
    SourceKind.SITEMAP: 6,
    SourceKind.SECTION: 8,
}
_NAME_CHARS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A source as it answered: its final address, what it really is, which articles it names.

    keys: `url_key` of each article of the site. children: the sitemaps that an index names.
    """

    source: Source
    keys: frozenset[str] = frozenset()
    newest: datetime | None = None
    children: tuple[Source, ...] = ()
    problem: str = ""

    @property
    def found(self) -> FoundSource:
        """The same in counts, for the file and the table; none where it gave no answer to count."""
        return FoundSource(
            source=self.source,
            links=len(self.keys) if self.keys or not self.problem else None,
            newest=self.newest,
            problem=self.problem,
        )


def measure(snapshot: Snapshot, asked: Source, site: Site) -> Measured:
    """What a source that answered is, and gives. Raises nothing."""
    kind = identify(snapshot)
    expects_page = asked.kind is SourceKind.SECTION
    if kind is None or (kind is SourceKind.SECTION) is not expects_page:
        expected = "web page with links" if expects_page else f"{asked.kind.value}"
        return Measured(source=asked, problem=f"is no {expected}")
    source = Source(url=snapshot.target_uri, kind=kind)
    reading = read(snapshot, source, site)
    links = choose(reading.links, site, snapshot.date)
    dates = [date for link in links if (date := link.date_published or link.lastmod)]
    nothing = "" if links or reading.children else "names no article of this site"
    return Measured(
        source=source,
        keys=frozenset(url_key(link.url) for link in links),
        newest=max(dates, default=None),
        children=reading.children,
        problem=reading.problem or nothing,
    )


def with_children(index: Measured, children: Sequence[Measured]) -> Measured:
    """A sitemap index counts for what those of its sitemaps gave that were looked at."""
    keys = index.keys.union(*(child.keys for child in children))
    dates = [date for one in (index, *children) if (date := one.newest)]
    problem = index.problem or ("" if keys else "its sitemaps name no article of this site")
    return replace(index, keys=keys, newest=max(dates, default=None), problem=problem)


def select(measured: Iterable[Measured]) -> tuple[Measured, ...]:
    """The sources for the site's file, in the order of trust; within a kind as given."""
    order = list(KEPT)
    kept: list[Measured] = []
    for one in sorted(measured, key=lambda one: order.index(one.source.kind)):
        if one.keys and not _is_known(one, kept) and _count(kept, one) < KEPT[one.source.kind]:
            kept.append(one)
    return tuple(kept)


def name_of(home: Snapshot) -> str:
    """How the front page calls its site (og:site_name), or "" if it does not say."""
    page = read_html(home)
    if page is None:
        return ""
    return one_line(_site_name(page), _NAME_CHARS) or ""


def _site_name(page: _Element) -> str | None:
    for meta in page.iter("meta"):
        if meta.get("property", meta.get("name", "")).lower() == "og:site_name":
            return meta.get("content")
    return None


def _is_known(one: Measured, kept: Sequence[Measured]) -> bool:
    if any(one.source.url == other.source.url or one.keys == other.keys for other in kept):
        return True
    if one.source.kind is not SourceKind.SECTION:
        return False
    # Sitemaps do not count here: they may be written once a day, a section is always fresh.
    fresh = (other.keys for other in kept if other.source.kind is not SourceKind.SITEMAP)
    return one.keys <= frozenset().union(*fresh)


def _count(kept: Sequence[Measured], one: Measured) -> int:
    return sum(other.source.kind is one.source.kind for other in kept)
