"""One crawl, from the lease to the last cleaned article: what the spider and the stages call.

In the order in which they are called:
    open                      take the lease, begin the run, bring the sites up to date
    due                       which sources to ask
    worklist                  which pages to ask for: left from earlier runs, new, due again
    source_ended              a source answered, and its links are on the frontier
    archive, process, file    one page on its way to its row
    page_ended                a URL that never became a page
    close, learn              the templates learn, affected articles are cleaned again
Rule 1: every URL that was asked for is settled with exactly one `Outcome`.
Rule 2: what is reported as stored is durable: listeners hear of it after the commit.
Rule 3: a database that fails ends the run in order; see `ledger.py`.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, Engine

from pipelines.archive.place import Place
from pipelines.archive.writer import ArchiveWriter
from pipelines.extract.parts import NOTHING, More, may_go_on
from pipelines.jobs.filing import file_visit, set_aside
from pipelines.jobs.judging import Judged, judge_sites
from pipelines.jobs.learning import Learning
from pipelines.jobs.ledger import Ledger
from pipelines.jobs.memory import ParkedHosts, RobotsMemory
from pipelines.jobs.reader import pool, read
from pipelines.jobs.relearn import Relearned
from pipelines.jobs.reserving import Reservations
from pipelines.jobs.run import Clock, Run, utc_now
from pipelines.jobs.settling import NO_VALIDATORS, Recheck, check_at, never, settle_without_page
from pipelines.jobs.tally import Tally
from pipelines.jobs.trapping import learn_parameters
from pipelines.jobs.visit import Visit
from pipelines.jobs.visit_ends import Filed
from pipelines.jobs.workers import WorkerError
from pipelines.jobs.worklist import Scope, Worklist
from pipelines.model import Article, Link, Outcome, Rejected, Site, Snapshot, Source, Template
from pipelines.process import goes_on
from pipelines.settings import Settings
from pipelines.store import clocks, frontier, sites, sources, templates
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.rows import Asked, DueSource, Ended, Fetched, PatternRow, Pending
from pipelines.store.runs import WHOLE
from pipelines.store.schema import require_current
from pipelines.urls import url_key

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An article's row is durable; `copydesk crawl --json` prints a line of each."""

    site: str
    url: str
    outcome: Outcome


class Ingest:
    """A run in progress: begun by `open`, ended by `close`."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        run: Run,
        scope: Scope,
        clock: Clock,
    ) -> None:
        self.settings = settings
        self.sites = {site.key: site for site in scope.sites}
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
        self.workers = pool(settings)
        self._templates: dict[str, Template] = {}
        self._asked: set[int] = set()
        run.on_lost = self.ledger.fail
        self.ledger.on_failure = lambda: self.stop("database")
        self.worklist = Worklist(self.ledger, self.tally, scope, settings, clock)
        self.robots_memory = RobotsMemory(self.ledger, clock)
        self.reservations = Reservations(
            self.robots_memory, respected=settings.opt_outs == "respect"
        )
        self.parked_hosts = ParkedHosts(self.ledger, clock)

    @classmethod
    def open(
        cls,
        settings: Settings,
        scope: Scope,
        clock: Clock = utc_now,
        lease: str = WHOLE,
    ) -> "Ingest":
        """Begin a run. lease: what it keeps others from. Raises DatabaseError, SchemaError,
        LeaseHeldError."""
        engine = open_engine(settings.db)
        require_current(engine)
        run = Run(engine, clock, lease)
        try:
            with writing(engine) as connection:
                sites.sync(connection, scope.sites, clock())
                if clocks.mend(connection, run.id, clock()):
                    logger.warning("an earlier run's clock was ahead; what it put off is due now")
            return cls(engine, settings, run, scope, clock)
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
            keys, now = tuple(self.sites), self._clock()
            return bool(sources.due(connection, keys, now)) or frontier.has_due(
                connection, keys, now
            )

    # ------------------------------------------------------------ sources

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

    async def archive(self, snapshot: Snapshot) -> Place | None:
        """Keep what the server sent, before anything parses it; None if the disk refuses it."""
        self.tally.size_bytes += len(snapshot.payload)
        try:
            return await asyncio.to_thread(self._archive.append, snapshot)
        except OSError as error:
            self.ledger.fail(error)
            return None

    async def process(self, visit: Visit) -> Article | Rejected:
        """Turn the page into an article in a worker process."""
        return await read(self.workers, visit, self._template(visit.site.key), self._hints(visit))

    async def goes_on(self, visit: Visit, page: Snapshot, number: int) -> More:
        """The pages on which the article goes on, where this page of it links them."""
        article = visit.snapshot.target_uri
        if not may_go_on(page, article, number):
            return NOTHING
        try:
            return await self.workers.run(goes_on, page, visit.site, article, number)
        except WorkerError:
            return NOTHING  # reading the page will say what is wrong with it

    async def file(self, visit: Visit) -> None:
        """File the page; returns once its row is durable. A row that the database will not take
        goes to quarantine with the error, and the others of its batch are filed."""
        run_id = self._run.id
        try:
            filed, trap = await self.ledger.write(partial(self._file, visit=visit), (None, None))
            self.worklist.close(trap)
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

        def settle(connection: Connection) -> PatternRow | None:
            settle_without_page(connection, pending, end)
            return self.worklist.ended(connection, pending, outcome, reason)

        self.worklist.close(await self.ledger.write(settle, None))

    # ------------------------------------------------------------ the end

    async def stop_workers(self) -> None:
        """End the worker processes; called while the event loop still runs."""
        await self.workers.close()

    def learn(self) -> Iterator[Relearned]:
        """Let each site with new articles learn its template and clean its articles again."""
        self.ledger.flush()
        window = self.settings.template_window
        learning = Learning(self._engine, self.sites, window, self.tally, self._clock)
        yield from learning.learn(self.ledger.fail)

    def judge(self, known: Sequence[Site]) -> Iterator[Judged]:
        """Judge the days that are over, of all sites; what opened or closed an alert."""
        yield from judge_sites(self._engine, known, self._clock())

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

    def _file(self, connection: Connection, visit: Visit) -> tuple[Filed, PatternRow | None]:
        """The page's rows, and what they tell of its address."""
        filed = file_visit(connection, visit, self._run.id, self.recheck)
        if filed.article_id is not None:
            learn_parameters(connection, visit.site.key, visit.pending.url, filed.article_id)
        trap = self.worklist.ended(connection, visit.pending, filed.outcome, filed.reason)
        return filed, trap

    def _tell(self, site: str, filed: Filed) -> None:
        self.tally.page(site, filed.outcome, filed.reason, filed.url)
        if filed.outcome in (Outcome.NEW, Outcome.REVISED, Outcome.UPDATED):
            stored = Stored(site=site, url=filed.url, outcome=filed.outcome)
            for listener in self.listeners:
                listener(stored)

    def _template(self, site: str) -> Template:
        if site not in self._templates:
            empty = Template(site=site)
            self._templates[site] = self.ledger.read(lambda c: templates.load(c, site), empty)
        return self._templates[site]

    def _hints(self, visit: Visit) -> tuple[Link, ...]:
        """What sources said of the address that answered: a redirect's own hints are poorer.

        Asked anew, because a source may have named the page while it was on its way.
        """
        keys = dict.fromkeys((url_key(visit.snapshot.target_uri), visit.pending.url_key))
        said = (partial(frontier.hints, site=visit.site.key, url_key=key) for key in keys)
        return next(filter(None, (self.ledger.read(one, ()) for one in said)), visit.pending.hints)

    def _count(self, due: tuple[DueSource, ...]) -> tuple[DueSource, ...]:
        """Those that this run has not asked: an index names what may be due by itself."""
        fresh = tuple(one for one in due if one.id not in self._asked)
        self._asked.update(one.id for one in fresh)
        for one in fresh:
            self.tally.site(one.site).asked += 1
        return fresh
