"""`copydesk db`: is the database the one that this program knows, and is it sound?"""

from typing import TYPE_CHECKING

import click

from crawler.cli.database import opened, shown, upgraded
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
    before, after = upgraded(call.settings.db)
    if before == after:
        call.terminal.say(f"{shown(call.settings.db)}: up to date (schema version {after})")
    else:
        origin = "made" if before is None else f"upgraded from version {before}"
        call.terminal.say(f"{shown(call.settings.db)}: {origin} (schema version {after})")


@db.command(epilog="Example: copydesk db check || echo 'restore the backup'")
@common
@click.pass_context
def check(context: click.Context) -> None:
    """Check the schema's version, the file's integrity and the foreign keys; exit 6 on trouble."""
    from pipelines.store import schema

    call = invocation(context)
    with opened(call.settings.db) as engine:
        schema.require_current(engine)
        faults = _faults(engine)
    if faults:
        raise DatabaseError("\n".join(f"{shown(call.settings.db)}: {fault}" for fault in faults))
    call.terminal.say(f"{shown(call.settings.db)}: sound (schema version {schema.head()})")


def _faults(engine: "Engine") -> list[str]:
    """One line per fault. PostgreSQL checks its keys itself and its files on every start."""
    if engine.dialect.name != "sqlite":
        return []
    faults = []
    with engine.connect() as connection:
        for name, statement in _SQLITE_CHECKS.items():
            for row in connection.exec_driver_sql(statement):
                if row[0] != "ok":
                    faults.append(f"{name}: {' '.join(map(str, row))}")
    return faults
