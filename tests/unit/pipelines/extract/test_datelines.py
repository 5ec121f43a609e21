"""Which of the dates that a page shows is the article's own."""

from datetime import UTC, date, datetime

from lxml import html

from pipelines.extract.blocks import placed_blocks
from pipelines.extract.datelines import dateline_offers, headline_block
from pipelines.extract.dates import day_of

NOW = datetime(2026, 3, 10, tzinfo=UTC)
TITLE = "<h1>The bridge opens again</h1>"


def shown(body: str, field: str = "date_published") -> list[date | None]:
    root = html.document_fromstring(f"<html><body>{body}</body></html>")
    blocks = placed_blocks(root)
    place = headline_block(blocks, lambda text: text == "The bridge opens again")
    offers = dateline_offers(root, blocks, place, lambda text: day_of(text, NOW), NOW.date())
    return [day_of(offer.values[0], NOW) for offer in offers if offer.field == field]


def test_the_line_below_the_headline() -> None:
    """With the author, the section and the comments beside the date."""
    line = "<p><a href=/a>Ada</a> · 4 March 2025 · <a href=/t>Town</a> · 7 comments</p>"
    assert shown(f"<article>{TITLE}{line}<p>Text.</p></article>") == [date(2025, 3, 4)]


def test_the_line_above_the_headline() -> None:
    """Blogs print the day first."""
    assert shown(f"<div><p>Tuesday, 4 March 2025</p>{TITLE}</div>") == [date(2025, 3, 4)]


def test_of_many_cards_the_headlines_own() -> None:
    """The date that shares the innermost box with the headline, not the first of the page."""
    cards = "".join(
        f"<article><h2>Other {n}</h2><time datetime=2025-01-{n:02}>x</time></article>"
        for n in range(1, 9)
    )
    own = f"<article>{TITLE}<div><time datetime=2025-03-04>x</time></div></article>"
    assert shown(f"<main>{cards}{own}</main>")[0] == date(2025, 3, 4)


def test_a_list_of_dates_far_from_the_headline_is_nobodys() -> None:
    """Comments, teasers and archives have dates of their own."""
    filler = "".join(f"<p>Paragraph number {n} of the text.</p>" for n in range(20))
    dates = "".join(f"<div class=item><p>{n} January 2025</p></div>" for n in range(1, 9))
    assert shown(f"<div>{TITLE}{filler}</div><div>{dates}</div>") == []


def test_a_comment_a_figure_and_an_embedded_post_are_not_the_article() -> None:
    """Even where each is the only date of the page."""
    for box in (
        "<div class=comment><p>Jo, 4 March 2025</p></div>",
        "<figure><figcaption>Harbour, 4 March 2025</figcaption></figure>",
        "<blockquote><p>Jo (@jo) March 4, 2025</p></blockquote>",
        "<nav><p>4 March 2025</p></nav>",
    ):
        assert shown(f"<article>{TITLE}{box}<p>Text.</p></article>") == []


def test_far_off_a_line_that_says_published() -> None:
    """At the end of the text many sites print it in so many words."""
    filler = "".join(f"<p>Paragraph number {n} of the text.</p>" for n in range(20))
    line = "<p>Veröffentlicht am 4. März 2025</p>"
    others = "<p>5. März 2025</p><p>6. März 2025</p>"
    assert shown(f"<div>{TITLE}{filler}{line}{others}</div>") == [date(2025, 3, 4)]


def test_updated_is_a_modification() -> None:
    """In the line, in the time's own words, in a label of its own, in several languages."""
    for line in (
        "<p>Updated: 4 March 2025</p>",
        "<p>Zuletzt aktualisiert am 4. März 2025</p>",
        "<p>Mis à jour le 4 mars 2025</p>",
        "<p>更新日 2025年3月4日</p>",
        "<p>Last updated</p><p>4 March 2025</p>",
        "<p>Stand: <time datetime=2025-03-04>4.3.</time></p>",
        "<p><time class=updated datetime=2025-03-04>4.3.</time></p>",
    ):
        page = f"<article>{TITLE}{line}<p>Text.</p></article>"
        assert shown(page) == [], line
        assert shown(page, "date_modified")[0] == date(2025, 3, 4), line


def test_a_line_that_says_both_is_read_in_two() -> None:
    """Each date is what the word before it says."""
    page = f"<article>{TITLE}<p>4 March 2025 - Updated: 5 March 2025</p></article>"
    assert shown(page) == [date(2025, 3, 4)]
    assert shown(page, "date_modified") == [date(2025, 3, 5)]


def test_prose_with_a_date_is_no_dateline() -> None:
    """A sentence about a day says nothing of the page's day."""
    prose = (
        "<p>The council voted for the first of the three plans in a long session that ended "
        "late on 4 March 2025.</p>"
    )
    assert shown(f"<article>{TITLE}{prose}</article>") == []


def test_a_relative_date_is_left_out() -> None:
    """It says nothing once the page is older than the visit."""
    assert shown(f"<article>{TITLE}<p>3 hours ago</p><time>yesterday</time></article>") == []


def test_a_hundred_thousand_times_are_read_to_a_bound() -> None:
    """A page of dates gives no more offers than a short one."""
    many = "".join(
        f"<p><time datetime=2025-01-{n % 28 + 1:02}>x</time></p>" for n in range(100_000)
    )
    assert len(shown(f"<div>{TITLE}{many}</div>")) <= 400


def test_today_above_the_headline_is_the_visits_day() -> None:
    """Mastheads print it; the same words on another day are the article's."""
    assert shown(f"<div><p>Tuesday, 10 March 2026</p>{TITLE}</div>") == []
    assert shown(f"<div><p>Tuesday, 3 March 2026</p>{TITLE}</div>") == [date(2026, 3, 3)]


def test_the_pages_header_and_footer_are_not_the_articles() -> None:
    """An article's own header is."""
    assert shown(f"<header><p>3 March 2026</p></header><div>{TITLE}</div>") == []
    assert shown(f"<div>{TITLE}</div><footer><p>Published 01.01.2020</p></footer>") == []
    own = f"<article><header><p>3 March 2026</p></header><div>{TITLE}</div></article>"
    assert shown(own) == [date(2026, 3, 3)]
