"""Numbers and names that stand where others stood."""

import pytest

from pipelines.identity.facts import same_facts, swapped

BRIEF = (
    "A dry day with sunny spells is expected in Harlow and along the coast. Highs of 12 degrees "
    "by the afternoon, 9 inland, with a light breeze from the sea. The night stays clear and cold, "
    "with lows around 4 degrees and a touch of frost in sheltered places."
)


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("12 degrees", "14 degrees", 1),
        ("Harlow", "Bexley", 1),
        ("12 degrees", "nearly 12 degrees", 0),
        ("12 degrees", "a dozen degrees", 0),
        ("a light breeze", "Some wind", 0),
        ("sunny spells", "long hours of sun", 0),
        (", 9 inland", "", 0),
    ],
)
def test_a_fact_in_the_place_of_another_counts(old: str, new: str, count: int) -> None:
    """What came, went or was put in other words does not."""
    assert swapped(BRIEF, BRIEF.replace(old, new)) == count


def test_names_that_changed_places_count() -> None:
    """The second leg of the same two clubs, whichever words the comparison takes for kept."""
    first = "On Saturday evening Ashby and Bexley met before a small crowd at the ground."
    second = first.replace("Ashby and Bexley", "Bexley and Ashby")
    assert swapped(first, second) > 0
    assert swapped(second, first) > 0


def test_a_brief_has_all_its_facts_and_a_long_text_most() -> None:
    """A number in a hundred words is the news; one in four hundred is a correction."""
    changed = BRIEF.replace("12 degrees", "14 degrees")
    assert same_facts(BRIEF, BRIEF)
    assert not same_facts(BRIEF, changed)
    rest = " ".join(f"word{number % 97}" for number in range(300))
    assert same_facts(f"{BRIEF}\n\n{rest}", f"{changed}\n\n{rest}")


def test_what_stands_around_the_told_text_is_no_swap() -> None:
    """A site's own paragraphs, before and behind."""
    own = "Ann Lee reports for the Harlow Gazette since 1998, in all weathers and on 3 islands."
    assert swapped(BRIEF, f"{own}\n\n{BRIEF}\n\n{own}") == 0
