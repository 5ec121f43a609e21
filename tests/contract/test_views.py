"""The views beside `articles`: a row for each thing that they promise, the same on both engines."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from pipelines.model import Outcome
from pipelines.store import articles, endings, frontier, schema
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.views import VIEWS
from tests.contract.samples import NOW, SITE, ended, filing, link

BOX, LEDE, EDITED = "Read this later", "The pier is to be mended.", "The pier is to be moved."
DAY = timedelta(days=1)


def told(desk: Engine, query: str) -> list[Mapping[str, object]]:
    with reading(desk) as connection:
        return [dict(row) for row in connection.execute(text(query)).mappings()]


def edit(desk: Engine) -> int:
    """An article with a box, edited a day later."""
    later = replace(filing(1, BOX, EDITED, strike=1), fetched_at=NOW + DAY)
    with writing(desk) as connection:
        number = articles.file_new(connection, filing(1, BOX, LEDE, strike=1))
        articles.revise(connection, number, later, "substantive")
    return number


def test_each_version_is_a_row_and_one_of_them_is_current(desk) -> None:
    """`article_revisions` needs no join to say which version people read now."""
    edit(desk)
    rows = told(desk, "SELECT * FROM article_revisions ORDER BY article_id, number")
    assert [(row["number"], row["kind"], row["is_current"], row["body"]) for row in rows] == [
        (1, "initial", 0, LEDE),
        (2, "substantive", 1, EDITED),
    ]
    assert {row["url"] for row in rows} == {"https://gazette.example/1"}


def test_what_was_stricken_names_its_article_and_its_version(desk) -> None:
    """`removed_text` shows the block of each version, and which of them counts now."""
    number = edit(desk)
    rows = told(desk, "SELECT * FROM removed_text ORDER BY number")
    assert [(row["article_id"], row["number"], row["is_current"]) for row in rows] == [
        (number, 1, 0),
        (number, 2, 1),
    ]
    assert {(row["text"], row["evidence"], row["headline"]) for row in rows} == {
        (BOX, "phrase", "Headline 1")
    }


def test_a_day_has_what_was_published_filed_and_revised(desk) -> None:
    """`site_days`: an article without a date counts on the day that it was filed."""
    edit(desk)
    undated = replace(filing(2), fetched_at=NOW + DAY)
    described = replace(undated.article.extraction.metadata, date_published=None)
    extraction = replace(undated.article.extraction, metadata=described)
    undated = replace(undated, article=replace(undated.article, extraction=extraction))
    with writing(desk) as connection:
        articles.file_new(connection, undated)
    rows = told(desk, "SELECT * FROM site_days ORDER BY day")
    days = [date.fromisoformat(str(row["day"])) for row in rows]
    assert days == [NOW.date(), (NOW + DAY).date()]
    counts = [(row["site"], row["published"], row["filed"], row["revised"]) for row in rows]
    assert counts == [(SITE.key, 1, 1, 0), (SITE.key, 1, 1, 1)]


def test_a_sites_health_is_a_row_also_before_its_first_article(desk) -> None:
    """`site_health` names every site: the one that never gave anything is the one to look at."""
    assert [(row["articles"], row["sources"], row["last_filed_at"]) for row in health(desk)] == [
        (0, 1, None)
    ]
    edit(desk)
    with writing(desk) as connection:
        frontier.sight(connection, SITE.key, [link(7), link(8)], NOW)
        connection.execute(text("UPDATE sources SET failures = 2"))
    (row,) = health(desk)
    found = {name: row[name] for name in ("articles", "failing_sources", "urls_found")}
    assert found == {"articles": 1, "failing_sources": 1, "urls_found": 2}
    assert str(row["last_filed_at"]).startswith("2026-03-01 12:00")


def health(desk: Engine) -> list[Mapping[str, object]]:
    return told(desk, "SELECT * FROM site_health")


def test_a_run_says_for_each_site_how_its_requests_ended(desk) -> None:
    """`runs_by_site` counts the requests themselves, so that a killed run has its rows too."""
    with writing(desk) as connection:
        pendings = frontier.sight(connection, SITE.key, [link(1), link(2), link(3)], NOW)
        for pending, outcome in zip(
            pendings, (Outcome.NEW, Outcome.TOO_LARGE, Outcome.NEW), strict=True
        ):
            endings.settle(connection, pending.url_id, ended(outcome))
    (row,) = told(desk, "SELECT * FROM runs_by_site")
    counts = {name: row[name] for name in ("run_id", "requests", "new", "too_large", "others")}
    assert counts == {"run_id": 1, "requests": 3, "new": 2, "too_large": 1, "others": 0}
    assert row["finish_reason"] is None


def test_every_outcome_has_its_column() -> None:
    """An outcome that is added later counts in `others` until a migration gives it one."""
    runs = next(view for view in VIEWS if view.name == "runs_by_site")
    assert {outcome.value.replace("-", "_") for outcome in Outcome} <= set(runs.columns)


def test_counts_by_day_read_indexes_and_not_the_texts(tmp_path: Path) -> None:
    """At a million articles a scan of the rows would read some four gigabytes (SQLite's plan)."""
    file = open_engine(f"sqlite:///{tmp_path / 'copydesk.db'}")
    schema.upgrade(file)
    steps = [str(row["detail"]) for row in told(file, "EXPLAIN QUERY PLAN SELECT * FROM site_days")]
    whole = [step for step in steps if step.startswith("SCAN article")]
    assert whole
    assert all("COVERING INDEX" in step for step in whole), steps
    assert any("ix_revisions_article_id_fetched_at" in step for step in steps), steps
