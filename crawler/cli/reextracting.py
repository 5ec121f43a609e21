"""`copydesk reextract`: today's extractor over the archive."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.durations import Since
from crawler.cli.naming import bare, meant, site_files
from crawler.cli.options import Invocation, common, invocation
from crawler.cli.pace import paced
from crawler.cli.passages import show_passages
from pipelines.errors import UsageError
from pipelines.model import Site

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipelines.jobs.reextract import Reextraction, Reread

FINE, PARTIAL = 0, 3
BIGGEST = 10
COLUMNS = ("site", "read", "body", "metadata", "same", "rejected", "missing", "flat text")


@click.command(epilog="Example: copydesk reextract gazette.example --dry-run")
@click.argument("site", required=False)
@click.option("--since", metavar="WHEN", type=Since(), help="Only pages fetched from then on.")
@click.option("--changed-only", is_flag=True, help="Only what another extractor has read.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--undo", is_flag=True, help="Take the last re-extraction back.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each page that changes.")
@common
@click.pass_context
def reextract(
    context: click.Context,
    *,
    site: str | None,
    since: datetime | None,
    changed_only: bool,
    dry_run: bool,
    undo: bool,
    as_json: bool,
) -> int:
    """Read the archived pages of a site, or of all, with today's extractor.

    Says how many bodies change and shows the ten biggest differences, both texts cleaned alike.
    No revision is made: the publisher did nothing. Killed, it loses nothing; the same command goes
    on. A page that is not in the archive, or that today's extractor rejects, stays what it is.
    Exit code 3 where pages were missing.
    """
    call = invocation(context)
    if undo and (since or changed_only or dry_run):
        raise UsageError("--undo takes the whole last re-extraction back: no other option with it")
    with database.opened_current(call.settings.db) as engine:
        sites = _sites(call, engine, site)
        if undo:
            return _undo(call, engine, sites)
        asked = _Asked(since=since, changed_only=changed_only, dry_run=dry_run)
        return _show(call, _read_all(call, engine, sites, asked), as_json=as_json)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the command line asks for."""

    since: datetime | None
    changed_only: bool
    dry_run: bool


def _sites(call: Invocation, engine: "Engine", name: str | None) -> Sequence[Site]:
    """The site of that name, or all that have articles. Raises UsageError."""
    from pipelines.store.engine import reading
    from pipelines.store.searching import site_names

    with reading(engine) as connection:
        known = site_names(connection)
    keys = [meant(known, name)] if name else sorted(set(known.values()))
    files = site_files(call)
    return [files.get(key, bare(key)) for key in keys]


def _read_all(
    call: Invocation, engine: "Engine", sites: Sequence[Site], asked: _Asked
) -> Iterator[tuple[Site, "Reread"]]:
    """Each revision read anew with its site; what changes is written, and cleaned at the end."""
    from pipelines.jobs.reader import pool
    from pipelines.jobs.reextract import Reextraction, finish
    from pipelines.jobs.run import utc_now

    with _at_work(engine, asked, sites) as run_id, asyncio.Runner() as runner:
        workers = pool(call.settings)
        try:
            for site in sites:
                work = Reextraction(
                    engine=engine,
                    site=site,
                    folder=Path(call.settings.archive_dir),
                    workers=workers,
                    run_id=run_id,
                    clock=utc_now,
                )
                for one in _of_site(call, engine, work, runner, asked):
                    yield site, one
                if run_id is not None:
                    finish(engine, site, call.settings.template_window, utc_now)
        finally:
            runner.run(workers.close())


def _of_site(
    call: Invocation,
    engine: "Engine",
    work: "Reextraction",
    runner: asyncio.Runner,
    asked: _Asked,
) -> Iterator["Reread"]:
    from pipelines.extract import EXTRACTOR_VERSION
    from pipelines.store import rereading
    from pipelines.store.engine import reading

    not_by = EXTRACTOR_VERSION if asked.changed_only else None
    choice = rereading.Choice(site=work.site.key, since=asked.since, not_by=not_by)
    with reading(engine) as connection:
        total = rereading.count(connection, choice)
    return paced(call.terminal, work.revisions(choice, runner), total, f"pages of {work.site.key}")


@contextmanager
def _at_work(engine: "Engine", asked: _Asked, sites: Sequence[Site]) -> Iterator[int | None]:
    """The run's number; none for a dry run, which waits for nobody."""
    if asked.dry_run:
        yield None
        return
    with database.at_work(engine, site=sites[0].key if len(sites) == 1 else None) as run:
        yield run.id


def _show(call: Invocation, found: Iterator[tuple[Site, "Reread"]], *, as_json: bool) -> int:
    """A row a site, the biggest differences, what stayed and why."""
    counts: dict[str, Counter[str]] = {}
    biggest: list[Reread] = []
    for site, one in found:
        counts.setdefault(site.key, Counter()).update([one.end])
        biggest = nlargest(BIGGEST, [*biggest, one], key=lambda other: other.words)
        if as_json and one.end != "same":
            call.terminal.json(_record(site, one))
        elif one.end in ("missing", "rejected"):
            call.terminal.warn(f"{one.read.url}: {one.end}: {one.reason}")
    if not as_json:
        for one in biggest:
            _show_difference(call, one)
        rows = [
            (key, ends.total(), *(ends[end] for end in COLUMNS[2:])) for key, ends in counts.items()
        ]
        call.terminal.table(COLUMNS, rows)
        if not counts:
            call.terminal.say("There is no page in the archive to read anew.")
    return PARTIAL if any(ends["missing"] for ends in counts.values()) else FINE


def _show_difference(call: Invocation, one: "Reread") -> None:
    if one.words:
        call.terminal.answer(f"article {one.read.article_id}, {one.words} words: {one.read.url}")
        show_passages(call.terminal, one.passages)
        call.terminal.answer("")


def _record(site: Site, one: "Reread") -> Mapping[str, object]:
    return {
        "site": site.key,
        "article": one.read.article_id,
        "revision": one.read.revision_id,
        "url": one.read.url,
        "change": one.end,
        "words": one.words,
        "reason": one.reason,
    }


def _undo(call: Invocation, engine: "Engine", sites: Sequence[Site]) -> int:
    """Take back the last re-extraction of each site."""
    from pipelines.jobs.reextract import finish, take_back
    from pipelines.jobs.run import utc_now
    from pipelines.store import rereading
    from pipelines.store.engine import reading

    with database.at_work(engine):
        for site in sites:
            with reading(engine) as connection:
                run_id = rereading.last_run(connection, site.key)
            if run_id is None:
                call.terminal.say(f"{site.key}: nothing to take back")
                continue
            count = sum(take_back(engine, site, run_id))
            finish(engine, site, call.settings.template_window, utc_now)
            call.terminal.say(f"{site.key}: {count:,} pages are what they were")
    return FINE
