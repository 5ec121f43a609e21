"""Scrapy's AutoThrottle, which never goes below what a host or the user asks for."""

from scrapy import Request, Spider
from scrapy.core.downloader import Slot
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from crawler.middlewares.politeness import least_delay_s


class HostThrottle(AutoThrottle):
    """A host that answers slowly is asked slowly; a Crawl-delay and a site's own delay hold."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        self.mindelay = least_delay_s(self.crawler, request.meta.get("download_slot", ""))
        super()._response_downloaded(response, request, spider)

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, self.mindelay)
