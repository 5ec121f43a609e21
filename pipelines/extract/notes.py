"""What a verdict needs from the tree, noted before the cascade thins it for the engine."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import html

from pipelines.extract.characters import weight
from pipelines.extract.jsonld import Node
from pipelines.extract.metadata import Source

_WALL = re.compile(
    r"(?:^|[\s_-])(?:paywall|pay-wall|regwall|registration-wall|subscription-wall|premium-wall|"
    r"article-barrier|subscriber-wall|piano-paywall|offer-wall|abo-wall|plus-wall|bezahlschranke)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_OPEN = re.compile(r"no-?paywall|paywall-?(?:free|off|hidden|content|body|text|article)", re.I)
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_NO_WALLS = frozenset(("a", "button", "html", "body"))
_NAME_CHARS = 300
_MOST_WALLS = 20
_CLASS = re.compile(r"^\s*\.([\w-]+)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """An element that is called a wall and is not hidden, with its name and its text's weight."""

    name: str
    size: int
    element: html.HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """asks_password, asks_name: what its forms ask for. item_types: microdata's schema.org types.
    closed: the text's weight in each class that the page's own JSON-LD names as not free."""

    asks_password: bool
    asks_name: bool
    item_types: frozenset[str]
    walls: tuple[Wall, ...]
    closed: Mapping[str, int]


def noted(source: Source) -> Notes:
    """What the page's whole tree shows."""
    root = source.document.root
    inputs = list(root.iter("input"))
    items = root.iterfind(".//*[@itemtype]")
    return Notes(
        asks_password=any((e.get("type") or "").lower() == "password" for e in inputs),
        asks_name=any(
            e.get("autocomplete") == "username" or e.get("name") in ("username", "login")
            for e in inputs
        ),
        item_types=frozenset((e.get("itemtype") or "").rsplit("/", 1)[-1] for e in items),
        walls=tuple(_walls(root)),
        closed={name: _size_of(root, name) for name in _closed_classes(source.node)},
    )


def _walls(root: html.HtmlElement) -> Iterator[Wall]:
    left = _MOST_WALLS
    for element in root.iterfind(".//*[@class]"):
        name = element.get("class") or ""
        if left and _is_wall(name, element):
            left -= 1
            yield Wall(name=name, size=_weight(element), element=element)


def _is_wall(name: str, element: html.HtmlElement) -> bool:
    if not _names_wall(name):
        return False
    return element.tag not in _NO_WALLS and not _HIDDEN.search(element.get("style") or "")


@lru_cache(maxsize=8192)
def _names_wall(name: str) -> bool:
    """Whether an element's classes say so; a site uses the same few hundred."""
    return len(name) <= _NAME_CHARS and bool(_WALL.search(name)) and not _OPEN.search(name)


def _closed_classes(node: Node | None) -> Iterator[str]:
    """The classes that hasPart names as closed."""
    parts = node.get("hasPart") if node is not None else None
    for part in parts if isinstance(parts, list) else (parts,):
        selector = part.get("cssSelector") if isinstance(part, dict) else None
        for one in selector.split(",") if isinstance(selector, str) else ():
            if match := _CLASS.match(one):
                yield match.group(1)


def _size_of(root: html.HtmlElement, name: str) -> int:
    found = root.iterfind(".//*[@class]")
    return sum(_weight(e) for e in found if name in (e.get("class") or "").split())


def _weight(element: html.HtmlElement) -> int:
    return weight(" ".join("".join(element.itertext()).split()))
