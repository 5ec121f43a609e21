"""Which words a text has for a search: the same ones on both engines, because neither decides.

Rule 1: a word and what somebody types for it fold to the same: upper and lower case, diacritics,
    full width, ligatures and the letters that only look like marks (ł, ø, đ, ß) are gone.
Rule 2: text without blanks between its words (Chinese, Japanese, Korean, Thai, Khmer, Lao,
    Burmese) is cut into overlapping pairs of characters, and its last character stands alone.
    So any piece of two or more is a phrase of pairs, and one character begins some word.
Rule 3: a text's words are bounded, whatever a page holds; what lies beyond is not found.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice

# PostgreSQL keeps positions to 16,383 and a row's words to a megabyte; an article of more words
# than this is a transcript. 64 characters are longer than any word but an address or a hash.
MOST_WORDS = 12_000
MOST_CHARS = 64
MOST_LETTERS = 150_000

# Marks that a reader leaves out when he types: Latin, Greek and Cyrillic accents; Hebrew and
# Arabic vowel points, the Arabic filler.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0640\u064b-\u065f\u0670]"
)
# Neither seen nor typed: soft hyphen, joiners, byte order mark.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe"}
    | dict.fromkeys(_INVISIBLE, None)
)
# Scripts that leave out the blanks, and Hangul, whose words carry their particles.
_RUNNING = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0eff\u1000-\u1049\u1050-\u109d\u1780-\u17d3\u17d7"
    "\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f"
)
# Vowel signs of the Indic scripts are part of a word, and no letters for `re`.
_SIGNS = "\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0f71-\u0f84"
_SPACED = f"[^\\W_{_RUNNING}](?:[^\\W_{_RUNNING}]|[{_SIGNS}{_INVISIBLE}])*"
_PIECE = re.compile(f"(?P<running>[{_RUNNING}]+)|{_SPACED}")
_WORD, _RUNS_ON = re.compile(_SPACED), re.compile(f"[{_RUNNING}]")
# What folding makes of signs like a half or a number in brackets.
_NO_LETTER = re.compile(f"[^\\w{_SIGNS}{_RUNNING}]|_")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and the place in the text that it was read from."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text as it is compared: Rule 1. Raises nothing; folding twice changes nothing."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    unmarked = _MARKS.sub("", plain).translate(_LETTERS)
    return unicodedata.normalize("NFC", unmarked)


def composed(text: str) -> str:
    """The text with its marks joined to their letters: places in it are what `words` gives."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> Iterator[Word]:
    """A composed text's words in order, with places; the last of a run stands alone too."""
    for piece in _PIECE.finditer(text):
        if piece["running"]:
            yield from _pairs(piece[0], piece.start())
        elif folded := _bounded(piece[0]):
            yield Word(folded, piece.start(), piece.end())


def indexed(text: str, most: int = MOST_WORDS) -> tuple[str, ...]:
    """The words that a search finds the text by, at most so many."""
    found = tuple(islice(_folded(composed(text)), most))
    if sum(map(len, found)) <= MOST_LETTERS:
        return found
    ends = accumulate(map(len, found))
    return tuple(word for word, end in zip(found, ends, strict=True) if end <= MOST_LETTERS)


def wanted(text: str) -> tuple[tuple[str, ...], bool]:
    """What somebody typed, as words that follow one another; is the last only a beginning?

    One character of a running script begins a pair, or stands alone at the end of its run.
    """
    text = composed(text)
    found = list(words(text))
    if not found:
        return (), False
    last = found[-1]
    if not _is_running(text[last.start : last.end]):
        return tuple(word.text for word in found), False
    pairs = found[:-1] if _follows(found) else found
    return tuple(word.text for word in pairs), len(pairs) == len(found)


def _folded(text: str) -> Iterator[str]:
    """What `words` gives, without places: a quarter of its time where no script runs on."""
    if _RUNS_ON.search(text):
        return (word.text for word in words(text))
    return filter(None, map(_bounded, _WORD.findall(text)))


# Most words of a text are words of the text before.
@lru_cache(maxsize=50_000)
def _bounded(piece: str) -> str:
    if piece.isascii():
        return piece.lower()[:MOST_CHARS]
    return _NO_LETTER.sub("", fold(piece))[:MOST_CHARS]


def _pairs(run: str, start: int) -> Iterator[Word]:
    for place in range(len(run)):
        end = min(place + 2, len(run))
        if folded := _bounded(run[place:end]):
            yield Word(folded, start + place, start + end)


def _is_running(text: str) -> bool:
    piece = _PIECE.match(text)
    return bool(piece and piece["running"])


def _follows(found: Sequence[Word]) -> bool:
    """Does the last character stand in the pair before it already?"""
    return len(found) > 1 and found[-2].end == found[-1].end
