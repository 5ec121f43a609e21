"""One address, one page, one server, one site."""

import pytest

from pipelines.urls import MAX_URL_CHARS, absolute, host, origin, same_site, site_key, url_key

PAGE = "https://gazette.example/news/today"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/town/bridge", "https://gazette.example/town/bridge"),
        ("bridge?id=1#photo", "https://gazette.example/news/bridge?id=1"),
        ("//herald.example/x", "https://herald.example/x"),
        ("\n  https://Gazette.Example/a\n\tb ", "https://gazette.example/ab"),
        ("\ufeffhttps://gazette.example/a\u00a0", "https://gazette.example/a"),
        ("https://gazette.example", "https://gazette.example/"),
        ("https://gazette.example:443/a", "https://gazette.example/a"),
        ("http://gazette.example:8080/a", "http://gazette.example:8080/a"),
        ("https://gazette.example./a", "https://gazette.example/a"),
        ("/straße?q=ä", "https://gazette.example/stra%C3%9Fe?q=%C3%A4"),
        ("https://zürich.example/", "https://xn--zrich-kva.example/"),
    ],
)
def test_a_link_becomes_an_address_that_can_be_requested(href: str, address: str) -> None:
    """Joined, trimmed, percent-encoded, host in lower-case ASCII, no fragment."""
    assert absolute(PAGE, href) == address


@pytest.mark.parametrize(
    "href",
    [
        "",
        "  ",
        "#top",
        "javascript:void(0)",
        "mailto:desk@gazette.example",
        "data:text/html,x",
        "file:///etc/hosts",
        "ftp://gazette.example/a",
        "https://",
        "https://[::1",
        "https://gazette.example:99999/",
        "https://gazette.example:port/",
        "https://gaz ette.example/",
        "https://gazette..example/",
        "/\ud800",
        "/" + "a" * MAX_URL_CHARS,
    ],
)
def test_what_is_no_web_address_is_none(href: str) -> None:
    """Other schemes, broken hosts and ports, endless addresses: never an exception."""
    assert absolute(PAGE, href) is None


def test_credentials_never_leave_the_page() -> None:
    """A password in a link is neither sent nor stored."""
    assert absolute(PAGE, "https://ann:secret@herald.example/a") == "https://herald.example/a"


def test_backslash_does_not_hide_the_host() -> None:
    r"""Browsers read `\` as `/`; reading it as a user name would name another server."""
    address = absolute(PAGE, "https://gazette.example\\@evil.example/a")
    assert address == "https://gazette.example/@evil.example/a"


@pytest.mark.parametrize("path", ["/open/../closed", "/open/%2e%2E/closed", "/./closed"])
def test_dot_segments_do_not_pass_a_robots_rule(path: str) -> None:
    """The server resolves them, so the rule for /closed must see /closed."""
    assert absolute(PAGE, "https://gazette.example" + path) == "https://gazette.example/closed"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://gazette.example/town/bridge?a=1&b=2",
        "http://gazette.example/town/bridge?a=1&b=2",
        "https://WWW.Gazette.Example/town/bridge?b=2&a=1",
        "http://gazette.example:80/town/bridge/?a=1&b=2",
        "https://gazette.example:443/town//bridge?a=1&b=2#comments",
        "https://gazette.example/sport/../town/./bridge?a=1&b=2",
        "https://gazette.example/town/%62ridge?a=1&b=2",
        "https://gazette.example/town/bridge/index.html?a=1&b=2",
        "https://gazette.example/town/bridge;jsessionid=0A1B?a=1&b=2",
        "https://gazette.example/town/bridge?utm_source=feed&a=1&UTM_Medium=rss&b=2",
        "https://gazette.example/town/bridge?a=1&b=2&fbclid=x&gclid=y&mc_cid=z&at_campaign=q",
        "https://gazette.example/town/bridge?PHPSESSID=1&a=1&b=2&sid=0123456789abcdef0123",
        " https://ann:secret@gazette.example/town/bridge?a=1&b=2 ",
    ],
)
def test_spellings_of_one_page_share_a_key(spelling: str) -> None:
    """Scheme, www, port, case, order, trackers and sessions are no part of the identity."""
    assert url_key(spelling) == "https://gazette.example/town/bridge?a=1&b=2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/?id=1", "/?id=2"),
        ("/view?cid=1", "/view?cid=2"),
        ("/view?sid=20418", "/view?sid=20419"),
        ("/view?gallery=1", "/view?gallery=2"),
        ("/a?page=2", "/a"),
        ("/Town", "/town"),
        ("/a%2Fb", "/a/b"),
    ],
)
def test_two_pages_keep_two_keys(one: str, other: str) -> None:
    """An unknown parameter may be the article; a wrong merge would lose it."""
    assert url_key("https://gazette.example" + one) != url_key("https://gazette.example" + other)


def test_port_is_part_of_the_key() -> None:
    """Another port is another server, unless it is a web server's own."""
    assert url_key("http://gazette.example:8080/a") == "https://gazette.example:8080/a"


def test_text_that_is_no_address_is_its_own_key() -> None:
    """A key is asked of anything that a page printed."""
    assert url_key(" mailto:desk@gazette.example ") == "mailto:desk@gazette.example"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Gazette.Example/a?b", "https://gazette.example"),
        ("http://gazette.example:80/a", "http://gazette.example"),
        ("http://gazette.example:443/a", "http://gazette.example:443"),
        ("http://[::1]:8000/a", "http://[::1]:8000"),
        ("ftp://gazette.example/", ""),
    ],
)
def test_origin_is_scheme_host_and_port(url: str, expected: str) -> None:
    """RFC 6454 section 6.2: the default port is left out."""
    assert origin(url) == expected


def test_host_carries_only_an_unusual_port() -> None:
    """Lower case, so that one server has one name."""
    assert host("http://Gazette.Example:80/") == "gazette.example"
    assert host("http://gazette.example:8080/") == "gazette.example:8080"
    assert host("no address") == ""


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.gazette.co.uk/a", "gazette.co.uk"),
        ("https://sport.gazette.com/a", "gazette.com"),
        ("https://daily.blogspot.com/a", "daily.blogspot.com"),
        ("https://blogspot.com/", "blogspot.com"),
        ("http://gazette.localhost:8001/a", "gazette.localhost"),
        ("http://www.gazette.localhost/a", "gazette.localhost"),
        ("http://localhost:8001/a", "localhost:8001"),
        ("http://127.0.0.1:8001/a", "127.0.0.1:8001"),
        ("http://127.0.0.1/a", "127.0.0.1"),
        ("http://[::1]:8001/a", "[::1]:8001"),
        ("https://редакция.рф/a", "xn--80ahcoj6a9b5d.xn--p1ai"),
        ("no address", ""),
    ],
)
def test_site_key_is_the_registrable_domain(url: str, key: str) -> None:
    """By the public suffix list, private suffixes included; no network is asked."""
    assert site_key(url) == key


def test_subdomains_are_one_site_and_tenants_are_not() -> None:
    """Whoever registered the name owns the pages."""
    assert same_site("https://www.gazette.com/a", "http://sport.gazette.com/b")
    assert not same_site("https://daily.blogspot.com/", "https://weekly.blogspot.com/")
    assert not same_site("no address", "no address")
