"""`copydesk db move`: every row arrives, from each engine on the other, whatever comes between."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update

from crawler.cli.main import run
from pipelines.jobs.moving import Move
from pipelines.search.query import parse
from pipelines.store import articles, copying, runs, schema, searching, tables
from pipelines.store.copying import TABLES, Content
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.searching import Filters
from tests.contract.questions import fill
from tests.contract.samples import NOW, OTHER, filing


@pytest.fixture
def source(engine: Engine) -> Engine:
    """With rows in most tables, with and without JSON, and sources that lie in one another."""
    fill(engine)
    with writing(engine) as connection:
        index, child = connection.scalars(select(tables.sources.c.id).limit(2)).all()
        # The child has the lower number: an index that was retired and came back.
        first = update(tables.sources).where(tables.sources.c.id == index)
        connection.execute(first.values(parent_id=child, rhythm={"hours": [1, 2]}))
        host = {"origin": "https://Ärger.example", "robots_body": b"\x00\xff", "robots_status": 200}
        connection.execute(insert(tables.hosts).values(host))
        connection.execute(insert(tables.hosts).values(origin="https://zoo.example"))
    return engine


@pytest.fixture
def target(source: Engine, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database on the other engine."""
    if source.dialect.name == "sqlite":
        address = request.getfixturevalue("postgres_database")
    else:
        address = f"sqlite:///{tmp_path / 'moved.db'}"
    opened = open_engine(address)
    yield opened
    opened.dispose()


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def move(source: Engine, target: Engine) -> int:
    return run(["--db", address(source), "--quiet", "db", "move", address(target)])


def content(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table, as the product reads it."""
    return {
        table.name: [
            repr(sorted(row.items())) for some in Content(engine).batches(table) for row in some
        ]
        for table in TABLES
    }


def test_every_row_arrives(source, target) -> None:
    """And the source is what it was."""
    before = content(source)
    assert move(source, target) == 0
    assert content(target) == before
    assert content(source) == before
    assert sum(map(len, before.values())) > 50
    assert schema.current(target) == schema.head()


def test_the_moved_database_is_worked_on(source, target) -> None:
    """It is searched, it files further articles, it is moved back."""
    assert move(source, target) == 0
    with reading(target) as connection:
        hits = searching.search(connection, parse("council"), Filters(), 10)
    assert {hit.article_id for hit in hits} == {1, 2}
    with writing(target) as connection:
        assert articles.file_new(connection, filing(100)) == 8
        rhythms = "SELECT count(*) FROM sources WHERE rhythm IS NULL"
        assert connection.scalar(text(rhythms)) == 1  # NULL is no JSON null


def test_there_and_back(source, target, tmp_path) -> None:
    """The round trip changes nothing."""
    home = open_engine(f"sqlite:///{tmp_path / 'home.db'}")
    assert move(source, target) == 0
    assert move(target, home) == 0
    assert content(home) == content(source)
    home.dispose()


def halfway(source: Engine, target: Engine, steps: int) -> None:
    """A move that dies after so many steps."""
    work = Move(source, target)
    for _ in islice(work.copy(), steps):
        pass


@pytest.mark.parametrize("steps", [1, 12, 25, 1000])
def test_a_move_that_was_broken_off_goes_on(source, target, capsys, steps) -> None:
    """And nobody takes the half for a database meanwhile."""
    halfway(source, target, steps)
    for words in (("search", "council"), ("db", "upgrade"), ("db", "check")):
        assert run(["--db", address(target), *words]) == 6
        assert "is half of a database that was moved here" in capsys.readouterr().err
    assert move(source, target) == 0
    assert content(target) == content(source)


def test_a_move_that_was_killed_behind_its_end_is_over(source, target, capsys) -> None:
    """Its rows are compared once more; had it filed something since, nothing would be touched."""
    assert move(source, target) == 0
    before = content(target)
    assert move(source, target) == 0
    assert content(target) == before
    with writing(target) as connection:
        connection.execute(update(tables.article).values(word_count=0))
    assert move(source, target) == 6
    assert "is not what the source is, in article" in capsys.readouterr().err
    with writing(target) as connection:
        articles.file_new(connection, filing(100))
    assert move(source, target) == 6
    assert "is not empty: it has rows in" in capsys.readouterr().err


def test_ctrl_c_says_how_to_go_on(source, target, monkeypatch, capsys) -> None:
    """One line and 130."""

    def stopped(_: Move) -> Iterator[int]:
        raise KeyboardInterrupt
        yield 0

    with monkeypatch.context() as patched:
        patched.setattr(Move, "compare", stopped)
        assert move(source, target) == 130
    assert "half moved; the same command goes on" in capsys.readouterr().err
    assert move(source, target) == 0


def test_what_was_written_meanwhile_arrives(source, target) -> None:
    """Between the kill and the second try: rows that are new, changed and gone."""
    halfway(source, target, 1000)
    with writing(source) as connection:
        articles.revise(connection, 1, filing(1, "Quite another text."), "substantive")
        articles.file_new(connection, filing(50))
        connection.execute(delete(tables.alerts))
    assert move(source, target) == 0
    assert content(target) == content(source)


def test_a_difference_is_found(source, target, monkeypatch, capsys) -> None:
    """A value that did not arrive as it was: the target stays closed, and the next try mends it."""
    compare = Move.compare

    def spoilt(work: Move) -> Iterator[int]:
        with writing(target) as connection:
            connection.execute(update(tables.article).values(word_count=0))
        yield from compare(work)

    with monkeypatch.context() as patched:
        patched.setattr(Move, "compare", spoilt)
        assert move(source, target) == 6
    assert "is not what the source is, in article" in capsys.readouterr().err
    assert schema.is_moving(target)
    assert move(source, target) == 0
    assert content(target) == content(source)


def test_a_target_with_rows_is_left_alone(source, target, capsys) -> None:
    """Nothing of it is lost."""
    schema.upgrade(target)
    with writing(target) as connection:
        connection.execute(insert(tables.hosts).values(origin="https://mine.example"))
    assert move(source, target) == 6
    assert "is not empty: it has rows in hosts" in capsys.readouterr().err
    with reading(target) as connection:
        assert connection.scalar(select(tables.hosts.c.origin)) == "https://mine.example"


def test_nothing_moves_under_a_run(source, target, capsys) -> None:
    """What it files meanwhile would stay behind."""
    with writing(source) as connection:
        connection.execute(
            insert(tables.leases).values(
                name="crawl",
                host=OTHER.host,
                pid=OTHER.pid,
                started=OTHER.started,
                acquired_at=text("CURRENT_TIMESTAMP"),
                heartbeat_at=text("CURRENT_TIMESTAMP"),
            )
        )
    assert move(source, target) == 4
    assert "another run is at work" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nonsense", "is no database address"),
        ("postgresql://nobody@127.0.0.1:9/none", "cannot be opened"),
        ("mysql://localhost/none", "is no engine that Copydesk knows"),
    ],
)
def test_a_target_that_is_none_is_one_line(source, capsys, words, said) -> None:
    """Exit code 6, like everything about databases."""
    assert run(["--db", address(source), "db", "move", words]) == 6
    assert said in capsys.readouterr().err


def test_a_database_is_not_moved_onto_itself(source, capsys) -> None:
    assert move(source, source) == 6
    assert "is the database that is to be moved" in capsys.readouterr().err


def test_rows_are_the_same_only_when_every_value_is() -> None:
    """What the comparison is made of."""
    row = {"a": 1, "b": b"x", "c": NOW, "d": {"k": [1]}, "e": None}
    assert copying.same(dict(reversed(row.items()))) == copying.same(row)
    for name, other in (("a", 2), ("b", b"y"), ("c", None), ("d", {"k": [2]}), ("e", "")):
        assert copying.same({**row, name: other}) != copying.same(row)


def test_new_runs_have_numbers_of_their_own(source, target) -> None:
    """PostgreSQL counts on from where the rows end."""
    assert move(source, target) == 0
    with writing(target) as connection:
        assert runs.start(connection, OTHER, NOW) == 2
