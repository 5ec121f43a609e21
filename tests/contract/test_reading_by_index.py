"""What a run asks of the database it finds by an index, however many articles there are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from pipelines.jobs.duplicates import follow
from pipelines.jobs.relearn import keep_up, relearn
from pipelines.store import articles, patterns, recognition, runs, schema, sites, templates
from pipelines.store.engine import open_engine, writing
from tests.contract.samples import ME, NOW, SITE, filing

# Tables that grow with a site's history.
GROWING = ("article", "revisions", "titles", "removals", "fingerprints", "cluster_members")


@pytest.fixture
def sqlite_desk(tmp_path: Path) -> Iterator[Engine]:
    """SQLite only: PostgreSQL chooses to read a small table whole."""
    engine = open_engine(f"sqlite:///{tmp_path / 'copydesk.db'}")
    schema.upgrade(engine)
    with writing(engine) as connection:
        sites.sync(connection, [SITE], NOW)
        runs.start(connection, ME, NOW)
    yield engine
    engine.dispose()


def test_learning_and_cleaning_scan_no_table_that_grows(sqlite_desk: Engine) -> None:
    """An update by a column without an index read 37,400 articles for each one: 19 ms."""
    asked: dict[str, Any] = {}

    @event.listens_for(sqlite_desk, "before_cursor_execute")
    def _note(_c: Any, _u: Any, statement: str, given: Any, _x: Any, many: bool) -> None:
        asked[statement] = given[0] if many else given

    with writing(sqlite_desk) as connection:
        for number in range(1, 30):
            articles.file_new(connection, filing(number, "Zwizz the bar", f"Body {number}."))
    asked.clear()
    relearn(sqlite_desk, SITE, 20, lambda: NOW)
    keep_up(sqlite_desk, SITE, 20, lambda: NOW)
    with writing(sqlite_desk) as connection:
        templates.set_unclean(connection, [3, 4])
    plans = {one: _plan(sqlite_desk, one, given) for one, given in list(asked.items())}
    assert any("UPDATE article" in statement for statement in plans)
    assert [one for one, plan in plans.items() if _scans(plan)] == []


def test_an_address_is_compared_with_its_neighbours_alone(sqlite_desk: Engine) -> None:
    """Ten million addresses of a site cost a new one with parameters no more than ten."""
    asked: dict[str, Any] = {}

    @event.listens_for(sqlite_desk, "before_cursor_execute")
    def _note(_c: Any, _u: Any, statement: str, given: Any, _x: Any, many: bool) -> None:
        asked[statement] = given[0] if many else given

    with writing(sqlite_desk) as connection:
        patterns.siblings(connection, SITE.key, "https://gazette.example/read")
        patterns.load(connection, SITE.key, ["gazette.example/*"])
    plans = [_plan(sqlite_desk, one, given) for one, given in list(asked.items())]
    assert len(plans) >= 3
    steps = [step for plan in plans for step in plan if "urls" in step or "url_patterns" in step]
    assert steps
    assert all("SEARCH" in step for step in steps)


def test_a_page_is_recognised_without_reading_the_sites_articles(sqlite_desk: Engine) -> None:
    """By text, too: a site of 20,000 articles cost each new page a fifth of a second."""
    asked: dict[str, Any] = {}

    @event.listens_for(sqlite_desk, "before_cursor_execute")
    def _note(_c: Any, _u: Any, statement: str, given: Any, _x: Any, many: bool) -> None:
        asked[statement] = given[0] if many else given

    with writing(sqlite_desk) as connection:
        assert recognition.known(connection, SITE.key, ["https://gazette.example/1"], "x") is None
    plans = [_plan(sqlite_desk, one, given) for one, given in list(asked.items())]
    steps = [step for plan in plans for step in plan if step.split()[1:2] == ["article"]]
    assert len(steps) == 3
    assert all("url_key=?" in step or "rowid=?" in step for step in steps)


def _plan(engine: Engine, statement: str, given: Any) -> list[str]:
    if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
        return []
    raw = engine.raw_connection()
    try:
        return [row[3] for row in raw.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", given)]
    finally:
        raw.close()


def _scans(plan: list[str]) -> bool:
    return any(step.split() == ["SCAN", table] for step in plan for table in GROWING)


def test_finding_copies_scans_no_table_that_grows(sqlite_desk: Engine) -> None:
    """One look-up of its fingerprints an article, whether it has copies or none."""
    asked: dict[str, Any] = {}
    lines = [" ".join(f"word{place * 7 + word}" for word in range(60)) for place in range(5)]
    with writing(sqlite_desk) as connection:
        numbers = [articles.file_new(connection, filing(one, *lines)) for one in (1, 2, 3)]
        numbers.append(articles.file_new(connection, filing(4, *(line[::-1] for line in lines))))

    @event.listens_for(sqlite_desk, "before_cursor_execute")
    def _note(_c: Any, _u: Any, statement: str, given: Any, _x: Any, many: bool) -> None:
        asked[statement] = given[0] if many else given

    with writing(sqlite_desk) as connection:
        follow(connection, numbers)
        articles.revise(connection, 1, filing(1, "Gone."), "substantive")
        follow(connection, [1])
    plans = {one: _plan(sqlite_desk, one, given) for one, given in list(asked.items())}
    assert any("INSERT INTO cluster_members" in statement for statement in plans)
    assert any("DELETE FROM cluster_members" in statement for statement in plans)
    assert [one for one, plan in plans.items() if _scans(plan)] == []
