"""Where an article's text stands when the page's own HTML shows none.

In markup that a program unpacks (`<noscript>`, `<template>`), in the JSON-LD's articleBody, in
the data of the page's scripts.

Rule 1: asked only for pages whose body is short, and believed only where it finds far more that
    speaks of the page's headline: a wire flash stays a wire flash, normal pages pay nothing.
Rule 2: of answers of about one length the one with the most paragraphs counts: an articleBody is
    often one long line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.extract.blocks import Placed, placed_blocks
from pipelines.extract.cascade import Choice, choose
from pipelines.extract.characters import weight
from pipelines.extract.document import parsed
from pipelines.extract.embedded import LEAST_WEIGHT, article_in, speaks_of, text_blocks
from pipelines.extract.jsonld import text
from pipelines.extract.metadata import Source
from pipelines.extract.page import BlockedPage
from pipelines.extract.scripts import values
from pipelines.extract.visible import headings
from pipelines.model import Snapshot

# Characters (see `weight`). 58 of 1,377 development pages have a shorter body or none; for one of
# them, a teaser before a wall, the page holds the whole text elsewhere; no other is changed.
SHORT_BODY = 600
FAR_MORE = 2.5
ABOUT_AS_LONG = 0.8

_PACKED = re.compile(r"<(/?)(?:noscript|template)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Other:
    """An answer from elsewhere; `page` has the blocks that `choice` speaks of."""

    page: BlockedPage
    choice: Choice

    @property
    def size(self) -> int:
        return sum(weight(self.page.blocks[index].text) for index in self.choice.taken)

    @property
    def text(self) -> str:
        return " ".join(self.page.blocks[index].text for index in sorted(self.choice.taken))


def found_elsewhere(
    source: Source, page: BlockedPage, choice: Choice, snapshot: Snapshot
) -> tuple[BlockedPage, Choice] | None:
    """The page and the choice made anew from what the HTML does not show; None: nothing better."""
    shown = _Other(page=page, choice=choice).size
    if shown >= SHORT_BODY or page.document.truncated:
        return None
    least = max(LEAST_WEIGHT, FAR_MORE * shown)
    found = [one for one in _others(source, page, snapshot) if one.size >= least]
    if not found:
        return None
    longest = max(one.size for one in found)
    near = (one for one in found if one.size >= ABOUT_AS_LONG * longest)
    best = max(near, key=lambda one: len(one.choice.taken))
    return best.page, best.choice


def _others(source: Source, page: BlockedPage, snapshot: Snapshot) -> Iterator[_Other]:
    titles = tuple(_titles(source))
    if _PACKED.search(source.document.source):
        unpacked = _unpacked(page, snapshot)
        if unpacked is not None and speaks_of(unpacked.text, titles):
            yield unpacked
    body = source.node.get("articleBody") if source.node is not None else None
    if isinstance(body, str):
        yield _whole(page, text_blocks(body), "json-ld-body")
    yield _whole(page, article_in(values(source.document.source), titles), "embedded-json")


def _unpacked(page: BlockedPage, snapshot: Snapshot) -> _Other | None:
    """The page as a reader without scripts would see it."""
    document = parsed(_PACKED.sub(r"<\1div", page.document.source), snapshot)
    if document is None or document.truncated:
        return None
    unpacked = replace(page, document=document, blocks=placed_blocks(document.root))
    choice = choose(unpacked)
    return _Other(page=unpacked, choice=replace(choice, method=f"unpacked-{choice.method}"))


def _whole(page: BlockedPage, blocks: tuple[Placed, ...], method: str) -> _Other:
    taken = frozenset(range(len(blocks)))
    votes = dict.fromkeys(taken, (method,))
    choice = Choice(method=method, taken=taken, votes=votes)
    return _Other(page=replace(page, blocks=blocks), choice=choice)


def _titles(source: Source) -> Iterator[str]:
    """What the page calls itself; of a title "Rain | The Gazette" also the first part."""
    if source.node is not None:
        yield text(source.node.get("headline"))
    yield from headings(source.blocks)
    title = next(source.document.root.iter("title"), None)
    stated = title.text or "" if title is not None else ""
    for line in (*source.metas.get("og:title", ()), stated):
        yield line
        yield from re.split(r"\s[|–—-]\s", line)[:1]
