"""The cascade's choice and what it records."""

from lxml import html

from pipelines.extract.blocks import placed_blocks
from pipelines.extract.cascade import choose
from pipelines.extract.document import Document
from pipelines.extract.page import BlockedPage
from pipelines.extract.stages import container, density, json_ld

SENTENCES = tuple(
    f"Sentence number {word} tells at some length what the council said about the harbour and why."
    for word in ("one", "two", "three", "four", "five")
)


def paged(body: str, article_body: str = "") -> BlockedPage:
    root = html.document_fromstring(
        f"<html><head><title>t</title></head><body>{body}</body></html>"
    )
    url = "https://gazette.example/a"
    document = Document(url=url, base=url, root=root, json_ld=(), source="")
    return BlockedPage(document=document, blocks=placed_blocks(root), article_body=article_body)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_the_article_element_votes_for_its_prose() -> None:
    """The innermost container that holds nearly everything, without its menus."""
    page = paged(f"<article><ul><li><a href=/x>Menu</a></ul>{paragraphs(*SENTENCES)}</article>")
    assert container(page) == {1, 2, 3, 4, 5}


def test_density_finds_the_box_with_most_prose() -> None:
    """Without any telling name the text itself shows where it is."""
    page = paged(f"<div><p>{SENTENCES[0]}</p></div><div>{paragraphs(*SENTENCES[1:])}</div>")
    assert density(page) == {1, 2, 3, 4}


def test_structured_data_votes_for_the_blocks_that_it_holds() -> None:
    """`articleBody` is aligned to the page, never taken as text of its own."""
    page = paged(paragraphs(*SENTENCES), "\n".join(SENTENCES[:3]))
    assert json_ld(page) == {0, 1, 2}


def test_loose_text_among_the_bodys_paragraphs_belongs_to_it() -> None:
    """Text after an inner box is text, although trafilatura loses it."""
    page = paged(
        f"<article><p>{SENTENCES[0]}</p>{SENTENCES[1]}{paragraphs(*SENTENCES[2:])}</article>"
    )
    assert choose(page).taken == {0, 1, 2, 3, 4}


def test_a_box_of_links_among_the_paragraphs_is_left_out() -> None:
    """What the site prints between the paragraphs is not the article's."""
    links = "".join(f"<li><a href=/{n}>Another story of the day {n}</a></li>" for n in range(4))
    box = f"<div class=related><h3>Read more</h3><ul>{links}</ul></div>"
    page = paged(
        f"<article>{paragraphs(*SENTENCES[:3])}{box}{paragraphs(*SENTENCES[3:])}</article>"
    )
    assert {page.blocks[i].text for i in choose(page).taken} == set(SENTENCES)


def test_a_subhead_belongs_to_the_text_below_it() -> None:
    """Short as it is; the headline above the story does not."""
    page = paged(
        f"<article><div><h1>A title</h1><h2>Why now</h2><p>{SENTENCES[0]}</p>"
        f"<h2>Background</h2>{paragraphs(*SENTENCES[1:])}</div></article>"
    )
    texts = [page.blocks[i].text for i in sorted(choose(page).taken)]
    assert [text for text in texts if len(text) < 20 and text != "A title"] == [
        "Why now",
        "Background",
    ]


def test_the_winner_has_a_name_and_every_vote_is_recorded() -> None:
    """The body's blocks carry the winner's vote among the others."""
    choice = choose(paged(f"<article>{paragraphs(*SENTENCES)}</article>"))
    assert choice.method == "trafilatura-fast"
    assert choice.taken == {0, 1, 2, 3, 4}
    assert choice.votes[2] == ("json-ld", "article", "density", "trafilatura-fast", "trees")[1:]


def test_the_engine_is_asked_again_where_it_lost_the_text() -> None:
    """An answer far below what the cheap stages see is not believed."""
    page = paged(f"<article>{paragraphs(SENTENCES[0])}</article>")
    assert choose(page).method != "trafilatura-fast"
    assert choose(page).taken == {0}


def test_an_empty_page_has_no_body() -> None:
    """Nothing is made up."""
    assert choose(paged("")).taken == frozenset()
