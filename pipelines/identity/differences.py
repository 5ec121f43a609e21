"""What differs between two texts, word by word: for a reader, and for a verdict on the change.

Rule 1: `SAME` and `NEW` together are the new text, `SAME` and `OLD` the old one's words, in order.
Rule 2: white space is no difference, a comma or a capital letter is.
Rule 3: bounded. Paragraphs are compared first; within a changed passage words, unless there are
    so many on both sides that nobody would read the comparison: then it changed as a whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Words of one side times words of the other: 0.2 s at most where every second word is the same.
MOST_PAIRS = 250_000

# A word with its apostrophes, hyphens and decimal points; a sign of a script without spaces; any
# other sign. Each with the white space behind it.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(
    rf"([{_UNSPACED}]|[^\W{_UNSPACED}]+(?:['’\-.,:/][^\W{_UNSPACED}]+)*|[^\w\s])(\s*)"
)


class Side(StrEnum):
    """Where a piece stands."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that follow one another, with the white space behind them."""

    side: Side
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Paragraphs that stayed, or that changed. paragraphs: how many, of the longer side."""

    pieces: tuple[Piece, ...]
    paragraphs: int

    @property
    def is_changed(self) -> bool:
        """Whether anything but white space differs."""
        return any(piece.side is not Side.SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    core: str
    space: str


def differences(old: str, new: str) -> tuple[Passage, ...]:
    """The two texts beside each other; paragraphs are what a blank line divides."""
    before, after = _paragraphs(old), _paragraphs(new)
    keys = [" ".join(one.split()) for one in before], [" ".join(one.split()) for one in after]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    return tuple(
        _passage(before[i1:i2], after[j1:j2]) for _, i1, i2, j1, j2 in matcher.get_opcodes()
    )


def words(text: str) -> tuple[str, ...]:
    """The text's words without punctuation; of scripts without spaces, their signs."""
    return tuple(one.core for one in _words(text) if is_word(one.core))


def is_word(core: str) -> bool:
    """Whether it is more than punctuation."""
    return any(char.isalnum() for char in core)


def _paragraphs(text: str) -> list[str]:
    return [one for one in text.split("\n\n") if one.strip()]


def _passage(old: Sequence[str], new: Sequence[str]) -> Passage:
    before, after = _words("\n\n".join(old)), _words("\n\n".join(new))
    pieces = tuple(_merged(_pieces(before, after)))
    return Passage(pieces=pieces, paragraphs=max(len(old), len(new)))


def _words(text: str) -> list[_Word]:
    return [_Word(core=core, space=space) for core, space in _WORD.findall(text)]


def _pieces(old: Sequence[_Word], new: Sequence[_Word]) -> Iterator[Piece]:
    """Beginning and end that agree are set aside first: most edits touch a few words."""
    head = _agreeing(zip(old, new, strict=False))
    rest = min(len(old), len(new)) - head
    tail = min(rest, _agreeing(zip(reversed(old), reversed(new), strict=False)))
    yield _piece(Side.SAME, new[:head])
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    yield _piece(Side.SAME, new[len(new) - tail :])


def _agreeing(pairs: Iterator[tuple[_Word, _Word]]) -> int:
    count = 0
    for left, right in pairs:
        if left.core != right.core:
            break
        count += 1
    return count


def _middle(old: Sequence[_Word], new: Sequence[_Word]) -> Iterator[Piece]:
    if len(old) * len(new) > MOST_PAIRS:
        yield _piece(Side.OLD, old)
        yield _piece(Side.NEW, new)
        return
    cores = [one.core for one in old], [one.core for one in new]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, *cores, autojunk=False).get_opcodes():
        if kind == "equal":
            yield _piece(Side.SAME, new[j1:j2])
        else:
            yield _piece(Side.OLD, old[i1:i2])
            yield _piece(Side.NEW, new[j1:j2])


def _piece(side: Side, some: Sequence[_Word]) -> Piece:
    return Piece(side=side, text="".join(one.core + one.space for one in some))


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Without empty pieces; neighbours of one side are one."""
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last and last.side is piece.side:
            last = Piece(side=last.side, text=last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
