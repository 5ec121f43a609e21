"""`copydesk db`: the database as a whole: its schema, its soundness, its place, its size."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.durations import Duration
from crawler.cli.options import Invocation, common, invocation
from crawler.cli.pace import paced
from pipelines.errors import DatabaseError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

FINE, PARTIAL = 0, 3


@click.group()
@common
def db() -> None:
    """Bring the database up to date, check it, move it, let what is old go."""


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
        try:
            for _ in paced(
                call.terminal, _one_by_one(steps), 2 * total, "rows copied and compared"
            ):
                pass
        except KeyboardInterrupt:
            call.terminal.warn(f"{shown(theirs)}: half moved; the same command goes on")
            raise
        call.terminal.say(
            f"{shown(theirs)}: {total:,} rows, every one compared. It is used from now on where"
            " `db` in copydesk.toml names it"
        )


@db.command(epilog="Example: copydesk db prune --raw 180d --fetches 90d --dry-run")
@click.option("--raw", metavar="AGE", type=Duration(), help="Raw pages older than this; 180d.")
@click.option("--fetches", metavar="AGE", type=Duration(), help="Requests older than this; 90d.")
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@common
@click.pass_context
def prune(
    context: click.Context, *, raw: timedelta | None, fetches: timedelta | None, dry_run: bool
) -> int:
    """Let old raw pages and records of requests go; articles and their addresses stay.

    --raw takes whole WARC files out of the archive once all their pages are that old: what such
    pages gave can be read and cleaned as before, but not extracted anew. --fetches deletes records
    of requests, except the last one of each address. Nothing that was pruned is asked for again.
    No crawl runs meanwhile. SQLite fills the room again; its file does not shrink.
    """
    from pipelines.jobs.run import utc_now

    if raw is None and fetches is None:
        raise UsageError("say what may go: --raw 180d, --fetches 90d or both")
    call, now = invocation(context), utc_now()
    with database.opened_current(call.settings.db) as engine, database.held(engine):
        problems = () if raw is None else _prune_raw(call, engine, now - raw, now, dry_run=dry_run)
        if fetches is not None:
            _prune_fetches(call, engine, now - fetches, dry_run=dry_run)
    for problem in problems:
        call.terminal.warn(problem)
    return PARTIAL if problems else FINE


def _prune_raw(
    call: Invocation, engine: "Engine", before: datetime, now: datetime, *, dry_run: bool
) -> Sequence[str]:
    """What could not be removed, a line each."""
    from pipelines.jobs.pruning import old_raw, prune_raw

    archive = Path(call.settings.archive_dir)
    done = old_raw(engine, before) if dry_run else prune_raw(engine, archive, before, now)
    verb = "would go" if dry_run else "gone"
    size = f"{done.size_bytes / 1e6:,.1f} MB"
    call.terminal.say(
        f"raw pages before {before:%Y-%m-%d}: {done.pages:,} in {done.files:,} files"
        f" ({size}) {verb}"
    )
    return done.problems


def _prune_fetches(call: Invocation, engine: "Engine", before: datetime, *, dry_run: bool) -> None:
    from pipelines.jobs.pruning import count_old_fetches, prune_fetches

    total = count_old_fetches(engine, before)
    if not dry_run:
        steps = _one_by_one(prune_fetches(engine, before))
        for _ in paced(call.terminal, steps, total, "requests"):
            pass
    verb = "would go" if dry_run else "gone"
    call.terminal.say(f"requests before {before:%Y-%m-%d}: {total:,} {verb}")


def _one_by_one(steps: Iterator[int]) -> Iterator[None]:
    for count in steps:
        yield from repeat(None, count)


def _faults(engine: "Engine") -> list[str]:
    """One line per fault."""
    from pipelines.store import examining
    from pipelines.store.engine import reading
    from pipelines.store.schema import missing

    lost = [f"schema: {name} is missing" for name in missing(engine)]
    if lost:
        return lost
    with reading(engine) as connection:
        return list(examining.faults(connection, examining.WHOLE))
