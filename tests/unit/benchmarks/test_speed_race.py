"""The race's arithmetic and its town; the race itself takes minutes."""

import sys
import urllib.request
from pathlib import Path

import pytest

from benchmarks.extraction import pages as known_pages
from benchmarks.extraction.pages import KnownPage, Truth
from benchmarks.speed.course import Heat
from benchmarks.speed.racing import limit_of, table
from benchmarks.speed.spent import Spent
from benchmarks.speed.town import town


def heat(name: str, seconds: float, cpu_s: float = 4.0, pages: int = 100) -> Heat:
    used = Spent(seconds=seconds, cpu_s=cpu_s, peak_mb=100.0, status=0, output="")
    return Heat(name=name, pages=pages, stored=pages, spent=used)


def test_the_limit_is_what_all_cores_could_fetch_and_extract() -> None:
    """Two cores, 30 ms of extraction and 10 of fetching a page: fifty pages a second."""
    fetching = heat("Scrapy, fetching only", 1.0, cpu_s=1.0)
    extracting = heat("our extraction only", 1.5, cpu_s=3.0)
    assert limit_of(fetching, extracting) == pytest.approx(50)


def test_a_goal_is_met_or_missed_by_the_pages_a_second() -> None:
    """Three times as fast as the naive spider is enough, twice as fast as newspaper4k is not."""
    heats = [heat("copydesk", 2.0), heat("naive spider", 6.0), heat("newspaper4k", 4.0)]
    lines = {line.split("|")[1].strip(): line for line in table(heats)}
    assert "3 x: met" in lines["naive spider"]
    assert "6 x: MISSED" in lines["newspaper4k"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there 127.0.0.0/8 is one machine")
def test_the_town_has_a_feed_for_each_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every address that it names answers with the page's own bytes, packed or not."""
    monkeypatch.setattr(KnownPage, "payload", property(lambda page: f"<p>{page.id}".encode()))
    some = [page(number) for number in range(3)]
    with town(some, papers=2) as served:
        assert len(served.hosts) == 2
        bodies = {fetched(url) for url in served.urls}
        assert bodies == {b"<p>0", b"<p>1", b"<p>2"}
        for host, paths in served.hosts.items():
            feed = fetched(served.url(host, "/feed.xml")).decode()
            assert all(served.url(host, path) in feed for path in paths)


def page(number: int) -> KnownPage:
    return KnownPage(
        id=str(number),
        dataset="own",
        site=f"paper{number}.example",
        group=f"paper{number}",
        url=known_pages.NO_ADDRESS,
        file="",
        truth=Truth(required=None),
    )


def fetched(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return bytes(answer.read())
