"""Which links are worth a request, and in which order.

Rule 1: one page, one link. What several sources say of it is merged, the surer source first.
Rule 2: a feed and a sitemap are believed to name articles; a section page's links must look like
    one, and the site's own `include` and `exclude` are asked of all.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from crawler.discovery.shapes import is_article, is_media
from pipelines.model import Link, Site, SiteRules, SourceKind
from pipelines.urls import site_key, url_key

# Surest first: an editor's desk writes the feed, a program the sitemap, a layout the section.
_SUREST = {
    kind: place
    for place, kind in enumerate(
        (SourceKind.FEED, SourceKind.NEWS_SITEMAP, SourceKind.SITEMAP, SourceKind.SECTION)
    )
}
# What a link may be silent about; the address and where it was found come from the surest one.
_HINTS = (
    *("title", "date_published", "lastmod", "authors", "description", "language", "keywords"),
    *("publication", "guid"),
)


def choose(links: Sequence[Link], site: Site, now: datetime) -> tuple[Link, ...]:
    """The links to ask for, one for each page, freshest first, undated ones last.

    Other sites' links, media files, the home page and the sources themselves drop out. A link's
    time is when it was published, or else last changed; a time after `now` counts as now, so that
    a wrong clock does not pin an article to the top. Ties keep the order of `links`.
    Raises `re.error` if the site's rules hold a pattern that is none.
    """
    known = {url_key(site.home), *(url_key(source.url) for source in site.sources)}
    pages: dict[str, list[Link]] = {}
    for link in links:
        if _is_wanted(link, site):
            pages.setdefault(url_key(link.url), []).append(link)
    merged = [_merged(same) for key, same in pages.items() if key not in known]
    return tuple(sorted(merged, key=lambda link: _freshness(link, now), reverse=True))


def _is_wanted(link: Link, site: Site) -> bool:
    return (
        site_key(link.url) == site.key
        and not is_media(link.url)
        and (link.kind is not SourceKind.SECTION or is_article(link.url, link.title or ""))
        and _is_admitted(link.url, site.rules)
    )


def _is_admitted(url: str, rules: SiteRules) -> bool:
    if any(_pattern(exclude).search(url) for exclude in rules.exclude):
        return False
    return not rules.include or any(_pattern(include).search(url) for include in rules.include)


@lru_cache(maxsize=1024)
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _merged(same: Iterable[Link]) -> Link:
    """One link of several for a page: each hint from the surest source that gives it."""
    first, *others = sorted(same, key=lambda link: _SUREST[link.kind])
    for other in others:
        missing = {hint: getattr(other, hint) for hint in _HINTS if not getattr(first, hint)}
        first = replace(first, **missing)
    return first


def _freshness(link: Link, now: datetime) -> tuple[bool, float]:
    stated = link.date_published or link.lastmod
    return (True, min(stated, now).timestamp()) if stated else (False, 0.0)
