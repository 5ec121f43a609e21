"""How far the crawl is: a live display on a terminal, a plain line now and then elsewhere.

Both go to standard error, so that standard output holds results alone.
"""

import asyncio
import time
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from pipelines.jobs.ingest import Ingest
from pipelines.model import Outcome

REFRESH_S = 0.5
# In a log file a line every 10 s shows life without burying what matters.
LINE_EVERY_S = 10.0
# More rows than a small terminal has lines would make the display jump.
SITES_SHOWN = 12


class ProgressExtension:
    """Shows the run's tally while the crawl is under way.

    Setting COPYDESK_PROGRESS: `auto` (live on a terminal, lines elsewhere) or `none`.
    """

    def __init__(self, crawler: Crawler, console: Console) -> None:
        self._crawler = crawler
        self._console = console
        self._started = time.monotonic()
        self._live = Live(console=console, transient=True, auto_refresh=False)
        self._task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build a component."""
        if crawler.settings.get("COPYDESK_PROGRESS", "auto") == "none":
            raise NotConfigured
        extension = cls(crawler, Console(stderr=True))
        crawler.signals.connect(extension.begin, signal=signals.spider_opened)
        crawler.signals.connect(extension.end, signal=signals.spider_closed)
        return extension

    def begin(self) -> None:
        """The spider is open: start to show. A spider without a run (probe) shows nothing."""
        ingest = getattr(self._crawler.spider, "ingest", None)
        if ingest is None:
            return
        watch = self._live_display if self._console.is_terminal else self._lines
        self._task = asyncio.get_running_loop().create_task(watch(ingest))

    def end(self) -> None:
        """The spider is closed: leave the terminal to the last table."""
        if self._task is not None:
            self._task.cancel()
        self._live.stop()

    async def _live_display(self, ingest: Ingest) -> None:
        self._live.start()
        while True:
            line = Text(summary(ingest, time.monotonic() - self._started))
            self._live.update(Group(sites_table(ingest), line), refresh=True)
            await asyncio.sleep(REFRESH_S)

    async def _lines(self, ingest: Ingest) -> None:
        while True:
            await asyncio.sleep(LINE_EVERY_S)
            line = summary(ingest, time.monotonic() - self._started)
            self._console.print(line, markup=False, highlight=False, soft_wrap=True)


def summary(ingest: Ingest, elapsed_s: float) -> str:
    """The whole run in one line."""
    tally = ingest.tally
    return (
        f"{len(ingest.sites)} sites, {tally.requests} pages "
        f"({tally.requests / max(elapsed_s, 0.001):.1f}/s), {tally.total(Outcome.NEW)} new, "
        f"{tally.total(Outcome.REJECTED)} rejected, {tally.error_count} errors, "
        f"{tally.to_go} to go"
    )


def sites_table(ingest: Ingest) -> Table:
    """The sites with most to do, a row each."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("site", "", "pages", "new", "rejected", "errors"):
        table.add_column(column, justify="left" if column in ("site", "") else "right")
    busiest = sorted(
        ingest.tally.sites.items(), key=lambda item: (item[1].ended - item[1].asked, item[0])
    )
    for key, site in busiest[:SITES_SHOWN]:
        table.add_row(
            Text(key),
            ProgressBar(total=max(site.asked, 1), completed=site.ended, width=24),
            f"{site.ended}/{site.asked}",
            str(site.articles[Outcome.NEW]),
            str(site.articles[Outcome.REJECTED]),
            str(site.error_count),
        )
    return table
