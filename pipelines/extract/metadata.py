"""The article's metadata, each value with its origin and with what lost against it.

Rule 1: one table, PRECEDENCE, says who is believed first; nothing else ranks origins.
Rule 2: a field is None where no origin offered a value worth believing. A modification date
    is never taken for a publication date, a site's name never for an author's.
Rule 3: no search over the page's prose for anything that looks like a date: it invents
    (15 of 18 unusable dates became a wrong one) and its time grows with the square of the page.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from pipelines.extract.authors import authors
from pipelines.extract.blocks import Placed
from pipelines.extract.characters import tidy
from pipelines.extract.dates import is_month_first, moment
from pipelines.extract.document import Document
from pipelines.extract.headlines import headline, shares_words
from pipelines.extract.jsonld import Node, article_node, article_offers, page_node, page_offers
from pipelines.extract.language import language_tag, read_language
from pipelines.extract.meta import meta_offers, site_name
from pipelines.extract.offers import Offer
from pipelines.extract.visible import address_offers, headings, sighting_offers, visible_offers
from pipelines.model import Candidate, Link, Metadata, Moment, Precision, Site, Sourced
from pipelines.urls import absolute, host, same_site

T = TypeVar("T")

_ALL = ("json-ld", "meta", "microdata", "link", "html", "feed", "news-sitemap", "json-ld-page")

# First hit wins. A sole h1 before `meta` gives more equal headlines than after it on two of three
# development sets (trafilatura .80 to .83, wcxb .77 to .84, fundus-tests .85 to .85).
PRECEDENCE: dict[str, tuple[str, ...]] = {
    "headline": (
        "json-ld", "visible", "meta", "microdata", "news-sitemap", "feed", "json-ld-page", "title",
    ),
    "alternative_headline": ("json-ld",),
    "description": _ALL,
    "authors": ("json-ld", "meta", "microdata", "visible", "feed"),
    "date_published": (
        "json-ld", "meta", "microdata", "news-sitemap", "json-ld-page", "feed", "time", "visible",
        "url", "dateline",
    ),
    # A sitemap's lastmod changes with the template too, hence last.
    "date_modified": (
        "json-ld", "meta", "microdata", "json-ld-page", "time", "visible", "feed", "news-sitemap",
        "dateline", "sitemap",
    ),
    "in_language": ("html", "json-ld", "json-ld-page", "meta", "news-sitemap", "feed"),
    "section": _ALL,
    "keywords": _ALL,
    "image_url": _ALL,
    "canonical_url": ("link", "meta", "json-ld"),
    "schema_type": ("json-ld",),
    "is_accessible_for_free": ("json-ld", "meta", "json-ld-page"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """All that metadata is read from."""

    document: Document
    blocks: tuple[Placed, ...]
    metas: Mapping[str, tuple[str, ...]]
    nodes: tuple[Node, ...]
    hints: tuple[Link, ...]
    site: Site
    date: datetime


def gather(source: Source, offers: Sequence[Offer], body: str) -> Metadata:
    """What is to be believed of all that the page and its sightings offer.

    offers: what `offered` read. body: the article's text, which tells its language.
    """
    site_names = (
        site_name(source.metas),
        source.site.name,
        host(source.site.home),
        source.site.key,
    )
    titles = headings(source.blocks)
    language = _language(offers, body, source.site)
    dated = _dating(source, language)
    return Metadata(
        headline=_headline(offers, titles, site_names),
        alternative_headline=_chosen("alternative_headline", offers, _text),
        description=_chosen("description", offers, _text),
        authors=_chosen("authors", offers, lambda v: authors(v, site_names) or None),
        date_published=_finest(_chosen("date_published", offers, dated)),
        date_modified=_finest(_chosen("date_modified", offers, dated)),
        in_language=language,
        section=_chosen("section", offers, _text),
        keywords=_chosen("keywords", offers, _keywords),
        image_url=_chosen("image_url", offers, lambda v: absolute(source.document.base, v[0])),
        canonical_url=_chosen("canonical_url", offers, lambda v: _own_address(source, v[0])),
        schema_type=_chosen("schema_type", offers, _text),
        is_accessible_for_free=_chosen("is_accessible_for_free", offers, _flag),
    )


def _dating(
    source: Source, language: Sourced[str] | None
) -> Callable[[tuple[str, ...]], Moment | None]:
    """How this page's dates are to be read."""
    month_first = is_month_first(language.value if language else "", host(source.document.url))
    return lambda values: moment(values[0], source.date, month_first=month_first)


def offered(source: Source) -> Iterator[Offer]:
    """Everything that the page and its sightings say of the article, by origin."""
    node = article_node(source.nodes, source.document.url)
    if node is not None:
        yield from article_offers(node, source.nodes)
    page = page_node(source.nodes)
    if page is not None:
        yield from page_offers(page)
    yield from meta_offers(source.document.root, source.metas)
    yield from visible_offers(source.document.root, source.blocks)
    yield from address_offers(source.document.url)
    yield from sighting_offers(source.hints)


def _chosen(
    field: str, offers: Sequence[Offer], clean: Callable[[tuple[str, ...]], T | None]
) -> Sourced[T] | None:
    """The first value of the field that can be believed, with the others as candidates."""
    rank = {origin: place for place, origin in enumerate(PRECEDENCE[field])}
    ranked = sorted(
        (o for o in offers if o.field == field and o.origin in rank), key=lambda o: rank[o.origin]
    )
    candidates: list[Candidate[T]] = []
    for each in ranked:
        value = clean(each.values)
        if value is None:
            continue
        candidate = Candidate(value=value, origin=each.origin, raw="; ".join(each.values))
        if all((c.value, c.origin) != (value, each.origin) for c in candidates):
            candidates.append(candidate)
    return _sourced(candidates)


def _sourced(candidates: Sequence[Candidate[T]]) -> Sourced[T] | None:
    if not candidates:
        return None
    first, *others = candidates
    return Sourced(value=first.value, origin=first.origin, raw=first.raw, candidates=tuple(others))


def _headline(
    offers: Sequence[Offer], titles: Sequence[str], site_names: Sequence[str]
) -> Sourced[str] | None:
    """The headline; the page's h1 counts where another origin shares some of its words."""
    elsewhere = [o.values[0] for o in offers if o.field == "headline" and o.origin != "visible"]
    heard = [
        o
        for o in offers
        if o.origin != "visible" or not elsewhere or shares_words(o.values[0], elsewhere)
    ]
    return _chosen("headline", heard, lambda v: headline(v[0], titles, site_names) or None)


def _finest(chosen: Sourced[Moment] | None) -> Sourced[Moment] | None:
    """The same day with its time, where a lesser origin knows the time and the first does not."""
    if chosen is None or chosen.value.precision is not Precision.DAY:
        return chosen
    day = chosen.value.value
    everyone = (
        Candidate(value=chosen.value, origin=chosen.origin, raw=chosen.raw),
        *chosen.candidates,
    )
    for finer in chosen.candidates:
        # The local day may begin 14 hours before UTC's and end 12 after it.
        near = timedelta(hours=-14) <= finer.value.value - day < timedelta(hours=36)
        if near and finer.value.precision in (Precision.SECOND, Precision.MINUTE):
            return _sourced([finer, *(c for c in everyone if c is not finer)])
    return chosen


def _language(offers: Sequence[Offer], body: str, site: Site) -> Sourced[str] | None:
    """The declared language, unless the text surely reads like another one."""
    declared = _chosen("in_language", offers, lambda v: language_tag(v[0]))
    if declared is None and site.language:
        declared = Sourced(value=site.language, origin="site-file", raw=site.language)
    read = read_language(body)
    if read is None:
        return declared
    language, sure = read
    if declared is None:
        return Sourced(value=language, origin="text")
    if not sure or declared.value.split("-")[0] == language:
        return declared
    return _agreeing(declared, language)


def _agreeing(declared: Sourced[str], language: str) -> Sourced[str]:
    """Of several declarations the one that the text confirms, else the text's own language."""
    loser = Candidate(value=declared.value, origin=declared.origin, raw=declared.raw)
    for candidate in declared.candidates:
        if candidate.value.split("-")[0] == language:
            others = tuple(c for c in declared.candidates if c is not candidate)
            return Sourced(
                value=candidate.value,
                origin=candidate.origin,
                raw=candidate.raw,
                candidates=(loser, *others),
            )
    return Sourced(value=language, origin="text", candidates=(loser, *declared.candidates))


def _text(values: tuple[str, ...]) -> str | None:
    return tidy(values[0]) or None


def _keywords(values: tuple[str, ...]) -> tuple[str, ...] | None:
    """Keywords, one tag a string or all in one; order kept, each once."""
    parts = values if len(values) > 1 else tuple(values[0].replace(";", ",").split(","))
    kept = dict.fromkeys(tidy(part) for part in parts)
    kept.pop("", None)
    return tuple(kept) or None


def _own_address(source: Source, raw: str) -> str | None:
    """A canonical address on the page's own site; one that points elsewhere is an attack or a
    syndication, and must never merge two sites' articles."""
    address = absolute(source.document.base, raw)
    return address if address and same_site(address, source.document.url) else None


def _flag(values: tuple[str, ...]) -> bool | None:
    return {"true": True, "false": False}.get(values[0].lower())
