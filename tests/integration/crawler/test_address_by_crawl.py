"""Where a crawl connects to: the canary listens at every address of this machine."""

import pytest

pytestmark = pytest.mark.slow

CLOSED = {"ALLOW_NETWORKS": []}
SPELLINGS = [
    *("127.0.0.1", "127.1", "127.0.1", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "2130706433"),
    *("017700000001", "0", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]"),
    *("localhost", "LOCALHOST.", "gazette.localhost", "１２７.０.０.１", "①②⑦.⓪.⓪.①"),
    *("127.0.0.1.", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "169.254.169.254", "10.0.0.1"),
    *("127.000.000.001", "0x7f.1", "0x7F.0x0.0x0.0x1", "00000177.0.0.1", "127.0.0.2"),
    *("127。0。0。1", "127｡0.0｡1", "ＬＯＣＡＬＨＯＳＴ", "localhost%2e", "%6c%6fcalhost"),
    *("127.255.0.9", "a@127.0.0.1"),
    *("[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[::ffff:0:7f00:1]", "[0000::1]", "[::1%25lo]"),
    *("user:pass@[::1]", "127.0.0.1%00", "①②⑦.1", "0x7f000001.", "4294967297", "[fe80::1%25lo]"),
]


def test_no_spelling_of_an_inside_address_is_connected_to(everywhere, crawl):
    """Plain Scrapy asked inside addresses 24 times and stored the page 15 times."""
    urls = [everywhere.url("/secret", host=host) for host in SPELLINGS]
    crawled = crawl(urls, CLOSED)
    assert everywhere.asked == []
    assert len(SPELLINGS) > 40
    assert len(crawled.ends) == len(urls)
    assert "page" not in {end[0] for end in crawled.ends.values()}
    assert crawled.outcome(everywhere.url("/secret")) == "rejected"
    assert "blocked address: 127.0.0.1" in crawled.reason(everywhere.url("/secret"))
    assert crawled.log == []


def test_a_redirect_does_not_lead_inside(site, everywhere, crawl, http):
    """The guard stands where connections are made, so a hop is checked as a start is."""
    inside = everywhere.url("/secret", host="127.0.0.2")
    site.answers["/a"] = http(b"", "302 Found", Location=inside)
    crawled = crawl([site.url("/a")], {"ALLOW_NETWORKS": ["127.0.0.1/32"]})
    assert everywhere.asked == []
    assert crawled.outcome(site.url("/a")) == "rejected"


def test_a_meta_refresh_does_not_lead_inside(site, everywhere, crawl, http):
    """A refresh in a page is a redirect like any other."""
    inside = everywhere.url("/secret", host="127.0.0.2")
    page = f'<meta http-equiv="refresh" content="0; url={inside}">'.encode()
    site.answers["/a"] = http(page)
    crawl([site.url("/a")], {"ALLOW_NETWORKS": ["127.0.0.1/32"]})
    assert site.paths == ["/a"]
    assert everywhere.asked == []


def test_an_opened_network_may_be_reached_by_its_local_names(site, crawl):
    """RFC 6761: every name under localhost is loopback, without asking a name server."""
    urls = [site.url("/", host=host) for host in ("localhost", "gazette.localhost", "127.0.0.1")]
    crawled = crawl(urls)
    assert [crawled.outcome(url) for url in urls] == ["page"] * 3


def test_a_file_is_never_read(site, crawl, http, tmp_path):
    """Neither as a start nor after a redirect: its text must not turn up anywhere."""
    secret = tmp_path / "secret.html"
    secret.write_text("<p>the secret</p>")
    site.answers["/a"] = http(b"", "302 Found", Location=secret.as_uri())
    strange = [secret.as_uri(), "data:text/html,the%20secret", "ftp://127.0.0.1/secret"]
    crawled = crawl([site.url("/a"), *strange])
    assert [crawled.outcome(url) for url in strange] == ["rejected"] * 3
    assert crawled.outcome(site.url("/a")) == "failed"
    assert "the secret" not in str(crawled)


def test_a_configured_proxy_is_a_trusted_hop(site, crawl):
    """It may stand inside; what it fetches is its operator's business."""
    url = "http://gazette.example/story"
    crawled = crawl([url], {"ALLOW_NETWORKS": [], "HTTP_PROXY_URL": site.url("")})
    assert crawled.outcome(url) == "page"
    assert site.asked[-1].path == url


def test_a_name_that_changes_its_address_does_not_lead_inside(everywhere, crawl):
    """DNS rebinding: what was judged is what is connected to, at every look-up anew."""
    names = [f"{paper}.example" for paper in ("gazette", "herald")]
    urls = [everywhere.url(f"/{n}", host=name) for n in range(3) for name in names]
    # One place in the cache: each name is looked up again after the other.
    settings = {"ALLOW_NETWORKS": ["127.0.0.1/32"], "DNSCACHE_SIZE": 1}
    told = [["127.0.0.1"], ["127.0.0.2"], ["::1", "127.0.0.2"]]
    crawled = crawl(urls, settings, names=dict.fromkeys(names, told))
    assert {one.address for one in everywhere.asked} == {"127.0.0.1"}
    blocked = [url for url in urls if "blocked address: " in crawled.reason(url)]
    assert blocked
    assert {crawled.outcome(url) for url in blocked} == {"rejected"}


def test_of_several_addresses_only_the_open_ones_are_tried(everywhere, silent_port, crawl):
    """A name may be given a public address that is dead and an inside one that answers."""
    url = f"http://gazette.example:{everywhere.port}/secret"
    names = {"gazette.example": [["127.0.0.2", "::1", "::ffff:127.0.0.3"]]}
    crawled = crawl([url], {"ALLOW_NETWORKS": ["192.0.2.0/24"]}, names=names)
    assert everywhere.asked == []
    assert crawled.outcome(url) == "rejected"


def test_credentials_in_an_address_go_nowhere(site, crawl, http):
    """Neither to the server that a redirect names, nor into what is stored or logged."""
    inside = site.url("/b").replace("//", "//me:s3cret@")
    site.answers["/a"] = http(b"", "302 Found", Location=inside)
    refresh = f'<meta http-equiv="refresh" content="0; url={inside}">'
    site.answers["/m"] = http(refresh.encode())
    urls = [site.url("/a"), site.url("/m"), inside]
    crawled = crawl(urls, {"LOG_LEVEL": "DEBUG"})
    assert [crawled.outcome(url) for url in urls] == ["page"] * 3
    assert crawled.reason(site.url("/a")) == f"{site.url('/a')} -> {site.url('/b')}"
    assert "s3cret" not in str(list(crawled.ends.values()))
    assert "authorization" not in {name for one in site.asked for name in one.headers}
    assert "referer" not in {name for one in site.asked for name in one.headers}


def test_cookies_are_neither_kept_nor_sent(site, crawl, http):
    """Not to the site that set them, and not to the one that it redirects to."""
    site.answers["/a"] = http(b"", "302 Found", Location="/b", Set_Cookie="id=1; Path=/")
    crawl([site.url("/a"), site.url("/c")])
    assert sorted(site.paths) == ["/a", "/b", "/c"]
    assert "cookie" not in {name for one in site.asked for name in one.headers}


def test_an_address_that_no_server_has_is_final(crawl):
    """Scrapy's words for it looked like a fault that may pass."""
    url = "http://localhost%2e/a"
    crawled = crawl([url])
    assert crawled.outcome(url) == "rejected"
    assert crawled.reason(url).startswith("address: ")
