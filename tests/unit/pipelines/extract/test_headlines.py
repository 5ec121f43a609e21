"""Titles lose what the site adds to them."""

import pytest

from pipelines.extract.headlines import headline, shares_words

SITE = ("The Gazette", "gazette.example")


@pytest.mark.parametrize(
    "raw",
    [
        "Bridge opens again - The Gazette",
        "Bridge opens again | The Gazette",
        "Bridge opens again | Town | The Gazette",
        "The Gazette: Bridge opens again",
        "Bridge opens again – gazette.example",
    ],
)
def test_the_sites_name_is_cut(raw: str) -> None:
    """At the end or the beginning, behind any of the usual marks."""
    assert headline(raw, ["Bridge opens again"], SITE) == "Bridge opens again"


def test_without_an_h1_only_the_sites_own_name_is_cut() -> None:
    """A dash inside a headline is the headline's."""
    assert headline("Rain - at last - The Gazette", [], SITE) == "Rain - at last"
    assert headline("Rain - at last", [], SITE) == "Rain - at last"


def test_an_h1_that_is_a_logo_cuts_nothing() -> None:
    """A heading of a word or two is no headline."""
    assert headline("Rain: what comes next", ["Rain"], SITE) == "Rain: what comes next"


def test_a_heading_about_something_else_does_not_count() -> None:
    """A section's name shares no words with the title."""
    assert shares_words("The bridge opens again", ["Bridge opens again after weeks"])
    assert not shares_words("Town and country", ["Bridge opens again after weeks"])
