"""How likely is it that a block is text of the article, and which blocks follow from that?

The engine's answer and the cheap stages' votes are traits among others; so are a block's place,
its names, its words and its neighbours. The trees have learned from pages of many sites how
these go together, and know no site by name.

Rule 1: a likely block is text.
Rule 2: the items of a list stand and fall together.
Rule 3: a subhead belongs to the text right below it; the trees are undecided about it, because
    some collections leave subheads out. A heading without text below it is none.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from statistics import fmean

from lxml import html

from pipelines.extract.blocks import Placed
from pipelines.extract.forest import forest
from pipelines.extract.page import BlockedPage, Taken
from pipelines.extract.traits import traits
from pipelines.model import Role

Likelihoods = Mapping[int, float]

# Probability from which a block is taken. From .5 to .4 one page in forty more leaks, and one in
# fifty more is complete (five folds over 754 development pages, no site in two folds).
LIKELY = 0.5
# Mean probability from which a list's items are taken.
LIKELY_LIST = 0.4
# Below this a heading is some box's, whatever stands below it.
SUBHEAD = 0.2
SUBHEAD_LINK_SHARE = 0.3


def likelihoods(page: BlockedPage, answers: Mapping[str, Taken]) -> Likelihoods:
    """For each block worth a look the probability that it is text, 0.0 to 1.0.

    answers: see `traits.traits`. Empty where nobody took anything.
    """
    indexes, rows = traits(page, answers)
    if not indexes:
        return {}
    return dict(zip(indexes, map(float, forest().probabilities(rows)), strict=True))


def likely(page: BlockedPage, found: Likelihoods) -> Taken:
    """The blocks that are text."""
    taken = frozenset(index for index, probability in found.items() if probability >= LIKELY)
    taken = _whole_lists(page, found, taken)
    return _not_dangling(page, taken | _subheads(page, found, taken))


def _whole_lists(page: BlockedPage, found: Likelihoods, taken: Taken) -> Taken:
    lists: dict[html.HtmlElement, list[int]] = defaultdict(list)
    for index in found:
        if (element := _list_of(page.blocks[index])) is not None:
            lists[element].append(index)
    for items in lists.values():
        if fmean(found[index] for index in items) >= LIKELY_LIST:
            taken |= frozenset(items)
    return taken


def _list_of(block: Placed) -> html.HtmlElement | None:
    if block.role is not Role.LIST_ITEM:
        return None
    return next((e for e in reversed(block.above) if e.tag in ("ul", "ol", "dl")), None)


def _subheads(page: BlockedPage, found: Likelihoods, taken: Taken) -> Taken:
    return frozenset(
        above.index
        for above, below in pairwise(page.blocks)
        if above.role is Role.HEADING
        and below.index in taken
        and found.get(above.index, 0.0) >= SUBHEAD
        and above.link_share < SUBHEAD_LINK_SHARE
        and _stand_together(above.box, below.box)
    )


def _not_dangling(page: BlockedPage, taken: Taken) -> Taken:
    """Without the headings below the last text: they are some box's ("Keep reading")."""
    text = [index for index in taken if page.blocks[index].role is not Role.HEADING]
    last = max(text, default=len(page.blocks))
    return frozenset(index for index in taken if index <= last)


def _stand_together(one: html.HtmlElement | None, other: html.HtmlElement | None) -> bool:
    """Whether two boxes are one, or next to each other: some sites wrap each paragraph."""
    if one is None or other is None:
        return one is other
    return one is other or one.getparent() in (other, other.getparent())
