"""Which schema a database has, and how it comes to have the newest.

Rule 1: a program never works on a schema that it does not know.
Rule 2: an upgrade is one transaction; a SQLite file is copied beside itself first.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, func, inspect, select, text

import migrations
from pipelines.errors import DatabaseError, SchemaError
from pipelines.store import wording
from pipelines.store.engine import reading, shown, writing
from pipelines.store.tables import metadata
from pipelines.store.views import VIEWS

FOLDER = Path(migrations.__file__).parent
# PostgreSQL: of two upgrades at once the second waits and finds the work done. Any number does.
LOCK = 6_320_001
# Stands where the schema's number would while a move fills the database.
MOVING = "moving"
_NUMBERED = re.compile(r"(\d{4})_.*\.py$")


def head() -> int:
    """The newest schema's number, from the names of the migrations (Alembic costs 0.35 s)."""
    names = (_NUMBERED.match(path.name) for path in (FOLDER / "versions").iterdir())
    return max(int(name[1]) for name in names if name)


def current(engine: Engine) -> int | None:
    """The database's schema number; None where it has no schema yet.

    Raises SchemaError for a database that a move has not brought over yet.
    """
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        number = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if number == MOVING:
        raise SchemaError(
            f"{shown(engine)} is half of a database that was moved here:"
            " run the same `copydesk db move` again"
        )
    return int(number) if number else None


def require_current(engine: Engine) -> None:
    """Raises SchemaError, which names the command that mends it, unless the schema is ours."""
    found, ours = current(engine), head()
    if found is None:
        raise SchemaError(f"{shown(engine)} has no tables yet: run `copydesk init`")
    if found < ours:
        raise SchemaError(
            f"{shown(engine)} has schema {found}, this program needs {ours}:"
            " run `copydesk db upgrade`"
        )
    if found > ours:
        raise SchemaError(
            f"{shown(engine)} has schema {found}, this program knows only {ours}:"
            " install a newer copydesk"
        )


def missing(engine: Engine) -> tuple[str, ...]:
    """Tables and views of our schema that the database does not hold, by name."""
    with reading(engine) as connection:
        held = inspect(connection)
        found = {*held.get_table_names(), *held.get_view_names()}
    return tuple(sorted({*metadata.tables, *(view.name for view in VIEWS), wording.NAME} - found))


def upgrade(engine: Engine) -> tuple[int | None, int]:
    """Bring the schema to the newest; the numbers before and after. Raises DatabaseError."""
    found, ours = current(engine), head()
    if found is not None and found > ours:
        require_current(engine)
    if found == ours:
        return found, ours
    if found is not None:
        _back_up(engine, found)
    _migrate(engine)
    return found, ours


def is_moving(engine: Engine) -> bool:
    """Whether a move has begun to fill the database, and has not ended."""
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        number = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return bool(number == MOVING)


def begin_move(engine: Engine) -> None:
    """From now on nobody but a move opens the database; its tables are there and empty."""
    if not is_moving(engine):
        upgrade(engine)
        _number(engine, MOVING)


def end_move(engine: Engine) -> None:
    """The database is one that every command opens."""
    _number(engine, f"{head():04}")


def _number(engine: Engine, number: str) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :n"), {"n": number})


def _migrate(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - 0.35 s that only an upgrade pays
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":  # SQLite's writers wait for each other anyway
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _back_up(engine: Engine, number: int) -> None:
    """SQLite only: FILE.schema-N.backup; a server's operator has backups of his own."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file:
        return
    target = Path(f"{file}.schema-{number}.backup")
    try:
        with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise DatabaseError(f"{target} cannot be written before the upgrade: {error}") from error
