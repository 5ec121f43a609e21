"""One page beside its truth, and pages together."""

from benchmarks.extraction.answers import Answer
from benchmarks.extraction.pages import KnownPage, Truth
from benchmarks.extraction.scores import PageScore, scored, summary

FIRST = "The ferry left the harbour at noon, an hour later than planned."
SECOND = "Nobody on board had missed the sleeping pilot until then."
BOX = "Follow the Harbour Post wherever you read the news"


def score(*lines: str, name: str = "a", required: tuple[str, ...] = (FIRST, SECOND)) -> PageScore:
    truth = Truth(required=required, authors=())
    page = KnownPage(id=name, dataset="aeb", site="s", group="s", url="", file="", truth=truth)
    return scored(page, Answer(page=name, lines=lines, authors=("Follow",)))


def test_clean_and_perfect_pages() -> None:
    """Clean: nothing leaks; perfect: nothing is missing either; no text is neither."""
    bodies = [score(FIRST, SECOND), score(FIRST), score(FIRST, SECOND, BOX), score()]
    assert [one.body and one.body.clean for one in bodies] == [True, True, False, False]
    assert [one.body and one.body.perfect for one in bodies] == [True, False, False, False]


def test_an_optional_paragraph_may_be_there_or_not() -> None:
    """Neither leaks it nor is it missed."""
    truth = Truth(required=(FIRST,), optional=(SECOND,))
    page = KnownPage(id="a", dataset="aeb", site="s", group="s", url="", file="", truth=truth)
    for lines in ((FIRST,), (FIRST, SECOND)):
        body = scored(page, Answer(page="a", lines=lines)).body
        assert body is not None
        assert body.perfect
        assert body.overlap.identical


def test_what_leaks_on_two_pages_of_a_group_is_repeated_once() -> None:
    """Distinct lines count, not their places."""
    pages = [score(FIRST, BOX, name="a"), score(SECOND, BOX.upper(), BOX, name="b")]
    assert summary(pages).repeated == 1
    assert summary(pages).leaked == 3


def test_what_is_not_known_is_not_scored() -> None:
    """No body, no headline in the truth: no figure, rather than 0."""
    truth = Truth(required=None)
    page = KnownPage(id="a", dataset="aeb", site="s", group="s", url="", file="", truth=truth)
    found = summary([scored(page, Answer(page="a", lines=(BOX,), headline="x"))])
    assert (found.f1, found.clean, found.leaked, found.headline) == (None, None, None, None)


def test_an_author_where_there_is_none_is_invented() -> None:
    """Counted apart from F1, which is over the pages that have one."""
    found = summary([score(FIRST)])
    assert (found.invented, found.authors) == (1.0, None)


def test_a_day_where_there_is_none_is_invented() -> None:
    """A date is never a guess; where nobody knows whether there is one, nothing is said."""
    for date, expected in (("", 1.0), ("2026-03-09", None), (None, None)):
        truth = Truth(required=None, date=date)
        page = KnownPage(id="a", dataset="aeb", site="s", group="s", url="", file="", truth=truth)
        answer = Answer(page="a", lines=(), days=("2026-03-10",))
        assert summary([scored(page, answer)]).invented_days == expected


def test_a_page_without_text_is_counted_where_there_was_some() -> None:
    """`empty` is the count to bring to 0."""
    assert summary([score(), score(FIRST)]).empty == 1
