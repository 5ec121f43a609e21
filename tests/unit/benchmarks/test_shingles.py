"""Overlap of word 4-grams."""

import pytest

from benchmarks.extraction.shingles import f1, overlap


def test_a_page_too_long_by_half_has_full_recall_and_half_precision() -> None:
    """Five words have two shingles; the seven of the extraction have four."""
    page = overlap("one two three four five", "one two three four five six seven")
    assert (page.precision, page.recall, page.identical) == (0.5, 1.0, False)


def test_a_shingle_counts_as_often_as_it_comes() -> None:
    """A paragraph given twice is half foreign."""
    page = overlap("a b c d", "a b c d\na b c d")
    assert page.precision == pytest.approx(1 / 5)
    assert page.recall == 1.0


def test_marks_make_no_difference_but_case_does() -> None:
    """As in the definition: words are compared as they are printed."""
    assert overlap("The mill, it turns.", "The mill -- it turns!").identical
    assert not overlap("The mill it turns", "the mill it turns").identical


def test_nothing_extracted_is_no_recall_and_nothing_wanted_is_agreement() -> None:
    """An empty answer to a text scores nothing; an empty answer to no text is right."""
    assert overlap("some words", "").recall == 0.0
    assert overlap("some words", "").precision == 0.0
    assert overlap("", "").identical
    assert overlap("", "").precision == 1.0


def test_f1_is_the_harmonic_mean() -> None:
    """And 0 where nothing is right."""
    assert f1(0.5, 1.0) == pytest.approx(2 / 3)
    assert f1(0.0, 0.0) == 0.0
