"""A database that cannot be opened is one line for an operator."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from pipelines.errors import DatabaseError
from pipelines.store.engine import open_engine, shown


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/copydesk.db",
        "sqlite://nowhere/copydesk.db",
        "postgresql+psycopg://ann:secret@127.0.0.1:1/none",
        "postgresql+asyncpg://ann:secret@127.0.0.1/none",
        "postgresql://ann:se:secret@here:port/none",
        "postgresql//ann:secret@here/none",
        "copydesk.db",
        "oracle://x",
        "",
    ],
)
def test_a_database_that_cannot_be_opened_is_one_line_without_password(url: str) -> None:
    """An operator reads it in a mail from cron."""
    with pytest.raises(DatabaseError) as caught:
        open_engine(url)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """A path typed wrong must not end in a traceback, and must not change the file."""
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader, " * 500)
    with pytest.raises(DatabaseError, match="cannot be opened: file is not a database"):
        open_engine(f"sqlite:///{letter}")
    assert letter.read_text() == "Dear reader, " * 500


def test_a_password_among_the_options_is_not_shown() -> None:
    """libpq takes it there too."""
    engine = create_engine("postgresql+psycopg://ann@here/none?password=secret")
    assert "secret" not in shown(engine)


def test_a_file_that_cannot_be_written_says_what_must_be(tmp_path: Path) -> None:
    """SQLite's own words do not tell that it is about the folder, too, and for readers as well."""
    with closing(sqlite3.connect(tmp_path / "old.db")) as old:
        old.execute("CREATE TABLE mine (one INTEGER)")
    with pytest.raises(DatabaseError, match=r"readonly database; .* its folder must be writable"):
        open_engine(f"sqlite:///file:{tmp_path}/old.db?mode=ro&uri=true")
