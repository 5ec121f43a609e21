"""Consent managers and dialogs are left out of the body."""

import pytest
from lxml import html

from pipelines.extract.blocks import placed_blocks
from pipelines.extract.overlays import without_overlays

PROSE = "A paragraph that tells at some length what the council decided about the old harbour."
CONSENT = "When you visit our site we store cookies, which help us to learn how it is used."


def kept(body: str) -> list[str]:
    blocks = placed_blocks(html.document_fromstring(f"<html><body>{body}</body></html>"))
    taken = frozenset(block.index for block in blocks)
    return [blocks[index].text for index in sorted(without_overlays(blocks, taken))]


@pytest.mark.parametrize(
    "box",
    [
        '<div id="onetrust-banner-sdk">',
        '<div class="cookie-banner">',
        '<div role="dialog">',
        '<div aria-modal="true">',
        "<dialog open>",
    ],
)
def test_what_opens_over_the_page_is_left_out(box: str) -> None:
    """By the names of consent managers, and by what HTML calls a dialog."""
    end = "</dialog>" if box.startswith("<dialog") else "</div>"
    assert kept(f"<p>{PROSE}</p><p>{PROSE}</p>{box}<p>{CONSENT}</p>{end}") == [PROSE, PROSE]


def test_a_page_inside_a_dialog_keeps_its_text() -> None:
    """Some programs open articles in a layer over the front page."""
    assert kept(f'<div role="dialog"><p>{PROSE}</p><p>{PROSE}</p></div>') == [PROSE, PROSE]


def test_the_state_of_the_page_is_no_overlay() -> None:
    """A class on the body says that a banner is open, not that everything is the banner."""
    page = html.document_fromstring(f'<html><body class="gdpr-open"><p>{PROSE}</p></body></html>')
    blocks = placed_blocks(page)
    assert without_overlays(blocks, frozenset({0})) == {0}
