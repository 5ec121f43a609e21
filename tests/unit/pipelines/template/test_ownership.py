"""What recurs and is the article's own all the same: each kind that news repeats by its nature.

Where a line goes, it is because it stands outside the article's text, never because it recurs.
"""

from collections.abc import Callable, Sequence

import pytest
from template_pages import (
    Line,
    body,
    cleaned_after_learning,
    headline,
    page,
    sentence,
)

from pipelines.model import Page, Role

Build = Callable[[int], Sequence[Line | str]]

MARKUP, FLAT = "body/article/div.c1/p", ""
PATHS = pytest.mark.parametrize("path", [MARKUP, FLAT], ids=["markup", "flat"])


def site(articles: int, build: Build) -> list[Page]:
    """Pages of the articles 0 to `articles` - 1."""
    return [page(number, build(number)) for number in range(articles)]


def opened_by(line: str, path: str, share: int) -> Build:
    """Articles of which every `share`-th begins with the line."""

    def build(number: int) -> list[Line | str]:
        first = [line] if number % share == 0 else []
        return [Line(text, path) for text in (headline(number), *first, *body(number))]

    return build


@PATHS
@pytest.mark.parametrize(
    "dateline",
    [
        "HARBOUR TOWN (HTN) -",
        "OSTHAFEN —",
        "Bergdorf (OTS)",
        "PORT-VIEUX (APN) –",
        "ПОРТОВЫЙ ГОРОД —",
    ],
)
def test_a_dateline_of_its_own_line_stays_on_every_article(dateline: str, path: str) -> None:
    """A correspondent's town opens each report; it says where it was written."""
    pages = site(24, opened_by(dateline, path, 1))
    assert all(dateline in cleaned_after_learning(pages, one) for one in pages[:4])


@PATHS
@pytest.mark.parametrize(
    "dateline",
    [
        "OSTHAFEN, {day} March (dpa) –",
        "HARBOUR TOWN, {day} March (HTN) -",
        "HARBOUR TOWN, {day} March —",
        "PORT-VIEUX, March {day} —",
    ],
)
def test_a_dateline_with_the_day_stays_too(dateline: str, path: str) -> None:
    """It looks like a box's date, but for the agency, or the dash that goes before a text."""

    def build(number: int) -> list[Line | str]:
        lines = (headline(number), dateline.format(day=3 + number % 5), *body(number))
        return [Line(text, path) for text in lines]

    pages = site(24, build)
    assert dateline.format(day=3) in cleaned_after_learning(pages, pages[0])


@PATHS
def test_a_dateline_within_the_first_paragraph_costs_nobody_that_paragraph(path: str) -> None:
    """Twenty ledes that begin alike are twenty texts."""

    def build(number: int) -> list[Line | str]:
        first, *rest = body(number)
        texts = (headline(number), f"HARBOUR TOWN (HTN) - {first}", *rest)
        return [Line(text, path) for text in texts]

    pages = site(20, build)
    for number, one in enumerate(pages):
        assert cleaned_after_learning(pages, one) == [
            line.text for line in build(number) if isinstance(line, Line)
        ]


@PATHS
@pytest.mark.parametrize(
    "byline",
    [
        "By Wilma Quarrel",
        "Von Heike Morgenrot",
        "Par Odile Brisemer",
        "Por Inés Cantalapiedra",
        "Di Fulvia Ombrarossa",
        "Door Sietske Waterhoen",
        "Автор: Зоя Перелётова",
    ],
)
def test_a_byline_stays_on_every_article_of_its_author(byline: str, path: str) -> None:
    """A paper of one reporter prints one byline everywhere."""
    pages = site(24, opened_by(byline, path, 1))
    assert all(byline in cleaned_after_learning(pages, one) for one in pages[:4])


@PATHS
@pytest.mark.parametrize(
    "note",
    [
        "Editor's note: names of witnesses were changed at their own wish in all reports.",
        "Correction: an earlier version gave the wrong ward for the hearing.",
        "Anmerkung der Redaktion: Die Namen der Zeugen wurden auf ihren Wunsch geändert.",
        "Korrektur: In einer früheren Fassung stand ein falscher Bezirk.",
        "Note de la rédaction : les noms des témoins ont été changés à leur demande.",
        "Nota de la redacción: los nombres de los testigos se cambiaron a petición suya.",
        "Nota della redazione: i nomi dei testimoni sono stati cambiati su loro richiesta.",
        "Noot van de redactie: de namen van de getuigen zijn op hun verzoek veranderd.",
        "Nota do editor: os nomes das testemunhas foram trocados a pedido delas.",
        "Od redakcji: imiona świadków zmieniono na ich własną prośbę w każdym tekście.",
        "От редакции: имена свидетелей изменены по их просьбе во всех материалах.",
    ],
)
def test_notes_and_corrections_stay_below_every_article(note: str, path: str) -> None:
    """Losing a correction is worse than keeping a line of a box, in any language."""

    def build(number: int) -> list[Line | str]:
        return [Line(text, path) for text in (headline(number), *body(number), note)]

    pages = site(24, build)
    assert all(note in cleaned_after_learning(pages, one) for one in pages[:4])


DISCLAIMER = "This report came from an agency and was checked and shortened by our own newsroom."


@PATHS
@pytest.mark.parametrize("share", [2, 3, 5, 10])
def test_an_agency_s_disclaimer_stays_below_the_reports_that_it_speaks_of(
    share: int, path: str
) -> None:
    """It is on half of the articles at most, among their own paragraphs."""

    def build(number: int) -> list[Line | str]:
        last = [DISCLAIMER] if number % share == 0 else []
        return [Line(text, path) for text in (headline(number), *body(number), *last)]

    pages = site(30, build)
    assert all(DISCLAIMER in cleaned_after_learning(pages, one) for one in pages[::share])


def test_a_disclaimer_in_a_footer_of_all_pages_is_the_site_s() -> None:
    """The same words in a box below every article are a box, also where an agency is named."""

    def build(number: int) -> list[Line | str]:
        mine = [Line(text, MARKUP) for text in (headline(number), *body(number))]
        return [*mine, Line(DISCLAIMER, "body/article/div.q8/p")]

    pages = site(20, build)
    assert DISCLAIMER not in cleaned_after_learning(pages, pages[3])


COLUMN = "Each week our gardener answers what readers ask her about soil, seed and patience."


@PATHS
@pytest.mark.parametrize("share", [3, 5, 10])
def test_a_column_s_fixed_first_paragraph_stays(share: int, path: str) -> None:
    """It opens the column as a lede opens a report, also when the column is a third of all."""
    pages = site(30, opened_by(COLUMN, path, share))
    assert all(COLUMN in cleaned_after_learning(pages, one) for one in pages[::share])


@PATHS
def test_the_times_of_a_live_ticker_stay_before_their_entries(path: str) -> None:
    """Each entry of a ticker has its time; the same minutes recur in the tickers of other days."""
    hours = ("09:15", "10:40", "12:05", "14:30")

    def build(number: int) -> list[Line | str]:
        if number % 3:
            return [Line(text, path) for text in (headline(number), *body(number))]
        entries = [text for pair in zip(hours, body(number), strict=True) for text in pair]
        return [Line(text, path) for text in (headline(number), sentence(number, 9), *entries)]

    pages = site(24, build)
    for one in pages[::3]:
        assert set(hours) <= set(cleaned_after_learning(pages, one))


@PATHS
def test_the_entries_of_a_live_ticker_stay_on_the_pages_that_carry_them_on(path: str) -> None:
    """Two pages of one ticker share their older entries: they are one story, and prove nothing."""
    ticker = [sentence(70, entry) for entry in range(8)]

    def build(number: int) -> list[Line | str]:
        own = ticker[: 4 + number] if number < 4 else body(number)
        return [Line(text, path) for text in (headline(number), *own)]

    pages = site(20, build)
    for number in range(4):
        kept = cleaned_after_learning(pages, pages[number])
        assert kept == [headline(number), *ticker[: 4 + number]]


def test_a_ticker_of_headlines_beside_every_article_goes() -> None:
    """Times and headlines of others, new on each page, in a place of their own."""

    def build(number: int) -> list[Line | str]:
        mine = [Line(text, MARKUP) for text in (headline(number), *body(number))]
        box = [
            Line(text, "body/article/div.q4/p/a", link_share=1.0)
            for other in range(number + 1, number + 4)
            for text in (f"{other % 24}:15", headline(other))
        ]
        return [*mine, *box]

    pages = site(20, build)
    assert cleaned_after_learning(pages, pages[5]) == [headline(5), *body(5)]


LITURGY = "Lord of the tides, bring our boats and all who sail in them home before the winter."


@PATHS
@pytest.mark.parametrize("marks", ["“{}”", "„{}“", "«{}»"])
def test_a_prayer_in_quotation_marks_stays_wherever_it_is_quoted(marks: str, path: str) -> None:
    """Whoever reports on the blessing of the fleet quotes the same words, year after year."""
    quote = marks.format(LITURGY)

    def build(number: int) -> list[Line | str]:
        first, *rest = body(number)
        return [Line(text, path) for text in (headline(number), first, quote, *rest)]

    pages = site(24, build)
    assert all(quote in cleaned_after_learning(pages, one) for one in pages[:4])


@PATHS
def test_a_prayer_without_marks_stays_amid_some_reports(path: str) -> None:
    """A quarter of a parish paper's reports quote it as a paragraph of its own."""

    def build(number: int) -> list[Line | str]:
        first, *rest = body(number)
        quote = [LITURGY] if number % 4 == 0 else []
        return [Line(text, path) for text in (headline(number), first, *quote, *rest)]

    pages = site(24, build)
    assert all(LITURGY in cleaned_after_learning(pages, one) for one in pages[::4])


def test_a_prayer_in_a_quotation_element_stays_although_all_quote_it() -> None:
    """Markup says that it is quoted."""

    def build(number: int) -> list[Line | str]:
        mine: list[Line | str] = [Line(text, MARKUP) for text in (headline(number), *body(number))]
        mine.insert(2, Line(LITURGY, "body/article/div.c1/blockquote/p", role=Role.QUOTE))
        return mine

    pages = site(24, build)
    assert all(LITURGY in cleaned_after_learning(pages, one) for one in pages[:4])
