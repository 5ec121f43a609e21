"""The floor of a crawl: Scrapy fetches every page and does nothing with it.

python -m benchmarks.speed.peers.fetching URLS
"""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class Fetching(Spider):
    """Counts answers."""

    name = "fetching"
    count = 0

    async def start(self) -> AsyncIterator[Request]:
        """Every page."""
        for url in Path(sys.argv[1]).read_text().split():
            yield Request(url)

    def parse(self, response: Response, **kwargs: Any) -> None:
        """One more."""
        self.count += bool(response.body)

    def closed(self, reason: str) -> None:
        """Scrapy calls it at the end."""
        print(f"stored {self.count}")


if __name__ == "__main__":
    process = CrawlerProcess({"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False})
    process.crawl(Fetching)
    process.start()
