"""One crawl, from the lease to the last cleaned article: what the spider and the stages call.

In the order in which they are called:
    open                      take the lease, begin the run, bring the sites up to date
    due, waiting, checks      which sources to ask, which known URLs still to fetch, which
                              articles to ask for again
    read, source_ended        a source answered: its links go to the frontier, the unknown ones
                              come back to be fetched
    archive, process, file    one page on its way to its row
    page_ended                a URL that never became a page
    close, learn              the templates learn, affected articles are cleaned again
Rule 1: every URL that was asked for is settled with exactly one `Outcome`.
Rule 2: what is reported as stored is durable: listeners hear of it after the commit.
Rule 3: a database that fails ends the run in order; see `ledger.py`.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from math import ceil

from sqlalchemy import Connection, Engine

from pipelines.archive.place import Place
from pipelines.archive.writer import ArchiveWriter
from pipelines.errors import DatabaseError
from pipelines.extract.reservations import page_signals, reserved
from pipelines.jobs.filing import Filed, file_visit, indexed_title, set_aside
from pipelines.jobs.ledger import Ledger
from pipelines.jobs.memory import ParkedHosts, RobotsMemory
from pipelines.jobs.relearn import Relearned, keep_up
from pipelines.jobs.run import Clock, Run, utc_now
from pipelines.jobs.second_look import fresh, second_look
from pipelines.jobs.settling import NO_VALIDATORS, Recheck, check_at, never, settle_without_page
from pipelines.jobs.site_files import mark_changed
from pipelines.jobs.tally import Tally
from pipelines.jobs.visit import Visit
from pipelines.jobs.workers import WorkerError, WorkerPool, WorkerTimeoutError
from pipelines.model import (
    Article,
    Link,
    Outcome,
    Reason,
    Rejected,
    Signal,
    Site,
    Snapshot,
    Source,
    Template,
)
from pipelines.process import process, process_cheaply
from pipelines.settings import Settings
from pipelines.store import frontier, sites, sources, templates
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.rows import Asked, DueSource, Ended, Fetched, Pending
from pipelines.store.schema import require_current
from pipelines.urls import origin, url_key

logger = logging.getLogger(__name__)

# `process` or `process_cheaply`.
Reading = Callable[[Snapshot, Site, Template, Sequence[Link]], Article | Rejected]

# Links filed in one transaction: a sitemap of 50,000 must not hold up finished articles.
SIGHT_BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An article's row is durable; `copydesk crawl --json` prints a line of each."""

    site: str
    url: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """What a source's links came to. pending: to be fetched in this run. arrived: of each link
    that no source had named before, when it says that it was published."""

    pending: tuple[Pending, ...]
    arrived: tuple[datetime | None, ...]


class Ingest:
    """A run in progress: begun by `open`, ended by `close`."""

    def __init__(
        self, engine: Engine, settings: Settings, sites: Sequence[Site], run: Run, clock: Clock
    ) -> None:
        self.settings = settings
        self.sites = {site.key: site for site in sites}
        self.tally = Tally()
        self.listeners: list[Callable[[Stored], None]] = []
        # Set by whoever drives the crawl: end it early, for the reason given. Any thread.
        self.stop: Callable[[str], None] = lambda _: None
        # Set by whoever drives the crawl: when an article is asked for again.
        self.recheck: Recheck = never
        self._engine = engine
        self._run = run
        self._clock = clock
        self._archive = ArchiveWriter(settings.archive_dir, clock())
        self.ledger = Ledger(engine, before_commit=self._archive.sync)
        self.workers = WorkerPool(
            size=settings.worker_count,
            deadline_s=settings.page_deadline_s,
            memory_bytes=settings.worker_memory_bytes,
        )
        self._templates: dict[str, Template] = {}
        self._signals: set[tuple[str, Signal]] = set()
        self._asked: set[int] = set()
        self._taken: dict[str, set[int]] = {key: set() for key in self.sites}
        run.on_lost = self.ledger.fail
        self.ledger.on_failure = lambda: self.stop("database")
        self.robots_memory = RobotsMemory(self.ledger, clock)
        self.parked_hosts = ParkedHosts(self.ledger, clock)

    @classmethod
    def open(cls, settings: Settings, known: Sequence[Site], clock: Clock = utc_now) -> "Ingest":
        """Begin a run over these sites. Raises DatabaseError, SchemaError, LeaseHeldError."""
        engine = open_engine(settings.db)
        require_current(engine)
        run = Run.begin(engine, clock)
        try:
            with writing(engine) as connection:
                sites.sync(connection, known, clock())
            return cls(engine, settings, known, run, clock)
        except BaseException:
            run.end("crashed", {})
            raise

    # ------------------------------------------------------------ what is there to do

    def now(self) -> datetime:
        """The run's clock."""
        return self._clock()

    def due(self) -> tuple[DueSource, ...]:
        """The sources that are to be asked now."""
        keys, now = tuple(self.sites), self._clock()
        return self._count(self.ledger.read(lambda c: sources.due(c, keys, now), ()))

    @property
    def has_work(self) -> bool:
        """Whether anything is to be asked at all; without it nobody need load Scrapy."""
        with reading(self._engine) as connection:
            due = sources.due(connection, tuple(self.sites), self._clock())
            return bool(due) or any(
                look(connection, site, self._clock(), 1)
                for site in self.sites
                for look in (frontier.pending, frontier.checks)
            )

    def waiting(self, site: str) -> tuple[Pending, ...]:
        """Known URLs that earlier runs found and did not settle, freshest first."""
        now, limit = self._clock(), self._left(site)
        known = self.ledger.read(lambda c: frontier.pending(c, site, now, limit), ())
        return self._take(site, known)

    def checks(self, site: str) -> tuple[Pending, ...]:
        """Articles that are to be asked for again, freshest first.

        At most their share of a run, which is beside the new articles' limit and after them.
        """
        now, limit = self._clock(), ceil(self.settings.recheck_share * self._limit(site))
        due = self.ledger.read(lambda c: frontier.checks(c, site, now, limit), ())
        self.tally.site(site).asked += len(due)
        return due

    # ------------------------------------------------------------ sources

    async def sighted(self, site: str, links: Sequence[Link]) -> Sighted:
        """Put a source's links on the frontier."""
        taken: list[Pending] = []
        arrived: list[datetime | None] = []
        for first in range(0, len(links), SIGHT_BATCH):
            batch = [_keyed(link) for link in links[first : first + SIGHT_BATCH]]
            now = self._clock()
            found = await self.ledger.write(partial(_sight, site=site, links=batch, now=now), ())
            arrived += [_published(one) for one in found if one.found_at == now]
            taken.extend(self._take(site, found))
        return Sighted(pending=tuple(taken), arrived=tuple(arrived))

    async def children(self, parent: DueSource, found: Sequence[Source]) -> tuple[DueSource, ...]:
        """Remember the sitemaps that an index names; those that are due come back."""
        now = self._clock()
        due = await self.ledger.write(lambda c: sources.sight(c, parent, found, now), ())
        return self._count(due)

    async def source_ended(self, due: DueSource, asked: Asked) -> None:
        """A source has answered, or has failed to."""
        # Who was given up is known to fail, and is no news for the person who reads the errors.
        told = self.tally.source if due.turn.given_up_at is None else self.tally.given_up
        told(due.site, asked.outcome, asked.problem)
        await self.ledger.write(lambda c: sources.asked(c, due.id, asked), None)

    # ------------------------------------------------------------ pages

    def reservation(self, visit: Visit) -> Rejected | None:
        """Record what the page reserves against machines; a rejection where that is respected."""
        signals, of = page_signals(visit.snapshot), origin(visit.snapshot.target_uri)
        if new := tuple(one for one in signals if (of, one) not in self._signals):
            self._signals.update((of, one) for one in new)
            self.robots_memory.note(of, new)
        said = reserved(signals) if self.settings.opt_outs == "respect" else ""
        if not said:
            return None
        return Rejected(
            site=visit.site.key,
            url=visit.snapshot.target_uri,
            reason=Reason.OPTED_OUT,
            evidence=said,
        )

    async def archive(self, snapshot: Snapshot) -> Place | None:
        """Keep what the server sent, before anything parses it; None if the disk refuses it."""
        self.tally.size_bytes += len(snapshot.payload)
        try:
            return await asyncio.to_thread(self._archive.append, snapshot)
        except OSError as error:
            self.ledger.fail(error)
            return None

    async def process(self, visit: Visit) -> Article | Rejected:
        """Turn the page into an article in a worker process.

        A page that kills its worker, or keeps it beyond the deadline, is read once more at a
        cost that no page can raise; only then is it rejected.
        """
        try:
            return await self._work(process, visit)
        except WorkerError as error:
            return await self._process_cheaply(visit, error)

    async def _process_cheaply(self, visit: Visit, first: WorkerError) -> Article | Rejected:
        try:
            return await self._work(process_cheaply, visit)
        except WorkerError:
            late = isinstance(first, WorkerTimeoutError)
            return Rejected(
                site=visit.site.key,
                url=visit.snapshot.target_uri,
                reason=Reason.TIMEOUT if late else Reason.CRASHED,
                evidence=str(first),
            )

    async def _work(self, read: Reading, visit: Visit) -> Article | Rejected:
        site = visit.site
        template, hints = self._template(site.key), self._hints(visit)
        return await self.workers.run(read, visit.snapshot, site, template, hints)

    async def file(self, visit: Visit) -> None:
        """File the page; returns once its row is durable. A row that the database will not take
        goes to quarantine with the error, and the others of its batch are filed."""
        run_id = self._run.id
        try:
            job = partial(file_visit, visit=visit, run_id=run_id, recheck=self.recheck)
            filed = await self.ledger.write(job, None)
        except Exception as error:  # noqa: BLE001 - a page's border: it ends as a row of its own
            reason = f"could not be filed: {type(error).__name__}: {error}".splitlines()[0]
            aside = partial(
                set_aside, visit=visit, reason=reason, run_id=run_id, recheck=self.recheck
            )
            await self.ledger.write(aside, None)
            filed = Filed(outcome=Outcome.FAILED, url=visit.pending.url, reason=reason)
        if filed is not None:
            self._tell(visit.site.key, filed)

    async def page_ended(
        self, pending: Pending, outcome: Outcome, reason: str, again: datetime | None, status: int
    ) -> None:
        """Settle a URL that gave no page; `again`: when to try once more, None for never."""
        self.tally.page(pending.site, outcome, reason, pending.url)
        now, check = self._clock(), pending.check
        end = Ended(
            outcome=outcome,
            reason=reason,
            now=now,
            fetch=Fetched(run_id=self._run.id, final_url=pending.url, status=status),
            next_due_at=None if check else again,
            check_at=check_at(check, self.recheck, now, again) if check else None,
            validators=NO_VALIDATORS if outcome is Outcome.GONE else None,
        )
        await self.ledger.write(lambda c: settle_without_page(c, pending, end), None)

    # ------------------------------------------------------------ the end

    async def stop_workers(self) -> None:
        """End the worker processes; called while the event loop still runs."""
        await self.workers.close()

    def learn(self) -> Iterator[Relearned]:
        """Let each site with new articles learn its template and clean its articles again."""
        self.ledger.flush()
        mark_changed(self._engine, self.sites.values())
        with reading(self._engine) as connection:
            stale = templates.stale(connection, tuple(self.sites))
        for key in stale:
            try:
                yield self._learn(self.sites[key])
            except DatabaseError as error:
                self.ledger.fail(error)
                return
            except Exception as error:  # noqa: BLE001 - a site's border: the others learn on
                reason = f"its template was not learned: {type(error).__name__}: {error}"
                self.tally.site(key).error(reason)

    def _learn(self, site: Site) -> Relearned:
        edited = fresh(self._engine, site.key)
        learned = keep_up(self._engine, site, self.settings.template_window, self._clock)
        self.tally.taken_back(site.key, second_look(self._engine, site, edited))
        return learned

    def close(self, reason: str) -> None:
        """Wait for every row, close the files, the record and the lease. Raises DatabaseError
        where the record cannot be closed; the next run then takes the lease over."""
        self.ledger.close()
        try:
            self._archive.close()
        except OSError as error:  # a full disk refuses the rest of its buffer, too
            self.ledger.fail(error)
        try:
            self._run.end(reason, self.tally.as_json())
        finally:
            self._engine.dispose()

    # ------------------------------------------------------------ helpers

    def _tell(self, site: str, filed: Filed) -> None:
        self.tally.page(site, filed.outcome, filed.reason, filed.url)
        if filed.outcome in (Outcome.NEW, Outcome.REVISED):
            stored = Stored(site=site, url=filed.url, outcome=filed.outcome)
            for listener in self.listeners:
                listener(stored)

    def _template(self, site: str) -> Template:
        if site not in self._templates:
            empty = Template(site=site)
            self._templates[site] = self.ledger.read(lambda c: templates.load(c, site), empty)
        return self._templates[site]

    def _hints(self, visit: Visit) -> tuple[Link, ...]:
        """What sources said of the address that answered: a redirect's own hints are poorer."""
        key = url_key(visit.snapshot.target_uri)
        if key == visit.pending.url_key:
            return visit.pending.hints
        found = self.ledger.read(lambda c: frontier.hints(c, visit.site.key, key), ())
        return found or visit.pending.hints

    def _count(self, due: tuple[DueSource, ...]) -> tuple[DueSource, ...]:
        """Those that this run has not asked: an index names what may be due by itself."""
        fresh = tuple(one for one in due if one.id not in self._asked)
        self._asked.update(one.id for one in fresh)
        for one in fresh:
            self.tally.site(one.site).asked += 1
        return fresh

    def _limit(self, site: str) -> int:
        return self.sites[site].max_articles_per_run or self.settings.max_articles_per_run

    def _left(self, site: str) -> int:
        return max(0, self._limit(site) - len(self._taken[site]))

    def _take(self, site: str, found: Iterable[Pending]) -> tuple[Pending, ...]:
        """Those not yet taken in this run, up to the site's limit; the rest stays waiting."""
        taken = self._taken[site]
        fresh = [pending for pending in found if pending.url_id not in taken]
        mine = tuple(islice(fresh, self._left(site)))
        taken.update(pending.url_id for pending in mine)
        self.tally.site(site).asked += len(mine)
        self.tally.site(site).left_for_later += len(fresh) - len(mine)
        return mine


def _published(pending: Pending) -> datetime | None:
    """The earliest date that a source states."""
    stated = [hint.date_published or hint.lastmod for hint in pending.hints]
    return min(filter(None, stated), default=None)


def _keyed(link: Link) -> tuple[str, str | None, Link]:
    """The link with the keys that the store files it under."""
    return url_key(link.url), indexed_title(link.title), link


def _sight(
    connection: Connection,
    site: str,
    links: Sequence[tuple[str, str | None, Link]],
    now: datetime,
) -> tuple[Pending, ...]:
    return frontier.sight(connection, site, links, now)
