"""Pages that were taken up before their addresses turned out to be a trap's are not asked for."""

from typing import Protocol, Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.middlewares.refusals import LeadsNowhere


class Traps(Protocol):
    """What a run has found out about addresses; `pipelines.jobs.worklist` knows."""

    def refusal(self, url: str) -> str:
        """Why the page is not asked for; "" where nothing speaks against it."""


class TrapMiddleware:
    """Refuses pages of a pattern that the run has closed while they were waiting."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build a component."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises LeadsNowhere. A spider without `traps` asks for everything."""
        traps: Traps | None = getattr(self._crawler.spider, "traps", None)
        pending = request.cb_kwargs.get("pending")
        if traps is None or pending is None or pending.check is not None:
            return
        if reason := traps.refusal(pending.url):
            raise LeadsNowhere(reason)
