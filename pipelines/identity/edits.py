"""How much an edit changed: a typing error put right, or something that a reader must know.

Rule 1: minor is what corrects the spelling and leaves the statement: a few words, each of them
    replaced by one that is spelt nearly so, a short word or a repeated one that came or went,
    punctuation.
Rule 2: a figure or a negation that changed is never minor: "15" for "51" is one sign, and news.
Rule 3: in doubt substantive; a reader of revisions is better shown too much.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from pipelines.identity.differences import Piece, Side, differences, words

# Calibrated on the 48 invented edits of tests/unit/pipelines/identity/edits.toml: of its 24
# "learned" ones all are told apart, of the 24 "held_out" ones, written after these figures were
# set, see docs/decisions/0021. Two words are minor in a text of any length.
MOST_WORDS = 8
MOST_SHARE = 0.03
ALWAYS_FEW = 2
ALIKE = 0.65
SHORT_CHARS = 3
# A longer "word" is none in any language; comparing letters costs their product.
LONGEST_PLACE = 200

# Words that turn a statement around, in the languages that `phrases/` knows.
_NEGATIONS = (
    "no not never nor none without cannot un ni sin non nie bez",
    "nicht nichts nie niemals kein keine keinen keinem keiner keines ohne",
    "ne pas jamais sans aucun aucune nunca jamás ningún ninguna",
    "mai nessun nessuna senza não nem sem nenhum nenhuma niet geen nooit zonder",
    "не нет ни без никогда değil yok hiç لا لم لن ليس ما بدون",
    "不 没 沒 未 无 無 非 別 别 ない ず ぬ",
)
NEGATIONS = frozenset(word for line in _NEGATIONS for word in line.split())
_SHORTENED = ("n't", "n’t")

Kind = Literal["minor", "substantive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One place of a text where words went, came, or both."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    before: str

    @property
    def size(self) -> int:
        return max(len(self.old), len(self.new))


def kind_of_edit(old: str, new: str) -> Kind:
    """What the edit is that made `new` of `old`; the two are known to differ."""
    places = tuple(_places(old, new))
    changed = sum(place.size for place in places)
    few = changed <= ALWAYS_FEW or (
        changed <= MOST_WORDS and changed <= MOST_SHARE * len(words(new))
    )
    return "minor" if few and all(_is_spelling(place) for place in places) else "substantive"


def _places(old: str, new: str) -> Iterator[_Place]:
    for passage in differences(old, new):
        before: tuple[str, ...] = ()
        for stayed, group in groupby(passage.pieces, lambda piece: piece.side is Side.SAME):
            pieces = tuple(group)
            if stayed:
                before = words(pieces[-1].text)
                continue
            went, came = _of(pieces, Side.OLD), _of(pieces, Side.NEW)
            if went or came:
                yield _Place(old=went, new=came, before=before[-1] if before else "")


def _of(pieces: Sequence[Piece], side: Side) -> tuple[str, ...]:
    return tuple(word for piece in pieces if piece.side is side for word in words(piece.text))


def _is_spelling(place: _Place) -> bool:
    if _figures(place.old) != _figures(place.new) or _negated(place.old) != _negated(place.new):
        return False
    if not place.old or not place.new:
        return _is_slight(place)
    old, new = ("".join(side).casefold() for side in (place.old, place.new))
    if len(old) + len(new) > LONGEST_PLACE:
        return False
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE


def _is_slight(place: _Place) -> bool:
    """A short word that came or went, or a word that stood there twice."""
    (word, *more) = place.old or place.new
    return not more and (len(word) <= SHORT_CHARS or word.casefold() == place.before.casefold())


def _figures(some: Sequence[str]) -> list[str]:
    return ["".join(filter(str.isdigit, word)) for word in some if any(map(str.isdigit, word))]


def _negated(some: Sequence[str]) -> int:
    folded = (word.casefold() for word in some)
    return sum(word in NEGATIONS or word.endswith(_SHORTENED) for word in folded)
