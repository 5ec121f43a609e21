"""JSON-LD as it is found in the wild."""

import json

import pytest

from pipelines.extract.jsonld import Node, article_body, article_node, article_offers, nodes

URL = "https://gazette.example/town/bridge"
ARTICLE = {"@type": "NewsArticle", "headline": "Bridge opens", "author": {"name": "Ada Marsh"}}


def node_of(*scripts: str) -> Node:
    node = article_node(nodes(scripts), URL)
    assert node is not None
    return node


def values(field: str, *scripts: str) -> list[tuple[str, ...]]:
    found = nodes(scripts)
    node = article_node(found, URL)
    assert node is not None
    return [offer.values for offer in article_offers(node, found) if offer.field == field]


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(ARTICLE),
        json.dumps([{"@type": "WebSite"}, ARTICLE]),
        json.dumps({"@graph": [ARTICLE]}),
        json.dumps({"@type": "WebPage", "mainEntity": ARTICLE}),
        "<![CDATA[" + json.dumps(ARTICLE) + "]]>",
        "<!--" + json.dumps(ARTICLE) + "-->",
        json.dumps(ARTICLE)[:-1] + ",}",
        "/* made by hand */ " + json.dumps(ARTICLE) + ";",
        json.dumps(ARTICLE).replace('"', "&quot;"),
        json.dumps({**ARTICLE, "headline": "Bridge\topens"}).replace("\\t", "\t"),
    ],
)
def test_the_article_is_found_however_it_is_wrapped(script: str) -> None:
    """Lists, graphs, comments, trailing commas, raw control characters, entities."""
    assert values("headline", script) == [("Bridge opens",)]
    assert values("authors", script) == [("Ada Marsh",)]


def test_a_broken_script_does_not_cost_the_others() -> None:
    """What cannot be mended is skipped."""
    assert node_of("{broken", "[" * 100_000, json.dumps(ARTICLE))["headline"] == "Bridge opens"


def test_of_several_articles_the_pages_own_is_meant() -> None:
    """Related articles carry the same type."""
    other = {"@type": "NewsArticle", "headline": "Other", "url": "https://gazette.example/other"}
    own = {**ARTICLE, "mainEntityOfPage": {"@id": URL}}
    assert node_of(json.dumps([other, own]))["headline"] == "Bridge opens"


def test_references_are_followed() -> None:
    """An author may be a mere `@id`."""
    person = {"@type": "Person", "@id": "#ada", "name": "Ada Marsh"}
    article = {**ARTICLE, "author": {"@id": "#ada"}}
    assert values("authors", json.dumps({"@graph": [article, person]})) == [("Ada Marsh",)]


def test_markup_in_values_is_undone() -> None:
    """Text is text."""
    article = {**ARTICLE, "headline": "Bridge &amp; <b>road</b> open"}
    assert values("headline", json.dumps(article)) == [("Bridge & road open",)]


def test_the_body_keeps_a_line_for_each_paragraph() -> None:
    """HTML inside `articleBody` is read by its paragraphs."""
    assert article_body({"articleBody": "<p>One.</p><p>Two &amp; three.</p>"}).split("\n") == [
        "One.", "Two & three.", "",
    ]  # fmt: skip
