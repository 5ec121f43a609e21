"""docs/queries.md: every block runs on its engine and answers its question."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine, update

from benchmarks.store.questions import DOC, ENGINES, questions
from pipelines.extract import EXTRACTOR_VERSION
from pipelines.store.engine import reading, writing
from pipelines.store.tables import article
from tests.contract.questions import BOX, fill
from tests.contract.samples import FEED

QUESTIONS = questions()
GAZETTE, QUIET, PAGE = "gazette.example", "quiet.example", "https://gazette.example/{}"

# For each question: its columns to look at, and what they hold, row by row.
EXPECTED: Mapping[int, tuple[tuple[str, ...], list[tuple[Any, ...]]]] = {
    2: (("id", "headline"), [(1, "Headline 1")]),
    3: (("id", "revision_count"), [(2, 1), (1, 2)]),
    4: (("site", "articles", "last_filed_at"), [(QUIET, 0, None)]),
    6: (("block", "text", "rule"), [(0, BOX, "phrase:x")]),
    7: (("article_id", "text"), [(2, BOX), (1, BOX)]),
    8: (("site", "text", "evidence", "articles"), [(GAZETTE, BOX, "phrase", 2)]),
    9: (("article_id", "number"), [(1, 2)]),
    10: (("id", "similarity", "lead"), [(3, 0.9, 1)]),
    11: (("id",), [(2,), (3,), (4,), (5,), (6,), (7,)]),
    12: (("article_id", "extractor_version"), [(number, "1") for number in (2, 3, 4, 5, 6, 1)]),
    13: (
        ("url", "why"),
        [(PAGE.format(9), "again"), (PAGE.format(1), "check"), (PAGE.format(8), "first")],
    ),
    14: (("site", "kind"), [(QUIET, "feed")]),
    15: (
        ("site", "articles", "headline", "date_published", "authors", "section"),
        [(GAZETTE, 7, 100, 85, 100, 0)],
    ),
    16: (
        ("site", "origin", "date_precision", "articles"),
        [(GAZETTE, "json-ld", "minute", 6), (GAZETTE, "(none)", None, 1)],
    ),
    17: (("name", "articles"), [("Ann Lee", 6), ("Bo Diaz", 6)]),
    18: (("site", "requests", "new", "failed"), [(GAZETTE, 2, 1, 1)]),
    19: (("site", "cause"), [(QUIET, "silent")]),
    20: (("what", "how", "more"), [("seen", "feed", FEED.url), ("request", "new", "")]),
}


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine)
    return engine


def ask(engine: Engine, number: int) -> list[Mapping[str, Any]]:
    sql = QUESTIONS[number].sql[engine.dialect.name]
    with reading(engine) as connection:
        return [dict(row) for row in connection.exec_driver_sql(sql).mappings()]


def test_there_are_twenty_questions_for_both_engines() -> None:
    """A question without its SQL for an engine is half a question."""
    assert list(QUESTIONS) == list(range(1, 21))
    assert {tuple(sorted(one.sql)) for one in QUESTIONS.values()} == {("postgresql", "sqlite")}


def test_every_question_answers_what_it_asks(filled) -> None:
    """The rows, and no others, on a database whose truth is known."""
    for number, (columns, expected) in EXPECTED.items():
        rows = [tuple(row[name] for name in columns) for row in ask(filled, number)]
        assert rows == expected, QUESTIONS[number].title


def test_volume_is_told_by_day(engine) -> None:
    """Question 1: seven articles, the edit among them once, on the days of their dates."""
    now = fill(engine)
    rows = ask(engine, 1)
    assert {row["site"] for row in rows} == {GAZETTE}
    totals = [sum(row[name] for row in rows) for name in ("published", "filed", "revised")]
    assert totals == [7, 7, 1]
    assert str(max(str(row["day"]) for row in rows)) == now.date().isoformat()


def test_a_site_that_gives_less_is_named_with_what_it_used_to_give(engine) -> None:
    """Question 5: five articles in the weeks before, none in the last full week."""
    today = update(article).where(article.c.id <= 2).values(first_seen_at=fill(engine))
    with writing(engine) as connection:
        connection.execute(today)
    (row,) = ask(engine, 5)
    assert (row["site"], float(row["usual"]), row["last_week"]) == (GAZETTE, 5 / 4, 0)


def test_every_question_ends_on_an_empty_database(engine) -> None:
    """Somebody's first query comes before the first crawl; nothing divides by nothing."""
    for number in QUESTIONS:
        assert ask(engine, number) == [], QUESTIONS[number].title


def test_the_worklist_names_todays_extractor() -> None:
    """A new extractor's number goes into question 12."""
    assert all(f"extractor_version <> '{EXTRACTOR_VERSION}'" in sql for sql in sqls(12))


def sqls(number: int) -> list[str]:
    return [QUESTIONS[number].sql[engine] for engine in ENGINES["both engines"]]


def test_the_document_holds_no_other_sql() -> None:
    """Each block is run by its first line; one without it would be run by nobody."""
    text = DOC.read_text(encoding="utf-8")
    known = sum(text.count(f"```sql\n-- {named}\n") for named in ENGINES)
    assert text.count("```sql") == known
