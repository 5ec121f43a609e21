"""The article's metadata, each value with its origin and with what lost against it.

Rule 1: one table (believe.py) says who is believed first; titles are counted (titles.py).
Rule 2: a field is None where no origin offered a value worth believing. A modification date
    is never taken for a publication date, a site's name never for an author's.
Rule 3: no search over the page's prose for anything that looks like a date: it invents
    (htmldate gave a day on 61 of 62 development pages that have none), and its time grows with
    the square of the page. datelines.py reads the lines where pages print their date instead.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pipelines.extract.believe import PRECEDENCE, chosen, sourced
from pipelines.extract.blocks import Placed
from pipelines.extract.characters import tidy
from pipelines.extract.credits import byline_offers
from pipelines.extract.datelines import dateline_offers, headline_block
from pipelines.extract.dates import day_of, is_month_first
from pipelines.extract.dating import dated, refused
from pipelines.extract.document import Document
from pipelines.extract.headlines import Titling, normal
from pipelines.extract.jsonld import (
    Node,
    article_offers,
    breadcrumb_offers,
    page_node,
    page_offers,
)
from pipelines.extract.meta import meta_offers, site_name
from pipelines.extract.offers import Offer
from pipelines.extract.signing import signed_by
from pipelines.extract.titles import Title, is_wrapped, ranked_titles
from pipelines.extract.tongue import written_in
from pipelines.extract.variants import is_translation
from pipelines.extract.visible import (
    address_offers,
    headings,
    sighting_offers,
    subheadings,
    visible_offers,
)
from pipelines.model import Candidate, Link, Metadata, Site, Sourced
from pipelines.urls import absolute, host, same_site


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """All that metadata is read from. node: the page's own article among its JSON-LD nodes."""

    document: Document
    blocks: tuple[Placed, ...]
    metas: Mapping[str, tuple[str, ...]]
    nodes: tuple[Node, ...]
    node: Node | None
    hints: tuple[Link, ...]
    site: Site
    date: datetime


def gather(source: Source, offers: Sequence[Offer], body: str) -> Metadata:
    """What is to be believed of all that the page and its sightings offer.

    offers: what `offered` read. body: the article's text, which tells its language.
    """
    page = _titling(source, offers)
    titles = _titles(_headlines(offers), page)
    own = _headline(titles)
    language = written_in(offers, body, source.site)
    month_first = is_month_first(language.value if language else "", host(source.document.url))
    shown = "\n".join(block.text for block in source.blocks)
    return Metadata(
        headline=own,
        alternative_headline=_alternative(offers, titles, own),
        description=chosen("description", offers, _text),
        authors=signed_by(offers, page, shown),
        date_published=dated("date_published", offers, source.date, month_first=month_first),
        date_modified=dated("date_modified", offers, source.date, month_first=month_first),
        in_language=language,
        section=chosen("section", offers, _text),
        keywords=chosen("keywords", offers, _keywords),
        image_url=chosen("image_url", offers, lambda v: absolute(source.document.base, v[0])),
        canonical_url=chosen("canonical_url", offers, lambda v: _own_address(source, v[0])),
        schema_type=chosen("schema_type", offers, _text),
        is_accessible_for_free=chosen("is_accessible_for_free", offers, _flag),
        refused_dates=refused(offers, source.date),
    )


def offered(source: Source) -> Iterator[Offer]:
    """Everything that the page and its sightings say of the article, by origin."""
    root, blocks = source.document.root, source.blocks
    offers = [*_stated(source), *visible_offers(root, blocks)]
    titles = _titles(_headlines(offers), _titling(source, offers))
    keys = {normal(text) for title in titles[:1] for _, text, _ in title.texts}
    place = headline_block(blocks, lambda text: normal(text) in keys)
    month_first = is_month_first(root.get("lang") or "", host(source.document.url))
    yield from offers
    yield from byline_offers(blocks, place)
    yield from dateline_offers(
        root,
        blocks,
        place,
        lambda text: day_of(text, source.date, month_first=month_first),
        source.date.date(),
    )
    yield from address_offers(source.document.url)
    yield from sighting_offers(source.hints)


def _stated(source: Source) -> Iterator[Offer]:
    """What the page states for machines."""
    if source.node is not None:
        yield from article_offers(source.node, source.nodes)
    yield from breadcrumb_offers(source.nodes)
    page = page_node(source.nodes)
    if page is not None:
        yield from page_offers(page)
    yield from meta_offers(source.document.root, source.metas)


def _titling(source: Source, offers: Sequence[Offer]) -> Titling:
    site = source.site
    return Titling(
        headings=(*headings(source.blocks), *subheadings(source.blocks)),
        names=(site_name(source.metas), site.name, host(site.home), site.key),
        address=source.document.url,
        sections=tuple(offer.values[0] for offer in offers if offer.field == "section"),
    )


def _headlines(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    return tuple(offer for offer in offers if offer.field == "headline")


@lru_cache(maxsize=2)
def _titles(offers: tuple[Offer, ...], page: Titling) -> tuple[Title, ...]:
    """The page's titles, the headline first; asked for before and after the page is pruned."""
    return tuple(ranked_titles(offers, page))


def _headline(titles: Sequence[Title]) -> Sourced[str] | None:
    """The title that most origins say, as the most trusted of them writes it."""
    rank = {origin: place for place, origin in enumerate(PRECEDENCE["headline"])}
    return sourced(
        [
            Candidate(value=text, origin=origin, raw=raw)
            for title in titles
            for origin, text, raw in sorted(
                title.texts, key=lambda t: (is_wrapped(t[1]), rank[t[0]])
            )
        ]
    )


def _alternative(
    offers: Sequence[Offer], titles: Sequence[Title], own: Sourced[str] | None
) -> Sourced[str] | None:
    """What the page calls so, else the title for social media; only where it truly differs."""
    stated = chosen("alternative_headline", offers, _text)
    if own is None or (stated is not None and _differ(stated.value, own.value)):
        return stated
    social = [
        Candidate(value=text, origin=origin, raw=raw)
        for title in titles[1:]
        if "og:title" in title.voters or "json-ld" in title.voters
        for origin, text, raw in title.texts
        if origin in ("meta", "json-ld") and _differ(text, own.value)
    ]
    return sourced(social)


def _differ(one: str, other: str) -> bool:
    """Whether two titles say something different, not one of them more of the same."""
    a, b = normal(one), normal(other)
    return bool(a) and bool(b) and a not in b and b not in a


def _text(values: tuple[str, ...]) -> str | None:
    return tidy(values[0]) or None


def _keywords(values: tuple[str, ...]) -> tuple[str, ...] | None:
    """Keywords, one tag a string or all in one; order kept, each once."""
    parts = values if len(values) > 1 else tuple(values[0].replace(";", ",").split(","))
    kept = dict.fromkeys(tidy(part) for part in parts)
    kept.pop("", None)
    return tuple(kept) or None


def _own_address(source: Source, raw: str) -> str | None:
    """A canonical address on the page's own site and in its language; one that points elsewhere
    is an attack, a syndication or a translation, and must never merge two articles."""
    address = absolute(source.document.base, raw)
    if not address or not same_site(address, source.document.url):
        return None
    return None if is_translation(source.document, address) else address


def _flag(values: tuple[str, ...]) -> bool | None:
    return {"true": True, "false": False}.get(values[0].lower())
