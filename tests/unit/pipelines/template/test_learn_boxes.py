"""Boxes that look much like an article's own text, and own text that looks like a box."""

from collections.abc import Callable, Sequence

from template_pages import Line, body, cleaned_after_learning, headline, page, sentence

from pipelines.model import Page


def site(articles: int, build: Callable[[int], Sequence[Line | str]]) -> list[Page]:
    """Pages of the articles 0 to `articles` - 1."""
    return [page(article, build(article)) for article in range(articles)]


def test_a_sentence_goes_where_the_poisoned_article_prints_it_twice() -> None:
    """The site's copy right below the article's own paragraph hides that it flows."""
    stolen = sentence(3, 1)
    pages = site(12, lambda n: [headline(n), *body(n)[:2], stolen, "Zwizz the bar", *body(n)[2:]])
    assert stolen in cleaned_after_learning(pages, pages[3])
    assert stolen not in cleaned_after_learning(pages, pages[5])


def test_a_call_of_two_lines_amid_the_text_of_some_articles_goes() -> None:
    """Lines that never stand apart are a box; one that comes alone may be the newsroom's own."""
    call, alone = ["The attic is open", "Old pages hang there until spring."], "So turns the tide."

    def build(article: int) -> list[Line | str]:
        own = body(article)
        mid = call if article % 4 == 0 else [alone] if article % 4 == 1 else []
        return [headline(article), *own[:2], *mid, *own[2:]]

    pages = site(24, build)
    assert cleaned_after_learning(pages, pages[4]) == [headline(4), *body(4)]
    assert alone in cleaned_after_learning(pages, pages[5])


def test_a_list_that_three_stories_print_goes_before_there_are_four() -> None:
    """Three lines in a row are a second signal; a sentence between paragraphs is none."""
    offer = ["Read across the land with one account", "Share what you think", "A daily paper"]

    def build(article: int) -> list[Line | str]:
        own = body(article)
        return [headline(article), own[0], *offer, *own[1:]]

    pages = site(3, build)
    assert cleaned_after_learning(pages, pages[0]) == [headline(0), *body(0)]
    assert offer[0] in cleaned_after_learning(pages[:2], pages[0])


def test_the_heads_of_a_table_that_three_stories_print_stay() -> None:
    """What names the values beside it stands there again and again; a box is printed once."""

    def build(article: int) -> list[Line | str]:
        rows = [
            line
            for row in range(4)
            for line in ("Ferry", f"Lot {article}{row}", "Fare", f"{article + row} crowns")
        ]
        return [headline(article), *body(article), *rows]

    pages = site(3, build)
    kept = cleaned_after_learning(pages, pages[0])
    assert kept.count("Ferry") == kept.count("Fare") == 4


def test_a_box_of_teasers_is_known_by_those_whose_articles_are_known() -> None:
    """A first crawl sees a site's newest articles only; the teased ones are mostly older."""

    def build(article: int) -> list[Line | str]:
        other = (article + 1) % 12 if article % 2 else 100 + article
        lines = [Line(text, path="body/article/div.c1/p") for text in body(article, 8)]
        return [*lines, Line(sentence(other, 0), path="body/article/div.z3/p")]

    pages = site(12, build)
    assert cleaned_after_learning(pages, pages[4]) == body(4, 8)


def test_a_place_of_some_articles_own_texts_is_no_box_of_teasers() -> None:
    """Where nothing is known to be another's, a place of its own proves nothing."""

    def build(article: int) -> list[Line | str]:
        lines = [Line(text, path="body/article/div.c1/p") for text in body(article, 8)]
        return [*lines, Line(sentence(article, 9), path="body/article/div.z3/p")]

    pages = site(12, build)
    assert cleaned_after_learning(pages, pages[4]) == [*body(4, 8), sentence(4, 9)]
