"""Names without the words around them."""

import pytest

from pipelines.extract.authors import authors, is_body, is_full_name, signatures


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Ada Marsh", ("Ada Marsh",)),
        ("ByAda Marsh", ("Ada Marsh",)),
        ("Von Ada Marsh und Jonas Feld", ("Ada Marsh", "Jonas Feld")),
        ("Text: Ada Marsh", ("Ada Marsh",)),
        ("Ein Gastbeitrag von Ada Marsh", ("Ada Marsh",)),
        ("Di Anna Rossi", ("Anna Rossi",)),
        ("Di Marco", ("Di Marco",)),
        ("Ada Marsh, Jonas Feld and Mia Oak", ("Ada Marsh", "Jonas Feld", "Mia Oak")),
        ("Ada Marsh, Jonas Feld, and Mia Oak", ("Ada Marsh", "Jonas Feld", "Mia Oak")),
        ("Ada Marsh et Jonas Feld", ("Ada Marsh", "Jonas Feld")),
        ("Ada Marsh, political editor", ("Ada Marsh",)),
        ("Ada Marsh, Sr. Director of Bridges, Harbour Lines", ("Ada Marsh",)),
        ("Ada Marsh, Projektleiterin der Stadt", ("Ada Marsh",)),
        ("Ada Marsh, Ph.D.", ("Ada Marsh, Ph.D.",)),
        ("Ada Marsh, MD*", ("Ada Marsh, MD",)),
        ("Ada Marsh und dpa", ("Ada Marsh", "dpa")),
        ("Gazette-Reporterin Ada Marsh", ("Ada Marsh",)),
        ("ADA MARSH", ("Ada Marsh",)),
        ("Ada M.", ("Ada M.",)),
        ("Ada (Lou) Marsh", ("Ada (Lou) Marsh",)),
        ("Ada Marsh in Northport", ("Ada Marsh",)),
        ("Ada Marsh | 3.4.2025", ("Ada Marsh",)),
        ("Par Ada Marsh 19 novembre 2026, 21:55", ("Ada Marsh",)),
        ("March 4, 2025 By Ada Marsh", ("Ada Marsh",)),
        ("Ada Marsh ada@gazette.example @adamarsh", ("Ada Marsh",)),
        ("Jean-Luc de la Tour", ("Jean-Luc de la Tour",)),
        ("김하늘 기자", ("김하늘",)),
        ("Town desk", ("Town desk",)),
        ("Staff Writers", ()),
        ("View all", ()),
        ("View all posts by", ()),
        ("Follow", ()),
        ("Admin", ()),
        ("Published 3 March 2025", ()),
        ("Harbour Verlag GmbH, Northport, Germany", ()),
        ("https://social.example/adamarsh", ()),
        ("Ada lives by the sea and has written about harbours for many years now", ()),
    ],
)
def test_names_are_found_and_noise_is_not(value: str, names: tuple[str, ...]) -> None:
    """Roles, places, dates, addresses, interface words and sentences are no names."""
    assert authors([value]) == names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("harbourfan", ("harbourfan",)),
        ("Mobi marsh", ("Mobi marsh",)),
        ("h.marsh", ("h.marsh",)),
        ("Von Ada Marsh", ("Ada Marsh",)),
        ("admin", ()),
        ("gazette.com", ()),
        ("12345", ()),
    ],
)
def test_a_field_for_authors_may_hold_a_nickname(value: str, names: tuple[str, ...]) -> None:
    """In JSON-LD or a link to a person's page a single word in any case is a name."""
    assert signatures([value]) == names


def test_what_is_told_to_be_the_site_is_dropped() -> None:
    """The publisher is no author."""
    assert authors(["Ada Marsh; The Gazette"], lambda name: "Gazette" in name) == ("Ada Marsh",)


def test_a_name_given_twice_stands_once() -> None:
    """Case does not make another person."""
    assert authors(["Ada Marsh", "ada Marsh"]) == ("Ada Marsh",)


def test_persons_and_bodies_are_told_apart() -> None:
    """An agency is a body, a full name is a person's."""
    assert is_full_name("Ada Marsh")
    assert not is_full_name("Ada")
    assert not is_full_name("Town & Country")
    assert not is_full_name("Harbour News Agency")
    assert is_body("Harbour News Agency")
    assert not is_body("Ada Marsh")
