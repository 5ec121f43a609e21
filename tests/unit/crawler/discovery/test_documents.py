"""Bytes to something that can be read, within bounds."""

import gzip

import pytest

from crawler.discovery.documents import decoded, root_name, unpacked


def test_a_gzip_file_of_several_members_is_one_content() -> None:
    """Log rotation and parallel packers write members one after the other."""
    assert unpacked(gzip.compress(b"one ") + gzip.compress(b"two")) == (b"one two", "")


def test_what_is_not_packed_stays_itself() -> None:
    """The name says .gz, the server had unpacked it already."""
    assert unpacked(b"<urlset/>") == (b"<urlset/>", "")


def test_a_bomb_is_cut_at_the_limit() -> None:
    """A thousandfold ratio costs no more than the limit."""
    bomb = gzip.compress(bytes(1_000_000))
    assert unpacked(bomb, limit=1_000) == (bytes(1_000), "more than 1000 bytes when unpacked")


def test_content_of_exactly_the_limit_is_whole() -> None:
    """The limit itself is allowed."""
    assert unpacked(gzip.compress(bytes(1_000)), limit=1_000) == (bytes(1_000), "")


def test_a_truncated_file_keeps_what_came() -> None:
    """Half a sitemap is read and reported."""
    whole = bytes(range(256)) * 40
    part, problem = unpacked(gzip.compress(whole)[:-12])
    assert problem == "truncated gzip"
    assert whole.startswith(part)


def test_broken_packing_is_one_line() -> None:
    """The two magic bytes alone prove nothing."""
    content, problem = unpacked(b"\x1f\x8bnot packed at all")
    assert content == b""
    assert problem.startswith("broken gzip: ")


@pytest.mark.parametrize(
    ("payload", "content_type"),
    [
        ("Größe".encode(), None),
        ("\ufeffGröße".encode(), "text/html; charset=latin-1"),
        ("Größe".encode("utf-16"), None),
        ("Größe".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        ("Größe".encode("cp1252"), None),
        ("Größe".encode("cp1252"), "text/html; charset=utf-8"),
        ("Größe".encode(), "text/html; charset=punycode"),
        ("Größe".encode(), "text/html; charset=no-such"),
    ],
)
def test_text_is_decoded_as_browsers_do(payload: bytes, content_type: str | None) -> None:
    """Mark, header, UTF-8, Windows-1252; a charset that cannot be true is passed over."""
    assert decoded(payload, content_type) == "Größe"


def test_declarations_count_where_the_header_is_silent() -> None:
    """In XML's declaration and in HTML's meta element."""
    xml = '<?xml version="1.0" encoding="windows-1251"?><a>Мост</a>'
    page = '<meta http-equiv="x" content="text/html; charset=windows-1251"><p>Мост'
    assert "Мост" in decoded(xml.encode("cp1251"), None)
    assert "Мост" in decoded(page.encode("cp1251"), "text/html")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<?xml version="1.0"?>\n<!-- x --><rss version="2.0">', "rss"),
        ('<!DOCTYPE html><HTML lang="en">', "html"),
        ('<rdf:RDF xmlns:rdf="x">', "rdf"),
        ("no markup", ""),
    ],
)
def test_root_name_is_the_first_element(head: str, name: str) -> None:
    """Without prefix, in lower case; declarations and comments are none."""
    assert root_name(head.encode(), None) == name
