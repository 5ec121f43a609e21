"""Which pages tell one story: its copies and revisions count as one witness, not as several.

Without this, copies of an agency's story look like a template (recall fell from .944 to .908 on
portals that print the same story several times).
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from pipelines.model import Page
from pipelines.template.keys import block_key
from pipelines.template.shape import is_prose

# Copies share most paragraphs, different stories of one site share boxes and disclaimers.
_SHARED_PARAGRAPHS = 0.3
_FEWEST_SHARED = 2
# What stands on more pages than this is no copy's paragraph but the site's.
_MOST_COPIES = 5


def stories_of(pages: Sequence[Page]) -> tuple[int, ...]:
    """For each page the number of its story; pages of one story have one number.

    Pages are one story when their `story` says so, their URL is the same, or they share at least
    30 % of the shorter one's paragraphs (two at least, or the only one that it has).
    """
    parent = list(range(len(pages)))
    for group in _named(pages):
        for other in group[1:]:
            _join(parent, group[0], other)
    paragraphs = [_paragraphs(page) for page in pages]
    for (one, two), shared in _shared(paragraphs).items():
        fewest = min(len(paragraphs[one]), len(paragraphs[two]))
        if shared >= min(_FEWEST_SHARED, fewest) and shared >= _SHARED_PARAGRAPHS * fewest:
            _join(parent, one, two)
    return tuple(_root(parent, at) for at in range(len(pages)))


def _named(pages: Sequence[Page]) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for at, page in enumerate(pages):
        groups[page.story or page.url].append(at)
    return list(groups.values())


def _paragraphs(page: Page) -> frozenset[str]:
    return frozenset(block_key(b.text) for b in page.blocks if b.in_body and is_prose(b.text))


def _shared(paragraphs: Sequence[frozenset[str]]) -> dict[tuple[int, int], int]:
    """How many paragraphs each pair of pages shares, those of many pages left out."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, texts in enumerate(paragraphs):
        for text in texts:
            holders[text].append(at)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for pages in holders.values():
        if 1 < len(pages) <= _MOST_COPIES:
            for pair in combinations(pages, 2):
                counts[pair] += 1
    return counts


def _join(parent: list[int], one: int, two: int) -> None:
    first, second = sorted((_root(parent, one), _root(parent, two)))
    parent[second] = first


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        at = parent[at]
    return at
