"""A live blog that only grows is one version."""

from pipelines.identity.decide import decide
from pipelines.identity.live import only_grows
from pipelines.model import Outcome
from tests.unit.pipelines.identity.test_identity import LATER, standing, version

ENTRIES = [f"Entry {n}: the {n}th ferry left the western quay with the band." for n in range(9)]


def text(*numbers: int) -> str:
    """A page that shows these entries, the newest first."""
    return "\n\n".join(ENTRIES[n] for n in sorted(numbers, reverse=True))


def test_entries_that_came_are_growth_and_one_that_went_is_none() -> None:
    assert only_grows(text(0, 1), text(0, 1, 2), ())
    assert not only_grows(text(0, 1), text(1, 2), ())


def test_what_an_earlier_version_still_has_is_not_lost() -> None:
    """A page that shows its newest entries only makes a version a page, not one a visit."""
    assert only_grows(text(1, 2), text(2, 3), [text(0, 1)])
    assert not only_grows(text(2, 3), text(4, 5), [text(0, 1)])


def test_a_line_that_says_how_long_ago_is_no_paragraph() -> None:
    assert only_grows(
        f"Updated 2 minutes ago\n\n{text(0)}", f"Updated 9 minutes ago\n\n{text(0)}", ()
    )


def test_a_live_blog_that_grew_is_brought_up_to_date() -> None:
    known = standing(version(text(0, 1), is_live=True))
    decision = decide(known, version(text(0, 1, 2), at=LATER, is_live=True))
    assert (decision.outcome, decision.revision, decision.amends) == (Outcome.UPDATED, None, True)


def test_an_entry_that_was_rewritten_is_a_revision() -> None:
    known = standing(version(text(0, 1), is_live=True))
    changed = text(0, 1).replace("western", "burning")
    assert decide(known, version(changed, at=LATER, is_live=True)).revision == "substantive"


def test_a_new_headline_is_a_revision() -> None:
    known = standing(version(text(0), is_live=True))
    came = version(text(0, 1), "another headline", LATER, is_live=True)
    assert decide(known, came).revision == "substantive"


def test_only_live_blogs_are_brought_up_to_date() -> None:
    """A report that grows is edited; one that was live and is none any more is, too."""
    for filed, came in ((False, False), (True, False), (False, True)):
        known = standing(version(text(0), is_live=filed))
        assert decide(known, version(text(0, 1), at=LATER, is_live=came)).revision == "substantive"
