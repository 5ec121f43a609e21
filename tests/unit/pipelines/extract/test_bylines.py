"""A byline is a field, not the first paragraph."""

import pytest

from pipelines.extract.bylines import is_byline

AUTHORS = ("Wiebke Sandmann", "Tobias Finch")


@pytest.mark.parametrize(
    "line",
    [
        "Von Wiebke Sandmann 27. Oktober 2026, 17:57",
        "By Tobias Finch and Wiebke Sandmann",
        "TOBIAS FINCH | Updated 3 March 2026",
    ],
)
def test_a_line_of_names_and_dates_is_a_byline(line: str) -> None:
    """Whatever the language of its little words."""
    assert is_byline(line, AUTHORS)


@pytest.mark.parametrize(
    "line",
    [
        "Tobias Finch has died.",
        "Tobias Finch, who led the tenants' league for thirty years, has died at 83",
        "By 27 October 2026",
        "",
    ],
)
def test_a_line_that_says_something_of_its_own_is_none(line: str) -> None:
    """An article may begin with its author's name, or with a date."""
    assert not is_byline(line, AUTHORS)
