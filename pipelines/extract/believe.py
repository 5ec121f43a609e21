"""Which of a field's offers is believed: one table ranks the origins, nothing else does.

Rule: what loses is kept as a candidate, each value and origin once.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from pipelines.extract.offers import Offer
from pipelines.model import Candidate, Sourced

T = TypeVar("T")

_ALL = ("json-ld", "meta", "microdata", "link", "html", "feed", "news-sitemap", "json-ld-page")

# First hit wins; of the headline's origins it says whose spelling is taken, see titles.py.
PRECEDENCE: dict[str, tuple[str, ...]] = {
    "headline": (
        "json-ld", "visible", "meta", "microdata", "heading", "news-sitemap", "feed",
        "json-ld-page", "title",
    ),
    "alternative_headline": ("json-ld", "meta"),
    "description": _ALL,
    "authors": ("json-ld", "meta", "microdata", "signed", "visible", "feed"),
    "date_published": (
        "json-ld", "meta", "microdata", "news-sitemap", "json-ld-page", "feed", "time", "visible",
        "dateline", "meta-date", "url", "title",
    ),
    # A sitemap's lastmod changes with the template too, hence last.
    "date_modified": (
        "json-ld", "meta", "microdata", "json-ld-page", "time", "visible", "feed", "news-sitemap",
        "dateline", "sitemap",
    ),
    "in_language": ("html", "json-ld", "json-ld-page", "meta", "news-sitemap", "feed"),
    "section": (*_ALL, "breadcrumb"),
    "keywords": _ALL,
    "image_url": _ALL,
    "canonical_url": ("link", "meta", "json-ld"),
    "schema_type": ("json-ld",),
    "is_accessible_for_free": ("json-ld", "meta", "json-ld-page"),
}  # fmt: skip


def chosen(
    field: str, offers: Sequence[Offer], clean: Callable[[tuple[str, ...]], T | None]
) -> Sourced[T] | None:
    """The first value of the field that can be believed, with the others as candidates."""
    return sourced(ranked(field, offers, lambda each: clean(each.values)))


def ranked(
    field: str, offers: Sequence[Offer], clean: Callable[[Offer], T | None]
) -> list[Candidate[T]]:
    """What can be believed of the field, the most trusted first.

    clean: the offer's value, or None where it is not worth believing.
    """
    rank = {origin: place for place, origin in enumerate(PRECEDENCE[field])}
    own = (offer for offer in offers if offer.field == field and offer.origin in rank)
    found: dict[tuple[T, str], Candidate[T]] = {}
    for each in sorted(own, key=lambda offer: rank[offer.origin]):
        value = clean(each)
        if value is not None:
            raw = "; ".join(each.values)
            found.setdefault(
                (value, each.origin), Candidate(value=value, origin=each.origin, raw=raw)
            )
    return list(found.values())


def sourced(candidates: Sequence[Candidate[T]]) -> Sourced[T] | None:
    """The first candidate as the value, the others as what lost against it."""
    if not candidates:
        return None
    first, *others = candidates
    return Sourced(value=first.value, origin=first.origin, raw=first.raw, candidates=tuple(others))
