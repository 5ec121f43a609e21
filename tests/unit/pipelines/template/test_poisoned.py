"""A site that tries to teach the learner to strike what is an article's own.

Learning looks at one site's pages only, so nothing here can touch another site; what remains is
that a site's own articles stay whole.
"""

import pytest

from pipelines.model import Page, SiteRules
from pipelines.template.learn import learn
from pipelines.template.sitewise import learned
from pipelines.template.strip import strip
from pipelines.template.titles import title_key
from tests.unit.pipelines.template.template_pages import (
    EMPTY,
    NO_RULES,
    Line,
    headline,
    page,
    sentence,
)

BOX = "html/body/main/div.story/p"
ASIDE = "html/body/main/div.promo/p"
FLAT = ""
PATHS = pytest.mark.parametrize("path", [FLAT, BOX], ids=["flat", "html"])


def story(article: int, path: str, *extra: str, length: int = 6) -> list[Line]:
    """An article's own sentences, and something that others print, too."""
    return [Line(sentence(article, n), path=path) for n in range(length)] + [
        Line(text, path=path) for text in extra
    ]


def kept(pages: list[Page]) -> list[set[str]]:
    """What stays of each page once the site has learned from all of them."""
    template = learn(pages, EMPTY, {})
    known = {title_key(one.headline): one.url for one in pages}
    ends = (strip(one, template, NO_RULES, known) for one in pages)
    return [{block.text for block in end.kept} for end in ends]


@PATHS
def test_a_site_of_two_articles_loses_no_paragraph_of_either(path: str) -> None:
    """What both quote may be what both report."""
    shared = "The minister told both hearings that the ferry would not be replaced before spring."
    pages = [page(n, story(n, path, shared)) for n in (1, 2)]
    assert all(shared in texts for texts in kept(pages))


@PATHS
def test_a_paragraph_quoted_in_six_of_thirty_articles_stays(path: str) -> None:
    """A background paragraph of follow-ups, or a statement that several quote."""
    quote = (
        "We shall not close the harbour while a single boat still lands its catch here, she said."
    )
    pages = [page(n, story(n, path, *([quote] if n % 5 == 0 else []))) for n in range(1, 31)]
    held = kept(pages)
    assert all(quote in texts for n, texts in enumerate(held, 1) if n % 5 == 0)


@PATHS
def test_the_introduction_of_a_series_stays(path: str) -> None:
    """Eight parts of a series open alike among thirty articles."""
    intro = "This is part of our series on the harbour, in which we follow the works for one year."
    pages = []
    for n in range(1, 31):
        lines = story(n, path)
        pages.append(page(n, [Line(intro, path=path), *lines] if n % 4 == 0 else lines))
    held = kept(pages)
    assert all(intro in texts for n, texts in enumerate(held, 1) if n % 4 == 0)


@PATHS
def test_flashes_of_one_sentence_are_not_emptied(path: str) -> None:
    """An agency's: a sentence of its own and the agency's line, on a site of nothing else."""
    credit = "More to follow."
    pages = [page(n, story(n, path, credit, length=1)) for n in range(1, 31)]
    assert all(sentence(n, 0) in texts for n, texts in enumerate(kept(pages), 1))


@PATHS
def test_paragraphs_of_another_site_in_a_box_take_nothing_from_who_owns_them(path: str) -> None:
    """A box prints paragraphs of a story on every page; the page of that story keeps them."""
    stolen = [sentence(7, n) for n in range(3)]
    pages = [
        page(n, [*story(n, path), *(Line(text, path=ASIDE if path else "") for text in stolen)])
        for n in range(1, 31)
    ]
    held = kept(pages)
    assert set(stolen) <= held[6]
    assert all({sentence(n, k) for k in range(6)} <= texts for n, texts in enumerate(held, 1))


def test_what_one_site_repeats_is_no_rule_of_another() -> None:
    """A template is one site's; an empty one strikes nothing that is only repeated elsewhere."""
    stolen = sentence(7, 0)
    wicked = [page(n, story(n, BOX, stolen)) for n in range(1, 31)]
    assert any(stolen not in texts for texts in kept(wicked))
    victim = page(7, story(7, BOX), title=headline(7))
    alone = strip(victim, EMPTY, NO_RULES, {})
    assert alone.kept[0].text == stolen


@PATHS
def test_no_article_is_emptied_whatever_all_print(path: str) -> None:
    """Thirty pages that differ in nothing but their headlines keep their text all the same."""
    same = [Line(sentence(1, n), path=path) for n in range(6)]
    pages = [page(n, same, title=headline(n)) for n in range(1, 31)]
    lesson = learned("gazette.example", pages, 100)
    ends = [lesson.cleaned(one, NO_RULES) for one in pages]
    assert all(len(end.kept) == 6 for end in ends)
    assert not strip(pages[3], lesson.template, NO_RULES, {}).kept


def test_a_person_may_empty_an_article() -> None:
    """What the site's file says wins, also here."""
    same = [Line(sentence(1, n)) for n in range(6)]
    pages = [page(n, same, title=headline(n)) for n in range(1, 31)]
    rules = SiteRules(drop=tuple(line.text for line in same))
    assert not learned("gazette.example", pages, 100).cleaned(pages[0], rules).kept
