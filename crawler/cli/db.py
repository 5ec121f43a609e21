"""`copydesk db`: is the database the one that this program knows, and is it sound?"""

from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.options import common, invocation
from pipelines.errors import DatabaseError

if TYPE_CHECKING:
    from sqlalchemy import Engine

# SQLite's own checks; each answers "ok", or one row per fault.
_SQLITE_CHECKS = {
    "integrity": "PRAGMA integrity_check(20)",
    "foreign keys": "PRAGMA foreign_key_check",
}


@click.group()
@common
def db() -> None:
    """Bring the database up to date, or check it."""


@db.command(epilog="Example: copydesk db upgrade")
@common
@click.pass_context
def upgrade(context: click.Context) -> None:
    """Bring the schema up to date; SQLite keeps a copy of the older file beside it."""
    call = invocation(context)
    call.terminal.say(database.upgrade(call.settings.db))


@db.command(epilog="Example: copydesk db check || echo 'restore the backup'")
@common
@click.pass_context
def check(context: click.Context) -> None:
    """Check the schema's version, the file's integrity and the foreign keys; exit 6 on trouble."""
    from pipelines.store.engine import shown

    call = invocation(context)
    with database.opened_current(call.settings.db) as engine:
        name, faults = shown(engine), _faults(engine)
    if faults:
        raise DatabaseError("\n".join(f"{name}: {fault}" for fault in faults))
    call.terminal.say(f"{name}: sound")


def _faults(engine: "Engine") -> list[str]:
    """One line per fault. PostgreSQL checks its keys itself and its files on every start."""
    from pipelines.store.engine import reading
    from pipelines.store.schema import missing

    lost = [f"schema: {name} is missing" for name in missing(engine)]
    if lost or engine.dialect.name != "sqlite":
        return lost
    with reading(engine) as connection:
        return [
            f"{name}: {' '.join(map(str, row))}"
            for name, statement in _SQLITE_CHECKS.items()
            for row in connection.exec_driver_sql(statement)
            if row[0] != "ok"
        ]
