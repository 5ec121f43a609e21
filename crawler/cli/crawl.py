"""`copydesk crawl`: one run over the sites, as cron starts it."""

import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import click

from crawler.cli.database import opened_current
from crawler.cli.durations import Duration, Since
from crawler.cli.naming import named
from crawler.cli.options import Invocation, common, invocation
from crawler.cli.ping import pinged
from crawler.contact import require_contact
from crawler.rendering import require_browser
from pipelines.errors import DatabaseError
from pipelines.model import Site
from pipelines.sites import load_files

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipelines.jobs.ingest import Ingest, Stored

FINE, PARTIAL, CONFIGURATION = 0, 3, 5
TIME_IS_UP = "time is up"


@click.command(epilog="Example: copydesk crawl gazette.example --json")
@click.argument("names", metavar="[SITE]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each stored article.")
@click.option(
    "--for",
    "budget",
    metavar="DURATION",
    type=Duration(),
    help="End after so long (20m, 2h); the rest waits for the next run.",
)
@click.option("--now", is_flag=True, help="Ask every source, whether it is due or not.")
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    help="Ask for at most N new pages of each site; the rest waits.",
)
@click.option(
    "--since",
    metavar="WHEN",
    type=Since(),
    help="Leave what a source dates before a day (2026-03-01) or so long ago (2d) waiting.",
)
@common
@click.pass_context
def crawl(
    context: click.Context,
    *,
    names: tuple[str, ...],
    as_json: bool,
    budget: timedelta | None,
    now: bool,
    limit: int | None,
    since: datetime | None,
) -> int:
    """Ask the sites for what is new and file it; all sites, or those named.

    Each source is asked when it is due (`copydesk sites due`), as often as it brings something.
    Ctrl-C ends the run cleanly, a second one at once; the next run goes on where it stopped.
    """
    call = invocation(context)
    with pinged(call.settings.ping_url, call.terminal) as ending:
        ending.code = _crawl_sites(
            call, names, as_json=as_json, budget=budget, now=now, limit=limit, since=since
        )
    return ending.code


def _crawl_sites(
    call: Invocation,
    names: tuple[str, ...],
    *,
    as_json: bool,
    budget: timedelta | None,
    now: bool,
    limit: int | None,
    since: datetime | None,
) -> int:
    from pipelines.jobs.ingest import Ingest
    from pipelines.jobs.judging import let_go
    from pipelines.jobs.run import utc_now
    from pipelines.jobs.worklist import Scope

    files, problems = load_files(call.settings.sites_dir)
    for problem in problems:
        call.terminal.warn(problem)
    sites = tuple(file.site for file in named(files, names))
    known = [file.site for file in files]
    if not sites:
        call.terminal.warn("there is no site to crawl; `copydesk sites add URL` adds one")
        return CONFIGURATION
    require_contact(call.settings, [site.home for site in sites])
    require_browser(sites, call.settings.chromium)
    # Without a database this is an error: looking must not make one.
    with opened_current(call.settings.db) as engine:
        if now:
            _bring_forward(engine, [site.key for site in sites])
        if not problems:  # a file that cannot be read is no site that was removed
            let_go(engine, known, utc_now())
    ingest = Ingest.open(call.settings, Scope(sites=sites, limit=limit, since=since))
    reason = _run(ingest, call, as_json, budget, known)
    return _report(ingest, reason, call, as_json) or (CONFIGURATION if problems else FINE)


def _bring_forward(engine: "Engine", sites: Sequence[str]) -> None:
    from pipelines.store.engine import writing
    from pipelines.store.sources import bring_forward

    with writing(engine) as connection:
        bring_forward(connection, sites)


@contextmanager
def _ending_after(ingest: "Ingest", budget: timedelta | None) -> Iterator[None]:
    """End the crawl cleanly when its time is up; None for no end."""
    done = threading.Event()

    def watch(seconds: float) -> None:
        # Again and again: the time may be up before the spider listens.
        while not done.wait(seconds):
            ingest.stop(TIME_IS_UP)
            seconds = 1.0

    if budget is not None:
        threading.Thread(target=watch, args=(budget.total_seconds(),), daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _run(
    ingest: "Ingest",
    call: Invocation,
    as_json: bool,
    budget: timedelta | None,
    known: Sequence[Site],
) -> str:
    """Crawl and learn; whatever happens, the run's record is closed and the lease given back."""
    from crawler.cli import report

    if as_json:
        ingest.listeners.append(partial(_print_stored, ingest))
    reason = "crashed"
    try:
        with _ending_after(ingest, budget):
            reason = _crawl(ingest, call)
        # No reason at all: a second Ctrl-C. What is not learned now, the next run learns.
        for learned in ingest.learn() if reason and not ingest.ledger.failure else ():
            if held := report.held_line(learned):
                call.terminal.warn(held)
            if not as_json:
                call.terminal.say(report.learned_line(learned))
        for judged in ingest.judge(known) if reason and not ingest.ledger.failure else ():
            for line in () if as_json else report.judged_lines(judged):
                call.terminal.say(line)
    except KeyboardInterrupt:
        reason = "shutdown"
    finally:
        _close(ingest, reason or "stopped at once")
    return reason


def _close(ingest: "Ingest", reason: str) -> None:
    """Close the run. A database that failed fails here again; what is said of it is said once."""
    try:
        ingest.close(reason)
    except DatabaseError:
        if not ingest.ledger.failure:
            raise
    if ingest.ledger.failure:
        raise DatabaseError(
            f"{ingest.ledger.failure}; {ingest.ledger.lost} results were not stored"
            " and will be fetched again"
        )


def _crawl(ingest: "Ingest", call: Invocation) -> str:
    if not ingest.has_work:
        return "finished"  # nothing is due: Scrapy's 0.6 s of imports are saved
    from crawler.project import run_spider
    from crawler.spiders.news import NewsSpider

    progress = "none" if call.quiet else "auto"
    return run_spider(NewsSpider, call.settings, progress, ingest=ingest)


def _print_stored(ingest: "Ingest", stored: "Stored") -> None:
    """A line for whoever listens; one who has gone away ends the run, as Ctrl-C would."""
    line = {
        "event": "stored",
        "site": stored.site,
        "url": stored.url,
        "outcome": stored.outcome.value,
    }
    try:
        print(json.dumps(line), flush=True)
    except BrokenPipeError:
        ingest.listeners.clear()
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        ingest.stop("nobody reads its output")


def _due_at(ingest: "Ingest", call: Invocation) -> datetime | None:
    """When the first source is due, for a run that had nothing to ask."""
    from pipelines.store.engine import reading
    from pipelines.store.sources import next_due_at

    if ingest.tally.requests or call.quiet:
        return None
    with opened_current(call.settings.db) as engine, reading(engine) as connection:
        return next_due_at(connection, tuple(ingest.sites))


def _report(ingest: "Ingest", reason: str, call: Invocation, as_json: bool) -> int:
    from crawler.cli import report

    tally = ingest.tally
    if as_json:
        print(json.dumps(report.totals(tally)), flush=True)
    else:
        call.terminal.table(report.COLUMNS, report.rows(tally))
        call.terminal.say(report.last_sentence(tally, _due_at(ingest, call)))
    for line in report.error_lines(tally):
        call.terminal.warn(line)
    if reason == TIME_IS_UP:
        call.terminal.say("The time is up; the next run goes on from here.")
    elif reason != "finished":
        call.terminal.warn(
            f"the run ended early ({reason or 'at once'}); the next one goes on from here"
        )
        return PARTIAL
    return PARTIAL if tally.error_count else FINE
