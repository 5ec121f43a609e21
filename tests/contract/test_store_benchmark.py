"""The benchmark of the store: what it files and copies is a database like any other."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from benchmarks.store.__main__ import measured
from benchmarks.store.growing import Growing
from benchmarks.trials.databases import Postgres, Sqlite
from pipelines.search.query import parse
from pipelines.store.engine import reading
from pipelines.store.searching import Filters, search
from pipelines.store.tables import article, fetches, metadata, revisions

# Runs of five to the first mark; one more, three copies of all and a last run make the second.
FIRST, SECOND = 50, 225

pytestmark = pytest.mark.slow


@pytest.fixture
def grown(empty_database: str) -> Growing:
    """A database at its second mark."""
    growing = Growing(empty_database, FIRST)
    growing.to(FIRST)
    growing.run()
    growing.to(SECOND)
    return growing


def count(connection: Connection, table) -> int:
    return connection.scalar(select(func.count()).select_from(table))


def orphans(connection: Connection) -> list[tuple[str, str]]:
    """Columns that name a row which is not there."""
    found = []
    for table in metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                targets = select(key.column)
                lost = select(func.count()).where(column.is_not(None), column.not_in(targets))
                if connection.scalar(lost):
                    found.append((table.name, column.name))
    return found


def test_copies_are_rows_like_others(grown: Growing) -> None:
    """Every number leads to its row; no article shows another's version; the words come along;
    and the next run files on behind them."""
    with reading(grown.engine) as connection:
        assert count(connection, article) == grown.articles == SECOND
        assert orphans(connection) == []
        shown = select(article.c.url, revisions.c.article_id - article.c.id)
        shown = shown.join(revisions, revisions.c.id == article.c.revision_id)
        assert {row[1] for row in connection.execute(shown)} == {0}
        copied = select(article.c.id).where(article.c.url.like("https://gazette.example/1~%"))
        first, *others = connection.scalars(copied.order_by(article.c.id)).all()
        assert len(others) == 2
        headline = connection.scalar(select(article.c.headline).where(article.c.id == first))
        hits = search(connection, parse(f'"{headline}"'), Filters(), 20)
        assert {1, first} <= {hit.article_id for hit in hits}
        asked = count(connection, fetches)
    assert grown.run().articles == 5
    with reading(grown.engine) as connection:
        assert count(connection, article) == SECOND + 5
        assert count(connection, fetches) >= asked + 5


def test_the_table_has_every_figure(postgres_url: str, tmp_path: Path) -> None:
    """A column for each mark, a row for each question, and every one of them was answered."""
    for databases in (Sqlite(), Postgres(postgres_url)):
        folder = tmp_path / databases.engine
        folder.mkdir()
        lines = list(measured(databases, folder, [FIRST, SECOND]))
        rows = lines[lines.index(f"| {databases.engine} | 60 | 235 |") :]
        asked = [row for row in rows if row.startswith("| ") and ". " in row.split("|")[1]]
        assert len(asked) == 20
        assert not any("broken off" in row for row in rows)
        assert any(row.startswith("| bytes an article |") for row in rows)
