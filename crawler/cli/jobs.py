"""`copydesk jobs`: the queue that workers take their jobs from."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.durations import Since
from crawler.cli.naming import meant, named
from crawler.cli.options import Invocation, common, invocation
from pipelines.errors import UsageError
from pipelines.sites import load_files

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from crawler.worker.labour import Order
    from crawler.worker.queue import JobRow

_STATES = ("todo", "doing", "succeeded", "failed", "cancelled", "aborted")
KINDS = ("crawl", "relearn", "reextract")
_COLUMNS = ("job", "state", "kind", "site", "attempt", "since", "not before", "with")


@click.group()
@common
def jobs() -> None:
    """Look at the queue that `copydesk worker` takes its jobs from; order, repeat, cancel jobs."""


@jobs.command("list", epilog="Example: copydesk jobs list --state failed")
@click.option("--state", type=click.Choice(_STATES), help="Only these; else all not yet done.")
@click.option("--site", help="Only of this site.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each job.")
@common
@click.pass_context
def list_(
    context: click.Context, *, state: str | None, site: str | None, limit: int, as_json: bool
) -> None:
    """Show the jobs that are at work or wait, and how many ended how.

    `with` is the machine that has the site; a `?` behind it: its worker has fallen silent.
    """
    call = invocation(context)
    with _queued(call) as engine:
        from crawler.worker.queue import counts, listing
        from pipelines.store.engine import reading
        from pipelines.store.runs import holders, of_site

        rows = listing(engine, [state] if state else ["todo", "doing"], site, limit)
        ended = counts(engine)
        with reading(engine) as connection:
            holding = holders(connection)
    machines = {
        key: holding[of_site(key)].host
        for key in {row.site for row in rows}
        if of_site(key) in holding
    }
    if as_json:
        for row in rows:
            call.terminal.json(_as_json(row, machines))
        return
    call.terminal.table(_COLUMNS, [_as_row(row, machines) for row in rows])
    total = ", ".join(f"{ended[one]} {one}" for one in _STATES if one in ended)
    call.terminal.say(total or "There is no job; `copydesk worker` orders what is due.")


@jobs.command(epilog="Example: copydesk jobs add reextract gazette.example --changed-only")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("sites", nargs=-1, required=True)
@click.option("--since", metavar="WHEN", type=Since(), help="reextract: pages fetched since then.")
@click.option("--changed-only", is_flag=True, help="reextract: what another extractor has read.")
@common
@click.pass_context
def add(
    context: click.Context,
    *,
    kind: str,
    sites: tuple[str, ...],
    since: datetime | None,
    changed_only: bool,
) -> None:
    """Order a job for each of the sites; one that waits already is not ordered twice."""
    call = invocation(context)
    if kind != "reextract" and (since or changed_only):
        raise UsageError("--since and --changed-only are for reextract")
    options = {"since": since.isoformat()} if since else {}
    options |= {"changed_only": "yes"} if changed_only else {}
    with _queued(call) as engine:
        for order in _orders(call, engine, kind, sites, options):
            number = asyncio.run(_put(call, order))
            what = f"{kind} {order.site}"
            said = f"job {number}, {what}" if number else f"{what}: waits already"
            call.terminal.say(said)


@jobs.command(epilog="Example: copydesk jobs due")
@common
@click.pass_context
def due(context: click.Context) -> None:
    """Order a crawl now for each site that is due, as workers do every five minutes."""
    call = invocation(context)
    with _queued(call) as engine:
        from crawler.worker.standing import Standing

        orders = Standing(engine, call.settings.sites_dir, call.terminal.warn).due()
        count = asyncio.run(_put_due(call, orders))
    call.terminal.say(f"{count} jobs ordered")


@jobs.command(epilog="Example: copydesk jobs retry 17")
@click.argument("job", type=int)
@common
@click.pass_context
def retry(context: click.Context, job: int) -> None:
    """Order a job anew that failed, was cancelled, or is done."""
    call = invocation(context)
    with _queued(call):
        number = asyncio.run(_again(call, job))
    call.terminal.say(f"job {number}" if number else "such a job waits already")


@jobs.command(epilog="Example: copydesk jobs cancel 17")
@click.argument("job", type=int)
@common
@click.pass_context
def cancel(context: click.Context, job: int) -> None:
    """Take a waiting job out of the queue; ask one at work to end."""
    call = invocation(context)
    with _queued(call):
        asyncio.run(_cancel(call, job))
    call.terminal.say(f"job {job} is cancelled")


@contextmanager
def _queued(call: Invocation) -> Iterator["Engine"]:
    """The database with its queue. Raises ConfigError for SQLite."""
    database.require_shared(call.settings.db)
    from crawler.worker.queue import prepare

    with database.opened_current(call.settings.db) as engine:
        prepare(engine)
        yield engine


def _orders(
    call: Invocation, engine: "Engine", kind: str, names: Sequence[str], options: dict[str, str]
) -> "Sequence[Order]":
    """What was named: a crawl needs the site's file, the others only its articles."""
    from crawler.worker.labour import Order
    from pipelines.store.engine import reading
    from pipelines.store.searching import site_names

    files, problems = load_files(call.settings.sites_dir)
    for problem in problems:
        call.terminal.warn(problem)
    texts = {file.site.key: file.path.read_text("utf-8") for file in files}
    if kind == "crawl":
        keys = [file.site.key for file in named(files, names)]
    else:
        with reading(engine) as connection:
            known = site_names(connection)
        keys = [meant(known, name) for name in names]
    return [Order(kind=kind, site=key, file=texts.get(key, ""), options=options) for key in keys]


async def _put(call: Invocation, order: "Order") -> int | None:
    from crawler.worker.queue import Queue

    async with Queue(call.settings.db).opened() as queue:
        return await queue.put(order)


async def _put_due(call: Invocation, orders: "Sequence[Order]") -> int:
    from crawler.worker.queue import Queue

    async with Queue(call.settings.db).opened() as queue:
        return await queue.put_due(orders)


async def _again(call: Invocation, job: int) -> int | None:
    from crawler.worker.queue import Queue

    async with Queue(call.settings.db).opened() as queue:
        return await queue.again(job)


async def _cancel(call: Invocation, job: int) -> None:
    from crawler.worker.queue import Queue

    async with Queue(call.settings.db).opened() as queue:
        await queue.cancel(job)


def _as_row(row: "JobRow", machines: dict[str, str]) -> tuple[object, ...]:
    shown = "%Y-%m-%d %H:%M:%S"
    return (
        row.id,
        row.state,
        row.kind,
        row.site,
        row.attempt,
        row.at.strftime(shown) if row.at else "",
        row.due_at.strftime(shown) if row.due_at else "",
        _with(row, machines),
    )


def _with(row: "JobRow", machines: dict[str, str]) -> str:
    """The machine that has the site; with a question mark where its worker is silent."""
    if row.state != "doing":
        return ""
    silent = row.since_sign_s is None or row.since_sign_s > 10
    return machines.get(row.site, "") + ("?" if silent else "")


def _as_json(row: "JobRow", machines: dict[str, str]) -> dict[str, object]:
    return {
        "job": row.id,
        "state": row.state,
        "kind": row.kind,
        "site": row.site,
        "attempt": row.attempt,
        "at": row.at,
        "not_before": row.due_at,
        "machine": machines.get(row.site) if row.state == "doing" else None,
        "since_sign_s": row.since_sign_s,
    }
