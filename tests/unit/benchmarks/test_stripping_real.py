"""Real pages' scoring, on invented pages: what learning gained, what it took, what it left."""

from dataclasses import replace

import pytest

from benchmarks.extraction.ours import Extracted, taught
from benchmarks.extraction.pages import KnownPage, Truth
from benchmarks.stripping.real_pages import (
    LEARNED,
    PLAIN,
    RAW,
    broken,
    cut,
    judged,
    leaks,
    losses,
    summaries,
    told,
)
from pipelines.model import Block, Cleaned, Metadata, Page, SiteRules, Template
from pipelines.template.evidence import rulebook
from pipelines.template.sitewise import Learned

BOX = "Fetch me a gist"
PHRASE = "No time to read?"


def own(number: int, paragraph: int) -> str:
    """A paragraph that no other page has."""
    return (
        f"Ward {number} heard {paragraph} skippers who had waited {number}-{paragraph} days in"
        f" the fog before pilot {number * 7 + paragraph} came aboard at last."
    )


def extracted(number: int, *lines: str, required: tuple[str, ...] | None = None) -> Extracted:
    texts = tuple(own(number, at) for at in range(4))
    known = KnownPage(
        id=f"{number}",
        dataset="aeb",
        site="gazette.example",
        group="gazette",
        url=f"https://gazette.example/{number}",
        file="",
        truth=Truth(required=required or texts),
    )
    found = tuple(Block(index=at, text=text) for at, text in enumerate((*lines, *texts)))
    page = Page(url=known.url, headline="", language="en", blocks=found)
    return Extracted(known=known, page=page, metadata=Metadata(), failure="", cpu_ms=1.0)


def site() -> list[Extracted]:
    return [extracted(number, PHRASE, BOX) for number in range(8)]


def test_each_row_strikes_more_than_the_one_before() -> None:
    """Raw: nothing goes; plain: phrases; learned: also what nobody wrote a phrase for."""
    rows = summaries(list(told(site())))
    assert [rows[name].repeated for name in (RAW, PLAIN, LEARNED)] == [2, 1, 0]
    assert [rows[name].lost for name in (RAW, PLAIN, LEARNED)] == [0, 0, 0]


def test_the_lines_that_leak_are_named_with_their_pages() -> None:
    """Group, words, pages, one page's id."""
    assert leaks(list(told(site())), PLAIN) == [("gazette", "fetch me a gist", 8, "0")]


def test_a_true_paragraph_that_learning_took_is_listed_with_its_removal() -> None:
    """Only what is there without learning counts."""
    pages = [extracted(n, PHRASE, BOX, required=(BOX, own(n, 0))) for n in range(8)]
    found = list(losses(told(pages)))
    assert [loss.paragraph for loss in found] == [BOX] * 8
    assert {loss.removal.block.text for loss in found if loss.removal} == {BOX}


def test_goals_are_judged_against_both_bases() -> None:
    """All are met where the box goes and nothing else does."""
    verdicts = {row[0]: row[3] for row in judged(summaries(list(told(site()))))}
    assert set(verdicts.values()) == {"met"}
    assert len(verdicts) == 4


def test_a_lost_paragraph_misses_the_goal_of_recall() -> None:
    """One paragraph of two on each page is more than 0.1 point."""
    pages = [extracted(n, PHRASE, BOX, required=(BOX, own(n, 0))) for n in range(8)]
    verdicts = {row[0]: row[3] for row in judged(summaries(list(told(pages))))}
    assert verdicts["recall, points"] == "MISSED"


@pytest.mark.parametrize(("before", "after", "share"), [(0, 0, None), (10, 2, 0.8), (2, 3, -0.5)])
def test_a_cut_is_a_share_of_what_was_there(before: int, after: int, share: float | None) -> None:
    """Nothing can be cut from nothing."""
    assert cut(before, after) == share


def test_promises_hold_on_invented_pages() -> None:
    """With learning and without; a refused page has nothing to break."""
    pages = site()
    known = taught(pages)
    assert [broken(one, known) for one in pages] == [()] * 8
    assert broken(replace(pages[0], page=None), known) == ()


def test_a_broken_promise_is_told() -> None:
    """A cleaning that loses a block and strikes on the second round is named for both."""

    class Careless(Learned):
        __slots__ = ()

        def cleaned(self, page: Page, rules: SiteRules) -> Cleaned:
            right = super().cleaned(page, rules)
            return replace(right, kept=right.kept[1:])

    nothing = Template(site="x")
    careless = Careless(template=nothing, book=rulebook(nothing), titles={})
    assert len(broken(extracted(1), careless)) == 2
