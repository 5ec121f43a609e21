"""What stands where "Next Article" stands is navigation, although its words differ each time.

Rule 1: a label announces one headline. More of them follow only where a link or the title index
    confirms each, or below all text if the site has taught the label.
Rule 2: running text is never a headline, whatever announces it.
Rule 3: above the article's first paragraph, and for weak labels ("Next"), the label alone is not
    enough. In mid-article it is, but not for a heading or a line as short as a subhead.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace

from pipelines.model import Block, Evidence, Page, Role
from pipelines.template.evidence import Rulebook, Strike
from pipelines.template.keys import block_key, is_counter
from pipelines.template.phrases import Glued, glued_label, is_weak, label_phrase
from pipelines.template.shape import (
    HEADLINE_WORDS,
    could_be_headline,
    ends_with_stop,
    is_prose,
    word_count,
)
from pipelines.template.structure import place
from pipelines.template.titles import Titles, foreign_owner, title_key

LINKED = 0.8  # so much of a block inside links makes it a link; the rest is an arrow or a date
_SUBHEAD_WORDS = 4
_SEPARATORS = frozenset(":：|–—-»›→>\n")
_ARROWS = "«»‹›←→⟵⟶◀▶"
_TEXT_ROLES = frozenset((Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM, Role.CAPTION))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """A label that waits for its headline.

    path: where that must stand, None for anywhere. answered: its headline came; one that follows
    directly must be confirmed, and the next label ends it.
    """

    text: str
    rule: str
    position: int
    weak: bool
    path: str | None = None
    answered: bool = False


def slot_strikes(
    page: Page, struck: Set[int], shielded: Set[int], rules: Rulebook, titles: Titles
) -> dict[int, Strike]:
    """Positions in `page.blocks` whose block is another article's headline, by its label.

    struck: positions that other evidence strikes: they are stepped over. shielded: positions
    that nothing learned may strike: they end a slot.
    """
    reader = _Reader(page=page, struck=struck, shielded=shielded, rules=rules, titles=titles)
    for position in range(len(page.blocks)):
        reader.read(position)
    return reader.found


@dataclass(slots=True, kw_only=True)
class _Reader:
    """One pass down a page. waiting: labels whose headline has not come yet, oldest first."""

    page: Page
    struck: Set[int]
    shielded: Set[int]
    rules: Rulebook
    titles: Titles
    waiting: list[_Label] = field(default_factory=list)
    found: dict[int, Strike] = field(default_factory=dict)
    prose: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Note where the page's running text stands."""
        self.prose = [
            at
            for at, block in enumerate(self.page.blocks)
            if block.in_body and at not in self.struck and is_prose(block.text)
        ]

    def read(self, at: int) -> None:
        """Take the block as a label, as a headline with its label, or as an answer to one."""
        block = self.page.blocks[at]
        if self.is_torn(at):
            self.waiting = []
        if at in self.shielded:
            self.waiting = []
        elif label := _label(block, at, self.rules):
            self.waiting = [one for one in self.waiting if not one.answered] + [label]
        elif strike := _alone(block, self.page, self.titles, self.is_below_all(at)):
            self.found[at] = strike
        elif self.waiting and at not in self.struck and not is_counter(block.text):
            self.answer(at)

    def answer(self, at: int) -> None:
        """Strike the block if it is what the first waiting label announces."""
        label, block = self.waiting[0], self.page.blocks[at]
        announced = self.is_announced(at, label) and (
            not label.answered or self.is_listed(at, label)
        )
        if (label.weak or not announced) and not self.is_confirmed(block):
            self.waiting = []
            return
        if label.weak:
            self.found.setdefault(label.position, _strike(label.rule, f"announces '{block.text}'"))
        self.found[at] = _strike(label.rule, f"follows the label '{label.text}'")
        self.waiting = self.waiting[1:] or [replace(label, answered=True)]

    def is_below_all(self, at: int) -> bool:
        """Whether the block stands below all running text of a page that has some."""
        return bool(self.prose) and at > self.prose[-1]

    def is_torn(self, at: int) -> bool:
        """Whether blocks that were not stored stood between this block and the one before."""
        if at == 0 or at in self.struck or at in self.found:
            return False
        return self.page.blocks[at].index - self.page.blocks[at - 1].index > 1

    def is_listed(self, at: int, label: _Label) -> bool:
        """Whether it can only be one more headline of a list whose label the site has taught."""
        is_long = word_count(self.page.blocks[at].text) > _SUBHEAD_WORDS
        return label.path is not None and is_long and self.is_below_all(at)

    def is_confirmed(self, block: Block) -> bool:
        """Whether the title index knows the headline, or the block is a link of its length."""
        if foreign_owner(block.text, self.page, self.titles):
            return True
        return block.link_share >= LINKED and word_count(block.text) <= HEADLINE_WORDS

    def is_announced(self, at: int, label: _Label) -> bool:
        """Whether the label alone is enough to take the block for a foreign headline."""
        block = self.page.blocks[at]
        if label.path is not None and place(block.path) != label.path:
            return False
        if block.role not in _TEXT_ROLES or not could_be_headline(block.text):
            return False
        if not self.prose or at < self.prose[0]:
            return False
        is_short = word_count(block.text) <= _SUBHEAD_WORDS
        return self.is_below_all(at) or not (is_short or block.role is Role.HEADING)


def _label(block: Block, position: int, rules: Rulebook) -> _Label | None:
    phrase = label_phrase(block.text)
    if phrase is not None:
        weak = is_weak(phrase)
        return _Label(text=phrase.text, rule=phrase.rule, position=position, weak=weak)
    key = block_key(block.text) if rules.labels else ""
    if key not in rules.labels:
        return None
    rule = next(rule for (label, _), rule in sorted(rules.after.items()) if label == key)
    return _Label(text=key, rule=rule.key, position=position, weak=False, path=rule.path)


def _alone(block: Block, page: Page, titles: Titles, below_all: bool) -> Strike | None:
    """A block that holds its label and its headline, or an arrow that is a link."""
    glued = glued_label(block.text)
    if glued and (
        _is_glued_headline(block, glued, page, titles) or (below_all and _is_spaced(glued))
    ):
        return _strike(glued.label.rule, f"begins with the label '{glued.label.text}'")
    text = block.text.strip()
    has_arrow = text.startswith(tuple(_ARROWS)) != text.endswith(tuple(_ARROWS))
    if has_arrow and block.link_share >= LINKED and word_count(text) <= HEADLINE_WORDS:
        return _strike("slot:arrow", "an arrow that is a link")
    return None


def _is_glued_headline(block: Block, glued: Glued, page: Page, titles: Titles) -> bool:
    if word_count(glued.rest) > HEADLINE_WORDS:
        return False
    if block.link_share >= LINKED or foreign_owner(glued.rest, page, titles):
        return True
    if is_weak(glued.label) or ends_with_stop(glued.rest) or not could_be_headline(glued.rest):
        return False
    is_joined = not glued.gap and not glued.rest[0].islower()
    return is_joined or not _SEPARATORS.isdisjoint(glued.gap)


def _is_spaced(glued: Glued) -> bool:
    """A label of several words, a space, and what can only be a headline."""
    if is_weak(glued.label) or " " not in glued.label.text or glued.rest[0].islower():
        return False
    return could_be_headline(glued.rest) and word_count(glued.rest) > _SUBHEAD_WORDS


def _strike(rule: str, reason: str) -> Strike:
    return Strike(rule=rule, evidence=Evidence.SLOT, reason=reason, learned=True)


def edge_headlines(
    page: Page, gone: Set[int], shielded: Mapping[int, str], titles: Titles
) -> dict[int, Strike]:
    """Other articles' headlines at the page's edges, and wherever they are links."""
    foreign = {
        at: owner
        for at, block in enumerate(page.blocks)
        if at not in gone
        and at not in shielded
        and (owner := foreign_owner(block.text, page, titles))
    }
    chosen = [at for at in foreign if page.blocks[at].link_share >= LINKED]
    chosen += _edge(page, range(len(page.blocks)), gone | foreign.keys())
    chosen += _edge(page, range(len(page.blocks) - 1, -1, -1), gone | foreign.keys())
    return {
        at: Strike(
            rule="title", evidence=Evidence.TITLE, reason=f"headline of {owner}", learned=True
        )
        for at, owner in foreign.items()
        if at in chosen
    }


def _edge(page: Page, positions: range, passable: Set[int]) -> list[int]:
    """Positions from one end up to the first block that is the article's own."""
    reached = []
    for at in positions:
        block = page.blocks[at]
        is_own = block.in_body and at not in passable and not is_counter(block.text)
        if is_own and title_key(block.text) != title_key(page.headline):
            break
        reached.append(at)
    return reached
