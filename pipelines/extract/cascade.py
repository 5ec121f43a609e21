"""Which blocks are the article: the stages in order, and when the next one is asked.

Rule 1: the cheap stages always vote; trafilatura decides unless they show that it lost the text.
Rule 2: the first stage that holds enough wins; its blocks are the body, the others' votes are
    recorded beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.extract import stages
from pipelines.extract.page import BlockedPage, Taken

# Characters from which an answer is an article for sure, and the share of what the cheap
# stages agree on that it must hold. Calibrated on the development half: half the loss of
# `precision` lies on pages below either, and 8 of 100 pages need the second engine.
ENOUGH_CHARS = 250
ENOUGH_SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The body, the stage that won, and for each block the stages that took it."""

    method: str
    taken: Taken
    votes: Mapping[int, tuple[str, ...]]


def choose(page: BlockedPage) -> Choice:
    """Run the cascade on a page; `taken` is empty when no stage sees an article."""
    if page.document.truncated:
        return _choice("flat", {"flat": stages.flat(page)})
    cheap = {
        "json-ld": stages.json_ld(page),
        "article": stages.container(page),
        "density": stages.density(page),
    }
    expected = max(page.size(cheap["json-ld"]), page.size(cheap["article"] & cheap["density"]))
    answers = {"trafilatura-precision": stages.precision(page), **cheap}
    if _holds_enough(page, answers["trafilatura-precision"], expected):
        return _choice("trafilatura-precision", answers)
    answers["trafilatura"] = stages.balanced(page)
    if _holds_enough(page, answers["trafilatura"], expected):
        return _choice("trafilatura", answers)
    return _choice(max(_FALLBACKS, key=lambda name: page.size(answers[name])), answers)


# Of equally large answers the first wins.
_FALLBACKS = ("trafilatura", "trafilatura-precision", "json-ld", "article", "density")


def _holds_enough(page: BlockedPage, taken: Taken, expected: int) -> bool:
    size = page.size(taken)
    return size >= ENOUGH_CHARS and size >= ENOUGH_SHARE * expected


def _choice(method: str, answers: Mapping[str, Taken]) -> Choice:
    voted = sorted(frozenset().union(*answers.values()))
    votes = {i: tuple(name for name, taken in answers.items() if i in taken) for i in voted}
    return Choice(method=method, taken=answers[method], votes=votes)
