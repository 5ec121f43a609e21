"""What passes to the network at all: web addresses, without anybody's password."""

import pytest
from scrapy import Request

from crawler.middlewares.address import AddressMiddleware
from crawler.middlewares.refusals import AddressRefused, SchemeRefused


def asked(url: str) -> Request:
    request = Request(url)
    return AddressMiddleware(None).process_request(request) or request


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a.example/", "s3://b/k", "data:,x"])
def test_another_scheme_is_refused(url: str) -> None:
    """A link could read this machine's files, or spend its keys."""
    with pytest.raises(SchemeRefused):
        asked(url)


@pytest.mark.parametrize(
    "url",
    [
        *("http://localhost%2e/", "http://127.0.0.1%00/", "http://[::1%25lo]/", "http://a..b/"),
        *("http:///x", "https://a.example/" + "x" * 3000),
    ],
)
def test_an_address_that_no_server_has_is_refused(url: str) -> None:
    """For good: it would fail in the same way each time it is asked."""
    with pytest.raises(AddressRefused):
        asked(url)


@pytest.mark.parametrize(
    "url",
    ["http://me:secret@a.example/x?y=1", "http://me@a.example/x?y=1", "http://:@a.example/x?y=1"],
)
def test_credentials_are_taken_out(url: str) -> None:
    """They would go to whom a redirect names, and into the database with the page's address."""
    assert asked(url).url == "http://a.example/x?y=1"


def test_an_ordinary_request_stays_itself() -> None:
    """Spelled as the site spells it; an at sign in a path is no credential."""
    request = Request("https://a.example/@me/%7ex?b=2&a=1")
    assert AddressMiddleware(None).process_request(request) is None
    assert request.meta["proxy"] is None
