"""Do two texts that have most of their words in common state the same numbers and names?

Rule 1: reports made with one pattern differ where a fact stands; who edits a copy seldom puts
    another number or name in the place of one.
Rule 2: a fact or two prove nothing in a long text, and everything in a brief.
"""

from collections.abc import Sequence

from pipelines.identity.differences import Passage, Side, differences, words

# All calibrated on generated copies and reports (python -m benchmarks.duplicates, 2026-11-23).
# Of so many words one fact may stand in another's place.
WORDS_A_SWAP = 75
# What is longer is a passage that was written anew, not a gap in a pattern.
LONGEST_GAP = 8
# "Ashby and Bexley" for "Bexley and Coldham" is one gap, though a word of it stayed.
BRIDGE = 2


def same_facts(told: str, text: str) -> bool:
    """Whether what is told agrees with the whole text that tells it, too."""
    return swapped(told, text) <= len(words(told)) // WORDS_A_SWAP


def swapped(told: str, text: str) -> int:
    """How many numbers and names stand in the text where others are told.

    A name is what begins with a capital letter: in German all nouns, in Arabic nothing.
    """
    return sum(_swapped(passage) for passage in differences(told, text))


def _swapped(passage: Passage) -> int:
    count = 0
    went: list[str] = []
    came: list[str] = []
    sides = {Side.OLD: went, Side.NEW: came}
    for piece in passage.pieces:
        some = words(piece.text)
        if piece.side in sides:
            sides[piece.side].extend(some)
        elif len(some) > BRIDGE:
            count += _in_place(went, came)
            went.clear()
            came.clear()
    return count + _in_place(went, came)


def _in_place(went: Sequence[str], came: Sequence[str]) -> int:
    """Facts of one gap that stand where others stood."""
    if max(len(went), len(came)) > LONGEST_GAP:
        return 0
    return min(_stated(went), _stated(came))


def _stated(some: Sequence[str]) -> int:
    return sum(word[0].isupper() or any(map(str.isdecimal, word)) for word in some)
