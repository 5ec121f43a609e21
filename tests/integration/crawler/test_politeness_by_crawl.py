"""How often and when a host is asked, by crawl."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

pytestmark = pytest.mark.slow


def slow_page(answer, seconds):
    """An answer that keeps its connection open for a while."""

    def pieces():
        time.sleep(seconds)
        yield answer

    return pieces


@pytest.mark.parametrize("delay", [0, 0.01])
def test_one_request_per_host_is_in_flight_at_a_time(site, crawl, http, delay):
    """Scrapy alone lets 15 of 20 through where one is allowed, as soon as the delay is 0."""
    urls = [site.url(f"/{number}") for number in range(12)]
    site.answers = {f"/{n}": slow_page(http(b"<p>Page.</p>"), 0.05) for n in range(12)}
    crawled = crawl(urls, {"DOWNLOAD_DELAY": delay})
    assert site.peak == 1
    assert {crawled.outcome(url) for url in urls} == {"page"}


def test_other_hosts_are_not_held_up_by_a_slow_one(site, crawl, http):
    """The gate is the host's, not the run's: names of one machine are many hosts."""
    site.answers = {"/": slow_page(http(b"<p>Page.</p>"), 0.4)}
    urls = [site.url("/", host=f"paper{number}.localhost") for number in range(6)]
    crawl(urls)
    assert site.peak > 1


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_host_that_sends_retry_after_gets_no_further_request(site, crawl, http, status):
    """RFC 9110 section 10.2.3; also those are held back that already waited in its slot."""
    paths = [f"/{number}" for number in range(8)]
    site.answers = dict.fromkeys(paths, http(b"slow down", status, Retry_After="120"))
    urls = [site.url(path) for path in paths]
    crawled = crawl(urls)
    assert len(site.paths) == 1
    assert {crawled.outcome(url) for url in urls} == {"rate-limited"}
    assert sum("asked to be left alone until" in crawled.reason(url) for url in urls) == 7


def test_a_date_in_retry_after_is_kept_too(site, crawl, http):
    """The header may hold seconds or an HTTP date."""
    until = datetime.now(UTC) + timedelta(minutes=3)
    date = format_datetime(until, usegmt=True)
    busy = http(b"", "503 Service Unavailable", Retry_After=date)
    site.answers = {"/0": busy, "/1": busy}
    crawled = crawl([site.url("/0"), site.url("/1")])
    assert len(site.paths) == 1
    reasons = crawled.reason(site.url("/0")) + crawled.reason(site.url("/1"))
    assert f"{until:%Y-%m-%d %H:%M:%S}" in reasons


def test_the_other_hosts_go_on_while_one_is_parked(site, crawl, http):
    """An origin is parked, not a machine and not the run."""
    site.answers["/0"] = http(b"", "429 Too Many Requests", Retry_After="120")
    here, there = site.url("/0"), site.url("/1", host="gazette.localhost")
    crawled = crawl([here, there])
    assert crawled.outcome(here) == "rate-limited"
    assert crawled.outcome(there) == "page"


def test_a_503_without_retry_after_parks_nobody(site, crawl, http):
    """One page that fails is no reason to lose the day's other pages."""
    site.answers["/0"] = http(b"", "503 Service Unavailable")
    crawled = crawl([site.url("/0"), site.url("/1")])
    assert crawled.outcome(site.url("/0")) == "rate-limited"
    assert crawled.outcome(site.url("/1")) == "page"


def test_a_server_error_is_asked_once_more(site, crawl, http):
    """A flaky 502 costs no article; the second answer counts."""
    broken = http(b"", "502 Bad Gateway")
    site.answers = {"/a": [broken, http(b"<p>Whole.</p>")], "/b": broken}
    crawled = crawl([site.url("/a"), site.url("/b")])
    assert crawled.body(site.url("/a")) == "<p>Whole.</p>"
    assert crawled.outcome(site.url("/b")) == "unreachable"
    assert sorted(site.paths) == ["/a", "/a", "/b", "/b"]


def test_a_missing_page_is_not_asked_again(site, crawl, http):
    """404 is final and says so."""
    site.answers["/a"] = http(b"", "404 Not Found")
    crawled = crawl([site.url("/a")])
    assert site.paths == ["/a"]
    assert crawled.ends[site.url("/a")][:2] == ["gone", "HTTP 404 Not Found"]
