"""Overlap of word 4-grams, as the article-extraction-benchmark defines it, written anew.

Source: github.com/scrapinghub/article-extraction-benchmark, evaluate script: multisets of four
words in a row; precision and recall of each page; their means over the pages; F1 of the means.
"""

import re
from collections import Counter
from dataclasses import dataclass

WORDS = re.compile(r"\w+")
LENGTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Precision and recall of one page, 0.0 to 1.0; identical: no shingle too many or too few."""

    precision: float
    recall: float
    identical: bool


def overlap(true: str, extracted: str) -> Overlap:
    """How far the extracted text is the true one. Two empty texts agree."""
    wanted, found = shingles(true), shingles(extracted)
    shared = (wanted & found).total()
    return Overlap(
        precision=_share(shared, found.total(), wanted.total()),
        recall=_share(shared, wanted.total(), found.total()),
        identical=wanted == found,
    )


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Each run of four words and how often it comes; a shorter text is one run."""
    words = WORDS.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + LENGTH]) for at in range(max(1, len(words) - LENGTH + 1)))


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0.0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(shared: int, whole: int, other: int) -> float:
    return shared / whole if whole else float(not other)
