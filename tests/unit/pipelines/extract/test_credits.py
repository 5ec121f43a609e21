"""Whom a page shows as its author."""

import pytest
from lxml import html

from pipelines.extract.authors import authors, signatures
from pipelines.extract.blocks import placed_blocks
from pipelines.extract.credits import byline_offers
from pipelines.extract.datelines import headline_block

TITLE = "<h1>The bridge opens again</h1>"
TEXT = "<p>The bridge over the harbour opened again on Monday after eleven weeks of work.</p>"


def shown(body: str) -> list[tuple[str, ...]]:
    blocks = placed_blocks(html.document_fromstring(f"<html><body>{body}</body></html>"))
    place = headline_block(blocks, lambda text: text == "The bridge opens again")
    return [offer.values for offer in byline_offers(blocks, place)]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Posted on 4 March 2025 by <a rel=author href=/x>Ada Marsh</a></p>",
        "<p><a href=/authors/ada>Ada Marsh</a>, 4 March 2025</p>",
        "<p class=meta>by <span class='author vcard'>Ada Marsh</span> on Monday</p>",
        "<div class=author-name>Ada Marsh</div>",
        "<p>By Ada Marsh</p>",
        "<p>Von: Ada Marsh | 31.10.23</p>",
        "<div><span>Автор: Ada Marsh</span> <time>19 ноября 2026</time></div>",
        "<div><span>Par Ada Marsh</span> <time>19 novembre 2026, 21:55</time></div>",
        "<p>Par Ada Marsh le 7 mai 2020</p>",
        "<p>Ada Marsh | 3 March 2025</p>",
        "<p>4 March 2025 – Ada Marsh</p>",
        "<p>Posted on March 4, 2025 by Ada Marsh</p>",
        "<p>Published: 04.03.2025 | Author: Ada Marsh | Filed under: Town</p>",
        "<p>Date: 04.03.2025<br>Author: Ada Marsh<br>Source: Town</p>",
        "<div class=author-info>Ada Marsh Updated: 4 March 2025</div>",
    ],
)
def test_forms_of_bylines_below_the_headline(line: str) -> None:
    """Links to a person, classes, a word like "by", a name on the date's line."""
    found = shown(f"<article>{TITLE}{line}{TEXT}</article>")
    assert found
    assert authors(found[0]) == ("Ada Marsh",)


def test_several_names_without_marks_between_them() -> None:
    """Each in an element of its own."""
    names = "<span>Ada Marsh</span> <span>Jonas Feld</span> <span>Mia Oak</span>"
    page = f"<article>{TITLE}<div class=article-byline>{names}</div>{TEXT}</article>"
    assert shown(page)[0] == ("Ada Marsh", "Jonas Feld", "Mia Oak")


def test_the_byline_at_the_end() -> None:
    """Where none stands near the headline."""
    filler = TEXT * 20
    assert shown(f"<article>{TITLE}{filler}<p>Text: Ada Marsh</p></article>") == [
        ("Text: Ada Marsh",)
    ]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=author-bio><p>Ada Marsh lives by the sea and writes about harbours.</p></div>",
        "<div class=comment><p>By Jo Field</p></div>",
        "<div class=related><p>By Jo Field</p></div>",
        "<blockquote><p>By Jo Field (@jo) March 4, 2025</p></blockquote>",
        "<figure><figcaption>By Jo Field</figcaption></figure>",
        "<p>By the sea it was quiet</p>",
        "<p>1987 a declaration of the town by Jo Field and others</p>",
        "<p>Von Rabatten profitieren</p>",
        "<div class=byline><a href=/register>Register</a></div>",
    ],
)
def test_what_is_no_byline(box: str) -> None:
    """Bios, comments, related articles, embedded posts, photo credits, prose, buttons."""
    found = shown(f"<article>{TITLE}{TEXT}{box}{TEXT}</article>")
    assert all(not authors(values) and not signatures(values) for values in found), found


def test_two_author_boxes_far_off_name_nobody() -> None:
    """They cannot both be the author of one article, so that neither is."""
    filler = TEXT * 20
    ends = "<p>Text: Ada Marsh</p><p>Text: Jonas Feld</p>"
    assert shown(f"<article>{TITLE}{filler}{ends}</article>") == []
