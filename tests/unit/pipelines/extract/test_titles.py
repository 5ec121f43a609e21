"""The headline is what most of the page's titles say."""

from decimal import Decimal
from itertools import combinations

from pipelines.extract.headlines import Titling
from pipelines.extract.offers import Offer
from pipelines.extract.titles import WEIGHTS, Title, is_wrapped, ranked_titles

PAGE = Titling(names=("The Gazette",), address="https://gazette.example/a")


def title(text: str, origin: str, name: str = "") -> Offer:
    return Offer(field="headline", origin=origin, values=(text,), name=name)


def headline(*offers: Offer, page: Titling = PAGE) -> str:
    return ranked_titles(offers, page)[0].texts[0][1]


def test_two_origins_beat_a_weightier_one() -> None:
    """JSON-LD and the title for social media agree against the h1."""
    assert "again" in headline(
        title("Old bridge reopened after storm", "visible"),
        title("Bridge opens again", "json-ld"),
        title("Bridge opens again | The Gazette", "meta", "og:title"),
    )


def test_a_logo_and_a_foreign_heading_have_no_vote() -> None:
    """The site's name and a heading that shares no words with what the page states are no title."""
    own = title("Bridge opens again", "title")
    assert headline(title("The Gazette", "visible"), own) == "Bridge opens again"
    assert headline(title("Most read this week", "visible"), own) == "Bridge opens again"


def test_the_sites_name_is_better_than_nothing() -> None:
    """Where no other title is given it stands."""
    assert headline(title("The Gazette", "visible")) == "The Gazette"


def test_a_kicker_in_the_heading_votes_for_the_title_without_it() -> None:
    """ "Harbour" above "The old bridge opens again" in one h1, and a date below it."""
    stated = title("The old bridge opens again", "title")
    for printed in ("Harbour The old bridge opens again", "The old bridge opens again 2.2.2025"):
        assert headline(title(printed, "visible"), stated) == "The old bridge opens again"


def test_a_title_that_was_cut_loses_against_the_whole_one() -> None:
    """By an ellipsis, in the middle of a word, or at JSON-LD's old limit of 110 characters."""
    whole = "The old bridge over the harbour opens again after eleven years of work"
    for cut in (whole[:40] + "…", whole[:41]):
        offers = (title(cut, "meta", "og:title"), title(whole, "title"))
        assert headline(*offers, page=Titling(headings=(whole,), names=())) == whole


def test_a_title_in_straight_quotes_as_programs_put_them() -> None:
    """They are no part of the headline's spelling; a quotation inside it is."""
    assert is_wrapped('"What is rain?"')
    assert not is_wrapped('"Rain" says the mayor of "Town"')


def test_no_titles_give_no_headline() -> None:
    """A page may have none."""
    assert ranked_titles((), PAGE) == []


def test_equal_weights_make_equal_scores_whatever_order_they_are_added_in() -> None:
    """Else the last bit of a sum over a set would choose between two titles, by process."""
    for size in range(1, 5):
        for voters in combinations(WEIGHTS, size):
            exact = sum(Decimal(str(WEIGHTS[voter])) for voter in voters)
            assert Title(voters=set(voters)).score == float(exact)


def test_of_equal_titles_the_one_that_more_origins_say_is_the_headline() -> None:
    """In whatever order they stand on the page."""
    assert WEIGHTS["og:title"] + WEIGHTS["microdata"] == WEIGHTS["visible"]
    stated = [
        title("How the bridge was mended", "meta", "og:title"),
        title("How the bridge was mended", "microdata"),
    ]
    printed = title("The bridge opens again", "visible")
    assert headline(printed, *stated) == headline(*stated, printed) == "How the bridge was mended"
