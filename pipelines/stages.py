"""Scrapy's item pipelines: thin calls into `jobs.ingest`, so that the logic exists once.

They know Scrapy only by the shape of what it passes (`crawler.spider.ingest`), never by import.
"""

from dataclasses import replace
from typing import Any, Protocol, Self

from pipelines.jobs.ingest import Ingest
from pipelines.jobs.visit import Visit


class Stage:
    """A pipeline that finds the run's `Ingest` on the spider."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Scrapy's way to build a component."""
        return cls(crawler)

    @property
    def ingest(self) -> Ingest:
        """The run that this crawl belongs to."""
        spider: _HasIngest = self._crawler.spider
        return spider.ingest


class _HasIngest(Protocol):
    ingest: Ingest


class Reserve(Stage):
    """What the page reserves against machines is recorded; where it is respected, it ends here."""

    async def process_item(self, item: Visit) -> Visit:
        """Scrapy calls it for each page."""
        return replace(item, result=self.ingest.reservations.judge(item))


class Archive(Stage):
    """The WARC record is written before any parser can fail."""

    async def process_item(self, item: Visit) -> Visit:
        """Scrapy calls it for each page."""
        if item.result is not None:
            return item
        place = await self.ingest.archive(item.snapshot)
        parts = [
            replace(part, place=await self.ingest.archive(part.snapshot)) for part in item.parts
        ]
        return replace(item, place=place, parts=tuple(parts))


class Process(Stage):
    """The page becomes an article or a rejection, in a worker process."""

    async def process_item(self, item: Visit) -> Visit:
        """Scrapy calls it for each page."""
        if item.result is not None:
            return item
        return replace(item, result=await self.ingest.process(item))


class Store(Stage):
    """The outcome is filed; the call returns when its row is durable."""

    async def process_item(self, item: Visit) -> Visit:
        """Scrapy calls it for each page."""
        await self.ingest.file(item)
        return item
