"""Names without the words around them."""

import pytest

from pipelines.extract.authors import authors


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Ada Marsh", ("Ada Marsh",)),
        ("Von Ada Marsh und Jonas Feld", ("Ada Marsh", "Jonas Feld")),
        ("Ada Marsh, Jonas Feld and Mia Oak", ("Ada Marsh", "Jonas Feld", "Mia Oak")),
        ("Ada Marsh, political editor", ("Ada Marsh",)),
        ("ADA MARSH", ("Ada Marsh",)),
        ("Ada Marsh in Northport", ("Ada Marsh",)),
        ("Ada Marsh ada@gazette.example @adamarsh", ("Ada Marsh",)),
        ("Jean-Luc de la Tour", ("Jean-Luc de la Tour",)),
        ("Town desk", ("Town desk",)),
        ("View all", ()),
        ("Published 3 March 2025", ()),
        ("https://social.example/adamarsh", ()),
        ("Ada lives by the sea and has written about harbours for many years now", ()),
    ],
)
def test_names_are_found_and_noise_is_not(value: str, names: tuple[str, ...]) -> None:
    """Roles, places, addresses and sentences are no names."""
    assert authors([value]) == names


def test_the_publisher_is_dropped_where_a_person_is_named() -> None:
    """Alone it stays, because it is all that the page says."""
    assert authors(["Ada Marsh", "The Gazette"], ["The Gazette"]) == ("Ada Marsh",)
    assert authors(["The Gazette"], ["The Gazette"]) == ("The Gazette",)


def test_a_name_given_twice_stands_once() -> None:
    """Case does not make another person."""
    assert authors(["Ada Marsh", "ada Marsh"]) == ("Ada Marsh",)
