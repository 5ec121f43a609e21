"""The sources that a demo site offers: RSS, Atom, JSON Feed, sitemaps and robots.txt."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from crawler.demo.sites import DemoSite, FeedFormat, SitemapFormat
from crawler.demo.traps import in_feed, listed

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_NS = "http://www.google.com/schemas/sitemap-news/0.9"
NEWS_SIZE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a source says of one address; traps have neither author nor summary."""

    url: str
    title: str
    date: datetime
    authors: tuple[str, ...] = ()
    summary: str = ""


def feed(site: DemoSite, form: FeedFormat, port: int) -> str:
    """The site's newest articles in that format."""
    entries = tuple(_feed_entries(site, port))
    return {"rss": _rss, "atom": _atom, "json": _json_feed}[form](site, entries, port)


def sitemap(site: DemoSite, path: str, form: SitemapFormat, port: int) -> str:
    """The sitemap that the site serves at `path`."""
    if form == "index":
        return _index(site, path, port)
    if form == "news":
        return _news(site, port)
    entries = tuple(_sitemap_entries(site, path, port))
    return "".join(f"{entry.url}\n" for entry in entries) if form == "text" else _urlset(entries)


def robots(site: DemoSite, port: int) -> str:
    """robots.txt: one closed folder, and the sitemaps (only the index where there is one)."""
    paths = [path for path, form in site.habits.sitemaps.items() if form == "index"]
    lines = [f"Sitemap: {site.origin(port)}{path}" for path in paths or list(site.habits.sitemaps)]
    return "\n".join(["User-agent: *", "Disallow: /private/", "", *lines, ""])


def _feed_entries(site: DemoSite, port: int) -> Iterator[Entry]:
    origin = "" if site.habits.relative_feed else site.origin(port)
    tracked = {trap.serial: trap.path for trap in in_feed(site)}
    for article in site.articles[: site.habits.feed_size]:
        yield Entry(
            url=origin + tracked.get(article.serial, site.path(article)),
            title=article.headline,
            date=site.local(article.date_published),
            authors=article.authors,
            summary=article.teaser,
        )
    if not site.habits.sitemaps:
        yield from _trap_entries(site, origin)


def _sitemap_entries(site: DemoSite, path: str, port: int) -> Iterator[Entry]:
    """Several plain sitemaps share the articles among them; the first has the traps."""
    parts = [other for other, form in site.habits.sitemaps.items() if form in ("urlset", "text")]
    for article in site.articles[parts.index(path) :: len(parts)]:
        yield Entry(
            url=site.origin(port) + site.path(article),
            title=article.headline,
            date=site.local(article.date_published),
        )
    if parts.index(path) == 0:
        yield from _trap_entries(site, site.origin(port))


def _trap_entries(site: DemoSite, origin: str) -> Iterator[Entry]:
    for trap in listed(site):
        yield Entry(url=origin + trap.path, title=trap.title, date=site.local(site.now))


def _rss(site: DemoSite, entries: Iterable[Entry], port: int) -> str:
    items = "".join(
        f"<item><title>{escape(entry.title)}</title><link>{escape(entry.url)}</link>"
        f"<guid isPermaLink='false'>{escape(entry.url.partition('?')[0])}</guid>"
        f"<pubDate>{format_datetime(entry.date)}</pubDate>"
        + "".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in entry.authors)
        + f"<description>{escape(entry.summary)}</description></item>\n"
        for entry in entries
    )
    return (
        f'{XML}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>\n'
        f"<title>{escape(site.name)}</title><link>{site.home(port)}</link>"
        f"<description>{escape(site.name)}</description>"
        f"<language>{site.language.code}</language>\n{items}</channel></rss>\n"
    )


def _atom(site: DemoSite, entries: Iterable[Entry], port: int) -> str:
    items = "".join(
        f"<entry><id>{escape(entry.url.partition('?')[0])}</id>"
        f"<title>{escape(entry.title)}</title>"
        f'<link rel="alternate" href="{escape(entry.url)}"/>'
        f"<published>{entry.date.isoformat()}</published>"
        f"<updated>{entry.date.isoformat()}</updated>"
        + "".join(f"<author><name>{escape(name)}</name></author>" for name in entry.authors)
        + f"<summary>{escape(entry.summary)}</summary></entry>\n"
        for entry in entries
    )
    return (
        f'{XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.language.code}">'
        f"<id>{site.home(port)}</id><title>{escape(site.name)}</title>"
        f"<updated>{site.articles[0].date_published.isoformat()}</updated>\n{items}</feed>\n"
    )


def _json_feed(site: DemoSite, entries: Iterable[Entry], port: int) -> str:
    record = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "home_page_url": site.home(port),
        "language": site.language.code,
        "items": [
            {
                "id": entry.url.partition("?")[0],
                "url": entry.url,
                "title": entry.title,
                "summary": entry.summary,
                "date_published": entry.date.isoformat(),
                "authors": [{"name": name} for name in entry.authors],
            }
            for entry in entries
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


def _urlset(entries: Iterable[Entry]) -> str:
    rows = "".join(
        f"<url><loc>{escape(entry.url)}</loc><lastmod>{entry.date.isoformat()}</lastmod></url>\n"
        for entry in entries
    )
    return f'{XML}<urlset xmlns="{SITEMAP_NS}">\n{rows}</urlset>\n'


def _news(site: DemoSite, port: int) -> str:
    rows = "".join(
        f"<url><loc>{escape(site.origin(port) + site.path(article))}</loc><news:news>"
        f"<news:publication><news:name>{escape(site.name)}</news:name>"
        f"<news:language>{site.language.code}</news:language></news:publication>"
        f"<news:publication_date>{site.local(article.date_published).isoformat()}"
        f"</news:publication_date><news:title>{escape(article.headline)}</news:title>"
        f"<news:keywords>{escape(', '.join(article.tags))}</news:keywords></news:news></url>\n"
        for article in site.articles[:NEWS_SIZE]
    )
    return f'{XML}<urlset xmlns="{SITEMAP_NS}" xmlns:news="{NEWS_NS}">\n{rows}</urlset>\n'


def _index(site: DemoSite, path: str, port: int) -> str:
    newest = site.articles[0].date_published.isoformat()
    rows = "".join(
        f"<sitemap><loc>{site.origin(port)}{other}</loc><lastmod>{newest}</lastmod></sitemap>\n"
        for other in site.habits.sitemaps
        if other != path
    )
    return f'{XML}<sitemapindex xmlns="{SITEMAP_NS}">\n{rows}</sitemapindex>\n'
