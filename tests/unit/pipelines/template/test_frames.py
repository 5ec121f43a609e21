"""What a text is without its numbers or the name that opens it, and what learning makes of it."""

from collections.abc import Callable, Sequence

import pytest
from template_pages import body, cleaned_after_learning, headline, page, sentence

from pipelines.template.frames import frame, is_frame, is_numbered, opening_name

WRITERS = ("Wilma Quarrel", "Otto van Reed", "Ada Fenwick")


def after_learning(count: int, build: Callable[[int], Sequence[str]], wanted: int) -> list[str]:
    """What stays of the page `wanted` of a flat site of `count` pages."""
    pages = [page(article, build(article)) for article in range(count)]
    return cleaned_after_learning(pages, pages[wanted])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 neighbours nodded at this", "1,840 neighbours nodded at this"),
        ("Kettle filled on 3 March 2026", "Kettle filled on 21 July 2026"),
        ("Ada Fenwick writes from the upper wards.", "Otto Reed writes from the upper wards."),
    ],
)
def test_what_differs_in_a_number_a_date_or_a_name_has_one_frame(one: str, other: str) -> None:
    """The frame is what stays."""
    assert frame(one) == frame(other) != ""
    assert is_frame(frame(one))


@pytest.mark.parametrize(
    "text",
    [
        "Dax 18,104 points",  # a figure, and no count
        "5 min read",  # a counter: its key has no numbers
        "3 dead",
        "Nobody has seen the ferry since spring.",
        "The index closed at 812 points on 3 March, which was 14 points above the day before.",
        "Ada Fenwick resigned.",
        "",
    ],
)
def test_what_has_no_gap_or_too_few_words_has_no_frame(text: str) -> None:
    """A frame of two words would be anybody's."""
    assert frame(text) == ""


def test_a_name_is_two_or_three_capitalised_words() -> None:
    """One word opens any sentence, four are a headline in title case."""
    assert opening_name("Ada Fenwick writes from here.") == "ada fenwick"
    assert opening_name("Fenwick writes from here.") == ""
    assert opening_name("The Old Harbour Board writes from here.") == ""
    assert opening_name("Ada Fenwick") == ""


def test_numbered_frames_are_told_from_named_ones() -> None:
    """Rules about them ask for different evidence."""
    assert is_numbered(frame("12 neighbours nodded at this"))
    assert not is_numbered(frame("Ada Fenwick writes from the upper wards."))


def test_a_count_of_unknown_wording_goes_from_all_articles() -> None:
    """No phrase file knows it, and its number is another on each page."""

    def build(article: int) -> list[str]:
        return [headline(article), f"{article + 2} neighbours nodded at this", *body(article)]

    assert after_learning(8, build, 4) == [headline(4), *body(4)]


def test_a_count_amid_the_text_stays() -> None:
    """There it may be the article's own."""

    def build(article: int) -> list[str]:
        own = body(article)
        return [headline(article), *own[:2], f"{article + 2} wards agreed at last", *own[2:]]

    assert "6 wards agreed at last" in after_learning(8, build, 4)


def test_a_count_on_some_articles_stays() -> None:
    """A frame proves less than words do."""

    def build(article: int) -> list[str]:
        votes = [f"{article + 2} wards agreed at last"] if article % 2 else []
        return [headline(article), *votes, *body(article)]

    assert "7 wards agreed at last" in after_learning(8, build, 5)


def test_a_bio_goes_for_every_author_whom_a_byline_names() -> None:
    """Also for the author of one article only."""

    def build(article: int) -> list[str]:
        writer = WRITERS[article % 2] if article else WRITERS[2]
        bio = [f"{writer} has written from the upper wards since the bridge fell."]
        byline = f"By {writer}"
        return [headline(article), byline, *body(article), *(bio if article % 3 == 0 else [])]

    assert after_learning(24, build, 0) == [headline(0), f"By {WRITERS[2]}", *body(0)]


def test_a_sentence_about_somebody_else_stays() -> None:
    """Obituaries end alike; whom they name wrote none of them."""

    def build(article: int) -> list[str]:
        who = f"{'ABCDEFGHIJKLMNOPQRSTUVWX'[article]}da Fenwick"
        last = f"{who} is survived by a sister and two brothers."
        return [headline(article), "By Wilma Quarrel", *body(article), last]

    assert sentence(3, 3) in after_learning(24, build, 3)
    assert after_learning(24, build, 3)[-1].endswith("is survived by a sister and two brothers.")
