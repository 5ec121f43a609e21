"""`copydesk cursors`: who is given articles by incremental exports, and what each has."""

import click

from crawler.cli import database
from crawler.cli.options import common, invocation
from pipelines.errors import UsageError

_ENDS = {"given": True, "again": False}


@click.group(epilog="Example: copydesk cursors list")
def cursors() -> None:
    """Look after the cursors of `copydesk export --cursor`."""


@cursors.command("list", epilog="Example: copydesk cursors list --json")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each cursor.")
@common
@click.pass_context
def list_(context: click.Context, *, as_json: bool) -> None:
    """Each cursor with what it was given so far, and its last export."""
    from dataclasses import asdict

    from pipelines.store.cursors import listing
    from pipelines.store.engine import reading

    call = invocation(context)
    with database.opened_current(call.settings.db) as engine, reading(engine) as connection:
        rows = listing(connection)
    if as_json:
        for row in rows:
            call.terminal.json(asdict(row))
        return
    columns = ("cursor", "articles", "exports", "last", "file", "")
    last = [f"{row.last_at:%Y-%m-%d %H:%M}" if row.last_at else "" for row in rows]
    broken = ["one did not end" if row.is_broken else "" for row in rows]
    call.terminal.table(
        columns,
        [
            (row.name, row.articles, row.exports, at, row.last_file, note)
            for row, at, note in zip(rows, last, broken, strict=True)
        ],
    )
    if not rows:
        call.terminal.say("There is no cursor; `copydesk export --cursor NAME -o FILE` makes one.")


@cursors.command(epilog="Example: copydesk cursors drop corpus")
@click.argument("name", metavar="NAME")
@common
@click.pass_context
def drop(context: click.Context, name: str) -> None:
    """Forget what a cursor was given: under this name everything is new again."""
    from pipelines.store import cursors as rows
    from pipelines.store.engine import writing

    call = invocation(context)
    with database.opened_current(call.settings.db) as engine, writing(engine) as connection:
        if not rows.drop(connection, name):
            raise UsageError(f"there is no cursor {name}; `copydesk cursors list` shows all")
    call.terminal.say(f"{name}: forgotten; its files stay")


@cursors.command(epilog="Example: copydesk cursors settle corpus again")
@click.argument("name", metavar="NAME")
@click.argument("end", metavar="given|again", type=click.Choice(list(_ENDS)))
@common
@click.pass_context
def settle(context: click.Context, name: str, end: str) -> None:
    """Say how an export ended that was broken off where it cannot be seen from here.

    given: its file is there, and what is in it counts as given. again: it never arrived, and the
    next export gives its articles. An export that was broken off on this machine needs no word:
    the next one sees how far it came.
    """
    from pipelines.jobs.cursor_export import say_how_it_ended
    from pipelines.jobs.run import utc_now

    call = invocation(context)
    with database.opened_current(call.settings.db) as engine:
        say_how_it_ended(engine, name, arrived=_ENDS[end], now=utc_now())
    call.terminal.say(f"{name}: settled")
