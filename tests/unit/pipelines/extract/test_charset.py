"""Encodings are found as browsers find them."""

import pytest

from pipelines.extract.charset import declared, encoding_of

LATIN = "Küche und Bäckerei, größer als früher".encode("cp1252")


def test_a_byte_order_mark_outranks_the_header() -> None:
    """The standard's order: mark, header, meta, detection."""
    assert encoding_of(b"\xef\xbb\xbf<p>a", "text/html; charset=koi8-r") == "utf-8"


def test_the_header_outranks_the_meta() -> None:
    """A server's word is believed even where the page says otherwise."""
    assert encoding_of(b"<meta charset=koi8-r>" + LATIN, "text/html; charset=latin1") == "cp1252"


def test_the_meta_outranks_detection() -> None:
    """Bytes that could be anything are read as the page declares."""
    assert encoding_of(b"<meta charset=koi8-r>" + LATIN, None) == "koi8-r"


def test_valid_utf8_beyond_ascii_outranks_the_meta() -> None:
    """Saved pages are often rewritten to UTF-8 while their meta stays."""
    assert encoding_of(b"<meta charset=euc-kr>" + "누가 왔나".encode(), None) == "utf-8"


def test_undeclared_bytes_are_detected() -> None:
    """Without a word from anybody the bytes speak."""
    assert encoding_of("Żółta łódź".encode(), None) == "utf-8"
    text = ("Вчера в городе открыли новый мост через реку. " * 8).encode("cp1251")
    assert text.decode(encoding_of(text, None)).startswith("Вчера")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<meta charset='windows-1251'>", "cp1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb18030"),
        (b"<!-- <meta charset=koi8-r> --><meta charset=big5>", "big5"),
        (b'<a title="<meta charset=koi8-r>"><meta charset=big5>', "big5"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<meta charset=nonsense>", None),
        (b'<meta name=x content="charset=koi8-r">', None),
        (b"<metadata charset=koi8-r>", None),
    ],
)
def test_the_prescan_reads_what_a_browser_reads(head: bytes, name: str | None) -> None:
    """Comments and attribute values hide a meta; UTF-16 in a readable meta means UTF-8."""
    found = declared(head)
    assert found == name or (name == "big5" and found in ("big5", "big5hkscs"))
