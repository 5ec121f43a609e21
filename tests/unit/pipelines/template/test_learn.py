"""What learn makes of a site's pages: what goes, what stays, and what it remembers."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from template_pages import (
    EMPTY,
    NO_RULES,
    Line,
    body,
    cleaned_after_learning,
    headline,
    kept,
    page,
    sentence,
    url,
)

from pipelines.model import Evidence, Match, Page, Role, Rule, RuleState, Template
from pipelines.template.learn import learn
from pipelines.template.strip import strip

BOX = ["Zwizz the bar", "Fetch me a gist"]


def site(articles: int, build: Callable[[int], Sequence[Line | str]]) -> list[Page]:
    """Pages of the articles 0 to `articles` - 1."""
    return [page(article, build(article)) for article in range(articles)]


def classed(article: int, box: str = "div.k7") -> list[Line | str]:
    """A page with markup, and a box whose class says nothing."""
    own = [Line(text, path="body/article/div.c1/p") for text in body(article)]
    lines = [Line(text, path=f"body/article/{box}/p") for text in BOX]
    return [Line(headline(article), path="body/article/h1"), *own, *lines]


def flat(article: int) -> list[Line | str]:
    """A page without markup: boxes above and below, a subhead on each third page."""
    subhead = ["What happens next"] if article % 3 == 0 else []
    own = body(article)
    return [headline(article), *BOX, *own[:2], *subhead, *own[2:], *BOX]


@pytest.mark.parametrize("articles", [4, 8, 20, 40])
def test_lines_that_nobody_wrote_a_phrase_for_go_and_subheads_stay(articles: int) -> None:
    """From four stories on, a label above or below the text is known by repetition alone."""
    pages = site(articles, flat)
    for one, article in zip(pages, range(articles), strict=True):
        wanted = [line for line in flat(article) if line not in BOX]
        assert cleaned_after_learning(pages, one) == wanted


def test_two_pages_are_enough_only_for_short_labels_at_an_edge() -> None:
    """Below four stories a second signal is needed; a shared sentence alone proves nothing."""
    shared = (
        "Both wards will vote on the same day in May, as the law demands of every coastal ward."
    )
    pages = site(2, lambda article: [headline(article), *body(article), shared, "Zwizz the bar"])
    assert cleaned_after_learning(pages, pages[0]) == [headline(0), *body(0), shared]


def test_copies_of_one_story_prove_nothing() -> None:
    """Twenty prints of one story are one witness."""
    pages = [replace(page(1, flat(1)), url=url(number), story="one") for number in range(20)]
    assert learn(pages, EMPTY, {}).rules == ()


def test_copies_without_a_story_name_are_found_by_their_paragraphs() -> None:
    """An AMP twin shares all paragraphs, so that it is no second witness."""
    twins = [replace(page(1, classed(1)), url=url(1) + suffix) for suffix in ("", "/amp", "/print")]
    assert learn(twins, EMPTY, {}).rules == ()


def test_a_teaser_goes_and_the_lede_that_it_shows_stays() -> None:
    """The opening of one article belongs to it, whoever shows it."""

    def build(article: int) -> list[Line | str]:
        other = (article + 1) % 6
        return [headline(article), *body(article), headline(other), sentence(other, 0)]

    pages = site(6, build)
    for article, one in enumerate(pages):
        assert cleaned_after_learning(pages, one) == [headline(article), *body(article)]


def test_a_cut_teaser_is_known_by_its_beginning() -> None:
    """Sites cut teasers after so many characters."""

    def build(article: int) -> list[Line | str]:
        return [headline(article), *body(article), sentence((article + 1) % 6, 0)[:70] + "…"]

    pages = site(6, build)
    assert cleaned_after_learning(pages, pages[2]) == [headline(2), *body(2)]


def test_a_sentence_printed_on_every_page_does_not_rob_its_article() -> None:
    """Who repeats an article's sentence everywhere has its copies struck, not the original."""
    stolen = sentence(3, 1)
    pages = site(12, lambda n: [headline(n), *body(n), *([] if n == 3 else [stolen])])
    assert cleaned_after_learning(pages, pages[3]) == [headline(3), *body(3)]
    assert cleaned_after_learning(pages, pages[5]) == [headline(5), *body(5)]


def test_a_background_paragraph_of_some_follow_ups_stays() -> None:
    """A newsroom's own paragraph recurs amid the articles of one long story."""
    background = (
        "The dispute began in the spring, when the old pier was closed without a vote of the ward."
    )

    def build(article: int) -> list[Line | str]:
        own = body(article)
        return [headline(article), *own[:2], *([background] if article < 4 else []), *own[2:]]

    pages = site(20, build)
    assert background in cleaned_after_learning(pages, pages[1])


@pytest.mark.parametrize(
    "line",
    [
        "By Wilma Quarrel",
        "Editor's note: all wards are named as they were before the reform.",
        "Correction: the first print named another ward.",
        "“Lord of the tides, bring our boats home”",
        "HARBOUR TOWN (HTN) -",
    ],
)
def test_protected_kinds_stay_although_all_pages_print_them(line: str) -> None:
    """Losing a correction is worse than keeping one line of a box."""
    pages = site(12, lambda article: [headline(article), line, *body(article)])
    assert line in cleaned_after_learning(pages, pages[0])


def test_a_column_s_fixed_opening_stays_where_it_is_a_minority_s() -> None:
    """A weekly column opens with the same paragraph each time; it is the column's lede."""
    opening = "Each week our gardener answers what readers ask her about soil, seed and patience."

    def build(article: int) -> list[Line | str]:
        return [headline(article), *([opening] if article % 5 == 0 else []), *body(article)]

    pages = site(20, build)
    assert opening in cleaned_after_learning(pages, pages[5])


def test_a_bio_in_its_own_box_goes_even_for_a_new_author() -> None:
    """A place that holds only what repeats is known by itself."""

    def build(article: int) -> list[Line | str]:
        writer = "ABC"[article % 3]
        bio = f"Writer {writer} knows every boat of the harbour and most of its skippers by name."
        return [*classed(article), Line(bio, path="body/article/div.q9/p")]

    pages = site(12, build)
    newcomer = page(50, [*classed(50), Line(sentence(99, 9), path="body/article/div.q9/p")])
    assert cleaned_after_learning(pages, newcomer) == [headline(50), *body(50)]


def test_recurring_subheads_in_the_flow_stay_with_markup_too() -> None:
    """All subheads of a site may come from a list of three: their place is the flow's."""

    def build(article: int) -> list[Line | str]:
        lines = classed(article)
        name = ("Background", "The numbers", "What happens next")[article % 3]
        subhead = Line(name, path="body/article/div.c1/h2", role=Role.HEADING)
        return [*lines[:3], subhead, *lines[3:]]

    pages = site(24, build)
    for article, one in enumerate(pages):
        name = ("Background", "The numbers", "What happens next")[article % 3]
        assert name in cleaned_after_learning(pages, one)


def test_the_same_line_goes_in_its_box_and_stays_in_the_flow() -> None:
    """Words are counted at their place."""

    def build(article: int) -> list[Line | str]:
        lines = classed(article)
        if article == 2:
            lines.insert(3, Line("Zwizz the bar", path="body/article/div.c1/p"))
        return lines

    pages = site(12, build)
    assert cleaned_after_learning(pages, pages[2]).count("Zwizz the bar") == 1
    assert cleaned_after_learning(pages, pages[3]).count("Zwizz the bar") == 0


def test_a_learned_label_strikes_headlines_that_no_index_knows() -> None:
    """What follows an unknown label below every article is navigation, in any words."""

    def build(article: int) -> list[Line | str]:
        return [
            headline(article),
            *body(article),
            "Onward thither",
            f"Tale {article} of a distant shore",
        ]

    pages = site(8, build)
    stranger = page(70, build(70))
    assert cleaned_after_learning(pages, stranger) == [headline(70), *body(70)]


def test_counters_are_one_block_and_market_figures_are_many() -> None:
    """Numbers differ in both; only the counter's words are a counter's."""

    def build(article: int) -> list[Line | str]:
        return [
            headline(article),
            *body(article),
            f"Dax {article}8,{article + 100} points",
            f"{article} shares",
        ]

    pages = site(8, build)
    assert cleaned_after_learning(pages, pages[4]) == [headline(4), *body(4), "Dax 48,104 points"]


def test_the_order_of_pages_makes_no_difference() -> None:
    """Same evidence, same rules."""
    pages = site(9, flat)
    assert learn(pages, EMPTY, {}) == learn(pages[::-1], EMPTY, {})


def test_learning_the_same_again_does_not_raise_the_version() -> None:
    """A new version makes every stored article be cleaned again."""
    first = learn(site(9, flat), EMPTY, {})
    second = learn(site(9, flat), first, {})
    assert (first.version, second.version) == (1, 1)
    assert second == first


def test_old_rules_outlive_a_redesign() -> None:
    """New pages say nothing of the old template; old articles still need its rules."""
    old = site(8, classed)
    template = learn(old, EMPTY, {})
    new = [page(n, classed(n, "section.n2")) for n in range(100, 108)]
    after = learn(new, template, {})
    assert after.version == 2
    assert kept(strip(old[0], after, NO_RULES, {})) == [headline(0), *body(0)]
    assert kept(strip(new[0], after, NO_RULES, {})) == [headline(100), *body(100)]


def test_a_rule_that_newer_pages_contradict_goes() -> None:
    """A label seen on three of four pages and then on three of sixty is no template."""
    pages = site(60, lambda n: [headline(n), *body(n), *(["Zwizz the bar"] if n < 3 else [])])
    template = learn(pages[:4], EMPTY, {})
    assert any(rule.pattern == "zwizz the bar" for rule in template.rules)
    assert learn(pages, template, {}).rules == ()


def test_a_rare_line_that_newer_pages_show_too_seldom_to_prove_stays() -> None:
    """A smaller lesson does not refute what a larger one has proven."""

    def build(article: int) -> list[Line | str]:
        tip = ["Ring the copper bell"] if article % 9 == 0 else []
        return [headline(article), *body(article), *tip]

    template = learn(site(36, build), EMPTY, {})
    assert [rule.pattern for rule in template.rules] == ["ring the copper bell"]
    assert learn(site(36, build)[1:19], EMPTY, {}).rules == ()
    assert learn(site(36, build)[1:19], template, {}).rules == template.rules


@pytest.mark.parametrize("state", [RuleState.PROTECTED, RuleState.RETIRED])
def test_a_person_s_decision_outlives_learning(state: RuleState) -> None:
    """Protected and retired rules stay so, and what they match stays in the articles."""
    pages = site(8, flat)
    learned = learn(pages, EMPTY, {})
    decided = replace(learned, rules=tuple(replace(rule, state=state) for rule in learned.rules))
    again = learn(pages, decided, {})
    assert {rule.state for rule in again.rules} == {state}
    assert kept(strip(pages[0], again, NO_RULES, {})) == [str(line) for line in flat(0)]


def test_a_place_that_holds_much_of_the_site_is_held_back() -> None:
    """A change that would touch a quarter of all words is reported, not applied."""
    long = " ".join(sentence(7, number) for number in range(3))
    lines = [Line(text, path="body/article/div.k7/p") for text in (long, long + " Again.")]
    pages = site(8, lambda article: [*classed(article)[:3], *lines])
    held = [rule for rule in learn(pages, EMPTY, {}).rules if rule.state is RuleState.HELD]
    assert [rule.match for rule in held] == [Match.PATH]


def test_a_rule_names_its_support_and_witnesses() -> None:
    """Somebody must be able to look at the pages that prove a rule."""
    rules = {rule.pattern: rule for rule in learn(site(8, flat), EMPTY, {}).rules}
    rule = rules["zwizz the bar"]
    assert (rule.support_pages, rule.support_of, rule.sample) == (8, 8, "Zwizz the bar")
    assert rule.witnesses == tuple(url(article) for article in range(5))


def test_nothing_is_learned_from_nothing() -> None:
    """An empty window keeps the template as it was."""
    rule = Rule(key="k", evidence=Evidence.REPETITION, match=Match.TEXT, pattern="p")
    previous = Template(site="gazette.example", version=3, rules=(rule,))
    assert learn([], previous, {}) == previous


def test_a_teaser_s_rule_outlives_the_article_that_it_shows() -> None:
    """The owner leaves the window before the pages that tease it do."""

    def build(article: int) -> list[Line | str]:
        return [headline(article), *body(article), sentence((article + 1) % 6, 0)]

    pages = site(6, build)
    template = learn(pages, EMPTY, {})
    later = learn(pages[:3], template, {})
    assert kept(strip(pages[2], later, NO_RULES, {})) == [headline(2), *body(2)]


@pytest.mark.parametrize("paragraph", ["body/article/p", ""], ids=["markup", "flat"])
def test_a_disclaimer_below_a_quarter_of_the_articles_stays(paragraph: str) -> None:
    """It is the article's own word on itself, also where a flash has it as its second paragraph."""
    note = "This report came from an agency and was checked and shortened by our own newsroom."

    def lines(article: int) -> list[Line]:
        own = body(article, 1 if article == 4 else 4) + ([note] if article % 4 == 0 else [])
        return [Line(text, paragraph) for text in own]

    pages = [page(article, lines(article)) for article in range(24)]
    assert all(note in cleaned_after_learning(pages, pages[at]) for at in range(0, 24, 4))
