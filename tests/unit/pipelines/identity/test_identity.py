"""New, unchanged, revised, duplicate: decided from digests and times alone."""

from datetime import UTC, datetime, timedelta

import pytest

from pipelines.identity.decide import Decision, Standing, Version, decide
from pipelines.identity.fingerprint import metadata_digest, text_digest
from pipelines.model import Metadata, Moment, Outcome, Precision, Sourced

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def version(text: str = "a", metadata: str = "m", at: datetime = NOW) -> Version:
    return Version(text_digest=text, metadata_digest=metadata, fetched_at=at)


@pytest.mark.parametrize(
    ("incoming", "expected"),
    [
        (version(at=LATER), Decision(outcome=Outcome.UNCHANGED)),
        (version(text="b", at=LATER), Decision(outcome=Outcome.REVISED, revision="substantive")),
        (version(metadata="n", at=LATER), Decision(outcome=Outcome.REVISED, revision="metadata")),
        (version(text="b", at=NOW - timedelta(hours=1)), Decision(outcome=Outcome.UNCHANGED)),
    ],
)
def test_a_known_page_is_compared_with_what_is_filed(incoming: Version, expected: Decision) -> None:
    """Text beats metadata, and an older fetch never overwrites a newer one."""
    assert decide(Standing(version=version(), same_address=True), incoming) == expected


def test_a_first_page_is_new() -> None:
    """Nothing stands in the database under any of its addresses."""
    assert decide(None, version()) == Decision(outcome=Outcome.NEW, revision="initial")


def test_another_address_of_a_filed_article_is_a_duplicate_and_no_revision() -> None:
    """An AMP twin may word things differently; it must not make a revision of the article."""
    standing = Standing(version=version(), same_address=False)
    assert decide(standing, version(text="b", at=LATER)) == Decision(outcome=Outcome.DUPLICATE)


def test_white_space_and_case_make_no_other_text() -> None:
    """A re-flowed page is the same text; a changed word is another."""
    assert text_digest("One  two\n\nThree") == text_digest("one two three")
    assert text_digest("one two three") != text_digest("one two four")


def test_the_origin_of_a_value_makes_no_other_metadata() -> None:
    """The same date from a feed instead of the page is no edit of the publisher."""
    moment = Moment(value=NOW, precision=Precision.SECOND, zone_known=True)
    page = Metadata(date_published=Sourced(value=moment, origin="json-ld"))
    feed = Metadata(date_published=Sourced(value=moment, origin="feed"))
    other = Metadata(headline=Sourced(value="x", origin="feed"))
    assert metadata_digest(page) == metadata_digest(feed)
    assert metadata_digest(page) != metadata_digest(other)
