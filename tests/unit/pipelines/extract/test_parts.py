"""Which links lead to further pages of the same article."""

from datetime import UTC, datetime

import pytest

from pipelines.extract.joining import joined
from pipelines.extract.parts import NOTHING, More, may_go_on, more_of, part_number
from pipelines.model import Block, Extraction, Metadata, Snapshot

SITE = "https://gazette.example"
ARTICLE = f"{SITE}/town/bridge"


def page(links: str, article: str = ARTICLE) -> Snapshot:
    html = f"<html><body><article><p>The bridge.</p></article>{links}</body></html>"
    return Snapshot(
        target_uri=article,
        requested_uri=article,
        date=datetime(2026, 3, 1, tzinfo=UTC),
        status=200,
        headers=(("content-type", "text/html"),),
        payload=html.encode(),
        payload_digest="",
    )


def more(links: str, article: str = ARTICLE, number: int = 1) -> More:
    seen = page(links, article)
    found = more_of(seen, article, number)
    assert found == NOTHING or may_go_on(seen, article, number)
    return found


@pytest.mark.parametrize(
    ("article", "address"),
    [
        ("/town/bridge", "/town/bridge?page=2"),
        ("/town/bridge", "/town/bridge/2"),
        ("/town/bridge/", "/town/bridge/2/"),
        ("/town/bridge", "/town/bridge/seite-2"),
        ("/town/bridge", "/town/bridge/page/2/"),
        ("/town/bridge", "/town/bridge-page-2"),
        ("/town/bridge.html", "/town/bridge-2.html"),
        ("/town/bridge.html", "/town/bridge,2.html"),
        ("/town/bridge.html", "/town/bridge.html?seite=2"),
        ("/read?id=7", "/read?id=7&p=2"),
    ],
)
def test_an_article_goes_on_at_its_own_address_with_a_number(article: str, address: str) -> None:
    links = f'<nav><b>1</b> <a href="{address}">2</a> <a href="/x">Home</a></nav>'
    assert more(links, f"{SITE}{article}").following == f"{SITE}{address}"


@pytest.mark.parametrize(
    "links",
    [
        '<link rel="next" href="/town/bridge?page=2">',
        '<a rel="next" href="/town/bridge?page=2"><img src="arrow.png"></a>',
        '<a href="/town/bridge?page=2">Weiter »</a>',
        '<a href="/town/bridge?page=2" aria-label="Page 2"><i></i></a>',
        '<a href="?page=2">2</a>',
    ],
)
def test_the_link_says_that_it_leads_on(links: str) -> None:
    assert more(links).following == f"{SITE}/town/bridge?page=2"


@pytest.mark.parametrize(
    "links",
    [
        '<link rel="next" href="/town/ferry">',
        '<a href="/town/ferry?page=2">2</a>',
        '<a href="/town/bridge-2">2</a>',
        '<a href="/town/bridge-part-2">Part 2</a>',
        '<a href="/town/bridge?page=2">What the mayor said about the 2 bridges</a>',
        '<div class="comments"><ol><li><a href="/town/bridge?page=2">2</a></li></ol></div>',
        '<a href="/town/bridge?page=3">3</a>',
        '<a href="https://other.example/town/bridge?page=2">2</a>',
    ],
)
def test_what_leads_elsewhere_is_no_page_of_it(links: str) -> None:
    """Another story, a story of the same name, a series, a teaser, the comments' pager."""
    assert more(links) == NOTHING


def test_the_whole_on_one_page_is_found_beside_the_numbers() -> None:
    links = '<a href="?page=2">2</a> <a href="?page=all">On one page</a>'
    assert more(links) == More(following=f"{ARTICLE}?page=2", whole=f"{ARTICLE}?page=all")
    assert more('<a href="?page=all">On one page</a>') == NOTHING


def test_a_further_page_leads_to_the_one_after_it() -> None:
    links = '<a href="/town/bridge">1</a> <a href="/town/bridge?page=3">3</a>'
    assert more(links, number=2).following == f"{ARTICLE}?page=3"


@pytest.mark.parametrize("page_of", ["/town/bridge?page=1", "/town/bridge?day=2", "/town/bridge"])
def test_the_first_page_and_other_parameters_are_no_numbers(page_of: str) -> None:
    assert part_number(ARTICLE, f"{SITE}{page_of}") is None


def extraction(*texts: str, outside: str = "", truncated: bool = False) -> Extraction:
    blocks = [Block(index=at, text=one) for at, one in enumerate(texts)]
    if outside:
        blocks.append(Block(index=len(texts), text=outside, in_body=False))
    return Extraction(
        blocks=tuple(blocks),
        metadata=Metadata(),
        method="engine",
        extractor_version="2",
        truncated=truncated,
    )


def test_pages_are_joined_in_order_and_what_they_repeat_is_kept_once() -> None:
    first = extraction("The bridge", "It opens.", outside="Read also")
    whole = joined(
        first, [extraction("The bridge", "It  closes.", outside="Read also")], is_whole=True
    )
    assert [block.text for block in whole.body] == ["The bridge", "It opens.", "It  closes."]
    indexes = [block.index for block in whole.blocks]
    assert indexes == sorted(set(indexes))
    assert not whole.truncated


def test_a_page_that_adds_nothing_leaves_no_trace() -> None:
    first = extraction("The bridge", "It opens.")
    assert joined(first, [extraction("It opens.", outside="Box")], is_whole=True) == first


def test_an_article_without_one_of_its_pages_is_not_whole() -> None:
    """So that a later fetch of less of it is no revision, and a whole one is."""
    assert joined(extraction("a"), [], is_whole=False).truncated
    assert joined(extraction("a"), [extraction("b", truncated=True)], is_whole=True).truncated
