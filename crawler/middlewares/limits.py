"""Undo a body's Content-Encoding without trusting it: never longer than a limit, never half.

Rule 1: memory is bounded while unpacking: every step yields at most 64 KiB, and the sum of all
    steps is held against the limit. (809 bytes of brotli can be 3 GB.)
Rule 2: an encoding has an end, and the body must reach it. Scrapy returns what it could unpack
    of a gzip that was cut off: 3 of 10 paragraphs, and no error.
Rule 3: what is called gzip or zstd and is not is taken as it is, as some servers label plain
    text so; an encoding that is unknown here stays, with its header.
"""

import sys
import zlib
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

import brotli  # type: ignore[import-untyped]

from crawler.middlewares.refusals import BodyDamaged, LimitExceeded

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, deflate, br, zstd"

_STEP_BYTES = 64 * 1024
# A body in many parts is legal; one in thousands only costs time.
_MOST_PARTS = 100
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
# 8 MiB, the most that a server may use in HTTP (RFC 9659); zstd itself would take 128 MiB.
_ZSTD_OPTIONS: Mapping[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
_ERRORS = (zlib.error, zstd.ZstdError, brotli.error, EOFError)


def decode(body: bytes, encodings: Sequence[str], limit_bytes: int) -> tuple[bytes, list[str]]:
    """The body without its encodings, and the encodings that are unknown here and stay.

    encodings: values of Content-Encoding in the order in which the server applied them.
    limit_bytes: longest body that is taken, after any of the steps.
    Raises LimitExceeded, and BodyDamaged for a body that is cut off or no such encoding.
    """
    waiting = [one.strip().lower() for one in encodings]
    waiting = [one for one in waiting if one and one != "identity"]
    if not body:  # a 304 or a redirect may name an encoding and send nothing
        return body, []
    while waiting and waiting[-1] in _DECODERS:
        encoding = waiting.pop()
        try:
            body = _joined(_DECODERS[encoding](body), limit_bytes)
        except _ERRORS as error:
            raise BodyDamaged(f"the body is no sound {encoding}: {error}") from error
    return body, waiting


def _joined(pieces: Iterator[bytes], limit_bytes: int) -> bytes:
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > limit_bytes:
            raise LimitExceeded(f"the unpacked body is longer than {limit_bytes} bytes")
    return bytes(whole)


def _gzip(body: bytes) -> Iterator[bytes]:
    if not body.startswith(_GZIP_MAGIC):
        yield body
        return
    rest, parts = body, 0
    # After the last member anything may follow; browsers ignore it too.
    while rest.startswith(_GZIP_MAGIC) and parts < _MOST_PARTS:
        rest = yield from _inflated(rest, zlib.MAX_WBITS | 16)
        parts += 1


def _deflate(body: bytes) -> Iterator[bytes]:
    # Said to be zlib's format (RFC 9110 section 8.4.1.2), yet many servers send the bare stream.
    wrapped = body[:1] and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    yield from _inflated(body, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)


def _inflated(body: bytes, window_bits: int) -> Generator[bytes, None, bytes]:
    """Yields the content of one member; returns what follows it."""
    decoder = zlib.decompressobj(window_bits)
    for start in range(0, len(body), _STEP_BYTES):
        given = body[start : start + _STEP_BYTES]
        piece = decoder.decompress(given, _STEP_BYTES)
        yield piece
        # A full piece may have left more inside the decoder, even with all input taken.
        while not decoder.eof and (decoder.unconsumed_tail or len(piece) == _STEP_BYTES):
            piece = decoder.decompress(decoder.unconsumed_tail, _STEP_BYTES)
            yield piece
        if decoder.eof:
            return decoder.unused_data + body[start + _STEP_BYTES :]
    raise BodyDamaged("truncated: the compressed body is cut off")


def _zstd(body: bytes) -> Iterator[bytes]:
    if not body.startswith(_ZSTD_MAGIC):
        yield body
        return
    rest, parts = body, 0
    while rest.startswith(_ZSTD_MAGIC) and parts < _MOST_PARTS:
        decoder = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)
        yield decoder.decompress(rest, _STEP_BYTES)
        while not decoder.eof and not decoder.needs_input:
            yield decoder.decompress(b"", _STEP_BYTES)
        if not decoder.eof:
            raise BodyDamaged("truncated: the compressed body is cut off")
        rest = decoder.unused_data
        parts += 1


def _brotli(body: bytes) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    piece = decoder.process(body, output_buffer_limit=_STEP_BYTES)
    # `can_accept_more_data` speaks of input only: output may still wait inside.
    while piece and not decoder.is_finished():
        yield piece
        piece = decoder.process(b"", output_buffer_limit=_STEP_BYTES)
    yield piece
    if not decoder.is_finished():
        raise BodyDamaged("truncated: the compressed body is cut off")


_DECODERS: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
