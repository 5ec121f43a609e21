"""What a page reserves against machines, read without a parse."""

import hashlib
from datetime import UTC, datetime

import pytest

from pipelines.extract.reservations import page_signals, reserved
from pipelines.model import Signal, Snapshot


def snapshot(payload: bytes = b"", *headers: tuple[str, str]) -> Snapshot:
    return Snapshot(
        target_uri="https://gazette.example/a",
        requested_uri="https://gazette.example/a",
        date=datetime(2026, 3, 1, tzinfo=UTC),
        status=200,
        headers=headers,
        payload=payload,
        payload_digest=f"sha256:{hashlib.sha256(payload).hexdigest()}",
    )


@pytest.mark.parametrize(
    ("page", "name", "value", "is_reserved"),
    [
        (b'<meta name="tdm-reservation" content="1">', "tdm-reservation", "1", True),
        (b"<META CONTENT='0' NAME='TDM-Reservation' />", "tdm-reservation", "0", False),
        (b'<meta name=robots content="noai, noimageai">', "robots", "noai, noimageai", True),
        (b'<meta name="robots" content="NOAI,follow">', "robots", "noai", True),
        (b'<meta name="robots" content="noarchive">', "robots", "noarchive", False),
        (
            b'<link rel="license" type="application/rsl+xml" href="/rsl.xml">',
            "rsl-license",
            "/rsl.xml",
            True,
        ),
    ],
)
def test_a_page_s_tags_are_read(page: bytes, name: str, value: str, is_reserved: bool) -> None:
    """Attributes in any order, any case, any quotes."""
    found = page_signals(snapshot(b"<html><head>" + page + b"</head>"))
    assert found == (Signal(name, value),)
    assert bool(reserved(found)) == is_reserved


@pytest.mark.parametrize(
    ("header", "found", "is_reserved"),
    [
        (("tdm-reservation", "1"), Signal("tdm-reservation", "1"), True),
        (("tdm-policy", "https://a.example/p"), Signal("tdm-policy", "https://a.example/p"), False),
        (("x-robots-tag", "noai"), Signal("robots", "noai"), True),
        (("x-robots-tag", "noindex, nofollow"), Signal("robots", "noindex"), False),
        (
            ("link", '</rsl.xml>; rel="license"; type="application/rsl+xml"'),
            Signal("rsl-license", "/rsl.xml"),
            True,
        ),
    ],
)
def test_headers_are_read(header: tuple[str, str], found: Signal, is_reserved: bool) -> None:
    """Names are lower-case in a snapshot."""
    assert page_signals(snapshot(b"", header)) == (found,)
    assert bool(reserved([found])) == is_reserved


@pytest.mark.parametrize(
    ("payload", "header"),
    [
        (b"<p>The word noai in a text is a word.</p>", ("x-other", "noai")),
        (b'<meta name="robots" content="index, follow">', ("x-robots-tag", "otherbot: noai")),
        (b"<meta name=" * 9_999, ("link", "<a>" * 3_000)),
        (b'<meta name="robots" content="\xff\xfe">', ("x-robots-tag", "")),
        (b"", ("date", "")),
    ],
)
def test_what_is_no_statement_of_ours_is_no_signal(payload: bytes, header: tuple[str, str]) -> None:
    """Nor does anything make it fail."""
    assert page_signals(snapshot(payload, header)) == ()


def test_what_is_said_twice_is_one_signal() -> None:
    """In the header and in the head."""
    page = snapshot(b'<meta name="tdm-reservation" content="1">', ("tdm-reservation", "1"))
    assert page_signals(page) == (Signal("tdm-reservation", "1"),)
