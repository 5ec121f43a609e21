"""Articles whose text stands in the page's data, not in its HTML."""

import json
from collections.abc import Callable

import pytest

from pipelines.extract import extract
from pipelines.extract.scripts import revived, values
from pipelines.model import Rejected, Role
from tests.unit.pipelines.extract.pages import (
    HEADLINE,
    PARAGRAPHS,
    SITE,
    article,
    page,
    rejection,
    snapshot,
    texts,
)

MARKED_UP = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def halves(text: str) -> tuple[str, str]:
    return text[:20], text[20:]


def leaf(text: str) -> list[dict[str, object]]:
    first, second = halves(text)
    return [{"type": "text", "text": first}, {"type": "text", "text": second, "marks": ["bold"]}]


DIALECTS: dict[str, object] = {
    "HTML in a string": {"page": {"article": {"headline": HEADLINE, "body": MARKED_UP}}},
    "elements with HTML": {
        "headlines": {"basic": HEADLINE},
        "content_elements": [
            {"type": "text", "content": text.replace("bridge", "<b>bridge</b>")}
            for text in PARAGRAPHS
        ],
    },
    "a document of nodes": {
        "title": HEADLINE,
        "doc": {
            "type": "doc",
            "content": [{"type": "paragraph", "content": leaf(text)} for text in PARAGRAPHS],
        },
    },
    "nodes with values": {
        "fields": {
            "title": HEADLINE,
            "body": {
                "nodeType": "document",
                "content": [
                    {
                        "nodeType": "paragraph",
                        "content": [
                            {"nodeType": "text", "value": halves(text)[0], "marks": []},
                            {
                                "nodeType": "hyperlink",
                                "data": {"uri": "https://x.example/a-long-address"},
                                "content": [{"nodeType": "text", "value": halves(text)[1]}],
                            },
                        ],
                    }
                    for text in PARAGRAPHS
                ],
            },
        }
    },
    "blocks of spans": {
        "title": HEADLINE,
        "body": [
            {
                "_type": "block",
                "style": "normal",
                "children": [{"_type": "span", "text": half} for half in halves(text)],
            }
            for text in PARAGRAPHS
        ],
    },
    "blocks of text": {"blocks": [{"text": text, "type": "unstyled"} for text in PARAGRAPHS]},
    "blocks of data": {
        "blocks": [{"type": "paragraph", "data": {"text": text}} for text in PARAGRAPHS]
    },
    "a tree of tags": {
        "json": [
            {
                "type": "p",
                "children": [
                    {"type": "text", "data": halves(text)[0]},
                    {
                        "type": "a",
                        "attribs": {"href": "x", "title": "The title of a link"},
                        "children": [{"type": "text", "data": halves(text)[1]}],
                    },
                ],
            }
            for text in PARAGRAPHS
        ]
    },
    "plain strings": {"post": {"title": HEADLINE, "paragraphs": list(PARAGRAPHS)}},
    "Markdown": {"post": {"title": HEADLINE, "content": "## On\n\n" + "\n\n".join(PARAGRAPHS)}},
    "lines": {"post": {"title": HEADLINE, "text": "\n".join(PARAGRAPHS)}},
    "the same text twice": {
        "blocks": [
            {"type": "paragraph", "text": text, "html": f"<p>{text}</p>"} for text in PARAGRAPHS
        ]
    },
}


def in_block(value: object) -> str:
    stated = json.dumps(value).replace("</", "<\\/")
    return f'<script id="__NEXT_DATA__" type="application/json">{stated}</script>'


def in_assignment(value: object) -> str:
    stated = json.dumps(value).replace("</", "<\\/").replace('"marks": []', '"marks": undefined')
    return f"<script>window.a=1;window.__INITIAL_STATE__ = {stated};(function(){{}})()</script>"


def in_string(value: object) -> str:
    stated = json.dumps(json.dumps(value).replace("</", "<\\/"))
    return f"<script>window.__STATE__ = JSON.parse({stated})</script>"


def empty_page(script: str, head: str = "") -> str:
    return (
        f"<html><head><title>{HEADLINE} | The Gazette</title>{head}</head>"
        f"<body><div id=root></div>{script}</body></html>"
    )


@pytest.mark.parametrize("wrapped", [in_block, in_assignment, in_string])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_gives_the_articles_paragraphs(
    dialect: str, wrapped: Callable[[object], str]
) -> None:
    """Each paragraph whole, once, and in order."""
    found, _ = article(empty_page(wrapped(DIALECTS[dialect])))
    assert found.method == "embedded-json"
    assert tuple(text for text in texts(found) if text != "On") == PARAGRAPHS
    assert all(block.path == "" and block.votes == ("embedded-json",) for block in found.body)


def test_an_elements_type_gives_its_role_and_pictures_give_no_text() -> None:
    """Headings, list items and quotes keep what they are."""
    elements = [
        *({"type": "text", "content": text} for text in PARAGRAPHS),
        {"type": "header", "content": "What comes next"},
        {"type": "list", "items": [{"type": "text", "content": "one item"}, {"content": "two"}]},
        {"type": "quote", "content": "A quotation from the harbour."},
        {"type": "image", "caption": "The bridge", "text": "A picture of the bridge at night"},
    ]
    state = {"headline": HEADLINE, "content_elements": elements}
    found, _ = article(empty_page(in_block(state)))
    assert [(b.role, b.text) for b in found.body[len(PARAGRAPHS) :]] == [
        (Role.HEADING, "What comes next"),
        (Role.LIST_ITEM, "one item"),
        (Role.LIST_ITEM, "two"),
        (Role.QUOTE, "A quotation from the harbour."),
    ]


def test_another_articles_text_is_never_taken() -> None:
    """The page's data hold the texts of its neighbours too, longer ones at times."""
    other = "<p>The market hall is closed on Tuesdays, as it was before.</p>" * 40
    state = {
        "first": {"title": "The market hall in winter", "body": other},
        "main": {"title": HEADLINE, "body": MARKED_UP},
        "last": {"title": "The market hall in winter", "body": other},
    }
    found, _ = article(empty_page(in_block(state)))
    assert texts(found) == PARAGRAPHS
    del state["main"]
    assert rejection(empty_page(in_block(state)))


def test_teasers_and_interface_texts_are_no_article() -> None:
    """Records with headlines of their own, and what stands under telling names."""
    state = {
        "items": [
            {"title": f"Teaser number {i} of the page", "text": text}
            for i, text in enumerate(PARAGRAPHS)
        ],
        "i18n": {"text": f"<p>{HEADLINE}: we use cookies to measure.</p>" * 30},
        "notice": {"html": "<p>We and our partners use cookies on your device.</p>" * 30},
    }
    assert rejection(empty_page(in_block(state)))


def test_program_text_is_no_article() -> None:
    """A long string of a script is believed only as HTML that speaks of the headline."""
    program = (
        f'<script>var a="{"function(harbour,bridge,reopens,repairs){return 1};" * 40}"</script>'
    )
    assert rejection(empty_page(program))


def test_the_html_wins_where_it_holds_the_article() -> None:
    """Data are asked only for a page that shows next to nothing."""
    found, _ = article(page(after=in_block(DIALECTS["HTML in a string"])))
    assert "embedded" not in found.method


def test_a_flash_stays_a_flash_beside_other_texts() -> None:
    """Far more text is another's, unless it bears the flash's headline."""
    head = '<meta property="article:published_time" content="2026-03-09T10:00:00Z">'
    flash = "<p>The harbour bridge is open again, the council says.</p>"
    other = {"title": "The market hall in winter", "body": MARKED_UP}
    found, _ = article(page(head=head, body=flash, after=in_block(other)))
    assert texts(found) == ("The harbour bridge is open again, the council says.",)


def test_a_body_in_json_ld_is_read_where_the_html_has_none() -> None:
    """Plain or as HTML, a line for each paragraph."""
    for body in ("\n\n".join(PARAGRAPHS), MARKED_UP):
        stated = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": body})
        stated = stated.replace("</", "<\\/")
        head = f'<script type="application/ld+json">{stated}</script>'
        found, _ = article(empty_page("", head))
        assert found.method == "json-ld-body"
        assert texts(found) == PARAGRAPHS


@pytest.mark.parametrize("name", ["noscript", "template"])
def test_text_that_waits_to_be_unpacked_is_read(name: str) -> None:
    """With its place in the page, as a reader without scripts would see it."""
    packed = f"<{name}><article><h1>{HEADLINE}</h1>{MARKED_UP}</article></{name}>"
    found, _ = article(empty_page(packed))
    assert texts(found) == PARAGRAPHS
    assert all("article" in block.path for block in found.body)


def test_a_flattened_state_is_put_together_again() -> None:
    """Members name each other by their place; a name that leads in a circle ends."""
    flat = [["Reactive", 1], {"post": 2}, {"title": 3, "body": 4, "self": 2}, "Rain", "<p>It rains"]
    value = revived(flat)
    assert isinstance(value, dict)
    assert value["post"]["title"] == "Rain"
    assert value["post"]["self"]["body"] == "<p>It rains"
    assert revived([]) is None
    assert revived([7]) == 7


def test_a_flattened_state_gives_its_article() -> None:
    """Its list of strings is no list of paragraphs."""
    flat = [{"post": 1}, {"title": 2, "body": 3}, HEADLINE, MARKED_UP]
    script = f'<script id="__NUXT_DATA__" type="application/json">{json.dumps(flat)}</script>'
    found, _ = article(empty_page(script.replace("</p", "<\\/p")))
    assert texts(found) == PARAGRAPHS


@pytest.mark.parametrize(
    "script", ["={" * 5000, '={"a":' * 5000, "[" * 100_000, '"' * 9999, 'JSON.parse("{\\"a")']
)
def test_broken_data_give_nothing(script: str) -> None:
    """Neither an error nor a value."""
    assert not [value for value in values(f"<script>{script}</script>") if value]
    assert isinstance(extract(snapshot(empty_page(f"<script>{script}</script>")), SITE), Rejected)
