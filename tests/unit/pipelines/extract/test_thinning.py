"""What is taken out of a page before the engine reads it."""

from lxml import html

from pipelines.extract.blocks import placed_blocks
from pipelines.extract.thinning import thin

PROSE = "A paragraph that tells at some length what the council decided about the old harbour."


def thinned(body: str) -> str:
    root = html.document_fromstring(f"<html><body>{body}</body></html>")
    thin(root, placed_blocks(root))
    return str(html.tostring(root.find("body"), encoding="unicode"))


def test_menus_and_lists_of_links_go() -> None:
    """They are most of a page's elements and never text."""
    menu = (
        "<div class=menu><ul><li><a href=/a>World</a></li><li><a href=/b>Sport</a></li></ul></div>"
    )
    assert thinned(f"{menu}<div><p>{PROSE}</p></div>") == f"<body><div><p>{PROSE}</p></div></body>"


def test_short_lists_and_tables_among_paragraphs_stay() -> None:
    """A list of three names belongs to the story around it."""
    story = f"<div><p>{PROSE}</p><ul><li>Anna</li><li>Ben</li></ul><p>{PROSE}</p></div>"
    assert thinned(story) == f"<body>{story}</body>"


def test_text_behind_a_dropped_element_stays() -> None:
    """Loose text after a box is text."""
    left = thinned(
        f"<div><p>{PROSE}</p><div><a href=/a>One</a><a href=/b>Two</a></div>and on</div>"
    )
    assert "and on" in left
    assert "One" not in left


def test_an_old_page_inside_a_form_keeps_its_text() -> None:
    """Publishing programs of 2005 wrapped whole pages into a form."""
    assert PROSE in thinned(f"<form><table><tr><td><p>{PROSE}</p></td></tr></table></form>")


def test_single_short_lines_stay() -> None:
    """Dialogue in `<div>` lines is text, however short it is."""
    page = f"<div><div>{PROSE}</div><div>Yes, he said.</div></div>"
    assert thinned(page) == f"<body>{page}</body>"
