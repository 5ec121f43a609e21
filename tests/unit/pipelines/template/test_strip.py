"""What strip takes from one page, without anything learned, and what it must leave."""

from dataclasses import replace

import pytest
from template_pages import (
    EMPTY,
    NO_RULES,
    Line,
    body,
    headline,
    kept,
    page,
    sentence,
    titles,
    url,
)

from pipelines.errors import ConfigError
from pipelines.model import Evidence, Role, SiteRules
from pipelines.template.strip import strip

OTHER = "Night ferry returns to the island after repairs"


def stripped(lines: list[Line | str], rules: SiteRules = NO_RULES, known: int = 0) -> list[str]:
    """The texts that stay of article 1 with these lines."""
    return kept(strip(page(1, lines), EMPTY, rules, titles(known)))


def test_a_flattened_article_keeps_headline_and_paragraphs_only() -> None:
    """The shape this project began with: boxes above and below, then two labelled headlines."""
    own = [headline(1), *(f"{text} [Citation: council papers]" for text in body(1))]
    box = ["No time to read?", "Get a summary"]
    slots = ["Previous Article", OTHER, "Next Article", "Moon over ward nine: what to expect"]
    assert stripped([own[0], *box, *own[1:], *box, *slots]) == own


def test_each_removal_says_which_rule_struck_it_and_why() -> None:
    """Nothing goes without a rule, a kind of evidence and a reason in words."""
    lines = [headline(1), *body(1), "Get a summary", "Next Article", OTHER]
    removals = strip(page(1, lines), EMPTY, NO_RULES, {}).removals
    assert [removal.evidence for removal in removals] == [
        Evidence.PHRASE,
        Evidence.PHRASE,
        Evidence.SLOT,
    ]
    assert removals[2].reason == "follows the label 'next article'"
    assert all(removal.rule for removal in removals)


@pytest.mark.parametrize(
    "glued",
    [
        "Previous ArticleNight ferry returns: what passengers say",
        "Next article: Night ferry returns to the island",
        "« Before this | Night ferry returns to the island",
        "Read also: Night ferry returns to the island",
        "Lesen Sie auch: Die Nachtfähre kehrt zurück",
        "À lire aussi : Le ferry de nuit est de retour",
        "Читайте также: Ночной паром вернулся на остров",
        "下一篇：夜间渡轮修复后重返岛屿",
        "関連記事：夜のフェリーが島に戻る",
        "اقرأ أيضا: عودة العبارة الليلية إلى الجزيرة",
        "İlgili haber: Gece feribotu adaya döndü",
    ],
)
def test_a_label_and_its_headline_in_one_block_go_together(glued: str) -> None:
    """Sites glue the label to the headline, with a colon or with nothing."""
    own = [headline(1), *body(1)]
    assert stripped([*own[:2], glued, *own[2:]]) == own


@pytest.mark.parametrize(
    "prose",
    [
        "Next article in the treaty concerns fishing rights, and the council will read it in May.",
        "Read more widely, the museum told its visitors, and you will find the river in each book.",
        "The newsletter that the museum prints by hand will share its last page with the school.",
        "Share prices fell on Monday as the ferry company withdrew its forecast for the season.",
        "Subscribe to our view of the coast, the painter said, and you will never leave it again.",
    ],
)
def test_prose_that_uses_a_label_s_words_stays(prose: str) -> None:
    """A phrase is a whole block or a call, never some words of a sentence."""
    own = [headline(1), sentence(1, 0), prose, sentence(1, 1)]
    assert stripped(own) == own


def test_a_label_does_not_take_the_paragraph_below_it() -> None:
    """Running text is never a headline, whatever announces it."""
    own = [headline(1), *body(1)]
    assert stripped([*own[:3], "Next Article", *own[3:]]) == own


def test_a_short_subhead_below_a_stray_label_in_mid_article_stays() -> None:
    """Amid the text a label alone does not prove that a line of few words is a headline."""
    own = [headline(1), sentence(1, 0), "What happens next", sentence(1, 1)]
    assert stripped([*own[:2], "Read more", *own[2:]]) == own


def test_labels_that_stand_together_answer_the_headlines_that_follow() -> None:
    """Two labels in a row announce two headlines in a row."""
    own = [headline(1), *body(1)]
    assert (
        stripped([*own, "Previous Article", "Next Article", OTHER, "Fog over the bay again"]) == own
    )


def test_a_weak_label_needs_the_title_index() -> None:
    """'Next' alone proves nothing; with a known headline below it both go."""
    own = [headline(1), *body(1)]
    assert stripped([*own, "Next", OTHER]) == [*own, "Next", OTHER]
    assert stripped([*own, "Next", headline(2)], known=4) == own


def test_a_foreign_headline_at_the_edge_goes_and_amid_the_text_stays() -> None:
    """A round-up may use another article's headline as its subhead."""
    own = [headline(1), sentence(1, 0), headline(3), sentence(1, 1)]
    assert stripped([*own, headline(2)], known=4) == own


def test_a_foreign_headline_that_is_a_link_goes_wherever_it_stands() -> None:
    """A block that is nothing but a link to another article is no part of this one."""
    own = [headline(1), *body(1)]
    link = Line(headline(3), path="article/p/a", link_share=1.0)
    assert stripped([*own[:3], link, *own[3:]], known=4) == own


def test_the_article_s_own_headline_stays_although_the_index_knows_it() -> None:
    """Own headline, own lede: nothing learned may strike them."""
    own = [headline(1), *body(1), headline(1)]
    assert stripped(own, known=4) == own


def test_a_label_outside_the_body_still_names_what_follows_it() -> None:
    """The extractor may drop the label and keep the headline; neighbours are stored for that."""
    own = [headline(1), *body(1)]
    assert stripped([*own, Line("Next Article", in_body=False), OTHER]) == own


def test_a_gap_in_the_page_ends_a_slot() -> None:
    """Blocks that were not stored may have stood between the label and this line."""
    lines = page(1, [headline(1), *body(1), "Next Article", "Thanks to all who wrote"])
    torn = replace(lines.blocks[-1], index=40)
    cleaned = strip(replace(lines, blocks=(*lines.blocks[:-1], torn)), EMPTY, NO_RULES, {})
    assert kept(cleaned)[-1] == "Thanks to all who wrote"


@pytest.mark.parametrize(
    "line",
    [
        "By Wilma Quarrel",
        "Von Heike Morgenrot",
        "Editor's note: an earlier version named the wrong ward.",
        "Correction: the ferry carries 90 passengers.",
        "Anmerkung der Redaktion: Die Zahlen wurden berichtigt.",
        "“We will not sell the bridge”",
        "HARBOUR TOWN (HTN) -",
    ],
)
def test_protected_kinds_stay_below_a_label(line: str) -> None:
    """Bylines, notes, corrections, quotations and datelines yield to nothing learned."""
    own = [headline(1), *body(1), line]
    assert stripped([*own[:-1], "Next Article", own[-1]]) == own


def test_navigation_elements_and_named_boxes_go() -> None:
    """Elements, roles and class names of the nearest containers say what is interface."""
    own = [Line(text, path="body/article/div.text/p") for text in [headline(1), *body(1)]]
    boxes = [
        Line("Wards and weather", path="body/article/nav/a"),
        Line("Every morning in your post box.", path="body/article/div.newsletter-box/p"),
        Line("The tide, explained", path="body/article/div/a[rel=next]"),
        Line("Fifty friends sent this on", path="body/article/div#share-bar/span"),
        Line("Tide tables", path="body/article/aside/h3"),
    ]
    assert stripped([*own, *boxes]) == [line.text for line in own]


def test_a_class_name_never_takes_a_long_paragraph() -> None:
    """Style sheets name things for their looks."""
    long = " ".join(sentence(1, number) for number in range(9, 13))
    own = [
        *(Line(text, path="article/div/p") for text in [headline(1), *body(1, 9)]),
        Line(long, path="article/div.social-story/p"),
    ]
    assert stripped(own) == [line.text for line in own]


def test_a_rule_that_would_take_much_of_the_page_is_off_there() -> None:
    """Some pages are wrapped whole in an element that elsewhere is a box."""
    own = [Line(text, path="body/div.related/p") for text in [headline(1), *body(1)]]
    assert stripped(own) == [line.text for line in own]


def test_a_fact_box_in_an_aside_stays_and_its_links_go() -> None:
    """An aside is not always beside the point."""
    fact = Line(sentence(1, 8), path="article/aside/p")
    link = Line(sentence(2, 0), path="article/aside/p/a", link_share=1.0)
    own = [headline(1), *body(1), fact]
    assert stripped([*own, link]) == [headline(1), *body(1), fact.text]


def test_one_word_above_a_paragraph_is_its_subhead() -> None:
    """'Comments' over text is a subhead; with nothing below it is the site's."""
    subhead = Line("Comments", path="article/h2", role=Role.HEADING)
    own = [headline(1), sentence(1, 0), subhead, sentence(1, 1)]
    assert stripped([*own, subhead]) == [headline(1), sentence(1, 0), "Comments", sentence(1, 1)]


def test_the_site_file_beats_all_other_evidence() -> None:
    """A person's `keep` and `drop` always win."""
    rules = SiteRules(
        keep=("Get a summary", "css:nav.wards"), drop=("The coast today", "css:.zz > p")
    )
    lines: list[Line | str] = [
        headline(1),
        "Get a Summary",
        *body(1),
        Line("Ward list", path="body/nav.wards/a"),
        "The coast today",
        Line("Whatever stands here", path="article/div.zz/p"),
    ]
    assert stripped(lines, rules) == [headline(1), "Get a Summary", *body(1), "Ward list"]


def test_a_selector_that_cannot_be_used_is_an_error_that_shows_it() -> None:
    """Positions are not in a stored path, so they cannot be promised."""
    with pytest.raises(ConfigError, match="p:nth-child"):
        stripped([headline(1)], SiteRules(drop=("css:p:nth-child(2)",)))


def test_a_flash_of_one_sentence_survives_its_boxes() -> None:
    """Most of such a page is interface; what is left is the article."""
    own = [headline(1), sentence(1, 0)]
    box = ["No time to read?", "Get a summary", "Share this article", "Leave a comment"]
    assert stripped([own[0], *box, own[1], *box, "Next Article", OTHER]) == own
    assert url(1) == page(1, own).url
