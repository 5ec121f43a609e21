"""Undoing Content-Encoding: whole or not at all, never longer than the limit."""

import gzip
import random
import sys
import zlib

import brotli
import pytest

from crawler.middlewares.limits import decode
from crawler.middlewares.refusals import BodyDamaged, LimitExceeded

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LIMIT = 1_000_000
PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
TEXT = b"".join(b"<p>Paragraph %d.</p>" % number for number in range(20_000))
NOISE = random.Random(1).randbytes(300_000)


@pytest.mark.parametrize("encoding", PACK)
@pytest.mark.parametrize("body", [b"", b"a", TEXT, NOISE, bytes(LIMIT)], ids=len)
def test_a_whole_body_comes_out_as_it_went_in(encoding, body):
    """Of any size up to the limit, that included."""
    assert decode(PACK[encoding](body), [encoding], LIMIT) == (body, [])


@pytest.mark.parametrize("encoding", PACK)
@pytest.mark.parametrize("missing", [1, 5, 500])
def test_a_body_that_is_cut_off_is_damaged(encoding, missing):
    """Also when only the checksum at the end is missing: nobody can tell what else is."""
    with pytest.raises(BodyDamaged, match="truncated"):
        decode(PACK[encoding](TEXT)[:-missing], [encoding], LIMIT)


@pytest.mark.parametrize("encoding", PACK)
def test_one_byte_over_the_limit_is_too_long(encoding):
    """The limit is the unpacked length."""
    with pytest.raises(LimitExceeded, match="1000000 bytes"):
        decode(PACK[encoding](bytes(LIMIT + 1)), [encoding], LIMIT)


def test_encodings_are_undone_in_the_reverse_order():
    """RFC 9110 section 8.4: they are listed in the order in which they were applied."""
    body = gzip.compress(brotli.compress(TEXT))
    assert decode(body, ["br", " GZIP "], LIMIT) == (TEXT, [])


def test_a_stream_without_zlibs_wrapper_is_deflate_too():
    """What many servers send under that name."""
    packer = zlib.compressobj(wbits=-15)
    bare = packer.compress(TEXT) + packer.flush()
    assert decode(bare, ["deflate"], LIMIT) == (TEXT, [])


def test_a_body_in_several_members_is_joined():
    """Legal in gzip and zstd; log servers and caches do it."""
    assert decode(gzip.compress(b"a") + gzip.compress(b"b"), ["gzip"], LIMIT)[0] == b"ab"
    assert decode(zstd.compress(b"a") + zstd.compress(b"b"), ["zstd"], LIMIT)[0] == b"ab"


def test_padding_after_the_end_is_ignored():
    """Browsers do so."""
    assert decode(gzip.compress(TEXT) + bytes(100), ["gzip"], LIMIT)[0] == TEXT


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_plain_text_under_a_false_label_is_taken_as_it_is(encoding):
    """A server's mistake that leaves the page whole."""
    assert decode(TEXT, [encoding], LIMIT) == (TEXT, [])


@pytest.mark.parametrize("encoding", ["br", "deflate"])
def test_rubbish_is_damaged(encoding):
    """These formats have no mark by which plain text could be told from a broken body."""
    with pytest.raises(BodyDamaged):
        decode(b"<p>Plain.</p>", [encoding], LIMIT)


def test_an_unknown_encoding_stays_with_what_lies_under_it():
    """Nothing above it can be reached; what was undone is undone."""
    assert decode(gzip.compress(b"a"), ["br", "martian", "gzip"], LIMIT) == (
        b"a",
        ["br", "martian"],
    )


def test_identity_is_no_encoding():
    """Some servers say so."""
    assert decode(b"a", ["identity", ""], LIMIT) == (b"a", [])
