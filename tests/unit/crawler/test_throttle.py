"""A slow host is asked slowly, and never faster than it or the user asks for."""

from types import SimpleNamespace

import pytest
from scrapy import Request, Spider
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.extensions.throttle import HostThrottle
from crawler.project import chosen
from pipelines.settings import Settings

KEY = "gazette.example"


@pytest.fixture
def crawler() -> Crawler:
    """A crawler with one host's slot, and the settings that a user gets."""
    made = get_crawler(Spider, chosen(Settings.model_validate({"delay_s": 0.5})))
    slots = {KEY: Slot(concurrency=1, delay=0.5, jitter=0)}
    downloader = SimpleNamespace(slots=slots, per_slot_settings={})
    made.engine = SimpleNamespace(downloader=downloader)  # type: ignore[assignment]
    return made


def answered(crawler: Crawler, latency_s: float, own_delay_s: float | None = None) -> float:
    """The host's delay after an answer that took so long."""
    assert crawler.engine is not None
    downloader = crawler.engine.downloader
    meta = {"download_latency": latency_s, "download_slot": KEY}
    request = Request(f"https://{KEY}/a", meta=meta)
    if own_delay_s is not None:
        downloader.per_slot_settings[KEY] = {"delay": own_delay_s}
    throttle = HostThrottle(crawler)
    throttle.maxdelay = 60
    throttle._response_downloaded(Response(request.url), request, Spider(name="any"))
    return downloader.slots[KEY].delay


def test_a_fast_host_is_asked_as_the_settings_say(crawler: Crawler) -> None:
    assert answered(crawler, 0.01) == 0.5


def test_a_slow_host_rests_as_long_again_as_an_answer_took(crawler: Crawler) -> None:
    assert answered(crawler, 3) == 6


def test_a_host_that_asks_for_more_gets_it(crawler: Crawler) -> None:
    """Scrapy's own would come down to half a second."""
    assert answered(crawler, 0.01, own_delay_s=10) == 10
    assert answered(crawler, 0.01) == 10


def test_a_site_files_shorter_delay_holds(crawler: Crawler) -> None:
    assert answered(crawler, 0.01, own_delay_s=0.1) < 0.5
