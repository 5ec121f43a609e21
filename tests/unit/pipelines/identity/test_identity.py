"""New, unchanged, revised, duplicate: decided from digests and times alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipelines.identity.decide import (
    ALTERNATES,
    EXTRACTOR,
    IN_PART,
    WINDOW,
    Standing,
    Version,
    decide,
    decide_gone,
)
from pipelines.identity.fingerprint import metadata_digest, text_digest
from pipelines.model import Metadata, Moment, Outcome, Precision, Sourced

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATER = NOW + HOUR


def version(text: str = "a", metadata: str = "m", at: datetime = NOW, **more: Any) -> Version:
    return Version(text=text, metadata=metadata, fetched_at=at, **more)


def standing(*history: Version, **more: Any) -> Standing:
    filed = history or (version(),)
    return Standing(history=filed, fetched_at=filed[-1].fetched_at, **more)


def after(*states: str) -> Standing:
    """An article that was in these states, an hour apart; `-` stands for withdrawn."""
    versions = [
        version(text=state, at=NOW + at * HOUR, kind="withdrawn" if state == "-" else "minor")
        for at, state in enumerate(states)
    ]
    return standing(*versions, is_withdrawn=states[-1] == "-")


def coming(text: str, **more: Any) -> Version:
    return version(text=text, at=NOW + 20 * HOUR, **more)


@pytest.mark.parametrize(
    ("incoming", "outcome", "revision"),
    [
        (version(at=LATER), Outcome.UNCHANGED, None),
        (version(text="b", at=LATER), Outcome.REVISED, "substantive"),
        (version(metadata="n", at=LATER), Outcome.REVISED, "metadata"),
        (version(text="b", metadata="n", at=LATER), Outcome.REVISED, "substantive"),
        (version(text="b", at=NOW - HOUR), Outcome.UNCHANGED, None),
        (version(text="b", at=NOW), Outcome.UNCHANGED, None),
        (version(text="A ", at=LATER), Outcome.UNCHANGED, None),
    ],
)
def test_a_known_page_is_compared_with_what_is_filed(
    incoming: Version, outcome: Outcome, revision: str | None
) -> None:
    """Text beats metadata, and an older fetch never overwrites a newer one."""
    decision = decide(standing(), incoming)
    assert (decision.outcome, decision.revision) == (outcome, revision)


def test_a_spelling_error_put_right_is_minor() -> None:
    """The thresholds have tests of their own (test_edits.py)."""
    filed = standing(version(text="The harbour council of Harlow voted on Monday, the mayer said."))
    mended = coming("The harbour council of Harlow voted on Monday, the mayor said.")
    assert decide(filed, mended).revision == "minor"


def test_a_page_of_which_less_can_be_read_is_no_revision() -> None:
    """A paywall that came later does not replace a whole article by its teaser."""
    decision = decide(standing(), coming("b", is_whole=False))
    assert (decision.outcome, decision.reason) == (Outcome.UNCHANGED, IN_PART)
    in_part = standing(version(is_whole=False))
    assert decide(in_part, coming("b", is_whole=False)).outcome is Outcome.REVISED
    assert decide(in_part, coming("b")).outcome is Outcome.REVISED


def test_what_a_later_extractor_reads_otherwise_is_no_edit() -> None:
    """Unless the page says that it was changed since; metadata is compared in any case."""
    filed = standing(version(extractor="1"))
    assert decide(filed, coming("b", extractor="2")).reason == EXTRACTOR
    edited = coming("b", extractor="2", modified_at=LATER)
    assert decide(filed, edited).revision == "substantive"
    assert decide(filed, coming("a", metadata="n", extractor="2")).revision == "metadata"


@pytest.mark.parametrize(
    ("states", "text", "revision"),
    [
        ("ab", "a", "substantive"),  # the way back is recorded once
        ("aba", "b", None),
        ("abab", "a", None),
        ("aba", "c", "substantive"),
        ("abac", "a", "substantive"),
        ("abca", "b", None),
        ("abaca", "c", None),
    ],
)
def test_a_page_that_alternates_adds_no_endless_revisions(
    states: str, text: str, revision: str | None
) -> None:
    """Rule 3: a state that was left and come back to is recorded once."""
    decision = decide(after(*states), coming(text))
    assert decision.revision == revision
    assert (decision.reason == ALTERNATES) is (revision is None)


def test_a_headline_that_alternates_adds_no_endless_revisions() -> None:
    """A/B tests are mostly of headlines."""
    filed = [version(metadata=name, at=NOW + at * HOUR) for at, name in enumerate("mnm")]
    assert decide(standing(*filed), coming("a", metadata="n")).reason == ALTERNATES
    assert decide(standing(*filed), coming("a", metadata="o")).revision == "metadata"


def test_an_alternation_of_long_ago_is_forgotten() -> None:
    """Beyond the window a return to an old text is news again."""
    late = version(text="b", at=NOW + WINDOW + 5 * HOUR)
    assert decide(after(*"aba"), late).revision == "substantive"


def test_a_page_that_is_gone_is_withdrawn_once() -> None:
    """The status stays, further 404s add nothing."""
    first = decide_gone(after("a"), NOW + 20 * HOUR, "HTTP 410 Gone")
    assert (first.revision, first.is_withdrawn) == ("withdrawn", True)
    again = decide_gone(after("a", "-"), NOW + 20 * HOUR, "HTTP 410 Gone")
    assert (again.revision, again.is_withdrawn) == (None, True)


def test_an_old_404_withdraws_nothing() -> None:
    """Rule 2 holds for what is gone, too."""
    old = decide_gone(after("a", "b"), NOW, "HTTP 404 Not Found")
    assert (old.revision, old.is_withdrawn) == (None, False)


def test_a_withdrawn_article_may_come_back() -> None:
    """That is a revision even where no word has changed; the text that stood is compared."""
    back = decide(after("a", "-"), coming("a"))
    assert (back.outcome, back.revision, back.is_withdrawn) == (
        Outcome.REVISED,
        "substantive",
        False,
    )


def test_a_page_that_comes_and_goes_adds_no_endless_revisions() -> None:
    """Its status follows, the list of revisions does not grow."""
    gone = decide_gone(after("a", "-", "a"), NOW + 20 * HOUR, "HTTP 404 Not Found")
    assert (gone.revision, gone.is_withdrawn) == (None, True)
    shut = Standing(history=after("a", "-", "a").history, fetched_at=NOW, is_withdrawn=True)
    back = decide(shut, coming("a"))
    assert (back.outcome, back.revision, back.is_withdrawn) == (Outcome.UNCHANGED, None, False)


def test_a_notice_in_its_place_withdraws_the_article() -> None:
    """Another notice on the same page later is no further withdrawal."""
    filed = version(text="The council voted on the bridge. " * 20)
    decision = decide(standing(filed), coming("This article has been removed."))
    assert (decision.outcome, decision.revision) == (Outcome.REVISED, "withdrawn")
    known = standing(filed, version(at=LATER, kind="withdrawn"), is_withdrawn=True)
    again = decide(known, coming("This article has been removed by the editors."))
    assert (again.outcome, again.revision, again.is_withdrawn) == (Outcome.UNCHANGED, None, True)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("image_url", "https://gazette.example/a.jpg?w=1", "https://gazette.example/a.jpg?w=2"),
        ("canonical_url", "http://gazette.example/a/", "https://www.gazette.example/a?utm_id=1"),
    ],
)
def test_an_address_that_is_spelt_otherwise_is_no_other_metadata(
    field: str, one: str, other: str
) -> None:
    """An image's size or a tracker would make a revision of each visit."""
    made = [Metadata(**{field: Sourced(value=value, origin="meta")}) for value in (one, other)]
    assert metadata_digest(made[0]) == metadata_digest(made[1])


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
