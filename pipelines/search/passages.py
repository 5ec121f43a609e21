"""What of an article to show beside a search's answer, and which words of it were meant.

Rule 1: the parts joined are a piece of the text, letter for letter, but for white space and the
    dots where something was left out.
Rule 2: the same on both engines: neither's own snippets are used.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.search.query import Term
from pipelines.search.words import Word, composed, words

# Three lines of a terminal; the passage begins so far before its first hit.
PASSAGE_CHARS = 240
_BEFORE = 60
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text; is_hit: a word or phrase that was searched for."""

    text: str
    is_hit: bool = False


def marked(text: str, terms: Sequence[Term]) -> tuple[Part, ...]:
    """The whole text, in which the terms' hits are parts of their own."""
    text = composed(text)
    return tuple(_parts(text, _spans(text, terms), 0, len(text)))


def passage(text: str, terms: Sequence[Term], chars: int = PASSAGE_CHARS) -> tuple[Part, ...]:
    """About so many characters around the place with most of the terms; its beginning if none."""
    text = composed(" ".join(text.split()))
    spans = _spans(text, terms)
    start = max(0, _best(spans, chars) - _BEFORE) if spans else 0
    start, end = _at_words(text, start, min(len(text), start + chars))
    before = [Part(_MORE)] if start else []
    after = [Part(_MORE)] if end < len(text) else []
    return (*before, *_parts(text, spans, start, end), *after)


def _spans(text: str, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Where each term stands: start, end and the term's place in the query; in text order."""
    found = list(words(text))
    return [
        (found[place].start, found[place + len(term.words) - 1].end, number)
        for place in range(len(found))
        for number, term in enumerate(terms)
        if _stands(found, place, term)
    ]


def _stands(found: Sequence[Word], place: int, term: Term) -> bool:
    there = [word.text for word in found[place : place + len(term.words)]]
    if len(there) < len(term.words) or there[:-1] != list(term.words[:-1]):
        return False
    last = term.words[-1]
    return there[-1].startswith(last) if term.begins else there[-1] == last


def _best(spans: Sequence[tuple[int, int, int]], chars: int) -> int:
    """The start of the hit after which most different terms stand, then most hits."""

    def worth(place: int) -> tuple[int, int, int]:
        first = spans[place][0]
        near = [span for span in spans[place:] if span[1] <= first + chars - _BEFORE]
        return len({number for _, _, number in near}), len(near), -first

    return spans[max(range(len(spans)), key=worth)][0]


def _at_words(text: str, start: int, end: int) -> tuple[int, int]:
    """No word is cut where a blank is near; running scripts have none."""
    blank = re.compile(r"\s").search(text, start, min(start + _BEFORE // 2, end))
    if start and blank:
        start = blank.end()
    last = text.rfind(" ", max(start, end - _BEFORE // 2), end)
    if end < len(text) and last > start:
        end = last
    return start, end


def _parts(
    text: str, spans: Sequence[tuple[int, int, int]], start: int, end: int
) -> Iterator[Part]:
    """Hits that touch or overlap are one: pairs of characters do."""
    place = start
    within = [(max(first, start), min(last, end)) for first, last in _joined(spans)]
    for first, last in within:
        if first >= last:
            continue
        if place < first:
            yield Part(text[place:first])
        yield Part(text[first:last], is_hit=True)
        place = last
    if place < end:
        yield Part(text[place:end])


def _joined(spans: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end, _ in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
