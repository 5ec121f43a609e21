"""Conditional requests and redirects, by crawl."""

import pytest

pytestmark = pytest.mark.slow


def test_the_validators_of_the_last_answer_are_sent(site, crawl, http):
    """RFC 9110 section 13.1; a 304 costs no body and ends as "not-modified"."""
    site.answers["/feed"] = http(b"", "304 Not Modified")
    modified = "Sun, 01 Mar 2026 09:00:00 GMT"
    crawled = crawl([site.url("/feed")], meta={"validators": ['W/"7"', modified]})
    sent = site.asked[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('W/"7"', modified)
    assert crawled.outcome(site.url("/feed")) == "not-modified"


def test_no_conditions_are_sent_without_validators(site, crawl):
    """A site that sent none before is asked plainly."""
    crawl([site.url("/feed")], meta={"validators": [None, None]})
    assert not {"if-none-match", "if-modified-since"} & set(site.asked[-1].headers)


def test_an_unasked_304_is_asked_once_more(site, crawl, http):
    """It is the server's mistake, and mostly a passing one."""
    site.answers["/a"] = [http(b"", "304 Not Modified"), http(b"<p>Whole.</p>")]
    assert crawl([site.url("/a")]).body(site.url("/a")) == "<p>Whole.</p>"


def test_a_second_unasked_304_is_a_failure_that_is_due_again(site, crawl, http):
    """Never "not modified": nothing is known of the page."""
    site.answers["/a"] = http(b"", "304 Not Modified")
    crawled = crawl([site.url("/a")])
    assert site.paths == ["/a", "/a"]
    assert crawled.outcome(site.url("/a")) == "failed"
    assert "304" in crawled.reason(site.url("/a"))


def test_a_redirect_to_a_page_that_was_asked_too_ends_with_an_outcome(site, crawl, http):
    """Scrapy's duplicate filter would drop the hop, and the address would end without a word."""
    site.answers["/old"] = http(b"", "301 Moved Permanently", Location="/new")
    crawled = crawl([site.url("/new"), site.url("/old")])
    assert crawled.outcome(site.url("/old")) == "page"
    assert crawled.reason(site.url("/old")) == f"{site.url('/old')} -> {site.url('/new')}"


def test_an_endless_redirect_ends_after_five_hops(site, crawl, http):
    """With one reason, not in silence."""
    site.answers["/a"] = http(b"", "302 Found", Location="/a")
    crawled = crawl([site.url("/a")])
    assert len(site.paths) == 6
    assert crawled.outcome(site.url("/a")) == "failed"
    assert "redirect" in crawled.reason(site.url("/a"))


def test_the_crawler_says_who_it_is_and_not_where_it_comes_from(site, crawl, http):
    """Own user agent, no cookies back, no referrer on redirects."""
    site.answers["/a"] = http(b"", "302 Found", Location="/b", Set_Cookie="visit=1")
    crawl([site.url("/a")])
    sent = site.asked[-1].headers
    assert sent["user-agent"].startswith("copydesk/")
    assert not {"cookie", "referer"} & set(sent)
