"""From the user's settings and sites to a crawl that runs.

Both ways in meet here: `copydesk crawl`, and Scrapy's own `scrapy crawl news`.
"""

import logging
import os
import signal
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings as ScrapySettings
from scrapy.spiders import Spider

from crawler.contact import require_contact
from crawler.inert import InertFormatter
from crawler.rendering import require_browser
from pipelines.configuration import load
from pipelines.errors import ConfigError
from pipelines.settings import Settings
from pipelines.sites import load_sites

if TYPE_CHECKING:
    from pipelines.jobs.ingest import Ingest

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def open_ingest() -> "Ingest":
    """A run over every site of the project that the working directory belongs to.

    Raises ConfigError for a broken site file: whoever starts Scrapy by hand reads it.
    """
    # Here: a look at a site needs no store.
    from pipelines.jobs.ingest import Ingest  # noqa: PLC0415
    from pipelines.jobs.worklist import Scope  # noqa: PLC0415

    settings = load(None, os.environ, {}).settings
    sites, problems = load_sites(settings.sites_dir)
    if problems:
        raise ConfigError("\n".join(problems))
    require_contact(settings, [site.home for site in sites])
    require_browser(sites, settings.chromium)
    return Ingest.open(settings, Scope(sites=sites))


def run_spider(
    spider: type[Spider], settings: Settings, progress: str = "none", **arguments: object
) -> str:
    """Crawl in this process until the spider is done; why it ended, in Scrapy's words.

    progress: `auto` or `none`. The end is `finished`, `shutdown` after a signal, or another
    reason; empty where it never began. A process can do this once: Twisted's reactor does not
    start again.
    """
    _log(settings.log_level)
    scrapy = scrapy_settings(settings)
    scrapy.set("COPYDESK_PROGRESS", progress, priority="cmdline")
    process = AsyncCrawlerProcess(scrapy)
    crawler = process.create_crawler(spider)
    reasons = _reasons(crawler)
    process.crawl(crawler, **arguments)
    process.start()
    _give_signals_back()
    return reasons[0] if reasons else ""


def _give_signals_back() -> None:
    """Scrapy leaves handlers for a reactor that no longer runs: Ctrl-C would do nothing."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)


def scrapy_settings(settings: Settings) -> ScrapySettings:
    """`crawler/settings.py`, with what the user set on top."""
    scrapy = ScrapySettings()
    scrapy.setmodule("crawler.settings", priority="project")
    scrapy.setdict(chosen(settings), priority="cmdline")
    return scrapy


def _log(level: str) -> None:
    """Log to standard error. The level is the handler's: Scrapy opens its own loggers wide."""
    handler = logging.StreamHandler()
    handler.setLevel(level)
    handler.setFormatter(InertFormatter(LOG_FORMAT))
    logging.getLogger().addHandler(handler)


def chosen(settings: Settings) -> dict[str, object]:
    """The user's settings under Scrapy's names."""
    return {
        "DOWNLOAD_DELAY": settings.delay_s,
        "CONCURRENT_REQUESTS": settings.concurrency,
        "DOWNLOAD_MAXSIZE": settings.max_body_bytes,
        "ROBOTS_CRAWL_DELAY_CAP_S": settings.crawl_delay_cap_s,
        "ALLOW_NETWORKS": list(settings.allow_networks),
        "HTTP_PROXY_URL": settings.proxy,
        "CHROMIUM": settings.chromium,
        "USER_AGENT": settings.agent,
        "AUTOTHROTTLE_ENABLED": settings.throttle > 0,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": settings.throttle or 1.0,
        "RESPECT_OPT_OUTS": settings.opt_outs == "respect",
        "LOG_LEVEL": settings.log_level,
    }


def _reasons(crawler: Crawler) -> list[str]:
    reasons: list[str] = []

    def closed(reason: str) -> None:
        reasons.append(reason)

    # Scrapy holds handlers weakly: the list's owner must keep this one alive.
    crawler.signals.connect(closed, signal=signals.spider_closed, weak=False)
    return reasons
