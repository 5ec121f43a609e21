"""What time it is in a crawl: the run's own clock, so that a test can say."""

from datetime import UTC, datetime

from scrapy.crawler import Crawler


def now(crawler: Crawler) -> datetime:
    """The spider's `now()`, in UTC; the machine's clock for a spider that brings none."""
    told = getattr(crawler.spider, "now", None)
    found: datetime = told() if told is not None else datetime.now(UTC)
    return found
