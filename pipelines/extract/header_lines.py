"""Which dates does a flat text state of itself, in the lines below its headline?

Rule 1: a line says "published" or "updated" before its date, or it holds nothing but a date.
Rule 2: a bare date below a paragraph is a subhead of a chronicle, not the article's.
Rule 3: a sentence is no header line, whatever word it begins with.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipelines.extract.datelines import DayOf, readings
from pipelines.extract.dates import ZONES, month_of
from pipelines.extract.offers import Offer, offer
from pipelines.extract.words import MODIFIED, PUBLISHED

# Below the headline stand the deck, the byline, the place and a box or two.
_MOST_LINES = 8
_PARAGRAPH_CHARS = 90
_LABEL_CHARS = 30
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")
# What stands within a date in the languages whose months are known.
_BETWEEN = frozenset(
    (
        *("st", "nd", "rd", "th", "am", "pm", "at", "on", "of", "de", "del", "el", "le", "den"),
        *("um", "uhr", "klo", "kl", "alle"),
    )
)
_SENTENCE_END = (".", "!", "?", "…", "。", "！", "？", "।", "؟")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the lines state. lines: the places of those that state it, among the texts given."""

    lines: frozenset[int]
    offers: tuple[Offer, ...]


def header_of(texts: Sequence[str], day_of: DayOf) -> Header:
    """The dates above the first paragraph. texts: the lines below the headline, in order."""
    stated = [
        (places, one)
        for places, said in _statements(texts[:_MOST_LINES])
        for field, part in readings(said)
        if day_of(part) is not None
        for one in offer(field, "dateline", part)
    ]
    return Header(
        lines=frozenset(place for places, _ in stated for place in places),
        offers=tuple(one for _, one in stated),
    )


def _statements(texts: Sequence[str]) -> Iterator[tuple[tuple[int, ...], str]]:
    """The lines that may state a date, with the label that stands on a line of its own."""
    opening = sum(1 for _ in takewhile(lambda text: len(text) <= _PARAGRAPH_CHARS, texts))
    for place, text in enumerate(texts):
        label = texts[place - 1] if place and _is_label(texts[place - 1]) else ""
        if label and _is_bare(text):
            yield (place - 1, place), f"{label} {text}"
        elif _says_when(text) or (place < opening and _is_bare(text)):
            yield (place,), text


def _says_when(text: str) -> bool:
    """Whether it begins with "published", "updated" or the like."""
    if text.endswith(_SENTENCE_END):
        return False
    if PUBLISHED.match(text) or MODIFIED.match(text):
        return True
    # "Last updated 5 March 2024", and not "The updated plan of 5 March 2024".
    word = MODIFIED.search(text)
    return word is not None and _foreign(text[: word.start()] + text[word.end() :]) <= 1


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL_CHARS and not _DIGIT.search(text) and _says_when(text)


def _is_bare(text: str) -> bool:
    """Whether there is nothing but a date, with its weekday, its place or its zone."""
    return bool(_DIGIT.search(text)) and _foreign(text) <= 1


def _foreign(text: str) -> int:
    """How many words of the text no date has."""
    return sum(not _is_of_date(word) for word in _WORD.findall(text))


def _is_of_date(word: str) -> bool:
    return word.casefold() in _BETWEEN or word in ZONES or month_of(word) is not None
