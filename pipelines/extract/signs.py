"""What a verdict is made of: what is seen on a page that was read, in one value.

Lengths are in characters of an alphabet (`characters.weight`), so that an article in Chinese
needs no more paragraphs than one in English.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import html

from pipelines.extract.blocks import Placed
from pipelines.extract.characters import tidy, weight
from pipelines.extract.jsonld import Node, types_of
from pipelines.extract.metadata import Source
from pipelines.extract.notes import Notes
from pipelines.extract.stages import is_prose
from pipelines.extract.visible import headings
from pipelines.model import Metadata, Role
from pipelines.urls import absolute, url_key

# An article's worth of running text: below it other signs are asked; with these no article of
# 327 development news pages (aeb, fundus-eval, fundus-tests) is rejected.
ENOUGH_FLOW = 600
_TEASER_WEIGHT = 25
_FEWEST_TEASERS = 3
# Between a teaser's headline and its text stand a date, a section, an author.
_LINES_BETWEEN = 3
_LINE_CHARS = 300


@dataclass(frozen=True, kw_only=True)
class Signs:
    """source, notes, metadata, body: what was read. The rest is counted when it is asked for."""

    source: Source
    notes: Notes
    metadata: Metadata
    body: Sequence[Placed]

    @property
    def node(self) -> Node | None:
        """The page's own article in JSON-LD."""
        return self.source.node

    @cached_property
    def types(self) -> frozenset[str]:
        """The schema.org types of everything that the page describes, also as microdata."""
        found = {name for node in self.source.nodes for name in types_of(node)}
        return self.notes.item_types | found

    @property
    def own_types(self) -> frozenset[str]:
        """The types of the page's own article; empty without one."""
        return types_of(self.node) if self.node is not None else frozenset()

    @property
    def og_type(self) -> str:
        return self.source.metas.get("og:type", ("",))[0].lower()

    @property
    def says_article(self) -> bool:
        """Whether the page itself calls its content an article."""
        return self.node is not None or self.og_type in ("article", "newsarticle", "news")

    @cached_property
    def size(self) -> int:
        """How much text the body has."""
        return sum(weight(block.text) for block in self.body)

    @cached_property
    def flow(self) -> int:
        """The most prose that one box holds directly."""
        sizes: Counter[html.HtmlElement | None] = Counter()
        for block in filter(is_prose, self.body):
            sizes[block.box] += weight(block.text)
        return max(sizes.values(), default=0)

    @cached_property
    def teasers(self) -> int:
        """Headings that are one link each: what listings are made of."""
        return sum(self._is_teaser(block, Role.HEADING) for block in self.source.blocks)

    @cached_property
    def announced(self) -> float:
        """The share of the body's prose that stands right below a line that is one link, 0 to 1.

        It finds the listings of pages without classes, where all teasers share one box. A flash
        of one sentence above a related box begins with a paragraph of its own: 0.
        """
        prose = [block for block in self.body if is_prose(block)]
        if len(prose) < _FEWEST_TEASERS:
            return 0.0
        # Long texts under one roof need the sure sign: the link right above each paragraph.
        reach = _LINES_BETWEEN if self.flow < ENOUGH_FLOW else 1
        linked = [self._is_announced(block, reach) for block in prose]
        return sum(linked) / len(linked) if linked[0] else 0.0

    def _is_announced(self, block: Placed, reach: int) -> bool:
        above = self.source.blocks[max(0, block.index - reach) : block.index]
        for line in reversed(above):
            if is_prose(line):
                return False
            if self._is_teaser(line):
                return True
        return False

    def _is_teaser(self, block: Placed, role: Role | None = None) -> bool:
        """A line that is one link to another page: old themes link an article's title to itself."""
        if block.link is None or weight(block.text) < _TEASER_WEIGHT:
            return False
        if role is not None and block.role is not role:
            return False
        target = absolute(self.source.document.base, block.link.get("href") or "")
        return target is not None and url_key(target) != url_key(self.source.document.url)

    @cached_property
    def title(self) -> str:
        """The text of `<title>`, or empty."""
        element = next(self.source.document.root.iter("title"), None)
        return tidy(element.text or "") if element is not None else ""

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The texts of the h1 elements."""
        return headings(self.source.blocks)

    def lines(self, blocks: Sequence[Placed]) -> Iterator[str]:
        """The blocks' texts without those that are too long to be a label or a notice."""
        return (block.text for block in blocks if block.size <= _LINE_CHARS)
