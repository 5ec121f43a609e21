"""What the demo sites really wrote, and how far filed articles agree with it.

Rule: nothing is forgiven. A body is identical or it differs; a page that is no article is wrong
even if its text is clean; the same article under two addresses is a duplicate.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from crawler.demo.articles import DemoArticle
from crawler.demo.sites import DemoSite

CONTAINED_CHARACTERS = 12  # shorter interface lines ("Share") also occur in honest prose


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueArticle:
    """An article as it must be filed; `path` is its own address on `host`."""

    host: str
    path: str
    headline: str
    paragraphs: tuple[str, ...]
    authors: tuple[str, ...]
    date_published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What the database holds of one article; body: paragraphs joined by a blank line."""

    site: str
    url: str
    headline: str
    body: str


Pairs = Sequence[tuple[DemoArticle, Filed]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong in one filed article, and the text that shows it."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How one site (or all, as `total`) came out.

    missing: addresses of articles that were not filed. wrong_pages: filed addresses that are no
    article. duplicates: filed addresses beyond an article's first. differing: the first block
    that is not as written. leaked: blocks with interface text or a foreign headline. lost: true
    paragraphs that no block of the body equals.
    """

    host: str
    expected: int
    found: int
    identical: int
    headlines_equal: int
    missing: tuple[str, ...] = ()
    wrong_pages: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    differing: tuple[Finding, ...] = ()
    leaked: tuple[Finding, ...] = ()
    lost: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The tallies of all sites, and their sum."""

    sites: tuple[Tally, ...]
    total: Tally


def true_articles(site: DemoSite) -> tuple[TrueArticle, ...]:
    """Everything that the site has published, newest first."""
    return tuple(
        TrueArticle(
            host=site.host,
            path=site.path(article),
            headline=article.headline,
            paragraphs=article.paragraphs,
            authors=article.authors,
            date_published=article.date_published,
        )
        for article in site.articles
    )


def interface_lines(site: DemoSite) -> frozenset[str]:
    """All texts that the site prints around articles; none may be a block of a body."""
    ui = site.language.interface
    authors = {name for article in site.articles for name in article.authors}
    tags = {tag for article in site.articles for tag in article.tags}
    lines = {ui.summary_ask, ui.summary_do, ui.previous, ui.next, ui.read_also, ui.tags}
    lines |= {ui.comments, ui.related, ui.older, ui.home, ui.about[0], ui.published, site.name}
    lines |= {*ui.share, *ui.newsletter, *ui.cookie, *tags, *(name for name, _ in ui.sections)}
    lines |= {f"© {site.now.year} {site.name}. {ui.copyright}"}
    lines |= {ui.bio.format(author=author, site=site.name) for author in authors}
    return frozenset(lines | {f"{ui.by} {author}" for author in authors})


def compare(filed: Iterable[Filed], sites: Sequence[DemoSite], port: int) -> Comparison:
    """Holds what was filed against the truth.

    sites: as they stood when they were crawled (see `DemoSite.published`); rows of other hosts
    are ignored. port: the server's, for the addresses of what is missing.
    """
    rows = tuple(filed)
    tallies = tuple(_tally(site, _own(rows, site), port) for site in sites)
    return Comparison(sites=tallies, total=_sum(tallies))


def article_at(site: DemoSite, url: str) -> DemoArticle | None:
    """The article that an address of the site leads to, twins and redirects included."""
    path = urlsplit(url).path.removesuffix("/amp")
    for hop in ("/go/1", "/go/2"):
        path = path.removeprefix(hop)
    wanted = path.rstrip("/")
    return next((one for one in site.articles if site.path(one).rstrip("/") == wanted), None)


def _own(rows: Iterable[Filed], site: DemoSite) -> tuple[Filed, ...]:
    return tuple(row for row in rows if urlsplit(row.url).hostname == site.host)


def _tally(site: DemoSite, rows: Sequence[Filed], port: int) -> Tally:
    first: dict[int, tuple[DemoArticle, Filed]] = {}
    wrong, duplicates = [], []
    for row in rows:
        article = article_at(site, row.url)
        if article is None:
            wrong.append(row.url)
        elif article.serial in first:
            duplicates.append(row.url)
        else:
            first[article.serial] = (article, row)
    pairs = tuple(first.values())
    return Tally(
        host=site.host,
        expected=len(site.articles),
        found=len(pairs),
        identical=sum(_blocks(row) == list(article.paragraphs) for article, row in pairs),
        headlines_equal=sum(row.headline == article.headline for article, row in pairs),
        missing=tuple(
            site.origin(port) + site.path(article)
            for article in site.articles
            if article.serial not in first
        ),
        wrong_pages=tuple(wrong),
        duplicates=tuple(duplicates),
        differing=tuple(_differing(pairs)),
        leaked=tuple(_leaked(pairs, site)),
        lost=tuple(_lost(pairs)),
    )


def _blocks(row: Filed) -> list[str]:
    return row.body.split("\n\n")


def _differing(pairs: Pairs) -> Iterable[Finding]:
    for article, row in pairs:
        got, want = [*_blocks(row), ""], [*article.paragraphs, ""]
        if got != want:
            place = next(n for n, (a, b) in enumerate(zip(got, want, strict=False)) if a != b)
            yield Finding(url=row.url, text=got[place] or f"(ends before: {want[place]})")


def _lost(pairs: Pairs) -> Iterable[Finding]:
    for article, row in pairs:
        missing = Counter(article.paragraphs) - Counter(_blocks(row))
        yield from (Finding(url=row.url, text=text) for text in missing)


def _leaked(pairs: Pairs, site: DemoSite) -> Iterable[Finding]:
    lines = interface_lines(site)
    for article, row in pairs:
        foreign = {other.headline for other in site.articles} - {article.headline}
        foreign |= {other.teaser for other in site.articles if other is not article}
        contained = {line for line in lines if len(line) >= CONTAINED_CHARACTERS} | foreign
        for block in Counter(_blocks(row)) - Counter(article.paragraphs):
            if block in lines or any(line in block for line in contained):
                yield Finding(url=row.url, text=block)


def _sum(tallies: Sequence[Tally]) -> Tally:
    """Counts added, findings put one after the other; `host` says how many sites."""
    return Tally(
        host=f"{len(tallies)} sites",
        expected=sum(tally.expected for tally in tallies),
        found=sum(tally.found for tally in tallies),
        identical=sum(tally.identical for tally in tallies),
        headlines_equal=sum(tally.headlines_equal for tally in tallies),
        missing=tuple(url for tally in tallies for url in tally.missing),
        wrong_pages=tuple(url for tally in tallies for url in tally.wrong_pages),
        duplicates=tuple(url for tally in tallies for url in tally.duplicates),
        differing=tuple(finding for tally in tallies for finding in tally.differing),
        leaked=tuple(finding for tally in tallies for finding in tally.leaked),
        lost=tuple(finding for tally in tallies for finding in tally.lost),
    )
