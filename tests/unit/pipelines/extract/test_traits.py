"""The numbers by which blocks are weighed."""

import pytest
from lxml import html

from pipelines.extract.ancestors import FAR, TAGS, Ancestors
from pipelines.extract.ancestors import NAMES as NAMED
from pipelines.extract.blocks import placed_blocks
from pipelines.extract.document import Document
from pipelines.extract.lines import KINDS, signs
from pipelines.extract.page import BlockedPage
from pipelines.extract.traits import NAMES, traits

PROSE = "A paragraph that tells at some length what the council decided about the old harbour."


def paged(body: str, head: str = "") -> BlockedPage:
    root = html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    url = "https://gazette.example/a"
    document = Document(url=url, base=url, root=root, json_ld=(), source="")
    return BlockedPage(document=document, blocks=placed_blocks(root))


def trait(page: BlockedPage, index: int, name: str) -> float:
    indexes, rows = traits(page, {"engine": frozenset({index})})
    return float(rows[indexes.index(index)][NAMES.index(name)])


def test_a_page_that_nobody_took_anything_of_has_no_rows() -> None:
    """There is nothing to weigh."""
    indexes, rows = traits(paged(f"<p>{PROSE}"), {"engine": frozenset()})
    assert indexes == ()
    assert rows.shape == (0, len(NAMES))


def test_every_row_has_every_trait() -> None:
    """The names are the columns."""
    page = paged(f"<article><h1>Title</h1><p>{PROSE}</p><p>{PROSE}</p></article>")
    indexes, rows = traits(page, {"engine": frozenset({1, 2})})
    assert indexes == (0, 1, 2)
    assert rows.shape == (3, len(NAMES))
    assert len(set(NAMES)) == len(NAMES)


def test_bare_links_are_looked_at_only_if_somebody_took_them() -> None:
    """They are half of a page's blocks."""
    page = paged(f"<p>{PROSE}</p><p><a href=/a>A link</a></p>")
    assert traits(page, {"engine": frozenset({0})})[0] == (0,)
    assert traits(page, {"engine": frozenset({0, 1})})[0] == (0, 1)


def test_names_of_ancestors_are_distances() -> None:
    """The nearest counts; beyond six steps nothing does."""
    page = paged(f'<div class="related-box"><div><p class="caption">{PROSE}</p></div></div>')
    steps = Ancestors().steps(page.blocks[0].above)
    assert steps[NAMED.index("caption")] == 0
    assert steps[NAMED.index("related")] == 2
    assert steps[NAMED.index("social")] == FAR
    assert steps[len(NAMED) + TAGS.index("p")] == 0


def test_distances_do_not_depend_on_what_was_read_before() -> None:
    """Elements are remembered, and remembered as they stand."""
    page = paged(f"<div class=teaser>{'<div>' * 8}<p>{PROSE}</p><p>{PROSE}</p>{'</div>' * 8}</div>")
    one, other = Ancestors(), Ancestors()
    one.steps(page.blocks[0].above)
    assert one.steps(page.blocks[1].above) == other.steps(page.blocks[1].above)


def test_advert_is_a_word_and_not_a_part_of_one() -> None:
    """`ad` stands in `read`, `header` and `shadow` too."""
    page = paged(f'<p class="shadow padded">{PROSE}</p><p class="box-ad">{PROSE}</p>')
    offer = NAMED.index("offer")
    assert Ancestors().steps(page.blocks[0].above)[offer] == FAR
    assert Ancestors().steps(page.blocks[1].above)[offer] == 0


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Read more: the harbour in pictures", "reads on"),
        ("Lesen Sie auch: der Hafen in Bildern", "reads on"),
        ("[Related: the harbour]", "reads on"),
        ("Sign up for our newsletter", "offers"),
        ("© The Gazette. All rights reserved", "rights"),
        ("Foto: A. Person", "rights"),
        ("Follow us on Facebook", "contacts"),
        ("Anzeige", "advert"),
        ("Jane Doe is a reporter for the Gazette", "signs"),
        ("Updated 10:45", "dates"),
        ("Von Jana Muster", "byline"),
        ("Tags: harbour, council", "label"),
    ],
)
def test_a_short_line_says_what_it_is(line: str, kind: str) -> None:
    """By its first word or by what stands in it."""
    assert signs(line)[KINDS.index(kind)] == 1.0


def test_a_long_paragraph_has_no_signs() -> None:
    """A story about newsletters is a story."""
    assert not any(signs("The newsletter was read by many, and the council signed up. " * 6))


def test_the_headline_and_the_description_are_known() -> None:
    """Both are printed again as lines of the page."""
    page = paged(
        f"<h1>The harbour opens</h1><p>{PROSE}</p>",
        f'<meta name="description" content="{PROSE}">',
    )
    assert trait(page, 0, "is headline") == 1.0
    assert trait(page, 1, "is headline") == 0.0
    assert trait(page, 1, "is description") == 1.0


def test_kin_are_blocks_that_the_template_prints_alike() -> None:
    """Tag and classes of the two innermost elements."""
    page = paged(f"<div class=b><p>{PROSE}</p><p>{PROSE}</p><p class=x>{PROSE}</p></div>")
    assert trait(page, 0, "kin blocks") == 2.0
    assert trait(page, 2, "kin blocks") == 1.0
