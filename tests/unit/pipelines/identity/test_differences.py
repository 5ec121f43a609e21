"""Two texts beside each other, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity.differences import MOST_PAIRS, Piece, Side, differences, words


def shown(old: str, new: str) -> list[str]:
    """Changed passages with marks."""
    marks = {Side.SAME: "{}", Side.OLD: "-{}-", Side.NEW: "+{}+"}
    return [
        " ".join(marks[piece.side].format(piece.text.strip()) for piece in passage.pieces)
        for passage in differences(old, new)
        if passage.is_changed
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The old pier.", "The old pier.", []),
        ("The old pier.", "The new pier.", ["The -old- +new+ pier."]),
        ("The pier.", "The long pier.", ["The +long+ pier."]),
        ("The long pier.", "The pier.", ["The -long- pier."]),
        ("A pier\n\nB quay", "A pier\n\nB quays", ["B -quay- +quays+"]),
        ("A pier", "A  \n pier", []),
        ("港は開いた", "港は閉いた", ["港は -開- +閉+ いた"]),
        ("", "Only new.", ["+Only new.+"]),
    ],
)
def test_what_went_and_what_came_are_told_apart(old: str, new: str, expected: list[str]) -> None:
    """Word by word within the paragraphs that changed."""
    assert shown(old, new) == expected


def test_paragraphs_that_stayed_are_counted() -> None:
    """A reader sees how much stands between two changes."""
    found = differences("one\n\ntwo\n\nthree", "one\n\ntwo\n\nfour")
    assert [(passage.is_changed, passage.paragraphs) for passage in found] == [
        (False, 2),
        (True, 1),
    ]


def test_a_passage_too_long_to_compare_changed_as_a_whole() -> None:
    """A rewritten page must not hold up the others; what agrees at its ends is still seen."""
    many = int(MOST_PAIRS**0.5) + 2
    old = "start " + " ".join(f"a{n}" for n in range(many)) + " end"
    new = "start " + " ".join(f"b{n}" for n in range(many)) + " end"
    (passage,) = differences(old, new)
    assert [piece.side for piece in passage.pieces] == [
        Side.SAME,
        Side.OLD,
        Side.NEW,
        Side.SAME,
    ]


def test_words_are_counted_without_punctuation() -> None:
    """A hyphen or an apostrophe divides no word, a decimal point no number."""
    assert words("Harlow's well-known 3.5 m quay, 港口!") == (
        "Harlow's",
        "well-known",
        "3.5",
        "m",
        "quay",
        "港",
        "口",
    )


TEXTS = st.text(alphabet="ab, .\n港é'-", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_again(old: str, new: str) -> None:
    """Rule 1, for any two texts."""

    def side(*sides: Side) -> str:
        pieces: list[Piece] = [p for passage in differences(old, new) for p in passage.pieces]
        return "".join("".join(p.text.split()) for p in pieces if p.side in sides)

    assert side(Side.SAME, Side.NEW) == "".join(new.split())
    assert side(Side.SAME, Side.OLD) == "".join(old.split())
