"""Which blocks of a page does an engine's answer hold?

trafilatura and JSON-LD answer with text alone, its lines glued, cut or marked up. White space
is taken out of both sides and each block is looked for in the answer:

Rule 1: long blocks first. Where a text is printed twice, the copy that stands in the same order
    as its neighbours is meant (the longest chain of matches that rises on both sides).
Rule 2: a long block most of whose pieces stand between its neighbours counts whole, because
    extractors drop inline parts.
Rule 3: a short block ("Share") counts only as a whole segment of the answer, between the
    places of its long neighbours.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from pipelines.extract.blocks import Placed
from pipelines.extract.characters import squeezed

# Squeezed characters from which a text is its own proof, the pieces that a cut text is looked
# for in, and the share of them that must be there. With these F1 of the aligned blocks equals
# that of the engine's own text on aeb (.969).
LONG = 32
PIECE = 16
ENOUGH = 0.5
# Copies of one text that are looked for; pages repeat instructions, not paragraphs.
COPIES = 6

_Span = tuple[int, int]


def aligned(segments: Sequence[str], blocks: Sequence[Placed]) -> frozenset[int]:
    """Indexes of the `blocks` whose text stands in the answer.

    segments: the answer's paragraphs, headings and cells, in its order.
    """
    pieces = [_key(segment) for segment in segments]
    text = "".join(pieces)
    if not text:
        return frozenset()
    keys = {block.index: _key(block.text) for block in blocks}
    whole = {index: _starts(text, key) for index, key in keys.items() if len(key) >= LONG}
    places = _rising(whole, keys)
    places |= {
        index: span
        for index, gap in _gaps(keys, places, len(text))
        if len(keys[index]) >= LONG and (span := _in_pieces(text, keys[index], gap))
    }
    edges = frozenset(accumulate((len(piece) for piece in pieces), initial=0))
    return frozenset(places) | _short(text, edges, keys, places) | _late(whole, places)


def _key(text: str) -> str:
    """Text without white space and without the bars between the cells of a table."""
    return squeezed(text).replace("|", "")


def _starts(text: str, key: str) -> list[int]:
    """Where `key` stands in `text`, last place first, at most COPIES of them."""
    starts: list[int] = []
    start = text.find(key)
    while start >= 0 and len(starts) < COPIES:
        starts.insert(0, start)
        start = text.find(key, start + len(key))
    return starts


def _rising(found: Mapping[int, Sequence[int]], keys: Mapping[int, str]) -> dict[int, _Span]:
    """The longest chain of blocks whose places rise (Hunt and Szymanski's subsequence).

    Of two blocks that fit the same place the later one wins: what stands above is more often
    a teaser of the text than the text.
    """
    tails: list[int] = []
    owners: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for index, starts in found.items():
        for start in starts:
            length = bisect_left(tails, start)
            tails[length : length + 1] = [start]
            owners[length : length + 1] = [(index, start)]
            before[index, start] = owners[length - 1] if length else None
    chain = {}
    last = owners[-1] if owners else None
    while last is not None:
        chain[last[0]] = (last[1], last[1] + len(keys[last[0]]))
        last = before[last]
    return dict(reversed(chain.items()))


def _gaps(
    keys: Mapping[int, str], places: Mapping[int, _Span], length: int
) -> Iterator[tuple[int, _Span]]:
    """Each block without a place, with the gap of the text between its placed neighbours."""
    following, end = {}, length
    for index in reversed(list(keys)):
        following[index] = end
        if index in places:
            end = places[index][0]
    start = 0
    for index in keys:
        if index in places:
            start = places[index][1]
        else:
            yield index, (start, following[index])


def _in_pieces(text: str, key: str, gap: _Span) -> _Span | None:
    """Where the pieces of a block stand in the gap, if enough of them do."""
    pieces = [key[start : start + PIECE] for start in range(0, len(key), PIECE)]
    found = [place for piece in pieces if (place := text.find(piece, *gap)) >= 0]
    if len(found) < ENOUGH * len(pieces):
        return None
    return min(found), max(found) + PIECE


def _short(
    text: str, edges: frozenset[int], keys: Mapping[int, str], places: Mapping[int, _Span]
) -> frozenset[int]:
    """Short blocks found in order, as whole segments, in the gaps that the long ones leave."""
    taken, cursor = set(), 0
    for index, (start, end) in _gaps(keys, places, len(text)):
        cursor = max(cursor, start) if cursor <= end else start
        key = keys[index]
        if not 0 < len(key) < LONG:
            continue
        place = text.find(key, cursor, end)
        while place >= 0 and not {place, place + len(key)} <= edges:
            place = text.find(key, place + 1, end)
        if place >= 0:
            taken.add(index)
            cursor = place + len(key)
    return frozenset(taken)


def _late(whole: Mapping[int, Sequence[int]], places: Mapping[int, _Span]) -> frozenset[int]:
    """Blocks out of order whose text nobody else claims: engines append what they recover."""
    claimed = {start for start, _end in places.values()}
    late = set()
    for index, starts in whole.items():
        free = next((start for start in starts if start not in claimed), None)
        if index not in places and free is not None:
            claimed.add(free)
            late.add(index)
    return frozenset(late)
