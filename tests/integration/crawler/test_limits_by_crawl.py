"""What an answer may cost, by crawl: bytes, seconds, memory; and that half a page is none."""

import gzip
import itertools
import sys
import time
import zlib

import brotli
import pytest

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

pytestmark = pytest.mark.slow

# An idle trial needs about 75 MB; Scrapy's defaults needed 1 to 3 GB for each of these.
BOUND_MB = 200
BOMB_BYTES = 400 * 1024 * 1024


def zeros():
    """A body of 400 MiB in pieces."""
    piece = bytes(1024 * 1024)
    return itertools.repeat(piece, BOMB_BYTES // len(piece))


def packed(encoding):
    """400 MiB of zeros in the encoding: a few hundred bytes to a few hundred kilobytes."""
    if encoding == "br":
        packer = brotli.Compressor()
        return b"".join(map(packer.process, zeros())) + packer.finish()
    if encoding == "zstd":
        packer = zstd.ZstdCompressor()
        return b"".join(map(packer.compress, zeros())) + packer.flush()
    packer = zlib.compressobj(wbits=31 if encoding == "gzip" else 15)
    return b"".join(map(packer.compress, zeros())) + packer.flush()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_given_up_at_the_limit(site, crawl, http, encoding):
    """The limit holds for the unpacked body, and is checked while unpacking."""
    site.answers["/bomb"] = http(packed(encoding), Content_Encoding=encoding)
    crawled = crawl([site.url("/bomb")])
    assert crawled.outcome(site.url("/bomb")) == "too-large"
    assert crawled.peak_mb < BOUND_MB


def test_a_bomb_inside_a_bomb_is_given_up_at_the_limit(site, crawl, http):
    """Encodings may be stacked; each step is held against the limit."""
    body = gzip.compress(packed("gzip"))
    site.answers["/bomb"] = http(body, Content_Encoding="gzip, gzip")
    crawled = crawl([site.url("/bomb")])
    assert crawled.outcome(site.url("/bomb")) == "too-large"
    assert crawled.peak_mb < BOUND_MB


def endless(start, piece):
    """An answer that never ends."""
    return lambda: itertools.chain([start], itertools.repeat(piece))


def test_endless_headers_are_given_up(site, crawl):
    """Scrapy counts body bytes only: 2.9 GB were taken before its timeout."""
    site.answers["/a"] = endless(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"a" * 8000 + b"\r\n")
    crawled = crawl([site.url("/a")])
    assert crawled.outcome(site.url("/a")) == "too-large"
    assert "headers" in crawled.reason(site.url("/a"))
    assert crawled.peak_mb < BOUND_MB
    assert site.paths == ["/a"]


def test_one_endless_header_is_given_up_for_what_it_is(site, crawl):
    """Twisted hangs up at 16 KiB of a line; it passed for a fault that may be over tomorrow."""
    site.answers["/a"] = endless(b"HTTP/1.1 200 OK\r\nX-More: ", b"a" * 1000)
    site.answers["/b"] = b"HTTP/1.1 200 OK\r\nX-More: " + b"a" * 40_000 + b"\r\n\r\n<p>Page."
    crawled = crawl([site.url("/a"), site.url("/b")])
    assert crawled.outcome(site.url("/a")) == "too-large"
    assert crawled.outcome(site.url("/b")) == "page"


def test_endless_interim_answers_are_given_up(site, crawl):
    """Each "100 Continue" starts the parser anew; the count of bytes goes on."""
    site.answers["/a"] = endless(b"", b"HTTP/1.1 100 Continue\r\nX-More: a\r\n\r\n" * 100)
    crawled = crawl([site.url("/a")])
    assert crawled.outcome(site.url("/a")) == "too-large"


def test_headers_of_an_ordinary_length_pass(site, crawl, http):
    """Policies and cookies of real sites fill some kilobytes."""
    site.answers["/a"] = http(b"<p>Page.</p>", Content_Security_Policy="a" * 12_000)
    assert crawl([site.url("/a")]).outcome(site.url("/a")) == "page"


def test_an_endless_body_is_given_up_at_the_limit(site, crawl):
    """Without Content-Length only counting helps."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
    site.answers["/a"] = endless(head, bytes(64 * 1024))
    crawled = crawl([site.url("/a")])
    assert crawled.outcome(site.url("/a")) == "too-large"
    assert crawled.peak_mb < BOUND_MB
    assert site.paths == ["/a"]


def test_an_announced_length_over_the_limit_is_not_read(site, crawl, http):
    """The header alone is enough to say no."""
    site.answers["/a"] = http(b"x", Content_Length=str(BOMB_BYTES))
    assert crawl([site.url("/a")]).outcome(site.url("/a")) == "too-large"


def test_a_body_that_drips_ends_with_the_total_time(site, crawl):
    """A timeout between two bytes would never fire."""

    def drip():
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        while True:
            time.sleep(0.1)
            yield b"."

    site.answers["/a"] = drip
    crawled = crawl([site.url("/a")], {"DOWNLOAD_TIMEOUT": 1})
    assert crawled.outcome(site.url("/a")) == "unreachable"
    assert site.paths == ["/a"]


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_half_a_compressed_page_is_refused_and_asked_once_more(site, crawl, http, encoding):
    """With a Content-Length that fits, Scrapy stores 3 of 10 paragraphs and says nothing."""
    text = b"".join(b"<p>Paragraph number %d of the story.</p>" % n for n in range(500))
    pack = {"gzip": gzip.compress, "deflate": zlib.compress}
    whole = {**pack, "br": brotli.compress, "zstd": zstd.compress}[encoding](text)
    half = http(whole[: len(whole) // 2], Content_Encoding=encoding)
    site.answers = {"/flaky": [half, http(whole, Content_Encoding=encoding)], "/broken": half}
    crawled = crawl([site.url("/flaky"), site.url("/broken")])
    assert crawled.body(site.url("/flaky")) == text[:2000].decode()
    assert crawled.outcome(site.url("/broken")) == "failed"
    assert "truncated" in crawled.reason(site.url("/broken"))


def test_a_body_shorter_than_announced_is_refused(site, crawl, http):
    """The connection ends before Content-Length is reached: no page, but a failure."""
    site.answers["/a"] = http(b"<p>Half", Content_Length="1000")
    crawled = crawl([site.url("/a")])
    assert crawled.outcome(site.url("/a")) == "failed"
    assert "truncated" in crawled.reason(site.url("/a"))
