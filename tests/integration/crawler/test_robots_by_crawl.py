"""robots.txt, by crawl: what counts is which requests reach the server."""

import pytest

pytestmark = pytest.mark.slow

TDMREP = "/.well-known/tdmrep.json"
RESPECT = {"RESPECT_OPT_OUTS": True}


def test_nothing_of_a_forbidden_host_is_asked_while_its_robots_txt_is_in_flight(site, crawl, http):
    """RFC 9309: ten requests at once to a `Disallow: /` host; Scrapy's middleware sends eight."""
    site.answers["/robots.txt"] = http(b"User-agent: *\nDisallow: /\n")
    urls = [site.url(f"/{number}") for number in range(10)]
    crawled = crawl(urls, {"DOWNLOAD_DELAY": 0})
    assert site.paths == []
    assert {crawled.outcome(url) for url in urls} == {"robots"}
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_a_site_without_robots_txt_may_be_asked(site, crawl, http, status):
    """Section 2.3.1.3: 4xx is "unavailable", and everything may be crawled."""
    site.answers["/robots.txt"] = http(b"User-agent: *\nDisallow: /\n", status)
    assert crawl([site.url("/a")]).outcome(site.url("/a")) == "page"


def test_a_failing_robots_txt_forbids_everything(site, crawl, http):
    """Section 2.3.1.4: 5xx is "unreachable", whatever the body says."""
    site.answers["/robots.txt"] = http(b"User-agent: *\nAllow: /\n", "500 Internal Server Error")
    crawled = crawl([site.url("/a"), site.url("/b")])
    assert site.paths == []
    assert crawled.outcome(site.url("/a")) == "robots"
    assert "HTTP 500" in crawled.reason(site.url("/b"))


def test_a_dead_host_is_unreachable_not_forbidden(crawl, silent_port):
    """Section 2.3.1.4: silence forbids as well, but the reason that is filed is the real one."""
    url = f"http://127.0.0.1:{silent_port}/a"
    crawled = crawl([url])
    assert crawled.outcome(url) == "unreachable"
    assert crawled.reason(url) == "robots.txt: connection refused"
    assert crawled.log == []


def test_an_older_good_copy_holds_while_the_server_fails(site, crawl, http):
    """Section 2.4: older than 24 hours, but better than nothing."""
    site.answers["/robots.txt"] = http(b"", "502 Bad Gateway")
    old = [site.url("").rstrip("/"), 200, "User-agent: *\nDisallow: /private/\n", 30]
    crawled = crawl([site.url("/a"), site.url("/private/b")], robots=[old])
    assert crawled.outcome(site.url("/a")) == "page"
    assert crawled.outcome(site.url("/private/b")) == "robots"


def test_a_copy_of_less_than_a_day_is_not_asked_for_again(site, crawl):
    """Section 2.4: cached for up to 24 hours; the second cron run of a day costs no request."""
    known = [site.url("").rstrip("/"), 200, "User-agent: *\nDisallow: /private/\n", 23]
    crawled = crawl([site.url("/a"), site.url("/private/b")], robots=[known])
    assert [one.path for one in site.asked] == ["/a"]
    assert crawled.outcome(site.url("/private/b")) == "robots"


def test_redirects_of_robots_txt_are_followed_to_another_host(site, crawl, http):
    """Section 2.3.1.2: at least five, also across authorities; the rules hold for the first."""
    other = site.url("/rules.txt", host="other.localhost")
    site.answers["/robots.txt"] = http(status="301 Moved Permanently", Location=other)
    site.answers["/rules.txt"] = http(b"User-agent: *\nDisallow: /private/\n")
    crawled = crawl([site.url("/a"), site.url("/private/b")])
    assert crawled.outcome(site.url("/a")) == "page"
    assert crawled.outcome(site.url("/private/b")) == "robots"


def test_a_robots_txt_that_redirects_for_ever_is_none(site, crawl, http):
    """Section 2.3.1.2: after five hops it may be taken as unavailable."""
    site.answers["/robots.txt"] = http(status="302 Found", Location="/robots.txt")
    assert crawl([site.url("/a")]).outcome(site.url("/a")) == "page"


def test_each_hop_of_a_redirect_asks_the_robots_txt_of_its_host(site, crawl, http):
    """A page that may be asked must not lead to one that may not."""
    site.answers["/robots.txt"] = http(b"User-agent: *\nDisallow: /private/\n")
    site.answers["/a"] = http(status="302 Found", Location="/private/b")
    crawled = crawl([site.url("/a")])
    assert site.paths == ["/a"]
    assert crawled.outcome(site.url("/a")) == "robots"


def test_a_crawl_delay_is_kept_from_the_first_page_on(site, crawl, http):
    """Not in RFC 9309, yet asked for by many; without jitter, or gaps would be shorter."""
    site.answers["/robots.txt"] = http(b"User-agent: *\nCrawl-delay: 0.4\n")
    crawl([site.url(f"/{number}") for number in range(4)])
    times = [one.at for one in site.asked if one.path != TDMREP]
    # The whole span: a busy machine may see one request late and the next one in time.
    assert len(times) == 5
    assert times[-1] - times[0] > 4 * 0.4 - 0.1


def test_a_crawl_delay_is_honoured_up_to_the_cap_only(site, crawl, http):
    """A delay of a day would keep a site's news for weeks."""
    site.answers["/robots.txt"] = http(b"User-agent: *\nCrawl-delay: 86400\n")
    urls = [site.url("/a"), site.url("/b")]
    crawled = crawl(urls, {"ROBOTS_CRAWL_DELAY_CAP_S": 0.3})
    assert [crawled.outcome(url) for url in urls] == ["page", "page"]


def test_opt_outs_are_recorded_and_forbid_nothing_unless_they_are_to(site, crawl, http):
    """An AI crawler's group, a content signal and a TDM reservation are no word to us."""
    site.answers["/robots.txt"] = http(
        b"User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nContent-Signal: ai-train=no\n"
    )
    site.answers[TDMREP] = http(b'[{"location": "/", "tdm-reservation": 1}]')
    assert crawl([site.url("/a")]).outcome(site.url("/a")) == "page"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ((b"User-agent: GPTBot\nDisallow: /", b"[]"), "disallows the address to GPTBot"),
        ((b"Content-Signal: search=yes, ai-train=no", b"[]"), "content-signal"),
        ((b"License: https://gazette.example/rsl.xml", b"[]"), "rsl-license"),
        ((b"", b'[{"location": "/b*", "tdm-reservation": 1}]'), "tdmrep /b* 1"),
    ],
)
def test_opt_outs_are_respected_where_the_user_says_so(site, crawl, http, files, reason):
    """The reason that is filed names the signal."""
    site.answers["/robots.txt"], site.answers[TDMREP] = map(http, files)
    crawled = crawl([site.url("/b")], RESPECT)
    assert crawled.outcome(site.url("/b")) == "robots"
    assert reason in crawled.reason(site.url("/b"))
    assert site.paths == []


def test_a_tdm_file_that_fails_forbids_nothing(site, crawl, http):
    """It is no robots.txt."""
    site.answers[TDMREP] = http(b"", "500 Internal Server Error")
    assert crawl([site.url("/b")], RESPECT).outcome(site.url("/b")) == "page"
