"""`copydesk crawl`: one run over the sites, as cron starts it."""

import json
import os
import sys
from collections.abc import Sequence
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
from crawler.running import TIME_IS_UP
from pipelines.model import Site
from pipelines.sites import load_files

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipelines.jobs.ingest import Ingest, Stored
    from pipelines.jobs.judging import Judged
    from pipelines.jobs.relearn import Relearned

FINE, PARTIAL, CONFIGURATION = 0, 3, 5


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


def _run(
    ingest: "Ingest",
    call: Invocation,
    as_json: bool,
    budget: timedelta | None,
    known: Sequence[Site],
) -> str:
    """Crawl and learn, and tell what came of it."""
    from crawler.running import complete

    if as_json:
        ingest.listeners.append(partial(_print_stored, ingest))
    progress = "none" if call.quiet else "auto"
    return complete(ingest, known, _Told(call, as_json), budget, progress)


class _Told:
    """What a run says while it ends."""

    def __init__(self, call: Invocation, as_json: bool) -> None:
        self._terminal = call.terminal
        self._as_json = as_json

    def learned(self, learned: "Relearned") -> None:
        """A site's template."""
        from crawler.cli import report

        if held := report.held_line(learned):
            self._terminal.warn(held)
        if not self._as_json:
            self._terminal.say(report.learned_line(learned))

    def judged(self, judged: "Judged") -> None:
        """A day of a site."""
        from crawler.cli import report

        for line in () if self._as_json else report.judged_lines(judged):
            self._terminal.say(line)


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
