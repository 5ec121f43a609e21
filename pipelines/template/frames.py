"""The frame of a text: what stays when its numbers, or the name that opens it, are taken out.

Two lines of one frame are two prints of one box ("12 neighbours nodded at this") or two articles'
own ("81 wards voted for the bridge"). Which, only their places and their number tell: a frame
alone proves nothing (`varying`).
"""

import re
from functools import lru_cache
from itertools import takewhile

from pipelines.template.folding import TEXTS_REMEMBERED, folded
from pipelines.template.keys import LONGEST_COUNTER, MONTH, NUMBER, is_counter, without_numbers
from pipelines.template.shape import is_prose, word_count

# A frame of fewer words ("0 goals", "... resigned") is anybody's.
_WORDS_AROUND_NUMBERS = 2
_WORDS_AROUND_A_NAME = 4
_NAME_WORDS = (2, 3)
_LONGEST = 320  # characters: a biography of forty words
# What a frame begins with, by its gaps. Folding spells "…" as three dots: no key looks so.
_NUMBERS, _NAME = "numbers… ", "name… "

_WORD = re.compile(r"[^\W\d_]{2,}")


@lru_cache(maxsize=TEXTS_REMEMBERED)
def frame(text: str) -> str:
    """The text's frame, or "" where it has no gap; never equal to another text's `block_key`.

    Numbers and months are gaps in short lines only, which begin with a number or hold a date:
    "Dax 18,104 points" is a figure, and no count. Counters ("5 min read") have no gap: their
    `block_key` is the same whatever they count.
    """
    return "" if len(text) > _LONGEST else _numbered(text) or _named(text)


def is_numbered(pattern: str) -> bool:
    """Whether a pattern is a frame whose gaps are numbers."""
    return pattern.startswith(_NUMBERS)


def is_frame(pattern: str) -> bool:
    """Whether a rule's pattern is a frame, and no whole text."""
    return pattern.startswith((_NUMBERS, _NAME))


@lru_cache(maxsize=TEXTS_REMEMBERED)
def opening_name(text: str) -> str:
    """The two or three capitalised words, folded, that open a text which goes on in lower case."""
    words = text.split(maxsplit=_NAME_WORDS[-1] + 1)
    name = list(takewhile(lambda word: word[0].isupper(), words))
    goes_on = len(name) < len(words) and words[len(name)][0].islower()
    return folded(" ".join(name)) if goes_on and len(name) in _NAME_WORDS else ""


def _numbered(text: str) -> str:
    key = folded(text)
    if len(key) > LONGEST_COUNTER or is_prose(text) or is_counter(key) or not NUMBER.search(key):
        return ""
    spelled = without_numbers(key)
    words = _WORD.findall(spelled)
    counts = bool(NUMBER.match(key)) or MONTH in words
    return _NUMBERS + spelled if counts and len(words) >= _WORDS_AROUND_NUMBERS else ""


def _named(text: str) -> str:
    name = opening_name(text)
    if not name:
        return ""
    rest = folded(text).removeprefix(name).strip()
    return _NAME + rest if word_count(rest) >= _WORDS_AROUND_A_NAME else ""
