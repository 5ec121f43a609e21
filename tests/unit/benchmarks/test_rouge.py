"""ROUGE-LSum over paragraphs."""

import pytest

from benchmarks.extraction.rouge import rouge_lsum


def test_equal_texts_score_one_and_foreign_ones_nothing() -> None:
    """The ends of the scale."""
    assert rouge_lsum(["the mill turns", "it rains"], ["the mill turns", "it rains"]) == 1.0
    assert rouge_lsum(["the mill turns"], ["no word here"]) == 0.0


def test_what_several_paragraphs_share_with_one_is_united() -> None:
    """Lin's example: w1 w2 and w1 w3 w5 unite to w1 w2 w3 w5, four of five words."""
    score = rouge_lsum(["w1 w2 w3 w4 w5"], ["w1 w2 w6 w7 w8", "w1 w3 w8 w9 w5"])
    recall, precision = 4 / 5, 4 / 10
    assert score == pytest.approx(2 * recall * precision / (recall + precision))


def test_a_word_counts_at_most_as_often_as_it_was_extracted() -> None:
    """One "so" cannot answer for two."""
    assert rouge_lsum(["so it is", "so be it"], ["so it is"]) == pytest.approx(2 * 0.5 / 1.5)
