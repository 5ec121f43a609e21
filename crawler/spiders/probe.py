"""The spider that looks at sites before they are crawled, through the same middlewares.

`copydesk sites` and `copydesk try` give it their work; alone it drafts one site:
    scrapy crawl probe -a home=https://gazette.example -O draft.json
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler

from crawler.middlewares.refusals import outcome_of
from crawler.middlewares.robots import InProcessRobots
from crawler.rendering import RENDER, is_rendered
from crawler.snapshot import snapshot
from crawler.spiders.exploring import Failed, Web, explore_all
from pipelines.errors import UsageError
from pipelines.model import Site, Snapshot
from pipelines.urls import origin, site_key

# An item without pipelines is through within a few turns of the event loop.
LAST_RESULT_S = 0.1
Work = Callable[[Web], AsyncIterator[Any]]


class ProbeSpider(Spider):
    """Runs one piece of work that needs pages; its results are the items."""

    name = "probe"
    # Its items are no articles, and a person is shown what it finds by the command that runs it.
    custom_settings: dict[Any, Any] | None = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.home: str = kwargs.pop("home", "")
        self.work: Work | None = kwargs.pop("work", None)
        sites: Iterable[Site] = kwargs.pop("sites", ())
        self._rendered = {site.key: site for site in sites if site.render}
        super().__init__(*args, **kwargs)
        # Ours to read afterwards: it names sitemaps, and nobody is asked for it twice.
        self.robots_memory = InProcessRobots()
        self.renders = bool(self._rendered)  # the download handler brings a browser

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Raises UsageError when there is nothing to look at."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        if not spider.home and spider.work is None:
            raise UsageError("probe needs an address: scrapy crawl probe -a home=ADDRESS")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Each result of the work, as soon as it is there."""
        work = self.work or partial(explore_all, [self.home])
        async for result in work(self):
            yield result
        # Scrapy looks whether it may end when this does, and then not for five seconds.
        await asyncio.sleep(LAST_RESULT_S)

    async def get(self, url: str) -> Snapshot | Failed:
        """One page with any status, or why it could not be had. Raises nothing."""
        engine = self.crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(Request(url, meta={RENDER: self._renders(url)}))
        except Exception as error:  # noqa: BLE001  the download's border: every ending is an Outcome
            outcome, reason = outcome_of(error)
            return Failed(url=url, outcome=outcome, reason=reason)
        return snapshot(response, url, datetime.now(UTC))

    def _renders(self, url: str) -> bool:
        site = self._rendered.get(site_key(url))
        return site is not None and is_rendered(site, url)

    def robots_of(self, url: str) -> str:
        """The robots.txt that holds for an address that was asked; empty where there is none."""
        robots = self.robots_memory.load(origin(url))
        return robots.body.decode("utf-8", "replace") if robots else ""
