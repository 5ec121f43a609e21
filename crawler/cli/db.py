"""`copydesk db`: the database as a whole: its schema, its soundness, its place."""

from collections.abc import Iterator
from itertools import chain, repeat
from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.options import common, invocation
from crawler.cli.pace import paced
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
    """Bring the database up to date, check it, move it to another server."""


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


@db.command(epilog="Example: copydesk db move postgresql://desk@db.example/news")
@click.argument("target", metavar="URL")
@common
@click.pass_context
def move(context: click.Context, target: str) -> None:
    """Bring the whole database to another address, on either engine.

    URL is an empty database: postgresql://user@host/name, sqlite:///FILE. The one that `--db` or
    the settings name stays as it is. At the end every row of both is compared; until then no other
    command opens the target. A move that was broken off goes on with the same command. No crawl
    runs meanwhile. The archive's files stay where they are.
    """
    from pipelines.jobs.moving import Move
    from pipelines.store.engine import shown

    call = invocation(context)
    with (
        database.opened_current(call.settings.db) as ours,
        database.opened(target) as theirs,
        database.held(ours),
    ):
        work = Move(ours, theirs)
        total = work.rows()
        steps = chain(work.copy(), work.compare())
        for _ in paced(call.terminal, _one_by_one(steps), 2 * total, "rows copied and compared"):
            pass
        call.terminal.say(
            f"{shown(theirs)}: {total:,} rows, every one compared. It is used from now on where"
            " `db` in copydesk.toml names it"
        )


def _one_by_one(steps: Iterator[int]) -> Iterator[None]:
    for count in steps:
        yield from repeat(None, count)


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
