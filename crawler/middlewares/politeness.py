"""A host that asks to be left alone is left alone, now and in the next runs.

Rule 1: 429, and 503 with Retry-After, park the origin until the time it asks for. Its other
    requests end as "rate-limited" without being sent; the next run knows too.
Rule 2: the parking is looked up twice: before a request is queued, and in the download handler
    at the moment it would be sent, because it may have waited in its host's slot meanwhile.
"""

import logging
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Protocol, Self

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.clock import now
from crawler.middlewares.refusals import HostParked
from crawler.schedule import next_attempt, parse_retry_after
from pipelines.urls import origin

logger = logging.getLogger(__name__)


class ParkedHosts(Protocol):
    """Who asked to be left alone, and until when."""

    def parked_until(self, origin: str) -> datetime | None:
        """When the origin may be asked again; None if it may be asked now."""

    def park(self, origin: str, until: datetime, reason: str) -> None:
        """Leave the origin alone until then."""


class ParkedInProcess:
    """The memory of a spider that brings none."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}

    def parked_until(self, origin: str) -> datetime | None:
        """When the origin may be asked again; None if it may be asked now."""
        until = self._until.get(origin)
        return until if until and until > datetime.now(UTC) else None

    def park(self, origin: str, until: datetime, reason: str) -> None:  # noqa: ARG002  the protocol's
        """Leave the origin alone until then, or until the process ends."""
        self._until[origin] = until


class PolitenessMiddleware:
    """Keeps the requests of a parked host out of the queue, and parks hosts that ask for it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._paced: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build a component."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises HostParked."""
        refuse_parked(self._crawler, request)
        self._pace(request)

    def _pace(self, request: Request) -> None:
        """The site file's delay, once for each host; what robots.txt asks for comes on top."""
        delay_s, key = request.meta.get("delay_s"), origin(request.url)
        if delay_s is not None and key not in self._paced:
            self._paced.add(key)
            _set_delay(self._crawler, request, delay_s)


def refuse_parked(crawler: Crawler, request: Request) -> None:
    """Raises HostParked where the request's origin asked to be left alone."""
    until = _parked_hosts(crawler).parked_until(origin(request.url))
    if until is not None:
        when = until.strftime("%Y-%m-%d %H:%M:%S UTC")
        raise HostParked(f"the host asked to be left alone until {when}", until)


def park_if_asked(crawler: Crawler, request: Request, response: Response) -> None:
    """Park the origin where its answer asks for it.

    A 429 without Retry-After asks too; it gets the shortest wait of `schedule.next_attempt`. A
    503 without one says only that this page failed.
    """
    asked_for = response.headers.get("Retry-After")
    limited = response.status == HTTPStatus.TOO_MANY_REQUESTS
    if not limited and not (response.status == HTTPStatus.SERVICE_UNAVAILABLE and asked_for):
        return
    at = now(crawler)
    wait = parse_retry_after(asked_for.decode("latin-1"), at) if asked_for else None
    until = next_attempt(1, at, None) if wait is None else at + wait
    reason = f"HTTP {response.status}"
    _parked_hosts(crawler).park(origin(request.url), until, reason)
    logger.info("%s asks to be left alone until %s (%s)", origin(request.url), until, reason)


def slow_down(crawler: Crawler, request: Request, delay_s: float) -> None:
    """Ask the request's host at most every `delay_s` seconds, one at a time, from now on."""
    key, _ = _downloader(crawler)._get_slot(request)
    if least_delay_s(crawler, key) < delay_s:
        _set_delay(crawler, request, delay_s)


def least_delay_s(crawler: Crawler, slot: str) -> float:
    """What the user, the site's file or robots.txt asks for; a slow host may be asked slower."""
    own = _downloader(crawler).per_slot_settings.get(slot, {}).get("delay")
    return crawler.settings.getfloat("DOWNLOAD_DELAY") if own is None else float(own)


def _set_delay(crawler: Crawler, request: Request, delay_s: float) -> None:
    """Written in both places: a slot that is idle for a minute is thrown away by Scrapy, and its
    successor knows only the per-slot settings. Without jitter, which would undercut the delay.
    """
    downloader = _downloader(crawler)
    key, slot = downloader._get_slot(request)
    downloader.per_slot_settings[key] = {"delay": delay_s, "concurrency": 1, "jitter": 0}
    slot.delay, slot.concurrency, slot.jitter = delay_s, 1, 0


def _downloader(crawler: Crawler) -> Downloader:
    assert crawler.engine is not None
    return crawler.engine.downloader


def _parked_hosts(crawler: Crawler) -> ParkedHosts:
    spider = crawler.spider
    if not hasattr(spider, "parked_hosts"):
        # Kept on the spider, because the download handler must see what the middleware sees.
        spider.parked_hosts = ParkedInProcess()  # type: ignore[union-attr]
    parked: ParkedHosts = spider.parked_hosts  # type: ignore[union-attr]
    return parked
