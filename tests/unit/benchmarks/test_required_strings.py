"""Strings that must and must not be there."""

from benchmarks.extraction.phrases import Found, found


def test_strings_are_looked_for_across_lines_and_marks() -> None:
    """Line ends and quotation marks are the extractor's."""
    lines = ["The “pilot” was", "asleep.", "Subscribe now"]
    assert found(["'pilot' was asleep", "the cook"], ["Subscribe now", "Imprint"], lines) == Found(
        held=1, missed=1, wrong=1, absent=1
    )


def test_counts_of_pages_add_up_to_shares() -> None:
    """Every string weighs the same."""
    both = Found(held=3, wrong=1) + Found(missed=1, absent=3)
    assert (both.precision, both.recall, both.f1, both.accuracy) == (0.75, 0.75, 0.75, 0.75)
