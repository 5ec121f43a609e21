"""A flat text is dated by what stands below its headline, and by nothing else."""

from datetime import UTC, datetime
from functools import partial

import pytest

from pipelines.extract.dates import day_of
from pipelines.extract.header_lines import header_of

LATEST = datetime(2026, 11, 23, tzinfo=UTC)
LONG = (
    "The harbour board met on Monday and voted, after a long dispute, to close the pier for good."
)
PUBLISHED, MODIFIED = "date_published", "date_modified"


def stated(*texts: str) -> list[tuple[str, str]]:
    """(field, raw) of what the lines state."""
    offers = header_of(texts, partial(day_of, latest=LATEST)).offers
    return [(one.field, one.values[0]) for one in offers]


@pytest.mark.parametrize(
    "line",
    [
        "2024-03-05",
        "2024-03-05T10:30:00Z",
        "March 5, 2024",
        "Monday, 5 March 2024, 10:30 GMT",
        "5 de marzo de 2024",
        "Dienstag, 5. März 2024, 10:30 Uhr",
        "5 марта 2024 г.",
        "2024年3月5日",
        "Published: 5 March 2024",
        "Published by Ada Quill on March 5th, 2024",
        "Veröffentlicht am 05.03.2024",
    ],
)
def test_a_line_that_states_a_date_is_the_articles(line: str) -> None:
    """With a word that says so, or alone."""
    assert stated("By Ada Quill", line, LONG) == [(PUBLISHED, line)]


def test_an_update_is_no_publication() -> None:
    """On the same line, on one of its own, and below a label."""
    assert stated("Published 5 March 2024 | Updated 6 March 2024", LONG) == [
        (MODIFIED, "6 March 2024"),
        (PUBLISHED, "Published 5 March 2024 |"),
    ]
    assert stated("Updated: 6 March 2024", LONG) == [(MODIFIED, ": 6 March 2024")]
    assert stated("Dernière mise à jour le 6 mars 2024") == [(MODIFIED, "le 6 mars 2024")]
    assert stated("Last updated", "6 March 2024", LONG) == [(MODIFIED, "6 March 2024")]


@pytest.mark.parametrize(
    "lines",
    [
        ("Released on 5 March 2024, the film sold out.", LONG),
        ("The vote of 5 March 2024 and its price", LONG),
        ("The updated plan of 5 March 2024", LONG),
        (LONG, "5 March 2024", LONG),
        (*("Tide",) * 8, "Published: 5 March 2024"),
        ("Published: 5 March 2094", LONG),
        ("12 of 2024", LONG),
        (LONG,),
        (),
    ],
)
def test_what_only_holds_a_date_does_not_date_the_article(lines: tuple[str, ...]) -> None:
    """Sentences, subheads, lines far below, days to come."""
    assert header_of(lines, partial(day_of, latest=LATEST)).lines == frozenset()


def test_a_deck_may_stand_above_a_line_that_says_published() -> None:
    """A bare date there would be a subhead; the places tell which lines are no paragraphs."""
    header = header_of([LONG, "Published", "5 March 2024"], partial(day_of, latest=LATEST))
    assert header.lines == {1, 2}
