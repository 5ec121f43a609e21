"""The cascade's choice and what it records."""

from lxml import html

from pipelines.extract.blocks import placed_blocks
from pipelines.extract.cascade import choose, with_companions
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
    """Text after an inner box is text."""
    page = paged(f"<div><p>{SENTENCES[0]}</p>{SENTENCES[1]}<p>{SENTENCES[2]}</p></div>")
    assert with_companions(page, frozenset({0, 2})) == {0, 1, 2}


def test_a_paragraph_in_another_box_is_no_companion() -> None:
    """A box between the paragraphs is somebody else's until a stage says otherwise."""
    aside = f"<div class=x><p>{SENTENCES[3]}</p></div>"
    page = paged(f"<div>{paragraphs(*SENTENCES[:2])}{aside}{paragraphs(SENTENCES[2])}</div>")
    assert with_companions(page, frozenset({0, 1, 3})) == {0, 1, 3}


def test_the_winner_has_a_name_and_every_vote_is_recorded() -> None:
    """The body's blocks carry the winner's vote among the others."""
    choice = choose(paged(f"<article>{paragraphs(*SENTENCES)}</article>"))
    assert choice.method == "trafilatura-precision"
    assert choice.taken == {0, 1, 2, 3, 4}
    assert {"trafilatura-precision", "article", "density"} <= set(choice.votes[2])


def test_an_empty_page_has_no_body() -> None:
    """Nothing is made up."""
    assert choose(paged("")).taken == frozenset()
