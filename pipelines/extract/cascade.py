"""Which blocks are the article: the stages in order, and when the next one is asked.

Rule 1: the cheap stages always vote; trafilatura decides unless they show that it lost the text.
Rule 2: the first stage that holds enough wins; its blocks are the body, the others' votes are
    recorded beside them.
Rule 3: a paragraph that stands among the body's own, in the same box, belongs to it: engines
    lose loose text and text after an embed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import html

from pipelines.extract import stages
from pipelines.extract.blocks import Placed
from pipelines.extract.page import BlockedPage, Taken
from pipelines.model import Role

# Characters from which an answer is an article for sure, and the share of what the cheap
# stages agree on that it must hold. Of 122 development news pages 3 fall below.
ENOUGH_CHARS = 250
ENOUGH_SHARE = 0.6

# A box is the body's when it holds a quarter of its text; shorter lines among the paragraphs
# are labels as often as text. Recall +.2 points on fundus-tests, precision unchanged.
BOX_SHARE = 0.25
COMPANION_CHARS = 40
COMPANION_LINK_SHARE = 0.3
LIST_ITEM_CHARS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The body, the stage that won, and for each block the stages that took it."""

    method: str
    taken: Taken
    votes: Mapping[int, tuple[str, ...]]


def choose(page: BlockedPage) -> Choice:
    """Run the cascade on a page; `taken` is empty when no stage sees an article."""
    if page.document.truncated:
        return _choice(page, "flat", {"flat": stages.flat(page)})
    cheap = {
        "json-ld": stages.json_ld(page),
        "article": stages.container(page),
        "density": stages.density(page),
    }
    expected = max(page.size(cheap["json-ld"]), page.size(cheap["article"] & cheap["density"]))
    answers = {"trafilatura-precision": stages.precision(page), **cheap}
    if _holds_enough(page, answers["trafilatura-precision"], expected):
        return _choice(page, "trafilatura-precision", answers)
    answers["trafilatura"] = stages.balanced(page)
    if _holds_enough(page, answers["trafilatura"], expected):
        return _choice(page, "trafilatura", answers)
    if stages.over_budget(page) and not any(answers.values()):
        return _choice(page, "flat", {"flat": stages.flat(page)})
    return _choice(page, _fallback(page, answers), answers)


# Of equally large answers the first wins.
_FALLBACKS = ("trafilatura", "trafilatura-precision", "json-ld", "article", "density")


def _fallback(page: BlockedPage, answers: Mapping[str, Taken]) -> str:
    """The largest answer, unless it lies beside what the page itself calls its article.

    A wire flash of one sentence is shorter than the teasers of the related box below it.
    """
    largest = max(_FALLBACKS, key=lambda name: page.size(answers[name]))
    named = answers["article"]
    return "article" if named and not named & answers[largest] else largest


def _holds_enough(page: BlockedPage, taken: Taken, expected: int) -> bool:
    size = page.size(taken)
    return size >= ENOUGH_CHARS and size >= ENOUGH_SHARE * expected


def _choice(page: BlockedPage, method: str, answers: Mapping[str, Taken]) -> Choice:
    voted = sorted(frozenset().union(*answers.values()))
    votes = {i: tuple(name for name, taken in answers.items() if i in taken) for i in voted}
    return Choice(method=method, taken=with_companions(page, answers[method]), votes=votes)


def with_companions(page: BlockedPage, taken: Taken) -> Taken:
    """The body with the paragraphs that stand between its own, in the boxes that hold it."""
    sizes: Counter[html.HtmlElement | None] = Counter()
    for index in taken:
        sizes[page.blocks[index].box] += page.blocks[index].size
    boxes = {
        box for box, size in sizes.items() if box is not None and size >= BOX_SHARE * sizes.total()
    }
    between = page.blocks[min(taken) : max(taken)] if taken else ()
    mine = [block for block in between if block.box in boxes]
    found = taken | {block.index for block in mine if _is_text(block)}
    return found | {block.index for block in mine if _leads(page, block, found)}


def _is_text(block: Placed) -> bool:
    if block.link_share >= COMPANION_LINK_SHARE:
        return False
    if block.role is Role.LIST_ITEM:
        return block.size >= LIST_ITEM_CHARS
    return block.role is Role.PARAGRAPH and block.size >= COMPANION_CHARS


def _leads(page: BlockedPage, block: Placed, taken: Taken) -> bool:
    """A subhead: a heading of plain text with the body's own text right below it."""
    below = page.blocks[block.index + 1]
    is_plain = block.role is Role.HEADING and block.link_share < COMPANION_LINK_SHARE
    return is_plain and below.index in taken and below.box is block.box
