"""Titles lose what the site adds to them, and nothing else."""

import pytest

from pipelines.extract.headlines import Titling, headline, is_house, is_namesake, shares_words

NAMES = ("The Gazette", "gazette.example")
OWN = "Bridge opens again"


def titling(*headings: str, names: tuple[str, ...] = NAMES, **other: object) -> Titling:
    address = str(other.get("address", "https://gazette.example/town/bridge-opens"))
    return Titling(headings=headings, names=names, address=address)


@pytest.mark.parametrize(
    "raw",
    [
        "Bridge opens again - The Gazette",
        "Bridge opens again | The Gazette",
        "Bridge opens again | Town | The Gazette",
        "Bridge opens again » Town » The Gazette",
        "The Gazette: Bridge opens again",
        "The Gazette | Bridge opens again",
        "Town | Bridge opens again | The Gazette",
        "Bridge opens again – gazette.example",
        "Bridge opens again -",
        "» Bridge opens again",
    ],
)
def test_the_sites_name_is_cut(raw: str) -> None:
    """At the end or the beginning, behind any of the usual marks."""
    assert headline(raw, titling(OWN)) == OWN


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Bridge opens again | The Gazette Online News", "The Gazette"),
        ("Bridge opens again | Harbour City Review", "hcr.example"),
        ("Bridge opens again - Harbour Blog", "harbour.example"),
        ("Bridge opens again | Harbour GmbH", "harbour.example"),
        ("Bridge opens again | News", "harbour.example"),
    ],
)
def test_forms_of_the_name_are_cut_without_any_heading(raw: str, name: str) -> None:
    """Its words among common ones, its initials, its company's legal form."""
    page = titling(names=(name,), address=f"https://{name}/a-bridge")
    assert headline(raw, page) == OWN


@pytest.mark.parametrize(
    "title",
    [
        "Rain - at last",
        "Rain: what comes next",
        "Was it right? - Yes",
        "Mayor: «No bridge for now»",
        "Bridge - Was it worth it? - A look back",
        "World Cup: Was wissen wir?",
    ],
)
def test_a_mark_inside_a_headline_is_the_headlines(title: str) -> None:
    """What follows it is neither the site's name nor a section."""
    assert headline(title, titling()) == title
    assert headline(f"{title} - The Gazette", titling()) == title


def test_a_section_of_the_address_is_cut() -> None:
    """A last part that equals a folder of the address says where the page is, not what it is."""
    assert headline("Bridge opens again | Town", titling()) == OWN


def test_a_slug_is_no_section() -> None:
    """The last part of the address is the article's own name."""
    page = titling(address="https://gazette.example/town/rain/")
    assert headline("What comes next | Rain", page) == "What comes next | Rain"


def test_a_heading_in_two_parts_stays_whole() -> None:
    """Where the page prints both parts as headings, both are the headline."""
    page = titling("Harbour bridge", "Court rejects the complaint of the town")
    raw = "Harbour bridge: Court rejects the complaint of the town"
    assert headline(raw, page) == raw


def test_a_lesser_heading_is_found_in_the_middle_of_a_title() -> None:
    """Where the h1 is the site's logo, the headline stands in an h2."""
    page = titling("The Gazette", "The old bridge opens again")
    raw = "Harbour club - The old bridge opens again - Press - News"
    assert headline(raw, page) == "The old bridge opens again"


def test_an_h1_that_is_a_logo_cuts_nothing() -> None:
    """A heading of a word or two is no headline."""
    assert headline("Rain: what comes next", titling("Rain")) == "Rain: what comes next"


def test_entities_that_were_escaped_twice_are_undone() -> None:
    """`&amp;#8230;` in the page is an ellipsis to the reader."""
    assert headline("And finally&#8230; rain &amp; wind", titling()) == "And finally… rain & wind"


def test_a_heading_about_something_else_does_not_count() -> None:
    """A section's name shares no words with the title."""
    assert shares_words("The bridge opens again", ["Bridge opens again after weeks"])
    assert not shares_words("Town and country", ["Bridge opens again after weeks"])


def test_a_house_is_told_from_a_person() -> None:
    """The site's name and its desks are houses; a person's own site bears the person's name."""
    page = titling()
    assert is_house("The Gazette", page)
    assert is_house("Gazette Sports", page)
    assert not is_house("Ada Marsh", page)
    own = titling(names=("adamarsh.example",), address="https://adamarsh.example/bridge")
    assert is_namesake("Ada Marsh", own)
    assert not is_namesake("The Gazette", page)
