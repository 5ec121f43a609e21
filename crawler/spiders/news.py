"""The one spider for all sites: sites are values, several thousand of them in one run.

It decides nothing about articles: sources go to `discovery`, pages go to the stages, and every
URL that gives no page is settled with an `Outcome`. What is asked, and what comes of it, is
`pipelines.jobs.ingest`'s.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import asked
from crawler.discovery.sighting import sight
from crawler.middlewares.refusals import outcome_of, outcome_of_status
from crawler.middlewares.traps import Traps
from crawler.project import open_ingest
from crawler.recheck import recheck_due, steps
from crawler.rhythm import Bounds
from crawler.schedule import next_attempt
from crawler.snapshot import snapshot
from crawler.spiders import asking, parts
from crawler.spiders.parts import Wanted
from pipelines.jobs.ingest import Ingest
from pipelines.jobs.memory import ParkedHosts, RobotsMemory
from pipelines.jobs.run import Clock
from pipelines.jobs.visit import Visit
from pipelines.model import Outcome, Site, Snapshot
from pipelines.store.rows import DueSource, Pending
from pipelines.urls import origin, site_key

logger = logging.getLogger(__name__)

# A sitemap index of indexes is read; anything deeper is a loop or a trap.
SITEMAP_DEPTH = 3
# A URL that failed so often, over some days, is given up.
ATTEMPTS = 8
# Worth another try later; the rest is final.
TRANSIENT = frozenset({Outcome.RATE_LIMITED, Outcome.UNREACHABLE, Outcome.FAILED, Outcome.ROBOTS})
OK = 200
NOT_MODIFIED = 304


class NewsSpider(Spider):
    """Asks the sources that are due, then the pages that are new, then filed articles again."""

    name = "news"
    ingest: Ingest
    robots_memory: RobotsMemory
    parked_hosts: ParkedHosts
    _bounds: Bounds
    traps: Traps
    now: Clock
    renders: bool  # the download handler brings a browser
    _loop: asyncio.AbstractEventLoop | None = None
    _closing: "asyncio.Future[None] | None" = None
    _reason = "crashed"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Sources of a site that have yet to end; sites whose articles were taken up again.
        self._asking: Counter[str] = Counter()
        self._checked: set[str] = set()

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, *args: Any, ingest: Ingest | None = None, **kwargs: Any
    ) -> Self:
        """Join the run that the command began, or begin one of its own (`scrapy crawl news`)."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.ingest = ingest or open_ingest()
        spider.robots_memory = spider.ingest.robots_memory
        spider.parked_hosts = spider.ingest.parked_hosts
        spider.now = spider.ingest.now
        spider.traps = spider.ingest.worklist
        spider.ingest.stop = spider.halt
        spider._bounds = asked.bounds(spider.ingest.settings)
        spider.renders = any(site.render for site in spider.ingest.sites.values())
        table = steps(spider.ingest.settings.recheck)
        spider.ingest.recheck = partial(recheck_due, table=table)
        crawler.signals.connect(spider.on_closed, signal=signals.spider_closed)
        if ingest is None:
            crawler.signals.connect(spider.finish, signal=signals.engine_stopped)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The sources that are due, what earlier runs left waiting, what may have changed."""
        self._loop = asyncio.get_running_loop()
        for request in self._ask_all(self.ingest.due()):
            yield request
        for key, site in self.ingest.sites.items():
            for pending in self.ingest.worklist.waiting(key):
                yield self._fetch(site, pending)
            for request in self._checks(key):
                yield request

    # ------------------------------------------------------------ sources

    async def on_source(self, response: Response, due: DueSource) -> AsyncIterator[Request]:
        """A feed, sitemap or section has answered."""
        if response.status == OK:
            page = snapshot(response, due.source.url, self.ingest.now())
            if page.payload_digest == due.digest:
                await self._source_unchanged(due, response, Outcome.UNCHANGED)
            else:
                async for request in self._read(due, page):
                    yield request
        elif response.status == NOT_MODIFIED:
            await self._source_unchanged(due, response, Outcome.NOT_MODIFIED)
        else:
            await self._source_failed(due, *outcome_of_status(response.status))
        for request in self._source_ended(due):
            yield request

    async def on_source_error(self, failure: Failure) -> AsyncIterator[Request]:
        """A source could not be asked, or did not answer."""
        due: DueSource = failure.request.cb_kwargs["due"]  # type: ignore[attr-defined]
        await self._source_failed(due, *outcome_of(asking.error_of(failure)))
        for request in self._source_ended(due):
            yield request

    async def _read(self, due: DueSource, page: Snapshot) -> AsyncIterator[Request]:
        site = self.ingest.sites[due.site]
        try:
            found = await self.ingest.workers.run(sight, page, due.source, site)
            sighted = await self.ingest.worklist.sighted(site.key, found.links)
        except Exception as error:  # noqa: BLE001 - a source's border: the others go on
            reason = f"could not be read: {type(error).__name__}: {error}".splitlines()[0]
            await self._source_failed(due, Outcome.FAILED, reason)
            return
        deep = due.depth >= SITEMAP_DEPTH
        children = () if deep else await self.ingest.children(due, found.children)
        # Only now: a run killed before this line asks the source once more and loses nothing.
        end = asked.read(due, page, found, sighted.arrived, self._bounds)
        await self.ingest.source_ended(due, end)
        for request in self._ask_all(children):
            yield request
        for one in sighted.pending:
            yield self._fetch(site, one)

    async def _source_unchanged(self, due: DueSource, response: Response, outcome: Outcome) -> None:
        header = partial(asking.header, response)
        end = asked.unchanged(due, outcome, header, self.ingest.now(), self._bounds)
        await self.ingest.source_ended(due, end)

    async def _source_failed(self, due: DueSource, outcome: Outcome, reason: str) -> None:
        parked = self.parked_hosts.parked_until(origin(due.source.url))
        end = asked.failed(due, outcome, reason, parked, self.ingest.now())
        await self.ingest.source_ended(due, end)

    def _source_ended(self, due: DueSource) -> Iterator[Request]:
        self._asking[due.site] -= 1
        return self._checks(due.site)

    def _checks(self, key: str) -> Iterator[Request]:
        """The site's articles that are due again, once its sources have named what is new."""
        if self._asking[key] or key in self._checked:
            return
        self._checked.add(key)
        for pending in self.ingest.worklist.checks(key):
            yield self._fetch(self.ingest.sites[key], pending)

    # ------------------------------------------------------------ pages

    async def on_page(
        self, response: Response, pending: Pending, site: Site
    ) -> AsyncIterator[Visit | Request]:
        """An article's address has answered."""
        if response.status != OK:
            outcome, reason = outcome_of_status(response.status)
            await self._page_failed(pending, outcome, reason, response.status)
        elif site_key(response.url) != site.key:
            # Stored under this site it would speak for somebody else; its own site may have it.
            reason = f"off-site: leads to {response.url}"
            await self.ingest.page_ended(pending, Outcome.REJECTED, reason, None, OK)
        else:
            page = snapshot(response, pending.url, self.ingest.now())
            if pending.check and pending.check.validators.digest == page.payload_digest:
                await self.ingest.page_ended(pending, Outcome.UNCHANGED, "", None, OK)
                return
            latency_s = response.meta.get("download_latency", 0.0)
            visit = Visit(pending=pending, site=site, snapshot=page, duration_s=latency_s)
            wanted = parts.first_wanted(visit, await self.ingest.goes_on(visit, page, 1))
            yield self._part(wanted) if wanted else visit

    async def on_part(self, response: Response, wanted: Wanted) -> AsyncIterator[Visit | Request]:
        """A further page of an article has answered."""
        yield self._part(await parts.answered(self.ingest, wanted, response))

    async def on_part_error(self, failure: Failure) -> AsyncIterator[Visit | Request]:
        """A further page of an article could not be had."""
        wanted: Wanted = failure.request.cb_kwargs["wanted"]  # type: ignore[attr-defined]
        _, reason = outcome_of(asking.error_of(failure))
        yield self._part(parts.missed(wanted, reason))

    def _part(self, coming: Wanted | Visit) -> Request | Visit:
        """What asks for the article's next page; the article where there is none."""
        if isinstance(coming, Visit):
            return coming
        return parts.request(coming, self.on_part, self.on_part_error)

    async def on_page_error(self, failure: Failure) -> None:
        """An article's address could not be asked, or did not answer."""
        pending: Pending = failure.request.cb_kwargs["pending"]  # type: ignore[attr-defined]
        outcome, reason = outcome_of(asking.error_of(failure))
        await self._page_failed(pending, outcome, reason, 0)

    async def _page_failed(
        self, pending: Pending, outcome: Outcome, reason: str, status: int
    ) -> None:
        again = self._again(pending, outcome) if outcome in TRANSIENT else None
        await self.ingest.page_ended(pending, outcome, reason, again, status)

    def _again(self, pending: Pending, outcome: Outcome) -> datetime | None:
        """When to try once more; None once it has been tried often enough."""
        if outcome is Outcome.RATE_LIMITED:  # however often: it was never the page's fault
            parked = self.parked_hosts.parked_until(origin(pending.url))
            return parked or next_attempt(1, self.ingest.now(), None)
        if pending.check is not None:
            return None  # its article's age says when
        attempts = pending.attempts + 1
        return next_attempt(attempts, self.ingest.now(), None) if attempts < ATTEMPTS else None

    # ------------------------------------------------------------ requests and the end

    def _ask_all(self, due: Sequence[DueSource]) -> Iterator[Request]:
        """All are counted before the first is asked: it may answer before the second is."""
        self._asking.update(one.site for one in due)
        return (self._ask(one) for one in due)

    def _ask(self, due: DueSource) -> Request:
        site = self.ingest.sites[due.site]
        return Request(
            due.source.url,
            callback=self.on_source,
            errback=self.on_source_error,
            cb_kwargs={"due": due},
            meta=asking.for_source(site, due),
            priority=asking.SOURCE_PRIORITY,
        )

    def _fetch(self, site: Site, pending: Pending) -> Request:
        return Request(
            pending.url,
            callback=self.on_page,
            errback=self.on_page_error,
            cb_kwargs={"pending": pending, "site": site},
            meta=asking.for_page(site, pending),
            priority=asking.CHECK_PRIORITY if pending.check else 0,
        )

    def halt(self, reason: str) -> None:
        """Ask for nothing more, for example because it could not be filed. Any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._close_early, reason)

    def _close_early(self, reason: str) -> None:
        if self._closing is not None:
            return
        assert self.crawler.engine is not None
        closing = self.crawler.engine.close_spider_async(reason=reason)
        self._closing = asyncio.ensure_future(closing)  # kept: a task without an owner may vanish

    async def on_closed(self, reason: str) -> None:
        """No worker process outlives the crawl."""
        self._reason = reason
        await self.ingest.stop_workers()

    def finish(self) -> None:
        """The end of a run that the spider began itself."""
        try:
            for learned in () if self.ingest.ledger.failure else self.ingest.learn():
                logger.info("%s: %d articles cleaned again", learned.site, learned.articles)
        finally:
            self.ingest.close(self._reason)
