"""What a DOM path tells, and how site files name places."""

import pytest

from pipelines.errors import ConfigError
from pipelines.model import Block
from pipelines.selectors import compiled, matches
from pipelines.template.structure import interface_place, place


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("body/nav.main/ul/li/a", "nav"),
        ("body/div[role=navigation]/a", "role=navigation"),
        ("body/article/p/a[rel=prev]", "rel=prev"),
        ("body/article/div.newsletterSignup/p", "class newsletter"),
        ("body/article/div.c-author-bio/p", "class author-bio"),
        ("body/article/div[label=Share this story]/span", "class share"),
        ("body/div.related/div/div/div/p", ""),
        ("body/div#__next/main/p", ""),
        ("body.has-newsletter/article.share-enabled/p", ""),
        ("body/article/div.text/p", ""),
        ("", ""),
    ],
)
def test_the_nearest_containers_name_the_place(path: str, named: str) -> None:
    """Names four elements up, on roots, or inside longer words say nothing."""
    assert interface_place(Block(index=0, text="Six words stand here for once", path=path)) == named


def test_a_place_begins_at_the_article_without_its_classes() -> None:
    """`category-sport` on the root would make every article a place of its own."""
    one = place("html/body.single/article#post-0.category-sport/div.entry/p")
    assert (
        one
        == place("html/body.x/article#post-0.category-coast/div.entry/p")
        == ("article/div.entry/p")
    )


@pytest.mark.parametrize(
    ("selector", "is_match"),
    [
        ("div.box", True),
        (".box.wide", True),
        ("article p", True),
        ("article > div > p", True),
        ("article > p", False),
        (".narrow, #post-77", True),
        ("[rel=next]", False),
        ("div[role=note]", True),
    ],
)
def test_selectors_ask_for_elements_above_the_block(selector: str, is_match: bool) -> None:
    """Digits in ids are folded as paths fold them."""
    path = "body/article#post-0/div.box.wide[role=note]/p"
    assert matches(compiled(selector), path) is is_match


@pytest.mark.parametrize("selector", ["", "p:first-child", "a,,b", "p + p", "[data-x=1]"])
def test_selectors_that_a_path_cannot_answer_are_refused(selector: str) -> None:
    """The message names the selector and what can be written instead."""
    with pytest.raises(ConfigError, match="write tags"):
        compiled(selector)
