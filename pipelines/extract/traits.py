"""The traits of a page's blocks, by which the trees tell text from trimmings.

Rule 1: a trait is a number that means the same on every site: no address, no site's own word.
Rule 2: what a neighbour is counts as much as what a block is.
Rule 3: everything is counted in one pass over the page; cost grows with its blocks alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

import numpy as np
from lxml import html
from numpy.typing import NDArray

from pipelines.extract.ancestors import NAMES as NAMED
from pipelines.extract.ancestors import TAGS, Ancestors
from pipelines.extract.blocks import Placed
from pipelines.extract.headlines import normal
from pipelines.extract.lines import KINDS, signs
from pipelines.extract.page import BlockedPage, Taken
from pipelines.model import Role

Traits = NDArray[np.float32]
# Weighted by characters or link shares, hence floats.
Counts = defaultdict[object, float]

# The stages whose answers are traits, as columns; the engine's answer is the basis of the counts.
VOTERS = ("engine", "json-ld", "article", "density")

# Blocks before the first and after the last vote that are looked at: of 40,872 blocks of text of
# 754 development pages 26 stand farther away.
AROUND = 12
# Share of a block's characters in links from which it is looked at only if somebody took it.
LINKED = 0.5
# Characters from which a block counts as prose when distances to prose are measured.
PROSE = 80
_FAR = 99
_ROLES = {role: float(number) for number, role in enumerate(Role)}
_CLOSING = (".", "!", "?", "…", "。", "！", "？", '"', "”", "»", "’", ")", "؟", "।", "'", "“", ":")
_OPENING = ('"', "“", "„", "«", "‘", "'", "”")
_BESIDE = (-2, -1, 1, 2)

_VOTE = tuple(f"vote {voter}" for voter in VOTERS)
_TEXT = (
    "characters", "words", "closed", "capital", "capitals", "digits", "sentences", "commas",
    "quote", "lines", "bars", "link share", "one link", "role", "copies", "is copy",
)  # fmt: skip
_BOX = (
    "depth", "box blocks", "box size", "box votes", "box link share", "box voted share",
    "parent blocks", "parent votes", "parent link share", "kin votes", "kin blocks",
    "kin in article", "kin prose", "away from main box", "above main box",
)  # fmt: skip
_PLACE = (
    "votes before", "votes left", "text before", "text after", "from headline", "between votes",
    "since prose", "until prose", "is headline", "is description",
)  # fmt: skip
_PAGE = ("page votes", "page text", "page blocks", "page json-ld", "page share")
_NEAR = tuple(
    f"{name} {step:+d}"
    for step in _BESIDE
    for name in ("characters", "link share", "heading", "votes", "same box", "kin")
)
NAMES: tuple[str, ...] = (
    *_VOTE,
    *_TEXT,
    *(f"line {kind}" for kind in KINDS),
    *(f"name {name}" for name in NAMED),
    *(f"tag {tag}" for tag in TAGS),
    *_BOX,
    *_PLACE,
    *_PAGE,
    *_NEAR,
)


def traits(page: BlockedPage, answers: Mapping[str, Taken]) -> tuple[tuple[int, ...], Traits]:
    """The blocks worth a look, as indexes, and for each of them its traits, a row of NAMES.

    answers: for each of VOTERS the blocks that it took. No rows where nobody took anything.
    """
    if not any(answers.values()):
        return (), np.zeros((0, len(NAMES)), dtype=np.float32)
    reader = _Reader(page, answers)
    indexes = tuple(reader.candidates())
    rows = [reader.row(index) for index in indexes]
    return indexes, np.array(rows, dtype=np.float32).reshape(len(rows), len(NAMES))


class _Reader:
    """The counts of one page, and the rows made of them."""

    def __init__(self, page: BlockedPage, answers: Mapping[str, Taken]) -> None:
        self.blocks = page.blocks
        self.answers = [answers.get(voter, frozenset()) for voter in VOTERS]
        self.votes = Counter(index for taken in self.answers for index in taken)
        self.basis = self.answers[0] or frozenset(self.votes)
        self.ancestors = Ancestors()
        self.boxes = [block.box for block in page.blocks]
        self.kin = [_kin(block) for block in page.blocks]
        self.count_boxes()
        self.count_order()
        self.titles, self.headline_at = _titles(page.blocks)
        self.descriptions = _descriptions(page.document.root)
        self.page = self.whole_page(page)

    def candidates(self) -> Iterator[int]:
        """From a little before the first vote to a little after the last, but no bare links."""
        first, last = min(self.votes), max(self.votes)
        self.span = (first, max(1, last - first))
        for block in self.blocks[max(0, first - AROUND) : last + AROUND + 1]:
            if block.link_share < LINKED or block.index in self.votes:
                yield block.index

    def count_boxes(self) -> None:
        """Sizes, links and votes of boxes, of the boxes around them, and of kin."""
        basis, article = self.basis, self.answers[2]
        self.size, self.linked, self.number = _counters()
        self.voted: Counts = defaultdict(float)
        self.kin_voted, self.kin_article, self.kin_prose = _counters()
        self.kin_number = Counter(self.kin)
        self.copies = Counter(block.text for block in self.blocks)
        self.parents = [box.getparent() if box is not None else None for box in self.boxes]
        for block, box, parent, kin in zip(
            self.blocks, self.boxes, self.parents, self.kin, strict=True
        ):
            for holder in (("box", box), ("parent", parent)):
                self.size[holder] += block.size
                self.linked[holder] += block.size * block.link_share
                self.number[holder] += 1
                self.voted[holder] += block.size * (block.index in basis)
            self.kin_voted[kin] += block.size * (block.index in basis)
            self.kin_article[kin] += block.size * (block.index in article)
            self.kin_prose[kin] += block.size * (block.size >= PROSE)
        self.main = self.main_boxes()

    def main_boxes(self) -> dict[object, int]:
        """The box with most of the basis and what holds it, with their steps above it."""
        boxes = {self.boxes[index]: None for index in sorted(self.basis)}
        element = max(boxes, key=lambda box: self.voted["box", box], default=None)
        steps: dict[object, int] = {}
        while element is not None:
            steps[element] = len(steps)
            element = element.getparent()
        return steps

    def count_order(self) -> None:
        """For each block how many votes and how much voted text stand before it, and prose near."""
        chosen = [block.index in self.basis for block in self.blocks]
        voted = [block.size if one else 0 for block, one in zip(self.blocks, chosen, strict=True)]
        self.before = [0, *accumulate(map(int, chosen))]
        self.text_before = [0, *accumulate(voted)]
        self.total = max(1, self.text_before[-1])
        prose = [one and size >= PROSE for one, size in zip(chosen, voted, strict=True)]
        self.since = _distances(prose)
        self.until = _distances(prose[::-1])[::-1]
        first = {block.text: block.index for block in reversed(self.blocks)}
        self.is_copy = [first[block.text] < block.index for block in self.blocks]

    def whole_page(self, page: BlockedPage) -> tuple[float, ...]:
        prose = sum(self.kin_prose.values())
        self.prose = max(1, prose)
        return (
            len(self.basis),
            self.total,
            len(self.blocks),
            len(page.article_body) > 250,
            self.total / self.prose,
        )

    def row(self, index: int) -> tuple[float, ...]:
        block = self.blocks[index]
        return (
            *[index in taken for taken in self.answers],
            *self.text(block),
            *signs(block.text),
            *self.ancestors.steps(block.above),
            *self.box(index),
            *self.place(block),
            *self.page,
            *[number for step in _BESIDE for number in self.near(index, index + step)],
        )

    def text(self, block: Placed) -> tuple[float, ...]:
        text = block.text
        start = text[:80]
        plain = text.encode("ascii", "ignore")
        return (
            len(text),
            text.count(" ") + 1,
            text.endswith(_CLOSING),
            text[0].isupper(),
            sum(map(str.isupper, start)) / len(start),
            (len(plain) - len(plain.translate(None, b"0123456789"))) / len(text),
            text.count(". ") + text.count("! ") + text.count("? ") + text.count("。"),
            text.count(","),
            text.startswith(_OPENING),
            text.count("\n"),
            text.count("|"),
            block.link_share,
            block.link is not None,
            _ROLES[block.role],
            self.copies[text],
            self.is_copy[block.index],
        )

    def box(self, index: int) -> tuple[float, ...]:
        box, parent, kin = (
            ("box", self.boxes[index]),
            ("parent", self.parents[index]),
            self.kin[index],
        )
        away, above = self.way(self.boxes[index])
        size, around = max(1, self.size[box]), max(1, self.size[parent])
        return (
            len(self.blocks[index].above),
            self.number[box],
            size / self.total,
            self.voted[box] / self.total,
            self.linked[box] / size,
            self.voted[box] / size,
            self.number[parent],
            self.voted[parent] / self.total,
            self.linked[parent] / around,
            self.kin_voted[kin] / self.total,
            self.kin_number[kin],
            self.kin_article[kin] / self.prose,
            self.kin_prose[kin] / self.prose,
            away,
            above,
        )

    def way(self, box: html.HtmlElement | None) -> tuple[int, int]:
        """Steps from the box up to what it shares with the main box, and from there down to it."""
        steps = 0
        while box is not None and box not in self.main:
            box, steps = box.getparent(), steps + 1
        return steps, self.main.get(box, _FAR)

    def place(self, block: Placed) -> tuple[float, ...]:
        index, key = block.index, normal(block.text[:PROSE])
        first, length = self.span
        return (
            self.before[index],
            len(self.basis) - self.before[index],
            self.text_before[index] / self.total,
            1 - self.text_before[index + 1] / self.total,
            index - self.headline_at if self.headline_at >= 0 else _FAR,
            (index - first) / length,
            self.since[index],
            self.until[index],
            bool(key) and key in self.titles,
            bool(key) and any(key in description for description in self.descriptions),
        )

    def near(self, index: int, other: int) -> tuple[float, ...]:
        if not 0 <= other < len(self.blocks):
            return _NOBODY
        block = self.blocks[other]
        return (
            block.size,
            block.link_share,
            block.role is Role.HEADING,
            self.votes[other],
            self.boxes[other] is self.boxes[index],
            self.kin[other] == self.kin[index],
        )


_NOBODY = (0.0,) * 6


def _counters() -> tuple[Counts, Counts, Counts]:
    return defaultdict(float), defaultdict(float), defaultdict(float)


def _kin(block: Placed) -> tuple[object, ...]:
    """Tag and classes of the innermost two elements: equal for what a template prints alike."""
    return tuple((element.tag, element.get("class")) for element in block.above[-2:])


def _distances(marks: Sequence[bool]) -> list[int]:
    """For each place how many steps ago the last mark stood, at most _FAR."""
    distances, steps = [], _FAR
    for mark in marks:
        steps = min(_FAR, steps + 1)
        distances.append(steps)
        if mark:
            steps = 0
    return distances


def _titles(blocks: Sequence[Placed]) -> tuple[frozenset[str], int]:
    """The page's h1 texts, normalised, and the index of the first, or -1."""
    found = [block for block in blocks if any(above.tag == "h1" for above in block.above[-3:])]
    return frozenset(normal(b.text[:PROSE]) for b in found), found[0].index if found else -1


_DESCRIBING = ("description", "og:description", "twitter:description")


def _descriptions(root: html.HtmlElement) -> tuple[str, ...]:
    """What the page's head says of it, normalised."""
    contents = (
        meta.get("content") or ""
        for meta in root.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in _DESCRIBING
    )
    return tuple(normal(content[:300]) for content in contents if content)
