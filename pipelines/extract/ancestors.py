"""What stands above a block: the names and tags of its ancestors, as distances.

Each element is read once a page, however many blocks it holds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce

from lxml import html

Element = html.HtmlElement

# Steps up the tree within which a name or a tag says something of a block. Class words over six
# ancestors, taken as a rule, cost 1.2 points of F1 on aeb; as a distance the trees weigh them.
FAR = 6


@dataclass(frozen=True, slots=True)
class _Kind:
    """parts: looked for anywhere in an element's names. words: as whole words only."""

    parts: tuple[str, ...]
    words: frozenset[str]


def _kind(parts: str, words: str = "") -> _Kind:
    return _Kind(tuple(parts.split()), frozenset(words.split()))


# What publishers call the elements around text and around its trimmings.
_KINDS = {
    "text": _kind("artic story entry post body content text copy paragr main"),
    "related": _kind(
        "relat recom more also teas promo popular trend latest suggest card grid carousel outbrain"
        " taboola next prev headlines list read",
        "most",
    ),
    "author": _kind(
        "author byline bio contrib autor profile auteur writer source agency signature"
    ),
    "caption": _kind(
        "capt credit photo image img figure media pictur gallery slide legend copyright"
    ),
    "about": _kind("meta date time publish info tag topic categ breadcrumb kicker label section"),
    "social": _kind("shar social follow facebook twitter comment disqus react like whatsapp"),
    "offer": _kind(
        "newsletter subscri signup sign-up advert sponsor banner paywall regist donat member cta"
        " premium piano offer",
        "ad ads app adv",
    ),
    "frame": _kind(
        "nav menu foot header masthead side cookie consent widget modul toolbar modal popup skip"
        " rail bottom disclaim correct",
        "head top",
    ),
    "head": _kind(
        "headline title lead lede deck stand summ intro dek subtit subhead sub-head excerpt"
        " abstract chapo sapo perex entradilla bajada synopsis descr"
    ),
    "embed": _kind("embed tweet twitter instagram video player live quote pull box fact"),
}
NAMES = tuple(_KINDS)
_NAMING = ("class", "id", "itemprop", "data-testid", "data-component", "role", "aria-label")
_WORDS = re.compile(r"[a-z]+")

TAGS = (
    "p", "li", "figure", "figcaption", "aside", "header", "form", "blockquote", "table", "article",
    "section", "strong", "em", "h2", "h3", "a", "span", "td", "main",
)  # fmt: skip
_TAGGED = {tag: tuple(tag == other for other in TAGS) for tag in TAGS}

_UNNAMED = (False,) * len(NAMES)
_UNTAGGED = (False,) * len(TAGS)
_FARTHEST = (FAR,) * (len(NAMES) + len(TAGS))


class Ancestors:
    """The elements of one page, as far as blocks stand in them."""

    def __init__(self) -> None:
        self._steps: dict[Element, tuple[int, ...]] = {}

    def steps(self, above: Sequence[Element]) -> tuple[int, ...]:
        """For each of NAMES, then each of TAGS, how many steps above a block it stands.

        0 for the innermost element of `above`, FAR from the sixth on and where there is none.
        """
        known = self._steps.get(above[-1]) if above else None
        return known or reduce(self._below, above, _FARTHEST)

    def _below(self, upper: tuple[int, ...], element: Element) -> tuple[int, ...]:
        steps = self._steps.get(element)
        if steps is None:
            steps = self._steps[element] = _nearer(_own(element), upper)
        return steps


def _nearer(own: Sequence[bool], upper: Sequence[int]) -> tuple[int, ...]:
    return tuple(
        0 if here else step + 1 if step < FAR else FAR
        for here, step in zip(own, upper, strict=True)
    )


def _own(element: Element) -> tuple[bool, ...]:
    said = element.attrib and " ".join(filter(None, map(element.get, _NAMING)))
    return (_named(said) if said else _UNNAMED) + _TAGGED.get(str(element.tag), _UNTAGGED)


@lru_cache(maxsize=8192)
def _named(names: str) -> tuple[bool, ...]:
    """For each of NAMES whether an element's names say so; a site uses the same few hundred."""
    folded = names.casefold()
    words = frozenset(_WORDS.findall(folded))
    return tuple(
        any(part in folded for part in kind.parts) or not words.isdisjoint(kind.words)
        for kind in _KINDS.values()
    )
