"""`copydesk worker`: this machine's share of a desk that several machines work on."""

import asyncio
import os
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.durations import Duration
from crawler.cli.options import Invocation, common, invocation
from pipelines.errors import UsageError

if TYPE_CHECKING:
    from crawler.worker.serving import Ended

SHORTEST = timedelta(seconds=10)


@click.command(epilog="Example: copydesk worker --jobs 4")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 64), help="Sites at a time; one a core."
)
@click.option(
    "--lost-after",
    metavar="DURATION",
    type=Duration(),
    help="A worker without a sign of life for so long has lost its jobs; 30s.",
)
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each job that ends.")
@common
@click.pass_context
def worker(
    context: click.Context, *, jobs: int | None, lost_after: timedelta | None, as_json: bool
) -> None:
    """Do jobs of the desk's queue until told to end: crawl sites, learn, read archives anew.

    Start one on each machine; they share nothing but the PostgreSQL (install
    copydesk[distributed]). Where site files are, what is due is ordered every five minutes: no
    cron. Ctrl-C ends it in order, a second one at once; what it leaves, another takes up.
    """
    call = invocation(context)
    if lost_after is not None and lost_after < SHORTEST:
        raise UsageError("--lost-after: a worker gives a sign of life every 3s; 10s at least")
    _work(call, jobs or os.cpu_count() or 1, lost_after, as_json)


def _work(call: Invocation, jobs: int, lost_after: timedelta | None, as_json: bool) -> None:
    database.require_shared(call.settings.db)
    from crawler.worker.queue import LOST_AFTER_S, Duties, prepare, quiet
    from crawler.worker.serving import Worker
    from crawler.worker.standing import Standing

    quiet()
    with database.opened_current(call.settings.db) as engine:
        prepare(engine)
        one_each = {"workers": call.settings.workers or 1}
        mine = Worker(
            call.settings.model_copy(update=one_each),
            tell=lambda ended: _tell(call, ended, as_json),
            warn=call.terminal.warn,
        )
        has_files = call.settings.sites_dir.is_dir()
        standing = Standing(engine, call.settings.sites_dir, call.terminal.warn)
        duties = Duties(
            work=mine.work,
            due=standing.due if has_files else None,
            lost_after_s=lost_after.total_seconds() if lost_after else LOST_AFTER_S,
        )
        call.terminal.progress(f"{jobs} jobs at a time; Ctrl-C ends the worker")
        asyncio.run(mine.run(duties, jobs))


def _tell(call: Invocation, ended: "Ended", as_json: bool) -> None:
    """A line of a job that has ended, and those that a person must act on."""
    if as_json:
        call.terminal.json(_record(ended))
    else:
        call.terminal.say(_line(ended))
    for line in ended.done.told if ended.done else ():
        call.terminal.warn(line)
    if ended.problem and not ended.again:
        call.terminal.warn(f"job {ended.job}, {ended.order.kind} {ended.order.site}: gave up")


def _line(ended: "Ended") -> str:
    what = f"job {ended.job}, {ended.order.kind} {ended.order.site}"
    end = ended.done.end if ended.done else ended.problem
    figures = ended.done.figures if ended.done else {}
    counted = ", ".join(f"{count} {name}" for name, count in figures.items() if count)
    rest = "; the rest is put back" if ended.again else ""
    return f"{what}: {end}{f': {counted}' if counted else ''}{rest}"


def _record(ended: "Ended") -> dict[str, object]:
    return {
        "event": "job",
        "job": ended.job,
        "kind": ended.order.kind,
        "site": ended.order.site,
        "end": ended.done.end if ended.done else "failed",
        "figures": dict(ended.done.figures) if ended.done else {},
        "problem": ended.problem,
        "again": ended.again,
    }
