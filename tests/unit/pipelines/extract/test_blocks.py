"""Where a block begins and ends, and what is said of it."""

from lxml import html

from pipelines.extract.blocks import Placed, as_block, placed_blocks
from pipelines.extract.paths import Paths
from pipelines.model import Block, Role


def read(body: str) -> tuple[Placed, ...]:
    return placed_blocks(html.document_fromstring(f"<html><body>{body}</body></html>"))


def texts(body: str) -> list[str]:
    return [placed.text for placed in read(body)]


def only(body: str) -> Block:
    (placed,) = read(body)
    return as_block(placed, "https://gazette.example/a/", Paths(), in_body=True, votes=())


def test_inline_elements_never_split_or_glue_words() -> None:
    """Emphasis in mid-word leaves the word whole."""
    assert texts("<p>un<b>believ</b>able, <i>he</i> said<sup>1</sup></p>") == [
        "unbelievable, he said1"
    ]


def test_two_line_breaks_split_and_one_is_kept() -> None:
    """A single break is a line's end, two end a paragraph."""
    assert texts("<p>one<br>two<br>\n<br>three</p>") == ["one\ntwo", "three"]


def test_loose_text_beside_boxes_is_a_block() -> None:
    """trafilatura loses it; here it is text like any other."""
    assert texts("<div>first<p>second</p>third<div>fourth</div>fifth</div>") == [
        "first", "second", "third", "fourth", "fifth",
    ]  # fmt: skip


def test_boxes_made_of_inline_elements_are_not_glued() -> None:
    """A label and a title without a space between them are two lines on the screen."""
    assert texts("<a href=/x><span>Previous</span><span>Rain in the hills</span></a>") == [
        "Previous", "Rain in the hills",
    ]  # fmt: skip
    assert texts("<p><b>W</b><b>INTER</b> came</p>") == ["WINTER came"]


def test_scripts_and_form_controls_are_no_text() -> None:
    """What a reader cannot read on the page is no block."""
    assert texts("<script>a()</script><p>text<span class=sr-only>opens new tab</span></p>") == [
        "text"
    ]


def test_roles_follow_the_nearest_telling_element() -> None:
    """A paragraph in a quote is a quote; a section inside an item is none."""
    body = (
        "<h2>h</h2><p>p</p><ul><li><p>li</p></li></ul><blockquote><p>q</p></blockquote>"
        "<figure><figcaption>c</figcaption></figure><pre>x = 1\n  y</pre>"
        "<blockquote class=twitter-tweet>t</blockquote>"
        "<ul><li><section><p>s</p></section></li></ul>"
    )
    assert [placed.role for placed in read(body)] == [
        Role.HEADING, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.CAPTION, Role.CODE,
        Role.EMBED, Role.PARAGRAPH,
    ]  # fmt: skip


def test_code_keeps_its_white_space() -> None:
    """Indentation is part of code."""
    assert texts("<pre>if a:\n    b\n</pre>") == ["if a:\n    b"]


def test_a_data_table_is_read_by_rows_and_a_layout_table_by_cells() -> None:
    """Short cells in rows and columns are data; prose or boxes in cells are a layout."""
    data = "<table><tr><th>Team</th><th>Points</th></tr><tr><td>North</td><td>12</td></tr></table>"
    assert texts(data) == ["Team | Points", "North | 12"]
    layout = f"<table><tr><td>{'menu ' * 30}</td><td>{'words of prose ' * 30}</td></tr></table>"
    assert len(texts(layout)) == 2
    assert [placed.role for placed in read(layout)] == [Role.PARAGRAPH, Role.PARAGRAPH]


def test_a_path_names_the_innermost_element_that_holds_the_text() -> None:
    """Digits are folded, positions left out, labels and relations kept."""
    block = only('<div id="post-17" class="a b2"><p><a href=next rel=next>Rain</a></p></div>')
    assert block.path == "html/body/div#post-0.a.b0/p/a[rel=next]"
    assert only("<p><b>Rain</b> and <i>wind</i></p>").path == "html/body/p"


def test_the_link_share_counts_characters_and_the_target_needs_the_whole_block() -> None:
    """Half a line in a link is a share of a half, and no target."""
    assert only("<p><a href=x>rain</a> wind</p>").link_share == 0.5
    assert only("<p><a href=x>rain</a> wind</p>").href == ""
    assert only("<p><a href=x>rain</a></p>").href == "https://gazette.example/a/x"
    assert only("<p><a href=x>rain</a> <a href=y>wind</a></p>").href == ""
