"""Blocks of a page without a tree."""

from pipelines.extract.flat import MOST_BLOCKS, densest, flat_blocks
from pipelines.model import Role
from tests.unit.pipelines.extract.pages import PARAGRAPHS, page, paragraphs


def test_boxes_end_a_block_and_inline_tags_do_not() -> None:
    """No words are glued together, none is split."""
    found = flat_blocks("<div>One <b>w</b>ord<p>Two</p>Three<br>Four<li>Five &amp; six</div>")
    assert [block.text for block in found] == ["One word", "Two", "Three", "Four", "Five & six"]
    assert found[-1].role is Role.LIST_ITEM


def test_scripts_menus_and_comments_are_silent_and_an_endless_one_is_skipped() -> None:
    """An element that never ends must not take the article with it."""
    html = "<script>a</script><nav>Menu</nav><!-- note --><svg><p>Text</p><!-- more"
    assert [block.text for block in flat_blocks(html)] == ["Text", "more"]


def test_a_line_of_links_is_known_as_one() -> None:
    """Without a tree, too, menus are not prose."""
    link, mixed = flat_blocks("<p><a href=x>All of it</a></p><p>Half <a href=y>of it</a></p>")
    assert link.link_share == 1.0
    assert 0.4 < mixed.link_share < 0.8


def test_the_densest_stretch_is_the_article() -> None:
    """Menus and teasers around it take away more than they add."""
    menu = "".join(f"<li><a href=/{i}>Section {i} of the town</a></li>" for i in range(30))
    html = page(after=f"<ul>{menu}</ul>{paragraphs(1)}<ul>{menu}</ul>").replace("<article>", menu)
    blocks = flat_blocks(html)
    assert tuple(blocks[i].text for i in sorted(densest(blocks))) == PARAGRAPHS
    assert densest(()) == frozenset()


def test_blocks_are_bounded() -> None:
    """What comes after is not read."""
    assert len(flat_blocks("<p>a" * (MOST_BLOCKS + 5))) == MOST_BLOCKS
