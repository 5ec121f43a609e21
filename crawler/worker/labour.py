"""What each kind of job does, in a process of its own: one site, under that site's lease.

Rule 1: a job calls what the command of that name calls; nothing here decides anything.
Rule 2: each job can be done again from the start without filing anything twice: what is due is
    in the database, not in the job.

A further kind (a WARC file that is read in) is a function and a row of `KINDS`.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from crawler.contact import require_contact
from crawler.rendering import require_browser
from crawler.running import FINISHED, complete
from pipelines.extract import EXTRACTOR_VERSION
from pipelines.jobs.ingest import Ingest
from pipelines.jobs.judging import Judged
from pipelines.jobs.reader import pool
from pipelines.jobs.reextract import Reextraction, finish
from pipelines.jobs.relearn import Relearned, relearn
from pipelines.jobs.run import at_work, utc_now
from pipelines.jobs.worklist import Scope
from pipelines.model import Site
from pipelines.settings import Settings
from pipelines.sites import parse_site
from pipelines.store.engine import open_engine
from pipelines.store.rereading import Choice
from pipelines.store.runs import of_site
from pipelines.store.schema import require_current


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A job to do. kind: of `KINDS`. site: its key. file: the text of the site's file as the
    machine that ordered it had it, so that others need none; empty where there is no file.
    attempt: from 1."""

    kind: str
    site: str
    file: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    attempt: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a job came to. end: `finished`, or why it ended early. figures: what was counted.
    told: lines that a person must act on."""

    end: str
    figures: Mapping[str, int]
    told: tuple[str, ...] = ()


def labour(settings: Settings, order: Order) -> Done:
    """Do the job. Raises CopydeskError and its kinds; LeaseHeldError while another has the site."""
    return KINDS[order.kind](settings, _site(order), order.options)


def _site(order: Order) -> Site:
    if not order.file:
        return Site(key=order.site, name=order.site, home="")
    return parse_site(Path(f"{order.site} (as it was ordered)"), order.file)


def _crawl(settings: Settings, site: Site, _options: Mapping[str, str]) -> Done:
    """As `copydesk crawl SITE`."""
    require_contact(settings, [site.home])
    require_browser((site,), settings.chromium)
    ingest = Ingest.open(settings, Scope(sites=(site,)), lease=of_site(site.key))
    told = _Heard()
    end = complete(ingest, (site,), told)
    mine = ingest.tally.site(site.key)
    figures = {outcome.value: count for outcome, count in mine.articles.items() if count}
    figures |= {"sources": mine.sources.total(), "errors": mine.error_count}
    lines = *(f"{site.key}: {line}" for line in mine.errors), *told.lines
    return Done(end=end, figures=figures, told=lines)


class _Heard:
    """What a crawl tells at its end, kept until the job is done."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def learned(self, learned: Relearned) -> None:
        """Rules that were held back are a person's to look at."""
        if learned.held:
            self.lines.append(
                f"{learned.site}: {learned.held} rules that would touch too much are held back:"
                f" copydesk templates show {learned.site} --state held"
            )

    def judged(self, judged: Judged) -> None:
        """`copydesk health` tells of alerts."""


def _relearn(settings: Settings, site: Site, _options: Mapping[str, str]) -> Done:
    """As `copydesk templates learn SITE`."""
    engine = _opened(settings)
    figures: dict[str, int] = {}
    with at_work(engine, figures, of_site(site.key)):
        learned = relearn(engine, site, settings.template_window, utc_now)
        figures |= {"rules": learned.rules, "cleaned": learned.articles}
    return Done(end=FINISHED, figures=figures)


def _reextract(settings: Settings, site: Site, options: Mapping[str, str]) -> Done:
    """As `copydesk reextract SITE`. options: since (ISO 8601), changed_only."""
    engine = _opened(settings)
    figures: Counter[str] = Counter()
    since = datetime.fromisoformat(options["since"]) if "since" in options else None
    not_by = EXTRACTOR_VERSION if "changed_only" in options else None
    choice = Choice(site=site.key, since=since, not_by=not_by)
    with at_work(engine, figures, of_site(site.key)) as run, asyncio.Runner() as runner:
        workers = pool(settings)
        try:
            work = Reextraction(
                engine=engine,
                site=site,
                folder=Path(settings.archive_dir),
                workers=workers,
                run_id=run.id,
                clock=utc_now,
            )
            figures.update(one.end for one in work.revisions(choice, runner))
            finish(engine, site, settings.template_window, utc_now)
        finally:
            runner.run(workers.close())
    return Done(end=FINISHED, figures=dict(figures), told=tuple(_missing(site, figures)))


def _missing(site: Site, figures: Mapping[str, int]) -> list[str]:
    count = figures.get("missing", 0)
    return [f"{site.key}: {count} pages are not in this machine's archive"] if count else []


def _opened(settings: Settings) -> Engine:
    engine = open_engine(settings.db)
    require_current(engine)
    return engine


KINDS: Mapping[str, Callable[[Settings, Site, Mapping[str, str]], Done]] = {
    "crawl": _crawl,
    "relearn": _relearn,
    "reextract": _reextract,
}
