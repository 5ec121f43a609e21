"""The spider that looks at sites before they are crawled, through the same middlewares.

`copydesk sites` and `copydesk try` give it their work; alone it drafts one site:
    scrapy crawl probe -a home=https://gazette.example -O draft.json
"""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler

from crawler.middlewares.refusals import outcome_of
from crawler.snapshot import snapshot
from crawler.spiders.exploring import Failed, Web, explore_all
from pipelines.errors import UsageError
from pipelines.model import Snapshot
from pipelines.store.rows import StoredRobots
from pipelines.urls import origin

Work = Callable[[Web], AsyncIterator[Any]]


class RobotsNotes:
    """The robots.txt files of one look, which name sitemaps: nobody is asked for them twice."""

    def __init__(self) -> None:
        self._seen: dict[str, StoredRobots] = {}

    def load(self, origin: str) -> StoredRobots | None:
        """What the origin answered, if it was asked already."""
        return self._seen.get(origin)

    def save(self, robots: StoredRobots) -> None:
        """Keep an answer until the process ends."""
        self._seen[robots.origin] = robots

    def text_of(self, url: str) -> str:
        """The robots.txt that holds for an address; empty where there is none."""
        robots = self._seen.get(origin(url))
        return (robots.body or b"").decode("utf-8", "replace") if robots else ""


class ProbeSpider(Spider):
    """Runs one piece of work that needs pages; its results are the items."""

    name = "probe"
    # Its items are no articles, and a person is shown what it finds by the command that runs it.
    custom_settings: dict[Any, Any] | None = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.home: str = kwargs.pop("home", "")
        self.work: Work | None = kwargs.pop("work", None)
        super().__init__(*args, **kwargs)
        self.robots_memory = RobotsNotes()

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

    async def get(self, url: str) -> Snapshot | Failed:
        """One page with any status, or why it could not be had. Raises nothing."""
        engine = self.crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(Request(url))
        except Exception as error:  # noqa: BLE001  the download's border: every ending is an Outcome
            outcome, reason = outcome_of(error)
            return Failed(url=url, outcome=outcome, reason=reason)
        return snapshot(response, url, datetime.now(UTC))

    def robots_of(self, url: str) -> str:
        """The robots.txt that holds for an address that was asked; empty where there is none."""
        return self.robots_memory.text_of(url)
