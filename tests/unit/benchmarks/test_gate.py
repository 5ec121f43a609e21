"""Pinned scores."""

from benchmarks.extraction.gate import fallen

PINNED = {"aeb, copydesk": {"f1": 98.0, "leaked": 40, "empty": 0}}


def test_figures_as_pinned_pass() -> None:
    """So does a share within the tolerance, and whatever is better."""
    now = {"aeb, copydesk": {"f1": 97.95, "leaked": 12, "empty": 0}}
    assert list(fallen(PINNED, now)) == []


def test_a_share_that_fell_is_named_with_both_figures() -> None:
    """The line is what stands in a log."""
    now = {"aeb, copydesk": {"f1": 97.8, "leaked": 40, "empty": 0}}
    assert list(fallen(PINNED, now)) == ["aeb, copydesk: f1 was 98, is 97.8"]


def test_a_count_may_not_rise() -> None:
    """One page more without text is a page without text."""
    now = {"aeb, copydesk": {"f1": 98.0, "leaked": 40, "empty": 1}}
    assert list(fallen(PINNED, now)) == ["aeb, copydesk: empty was 0, is 1"]


def test_a_figure_that_is_gone_is_worse() -> None:
    """A gate that measures nothing would pass everything."""
    assert len(list(fallen(PINNED, {}))) == 3
