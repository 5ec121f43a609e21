"""`copydesk export`: articles as a file for other programs."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.cli import database
from crawler.cli.filtering import filtered, filters
from crawler.cli.options import Invocation, common, invocation
from crawler.cli.pace import paced
from crawler.cli.terminal import is_terminal
from pipelines.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipelines.jobs.exporting import Order
    from pipelines.store.exporting import Given
    from pipelines.store.searching import Filters

_FORMATS = ("jsonl", "csv", "parquet")
_BY_ENDING = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}


@click.command(epilog="Example: copydesk export -o news.parquet --since 7d --dedup")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="Without it by FILE's ending, else jsonl."
)
@click.option(
    "-o",
    "--output",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Without it standard output.",
)
@filtered
@click.option("--dedup", is_flag=True, help="Of near-duplicates only one.")
@click.option("--cursor", metavar="NAME", help="Only what NAME was not given yet; needs -o.")
@click.option("--changed", is_flag=True, help="With --cursor: also what has changed since.")
@click.option(
    "--spreadsheet",
    is_flag=True,
    help="CSV to open in a spreadsheet: a ' before each cell that it would run as a formula,"
    " and a byte order mark. It changes the text: not for programs.",
)
@common
@click.pass_context
def export(
    context: click.Context,
    /,
    *,
    form: str | None,
    file: Path | None,
    dedup: bool,
    cursor: str | None,
    changed: bool,
    spreadsheet: bool,
    **chosen: Any,
) -> None:
    """Write articles as JSON Lines, CSV or Parquet; the fields are the columns of `articles`.

    FILE is there whole or not at all. A cursor gives each article once over all its exports,
    those too that crawls, kills and restarts fall into; an article comes when its text has been
    cleaned at the end of its crawl. --dedup gives of near-duplicates one, their lead where it
    passes the filters. An article is dated by its publication, else by when it was first stored.
    """
    from pipelines.export.formats import FORMATS
    from pipelines.jobs.exporting import Order
    from pipelines.store.engine import reading
    from pipelines.store.exporting import Selection

    _require_sense(cursor, file, changed=changed)
    call = invocation(context)
    make = FORMATS[_format(form, file, spreadsheet=spreadsheet)]
    with database.opened_current(call.settings.db) as engine:
        with reading(engine) as connection:
            asked = filters(connection, **chosen)
        wanted = Selection(filters=asked, one_per_story=dedup, changed_too=changed)
        order = Order(selection=wanted, make=make, watch=partial(_watched, call))
        _exported(call, engine, order, file, cursor)


def _require_sense(cursor: str | None, file: Path | None, *, changed: bool) -> None:
    if cursor is not None and file is None:
        raise UsageError("--cursor needs -o FILE: what went down a pipe cannot be taken back")
    if cursor is not None and not cursor.strip():
        raise UsageError("--cursor needs a name")
    if changed and cursor is None:
        raise UsageError("--changed needs --cursor NAME: changed since what?")


def _format(form: str | None, file: Path | None, *, spreadsheet: bool) -> str:
    """Its name in `FORMATS`."""
    ending = _BY_ENDING.get(file.suffix.lower()) if file else None
    found = form or ending or ("csv" if spreadsheet else "jsonl")
    if spreadsheet and found != "csv":
        raise UsageError(f"--spreadsheet is for CSV, and this is {found}")
    if file is None and found == "parquet" and is_terminal(sys.stdout):
        raise UsageError("Parquet is no text to look at: give a file with -o")
    return "spreadsheet" if spreadsheet else found


def _exported(
    call: Invocation, engine: "Engine", order: "Order", file: Path | None, cursor: str | None
) -> None:
    from pipelines.jobs.cursor_export import to_cursor
    from pipelines.jobs.exporting import to_file
    from pipelines.jobs.run import utc_now

    if file is None:
        _to_stdout(engine, order)
    elif cursor is None:
        count = to_file(engine, order, file)
        call.terminal.say(f"{file}: {_articles(count)}")
    else:
        count = to_cursor(engine, order, cursor, file, utc_now)
        waiting = _waiting(engine, order.selection.filters)
        call.terminal.say(f"{file}: {_articles(count)} for {cursor}{waiting}")


def _to_stdout(engine: "Engine", order: "Order") -> None:
    from pipelines.jobs.exporting import to_stream

    try:
        to_stream(engine, order, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ConfigError(f"standard output cannot be written: {error.strerror}") from error


def _waiting(engine: "Engine", asked: "Filters") -> str:
    from pipelines.store.exporting import held_back

    count = held_back(engine, asked)
    if not count:
        return ""
    how = "at the end of a crawl, or by `copydesk templates learn`"
    return f"; {_articles(count)} more when cleaned, {how}"


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def _watched(call: Invocation, stories: Iterator["Given"], total: int) -> Iterator["Given"]:
    return paced(call.terminal, stories, total, "articles")
