"""Which blocks are the article: the stages in order, and when the next one is asked.

Rule 1: the cheap stages always vote; the engine reads the page without its menus, and reads it
    a second time, with its own fallbacks, only where the cheap stages show that it lost the text.
Rule 2: the first stage that holds enough is the basis; the trees weigh its blocks and their
    neighbours, by the others' votes and by what the page shows of each block.
Rule 3: where the trees would leave hardly anything of the basis, the basis stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.extract import stages
from pipelines.extract.overlays import without_overlays
from pipelines.extract.page import BlockedPage, Taken
from pipelines.extract.thinning import thin
from pipelines.extract.weighing import likelihoods, likely

# Characters from which an answer is an article for sure, and the share of what the cheap
# stages agree on that it must hold. 28 of 754 development pages fall below.
ENOUGH_CHARS = 250
ENOUGH_SHARE = 0.6

# The trees left less than .6 of the basis on 2 of 754 development pages, and were right on one.
LEAST_SHARE = 0.4

FAST, WHOLE = "trafilatura-fast", "trafilatura"
_CHEAP = {"json-ld": stages.json_ld, "article": stages.container, "density": stages.density}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The body, the stage that won, and for each block the stages that took it."""

    method: str
    taken: Taken
    votes: Mapping[int, tuple[str, ...]]


def choose(page: BlockedPage) -> Choice:
    """Run the cascade on a page; `taken` is empty when no stage sees an article."""
    if page.document.truncated:
        return _unweighed(page, "flat")
    method, answers = asked(page)
    if not any(answers.values()) and stages.over_budget(page):
        return _unweighed(page, "flat")
    return _weighed(page, method, answers)


def asked(page: BlockedPage) -> tuple[str, dict[str, Taken]]:
    """The stage whose answer is the basis, and the answers of all stages that were asked.

    The tree loses what holds no text; what else is read from it is read before.
    """
    answers = {name: stage(page) for name, stage in _CHEAP.items()}
    expected = max(
        page.size(answers["json-ld"]), page.size(answers["article"] & answers["density"])
    )
    thin(page.document.root, page.blocks)
    answers[FAST] = stages.fast(page)
    if _holds_enough(page, answers[FAST], expected):
        return FAST, answers
    answers[WHOLE] = stages.balanced(page)
    if _holds_enough(page, answers[WHOLE], expected):
        return WHOLE, answers
    return _largest(page, answers), answers


def ballots(method: str, answers: Mapping[str, Taken]) -> dict[str, Taken]:
    """The answers as the trees read them: the basis as the engine's, and the cheap stages'."""
    return {"engine": answers[method], **{name: answers[name] for name in _CHEAP}}


def _weighed(page: BlockedPage, method: str, answers: dict[str, Taken]) -> Choice:
    """The basis's blocks and their neighbours, as far as the trees believe in them."""
    believed = likely(page, likelihoods(page, ballots(method, answers)))
    believed = without_overlays(page.blocks, believed)
    enough = page.size(believed) >= LEAST_SHARE * page.size(answers[method])
    return Choice(
        method=method,
        taken=believed if enough else answers[method],
        votes=_votes({**answers, "trees": believed}),
    )


def _unweighed(page: BlockedPage, method: str) -> Choice:
    """All lines of text of a page whose tree is lost, or that is too large for the engine."""
    taken = stages.flat(page)
    return Choice(method=method, taken=taken, votes=_votes({method: taken}))


# Of equally large answers the first wins.
_FALLBACKS = (WHOLE, FAST, "json-ld", "article", "density")


def _largest(page: BlockedPage, answers: Mapping[str, Taken]) -> str:
    """The largest answer, unless it lies beside what the page itself calls its article.

    A wire flash of one sentence is shorter than the teasers of the related box below it.
    """
    largest = max(_FALLBACKS, key=lambda name: page.size(answers[name]))
    named = answers["article"]
    return "article" if named and not named & answers[largest] else largest


def _holds_enough(page: BlockedPage, taken: Taken, expected: int) -> bool:
    size = page.size(taken)
    return size >= ENOUGH_CHARS and size >= ENOUGH_SHARE * expected


def _votes(answers: Mapping[str, Taken]) -> dict[int, tuple[str, ...]]:
    voted = sorted(frozenset().union(*answers.values()))
    return {i: tuple(name for name, taken in answers.items() if i in taken) for i in voted}
