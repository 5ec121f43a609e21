"""Who stands for a cluster, and whom a credit names."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from pipelines.identity.credit import agency_sites
from pipelines.identity.lead import lead
from pipelines.model import Member

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MIDNIGHT = NOON - timedelta(hours=12)
BODY = "The council voted to repair the quay.\n\nWork begins in spring, Reuters was told."


def member(number: int, hours: float | None, **more: object) -> Member:
    stated = {
        "site": f"site-{number}.example",
        "date_published": None if hours is None else NOON + timedelta(hours=hours),
        "precision": None if hours is None else "minute",
        "first_seen_at": NOON + timedelta(hours=9),
    }
    return Member(article_id=number, **(stated | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([member(1, 2), member(2, 1)], 2),
        ([member(1, 1), member(2, 1)], 1),
        ([member(1, 10), member(2, None)], 2),
        ([member(1, 1), member(2, -12, precision="day")], 1),
        ([member(1, 10), member(2, -12, precision="day")], 2),
        ([member(1, 1, agencies=("wire.example",)), member(2, 5, site="wire.example")], 2),
        ([member(1, 1, agencies=("elsewhere.example",)), member(2, 5)], 1),
    ],
    ids=[
        *("first published", "first filed", "undated: first seen", "a day is no hour"),
        *("a day seen by then", "the named agency", "an agency that is no member"),
    ],
)
def test_the_lead(members: list[Member], expected: int) -> None:
    """The agency that a credit names, else the first; in whichever order they were found."""
    assert {lead(order).article_id for order in permutations(members)} == {expected}


@pytest.mark.parametrize(
    ("text", "authors", "expected"),
    [
        (BODY, ("Reuters",), "reuters.com"),
        (BODY, ("Ann Lee / dpa",), "dpa.com"),
        (f"HARLOW, March 3 (Reuters) - {BODY}", (), "reuters.com"),
        (f"{BODY} (dpa/lno)", (), "dpa.com"),
        (f"{BODY}\n\nQuelle: dpa", (), "dpa.com"),
        (f"{BODY}\n\n© AFP", (), "afp.com"),
        (f"（新华社）{BODY}", (), "news.cn"),
    ],
)
def test_a_credit_names_its_agency(text: str, authors: tuple[str, ...], expected: str) -> None:
    """In the byline, in brackets at either end, or on a last line of its own."""
    assert expected in agency_sites(text, authors)


@pytest.mark.parametrize(
    ("text", "authors"),
    [(BODY, ()), (BODY, ("Ann Lee",)), (f"{BODY} It cost more than planned (ap).", ())],
)
def test_an_agency_that_is_only_spoken_of_is_no_credit(text: str, authors: tuple[str, ...]) -> None:
    """A mention amid the text, another author, a word in small letters."""
    assert agency_sites(text, authors) == ()
