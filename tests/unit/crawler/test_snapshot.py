"""From Scrapy's response to a Snapshot."""

from datetime import UTC, datetime
from hashlib import sha256

from scrapy import Request
from scrapy.http import HtmlResponse

from crawler.snapshot import rendered_flag, snapshot

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ASKED = "https://gazette.example/a"


def answered(**meta):
    """A page with odd headers, as Scrapy hands it out."""
    return HtmlResponse(
        "https://gazette.example/b",
        headers={"ETag": '"7"', "Set-Cookie": ["a=1", "b=2"], "X-Place": b"caf\xe9"},
        body=b"<p>caf\xc3\xa9</p>\x00",
        request=Request(ASKED, meta=meta),
    )


def test_the_payload_is_kept_byte_for_byte_with_its_digest():
    """No decoding: the charset is the extractor's question."""
    page = snapshot(answered(), ASKED, NOW)
    assert page.payload == b"<p>caf\xc3\xa9</p>\x00"
    assert page.payload_digest == f"sha256:{sha256(page.payload).hexdigest()}"
    assert (page.date, page.status) == (NOW, 200)


def test_headers_are_lower_case_and_none_is_lost():
    """Repeated headers stay apart; latin-1 keeps every byte."""
    page = snapshot(answered(), ASKED, NOW)
    assert [value for name, value in page.headers if name == "set-cookie"] == ["a=1", "b=2"]
    assert page.header("ETag") == '"7"'
    assert page.header("x-place") == "caf\xe9"


def test_the_way_to_the_page_is_kept():
    """What was asked, what led on, what answered."""
    page = snapshot(answered(redirect_urls=[ASKED]), ASKED, NOW)
    assert (page.requested_uri, page.redirects) == (ASKED, (ASKED,))
    assert page.target_uri == "https://gazette.example/b"
    assert snapshot(answered(), ASKED, NOW).redirects == ()


def test_a_rendered_page_says_which_browser_made_it():
    """Whoever reads the archive must not take a browser's DOM for what the server sent."""
    rendered = answered().replace(flags=["partial", rendered_flag("Chromium 156")])
    assert snapshot(rendered, ASKED, NOW).rendered_by == "Chromium 156"
    assert snapshot(answered(), ASKED, NOW).rendered_by == ""
