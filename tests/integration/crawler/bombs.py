"""Answers that are made to cost: what a site can send within and beyond the limits."""

import gzip
import itertools
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping

import brotli

from benchmarks.trials.loopback import Answer, answer
from tests.contract.visits import page

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MB = 1024 * 1024
XML = {"Content_Type": "application/xml"}


def pieces(size_bytes: int, of: bytes = bytes(MB)) -> Iterator[bytes]:
    """So many bytes, without ever holding them."""
    return itertools.repeat(of, size_bytes // len(of))


def packed(encoding: str, size_bytes: int, of: bytes = bytes(MB)) -> bytes:
    """A body that unpacks to so many bytes."""
    if encoding == "br":
        packer = brotli.Compressor()
        return b"".join(map(packer.process, pieces(size_bytes, of))) + packer.finish()
    if encoding == "zstd":
        packer = zstd.ZstdCompressor()
        return b"".join(map(packer.compress, pieces(size_bytes, of))) + packer.flush()
    packer = zlib.compressobj(wbits=31 if encoding == "gzip" else 15)
    return b"".join(map(packer.compress, pieces(size_bytes, of))) + packer.flush()


def endless(start: bytes, piece: bytes) -> Callable[[], Iterable[bytes]]:
    """An answer that never ends."""
    return lambda: itertools.chain([start], itertools.repeat(piece))


def beyond(size_bytes: int) -> Mapping[str, Answer]:
    """What is longer than any page may be; each ends as too large."""
    head = b"HTTP/1.1 200 OK\r\n"
    html = head + b"Content-Type: text/html\r\n\r\n"
    bombs: dict[str, Answer] = {
        name: answer(packed(name, size_bytes), Content_Encoding=name)
        for name in ("gzip", "deflate", "br", "zstd")
    }
    twice = gzip.compress(packed("gzip", size_bytes))
    return bombs | {
        "gzip-in-gzip": answer(twice, Content_Encoding="gzip, gzip"),
        "gzip-in-br": answer(brotli.compress(twice), Content_Encoding="gzip, gzip, br"),
        "endless-body": endless(html, b"<p>" * 10_000),
        "endless-headers": endless(head, b"X-More: " + b"a" * 8000 + b"\r\n"),
        "endless-header": endless(head + b"X-More: ", b"a" * 8000),
        "announced": answer(b"x", Content_Length=str(size_bytes)),
        "chunks": endless(
            html.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n"),
            b"2710\r\n" + b"<" * 10_000 + b"\r\n",
        ),
    }


def ld(text: str) -> str:
    """A script of structured data in a page's head."""
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {text}}}</script>'


def costly(size: int) -> Mapping[str, bytes]:
    """Pages of a legal length, each an article among so many of what costs."""
    links = "".join(f"<a href=/2026/{n}>Link {n}</a> " for n in range(size // 5))
    after = {
        "nested": "<div>" * size,
        "misnested": "<b><i><p>a</b></i>" * (size // 4),
        "links": links,
        "paragraphs": "<p>a" * size,
        "times": "<time datetime=2026-01-02>x</time>" * (size // 4),
        "attribute": f"<p title='{'x' * 8 * size}'>",
        "attributes": "<p " + " ".join(f"a{n}=b" for n in range(size // 2)) + ">",
        "word": "x" * 9 * size,
        "entities": "&amp;" * size,
        "controls": "&#x0b;\x1c&#55296;" * (size // 2),
        "bait": "<p>" + "By " + "a a " * size + "</p>",
        "dates": "<p>" + "1 1 1 1-" * size + "</p>",
        "tables": "<table><tr><td>" * (size // 4),
    }
    head = {
        "deep-json": ld('"a": ' + "[" * size),
        "deep-objects": ld('"a":' + '{"a":' * size),
        "long-number": ld(f'"wordCount": {"9" * 5000}, "datePublished": {"9" * 5000}'),
        "long-title": f"<title>{'Title ' * (size // 4)}</title>",
        "metas": "".join(f"<meta name=author content=N{n}>" for n in range(size // 5)),
        "canonical": f"<link rel=canonical href='/{'x' * size}'>",
        "state": "<script>" + "a={" * (size // 2) + "</script>",
    }
    below = {name: page(name, extra=text) for name, text in after.items()}
    above = {
        name: page(name).replace(b"<head>", f"<head>{text}".encode()) for name, text in head.items()
    }
    return below | above


def sources(canary: str, secret: str, good: str, size: int) -> Mapping[str, bytes]:
    """Feeds and sitemaps that are made to cost, or to read what is not theirs to read."""
    item = f"<item><title>T</title><link>{good}</link></item>"
    rss = f"<rss version='2.0'><channel>{item}%s</channel></rss>"
    items = "".join(f"<item><link>/2025/{n}.pdf</link></item>" for n in range(size // 10))
    laughs = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    outside = f"<!ENTITY x SYSTEM '{secret}'><!ENTITY y SYSTEM '{canary}'>"
    parameter = f"<!ENTITY % p SYSTEM '{canary}'>%p;"
    urls = b"<url><loc>/2025/a.pdf</loc></url>" * 100
    return {
        "endless-feed": (rss % items).encode(),
        "laughs": f"<!DOCTYPE r [<!ENTITY a0 'ha'>{laughs}]>{rss % '<item>&a9;</item>'}".encode(),
        "square": (
            f"<!DOCTYPE r [<!ENTITY a '{'a' * size}'>]>{rss % ('<item>&a;</item>' * 1000)}"
        ).encode(),
        "outside": f"<!DOCTYPE r [{outside}]>{rss % '<item><title>&x;&y;</title></item>'}".encode(),
        "parameter": f"<!DOCTYPE r [{parameter}]>{rss % ''}".encode(),
        "dtd": f"<!DOCTYPE r SYSTEM '{canary}'>{rss % ''}".encode(),
        "deep-feed": (rss % ("<item><a>" * size)).encode(),
        "deep-json-feed": b'{"items": ' + b"[" * size,
        "map.xml.gz": packed("gzip", 200 * MB),
        "urls.xml.gz": b"\x1f\x8b" + packed("gzip", size * 100, urls)[2:],
    }
