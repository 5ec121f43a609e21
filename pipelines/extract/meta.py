"""What `<meta>`, `<link>` and `<title>` of a page say of its article."""

import re
from collections.abc import Iterator, Mapping

from lxml import html

from pipelines.extract.characters import tidy
from pipelines.extract.offers import Offer, offer

# Names by field, in order of trust. A `date` that a system calls "created" or "displayed" comes
# after those that say "published".
NAMES = {
    "headline": (
        "og:title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title",
        "parsely-title", "headline", "article:title", "cxenseparse:title", "hdl", "title",
    ),
    "description": (
        "og:description", "description", "twitter:description", "dc.description",
        "dcterms.description", "sailthru.description",
    ),
    "authors": (
        "author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author",
        "sailthru.author", "cxenseparse:author", "article:author_name", "authors", "byline",
        "twitter:data1",
    ),
    "date_published": (
        "article:published_time", "og:published_time", "article:published", "datepublished",
        "date_published", "parsely-pub-date", "sailthru.date", "dc.date.issued",
        "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dc.date.published",
        "publish-date", "publish_date", "publishdate", "publication_date", "pubdate", "ptime",
        "article.published", "published-date", "cxenseparse:recs:publishtime", "dcterms.date",
        "article_date_original", "originalpublicationdate", "og:article:published_time",
        "article:pub_date", "date", "pdate", "displaydate", "cxenseparse:publishtime",
        "article.created", "og:pubdate", "rnews:datepublished", "created", "release_date",
        "datecreated", "bt:pubdate", "dcsext.articlefirstpublished", "published",
        "citation_publication_date", "citation_online_date", "citation_date",
    ),
    "date_modified": (
        "article:modified_time", "og:updated_time", "article:modified", "datemodified",
        "dcterms.modified", "dc.date.modified", "lastmod", "last-modified", "utime",
        "article.updated", "last_updated_date", "revised", "dateupdate",
        "cxenseparse:esp-modified_time",
    ),
    "section": ("article:section", "parsely-section", "cxenseparse:category", "section"),
    "keywords": ("article:tag", "news_keywords", "parsely-tags", "keywords", "sailthru.tags"),
    "image_url": ("og:image", "og:image:url", "twitter:image", "twitter:image:src"),
    "in_language": ("og:locale", "language", "content-language", "dc.language", "dcterms.language"),
    "is_accessible_for_free": ("article:content_tier",),
    "canonical_url": ("og:url",),
}  # fmt: skip

# One tag per value instead of one tag with commas.
# Names that do not say of what the date is; the date that the page shows beats them.
_ANY_DATE = frozenset(("date", "dc.date", "dcterms.date", "created", "pdate"))
_LONGEST_DATE = 30
_REPEATED = frozenset(("authors", "keywords"))
_ACCESS = {"free": "true", "metered": "false", "locked": "false"}


def metas(root: html.HtmlElement) -> Mapping[str, tuple[str, ...]]:
    """The contents of all `<meta>`s by lower-case name, property, itemprop or http-equiv."""
    found: dict[str, tuple[str, ...]] = {}
    for element in root.iter("meta"):
        content = tidy(element.get("content") or "")
        keys = {element.get(a) for a in ("property", "name", "itemprop", "http-equiv")}
        for key in keys if content else ():
            if key:
                name = key.strip().lower()
                found[name] = (*found.get(name, ()), content)
    return found


def meta_offers(root: html.HtmlElement, found: Mapping[str, tuple[str, ...]]) -> Iterator[Offer]:
    """The offers of a page's head, the most trusted name of each field first."""
    for field, wanted in NAMES.items():
        for name in wanted:
            values = found.get(name, ())
            if field == "is_accessible_for_free":
                values = tuple(_ACCESS.get(value.lower(), "") for value in values)
            kept = values if field in _REPEATED else values[:1]
            origin = "meta-date" if name in _ANY_DATE else "meta"
            yield from offer(field, origin, *kept, name=name)
    title = title_of(root)
    yield from offer("headline", "title", title)
    for stated in (title, *found.get("og:title", ())):
        yield from offer("date_published", "title", _last_part(stated))
    yield from offer("canonical_url", "link", _canonical(root))
    yield from offer("in_language", "html", root.get("lang") or root.get("xml:lang"))


def site_name(found: Mapping[str, tuple[str, ...]]) -> str:
    """The site's name as the page gives it, or empty."""
    names = (
        found.get(name, ("",))[0] for name in ("og:site_name", "application-name", "publisher")
    )
    return next((name for name in names if name), "")


def title_of(root: html.HtmlElement) -> str:
    """The text of the page's `<title>`, or empty."""
    title = next(root.iter("title"), None)
    return tidy(title.text or "") if title is not None else ""


def _last_part(title: str) -> str:
    """What stands behind the title's last mark, where it begins with a digit: at times a date."""
    part = re.split(r"\s[|•·–—-]\s", title)[-1]
    return part if part != title and part[:1].isdigit() and len(part) < _LONGEST_DATE else ""


def _canonical(root: html.HtmlElement) -> str | None:
    links = (e for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split())
    return next((link.get("href") for link in links), None)
