"""ROUGE-LSum over paragraphs, as fundus-eval scores: longest common subsequences, united.

Source: C.-Y. Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004), section 3.2.
For each paragraph of the truth the words that any extracted paragraph shares with it in order are
united; a word counts at most as often as the extraction has it.
"""

from collections import Counter
from collections.abc import Sequence

from benchmarks.extraction.lines import words
from benchmarks.extraction.shingles import f1


def rouge_lsum(true: Sequence[str], extracted: Sequence[str]) -> float:
    """F1 of one page, 0.0 to 1.0."""
    wanted = [words(paragraph) for paragraph in true]
    given = [words(paragraph) for paragraph in extracted]
    hits = _hits(wanted, given)
    recall = hits / max(1, sum(map(len, wanted)))
    return f1(hits / max(1, sum(map(len, given))), recall)


def _hits(wanted: Sequence[list[str]], given: Sequence[list[str]]) -> int:
    left = Counter(word for paragraph in given for word in paragraph)
    hits = 0
    for paragraph in wanted:
        for at in sorted(_united(paragraph, given)):
            if left[paragraph[at]] > 0:
                left[paragraph[at]] -= 1
                hits += 1
    return hits


def _united(paragraph: list[str], given: Sequence[list[str]]) -> set[int]:
    if paragraph in given:
        return set(range(len(paragraph)))
    known = set(paragraph)
    united: set[int] = set()
    for other in given:
        if not known.isdisjoint(other):
            united |= _common(paragraph, other)
    return united


def _common(paragraph: list[str], other: list[str]) -> set[int]:
    """Places in `paragraph` of one longest common subsequence with `other`."""
    rows = [[0] * (len(other) + 1)]
    for word in paragraph:
        rows.append(_row(rows[-1], word, other))
    places: set[int] = set()
    at, to = len(paragraph), len(other)
    while at and to:
        if paragraph[at - 1] == other[to - 1]:
            places.add(at - 1)
            at, to = at - 1, to - 1
        elif rows[at - 1][to] >= rows[at][to - 1]:
            at -= 1
        else:
            to -= 1
    return places


def _row(above: list[int], word: str, other: list[str]) -> list[int]:
    row = [0]
    for to, its in enumerate(other):
        row.append(above[to] + 1 if word == its else max(above[to + 1], row[to]))
    return row
