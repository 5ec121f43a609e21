"""An engine's answer finds its blocks again."""

from pipelines.extract.align import aligned
from pipelines.extract.blocks import Placed
from pipelines.model import Role

FIRST = "The ferry left the harbour with forty passengers on board."
SECOND = "It came back an hour later because of the fog over the bay."
THIRD = "Nobody was hurt, and the next one went out in the afternoon."


def blocks(*texts: str) -> list[Placed]:
    return [
        Placed(index=i, text=text, role=Role.PARAGRAPH, above=(), link_share=0.0)
        for i, text in enumerate(texts)
    ]


def test_white_space_and_bars_make_no_difference() -> None:
    """Engines fold white space and draw tables with bars."""
    assert aligned([FIRST.replace(" ", "\n")], blocks(FIRST)) == {0}
    assert aligned(["| Team | Points |"], blocks("Team | Points")) == {0}


def test_of_two_copies_the_one_among_its_neighbours_is_meant() -> None:
    """A teaser of the second paragraph above the article is no part of it."""
    page = blocks(SECOND, "Menu", FIRST, SECOND, THIRD)
    assert aligned([FIRST, SECOND, THIRD], page) == {2, 3, 4}


def test_a_text_that_the_answer_repeats_is_taken_as_often() -> None:
    """Recipes repeat their instructions."""
    page = blocks(FIRST, SECOND, FIRST, THIRD, FIRST)
    assert aligned([FIRST, SECOND, FIRST, THIRD, FIRST], page) == {0, 1, 2, 3, 4}


def test_a_short_block_counts_only_as_a_whole_segment_between_its_neighbours() -> None:
    """`Share` in the menu is not the subhead `Share`, and `fog` in a sentence is no block."""
    page = blocks("Share", FIRST, "fog", "Share", SECOND)
    assert aligned([FIRST, "Share", SECOND], page) == {1, 3, 4}


def test_a_block_that_lost_a_part_counts_whole() -> None:
    """Engines drop a link or a note from a sentence."""
    whole = f"{FIRST} (see the picture above) {SECOND}"
    assert aligned([f"{FIRST} {SECOND}", THIRD], blocks(whole, THIRD)) == {0, 1}


def test_what_an_engine_appends_out_of_order_is_found() -> None:
    """Recovered text comes last in the answer wherever it stands on the page."""
    assert aligned([SECOND, THIRD, FIRST], blocks(FIRST, SECOND, THIRD)) == {0, 1, 2}


def test_an_empty_answer_takes_nothing() -> None:
    """No answer is no vote."""
    assert aligned([], blocks(FIRST)) == frozenset()
    assert aligned(["", " "], blocks(FIRST)) == frozenset()
