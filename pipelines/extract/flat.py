"""Reads the blocks of a page without a tree: in order of its tags, in one pass.

5,000 open `<div>` before the article leave a tree without any of its text, and some pages are
too large for one. What is left is the order of the tags: boxes end a block, links count as
links, everything else is skipped. Paths are lost.

Rule 1: the time is linear in the page's size whatever it holds: nothing is looked for twice.
Rule 2: the result is bounded (`MOST_BLOCKS`); what comes after is not read.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from lxml import html

from pipelines.extract.blocks import BOXES, ROLES, Placed
from pipelines.extract.characters import readable, tidy, weight
from pipelines.model import Role

# The last block of an article is the 1,212th at most on the 1,377 development pages.
MOST_BLOCKS = 20_000

# A line of prose adds its size to the stretch of the page that holds it; each line of a menu
# takes as much away as a short paragraph adds.
LINE_WEIGHT = 40
PROSE_LINK_SHARE = 0.4
_MENU_COST = 60

_SILENT = (
    "script", "style", "noscript", "template", "svg", "head", "select", "button", "textarea",
    "iframe", "nav", "footer",
)  # fmt: skip
_OPENING = re.compile(rf"<(?:(!--)|({'|'.join(_SILENT)})(?=[\s/>])[^<>]*>)", re.IGNORECASE)
_CLOSING = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _SILENT}
_CLOSING["!--"] = re.compile("-->")

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>|<!--|<[/!?][^<>]*>")
_BREAKS = BOXES | {"br"}

_NOWHERE: tuple[html.HtmlElement, ...] = ()


def flat_blocks(source: str) -> tuple[Placed, ...]:
    """The blocks of `source` (decoded HTML) by its tags alone, with empty paths."""
    found: list[Placed] = []
    for pieces, role in _runs("".join(_audible(source))):
        text = _text("".join(piece for piece, _ in pieces))
        if text:
            linked = _text("".join(piece for piece, is_link in pieces if is_link))
            share = round(len(linked) / len(text), 3)
            found.append(
                Placed(
                    index=len(found),
                    text=text,
                    role=role,
                    above=_NOWHERE,
                    link_share=min(1.0, share),
                )
            )
            if len(found) == MOST_BLOCKS:
                break
    return tuple(found)


def densest(blocks: Sequence[Placed]) -> frozenset[int]:
    """The prose of the stretch that holds most of it, or nothing: an article's place in a page.

    The stretch is the one with the largest sum of what its blocks add and take away (Kadane).
    """
    best, best_span = 0, (0, 0)
    total, start = 0, 0
    for place, block in enumerate(blocks):
        total += _worth(block)
        if total > best:
            best, best_span = total, (start, place + 1)
        if total <= 0:
            total, start = 0, place + 1
    return frozenset(block.index for block in blocks[slice(*best_span)] if is_line(block))


def is_line(block: Placed) -> bool:
    """Whether a block of flat text is a line of prose and no menu."""
    return block.link_share <= PROSE_LINK_SHARE and weight(block.text) >= LINE_WEIGHT


def _worth(block: Placed) -> int:
    return weight(block.text) if is_line(block) else -_MENU_COST


def _audible(source: str) -> Iterator[str]:
    """The source without scripts, menus and the like; an element that never ends is skipped."""
    start = position = 0
    endless: set[str] = set()
    while opening := _OPENING.search(source, position):
        name = (opening.group(1) or opening.group(2)).lower()
        closing = None if name in endless else _CLOSING[name].search(source, opening.end())
        if closing is None:
            endless.add(name)
            position = opening.end()
            continue
        yield source[start : opening.start()]
        yield " "
        start = position = closing.end()
    yield source[start:]


def _runs(source: str) -> Iterator[tuple[list[tuple[str, bool]], Role]]:
    """The pieces of text between two boxes, with whether a link holds them, and their role."""
    pieces: list[tuple[str, bool]] = []
    role, is_link, end = Role.PARAGRAPH, False, 0
    for match in _TAG.finditer(source):
        pieces.append((source[end : match.start()], is_link))
        end = match.end()
        closes, name = match.group(1), (match.group(2) or "").lower()
        if name == "a":
            is_link = not closes
        elif name in _BREAKS:
            yield pieces, role
            pieces, role = [], Role.PARAGRAPH if closes else ROLES.get(name, Role.PARAGRAPH)
    pieces.append((source[end:], is_link))
    yield pieces, role


def _text(markup: str) -> str:
    return tidy(readable(unescape(markup)))
