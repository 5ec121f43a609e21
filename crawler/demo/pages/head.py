"""The head of a page: what it says of itself to machines, as much or little as its site does."""

import json
from collections.abc import Iterator
from datetime import datetime
from html import escape

from crawler.demo.articles import DemoArticle
from crawler.demo.language import Interface
from crawler.demo.pages.skins import LOOKS
from crawler.demo.sites import DemoSite

MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


def article_head(site: DemoSite, article: DemoArticle, port: int) -> str:
    """From the doctype to the end of the head, for an article."""
    lines = _METADATA[site.habits.metadata](site, article, port)
    return _head(site, f"{article.headline} | {site.name}", lines, port)


def page_head(site: DemoSite, title: str, port: int) -> str:
    """The same for a page that is no article."""
    return _head(site, f"{title} | {site.name}", iter(()), port)


def clock(ui: Interface, moment: datetime) -> str:
    """Day and time as the site prints them: `12 March 2026, 14:05`."""
    month = ui.months[moment.month - 1]
    return f"{ui.date.format(day=moment.day, month=month, year=moment.year)}, {moment:%H:%M}"


def meta(attribute: str, name: str, content: str) -> str:
    """One meta element; the arguments are plain text."""
    return f'<meta {attribute}="{name}" content="{escape(content)}">'


def _head(site: DemoSite, title: str, lines: Iterator[str], port: int) -> str:
    rows = [
        "<!doctype html>",
        f'<html lang="{site.language.code}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title, quote=False)}</title>",
        *lines,
        *_feeds(site, port),
        f"<style>{LOOKS[site.habits.skin].css}</style>",
        "</head>",
    ]
    return "\n".join(rows) + "\n"


def _feeds(site: DemoSite, port: int) -> Iterator[str]:
    for path, kind in site.habits.feeds.items():
        media, address = MEDIA_TYPES[kind], site.origin(port) + path
        if site.habits.relative_feed:
            media, address = media.replace("+", "&#43;"), path
        yield f'<link rel="alternate" type="{media}" title="{escape(site.name)}" href="{address}">'


def _nothing(_site: DemoSite, _article: DemoArticle, _port: int) -> Iterator[str]:
    return iter(())


def _description_only(site: DemoSite, article: DemoArticle, port: int) -> Iterator[str]:
    yield f'<link rel="canonical" href="{site.origin(port)}{site.path(article)}">'
    yield meta("name", "description", article.teaser)


def _meta(site: DemoSite, article: DemoArticle, port: int) -> Iterator[str]:
    yield from _description_only(site, article, port)
    published = site.local(article.date_published).isoformat()
    yield meta("name", "author", ", ".join(article.authors))
    yield meta("property", "article:published_time", published)


def _json_ld(site: DemoSite, article: DemoArticle, port: int) -> Iterator[str]:
    yield from _meta(site, article, port)
    address = site.origin(port) + site.path(article)
    yield meta("property", "og:type", "article")
    yield meta("property", "og:title", article.headline)
    yield meta("property", "og:url", address)
    yield meta("property", "og:site_name", site.name)
    if site.habits.amp:
        yield f'<link rel="amphtml" href="{address}/amp">'
    record = json.dumps(_news_article(site, article, port), ensure_ascii=False)
    safe = record.replace("</", "<\\/")  # "</" could end the script element early
    yield f'<script type="application/ld+json">{safe}</script>'


def _news_article(site: DemoSite, article: DemoArticle, port: int) -> dict[str, object]:
    published = site.local(article.date_published).isoformat()
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": site.origin(port) + site.path(article),
        "headline": article.headline,
        "description": article.teaser,
        "datePublished": published,
        "dateModified": published,
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": site.name},
        "inLanguage": site.language.code,
        "articleSection": site.language.interface.sections[article.section][0],
        "keywords": list(article.tags),
        "isAccessibleForFree": True,
    }


_METADATA = {
    "json-ld": _json_ld,
    "meta": _meta,
    "time": _description_only,
    "none": _nothing,
}
