"""The generated world says what it means, and its scores count what they say."""

import pytest

from benchmarks.duplicates.scores import clustered, scores
from benchmarks.duplicates.world import COPIED, Entry, world


def entry(story: str, kind: str = "exact") -> Entry:
    return Entry(story=story, kind=kind, site="a.example", language="en", paragraphs=("x",))


def test_scores_count_pairs_and_kinds() -> None:
    """Two of three copies found, and a look-alike among them."""
    entries = [entry("a", "original"), entry("a"), entry("a"), entry("b", "report")]
    found = scores(entries, [1, 1, None, 1])
    assert (found.true_pairs, found.found_pairs, found.right_pairs) == (3, 3, 1)
    assert found.precision == pytest.approx(1 / 3)
    assert found.kinds["exact"].found == 1
    assert found.kinds["report"].wrong == 1


def test_nothing_joined_is_nothing_wrong() -> None:
    """And nothing found."""
    found = scores([entry("a", "original"), entry("a")], [None, None])
    assert (found.precision, found.recall) == (1.0, 0.0)


@pytest.mark.slow
def test_the_half_that_decides_is_right() -> None:
    """Other languages and patterns than those that the thresholds were chosen on."""
    entries = world("held out", 1)
    assert entries == world("held out", 1)
    found = scores(entries, clustered(entries))
    assert found.precision > 0.99
    assert found.recall > 0.85
    assert found.kinds[COPIED].found == found.kinds[COPIED].entries
    assert found.kinds["report"].wrong == 0
    assert found.kinds["cut, framed"].found == found.kinds["cut, framed"].entries
