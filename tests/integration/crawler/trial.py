"""One crawl with the project's own settings and nothing but its middlewares: JSON in, JSON out.

A process can run Twisted's reactor once, so every trial is a process of its own. Standard input:
{"urls": [...], "settings": {...}, "meta": {...}, "robots": [[origin, status, body, age_h], ...],
"names": {host: [addresses of the first look-up, of the second, ...]}}.
Standard output: {"ends": {url: [outcome, reason, body]}, "log": [...], "peak_mb": int}.
"""

import json
import logging
import resource
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import naming_service
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.middlewares.refusals import outcome_of, outcome_of_status
from crawler.middlewares.robots import InProcessRobots
from crawler.rendering import RENDER
from crawler.snapshot import snapshot
from pipelines.store.rows import StoredRobots

JOB = json.load(sys.stdin)
ENDS: dict[str, list[str]] = {}
LOG: list[str] = []
LONGEST_BODY = 2000


class Trial(Spider):
    """Asks the addresses and notes how each one ended."""

    name = "trial"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.robots_memory = InProcessRobots()
        self.renders = bool(JOB.get("meta", {}).get(RENDER))
        for origin, status, body, age_h in JOB.get("robots", []):
            at = datetime.now(UTC) - timedelta(hours=age_h)
            robots = StoredRobots(origin=origin, status=status, body=body.encode(), fetched_at=at)
            self.robots_memory.save(robots)

    async def start(self) -> AsyncIterator[Request]:
        for url in JOB["urls"]:
            yield Request(
                url,
                self.on_answer,
                errback=self.on_error,
                cb_kwargs={"asked": url},
                meta=dict(JOB.get("meta", {})),
            )

    def on_answer(self, response: Response, asked: str) -> None:
        page = snapshot(response, asked, datetime.now(UTC))
        if page.status == 200:
            text = page.payload[:LONGEST_BODY].decode("latin-1")
            ENDS[asked] = ["page", " -> ".join((*page.redirects, page.target_uri)), text]
        else:
            ENDS[asked] = [*outcome_of_status(page.status), ""]

    def on_error(self, failure: Failure) -> None:
        asked = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
        ENDS[asked] = [*outcome_of(failure.value), ""]


class Notes(logging.Handler):
    """Keeps the warnings: a trial looks for tracebacks in them."""

    def emit(self, record: logging.LogRecord) -> None:
        LOG.append(self.format(record))


def peak_mb() -> int:
    """The most memory that this program held. Linux's VmHWM begins anew with it, while
    ru_maxrss carries on from the tests' own process; elsewhere there is only that one."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2
    (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024


def main() -> None:
    naming_service.TOLD.update(JOB.get("names", {}))
    logging.getLogger().addHandler(Notes(logging.WARNING))
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    bare = {"SPIDER_MODULES": [], "ITEM_PIPELINES": {}, "LOG_LEVEL": "WARNING"}
    settings.setdict({**bare, **JOB.get("settings", {})}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(Trial)
    process.start()
    json.dump({"ends": ENDS, "log": LOG, "peak_mb": peak_mb()}, sys.stdout)


main()
