"""Everything that a network and a server can do wrong, one site for each fault."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from benchmarks.trials.loopback import Answer, TornError, answer
from pipelines.model import Outcome

FAILURES = frozenset({Outcome.FAILED, Outcome.UNREACHABLE})
LIMITED = frozenset({Outcome.RATE_LIMITED})
AN_HOUR_S = 3600
# Where each site has the page that has the fault.
BAD = "/2026/bad-story"
# Larger than `max_body_bytes`, whose default is 10 MiB.
TOO_LARGE_BYTES = 12 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """How an address answers that should have given an article.

    ends: the outcomes that it may have; empty: it is an article in the same run all the same.
    passes: whether it is worth another try, so that it is an article once the fault is over.
    """

    name: str
    answers: Callable[[bytes], Answer | list[Answer]]
    ends: frozenset[Outcome] = FAILURES
    passes: bool = True


def faults() -> tuple[Fault, ...]:
    """All that a whole answer, or a broken one, can tell."""
    return (*_broken(), *_statuses(), *_limits(), *_lies())


def _broken() -> Iterator[Fault]:
    yield Fault(name="reset in mid-body", answers=lambda page: lambda: _reset(page))
    yield Fault(name="nothing at all", answers=lambda _: b"")
    yield Fault(name="no protocol", answers=lambda _: b"\x00\xff no protocol at all\r\n\r\n")
    yield Fault(name="half the headers", answers=lambda _: b"HTTP/1.1 200 OK\r\nContent-Le")
    yield Fault(
        name="shorter than announced",
        answers=lambda page: answer(page, Content_Length=str(len(page) + 500)),
    )
    yield Fault(name="two lengths", answers=lambda page: answer(page, X="1\r\nContent-Length: 7"))
    yield Fault(name="gzip cut in half", answers=_half_gzip)
    yield Fault(name="broken chunk", answers=_broken_chunk)
    yield Fault(name="once cut in half", answers=_once(_half_gzip), ends=frozenset())
    yield Fault(name="once nothing at all", answers=_once(lambda _: b""), ends=frozenset())


def _statuses() -> Iterator[Fault]:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=AN_HOUR_S), usegmt=True)
    for status in ("500 Internal Server Error", "502 Bad Gateway", "504 Gateway Timeout"):
        yield Fault(name=status, answers=_status(status))
    yield Fault(name="once 502", answers=_once(_status("502 Bad Gateway")), ends=frozenset())
    for status in ("429 Too Many Requests", "503 Service Unavailable"):
        yield Fault(name=status, answers=_status(status), ends=LIMITED)
        yield Fault(
            name=f"{status}, seconds", answers=_status(status, str(AN_HOUR_S)), ends=LIMITED
        )
        yield Fault(name=f"{status}, date", answers=_status(status, soon), ends=LIMITED)
    yield Fault(name="304 without a copy", answers=_status("304 Not Modified"))
    yield Fault(
        name="once 304 without a copy", answers=_once(_status("304 Not Modified")), ends=frozenset()
    )
    for status in ("404 Not Found", "410 Gone"):
        gone = frozenset({Outcome.GONE})
        yield Fault(name=status, answers=_status(status), ends=gone, passes=False)


def _limits() -> Iterator[Fault]:
    large = frozenset({Outcome.TOO_LARGE})
    yield Fault(name="endless body", answers=lambda _: _endless, ends=large, passes=False)
    yield Fault(name="gzip bomb", answers=_bomb, ends=large, passes=False)
    yield Fault(name="endless headers", answers=lambda _: _headers, ends=large, passes=False)
    yield Fault(name="redirect loop", answers=_redirect(BAD))
    yield Fault(name="redirect to a file", answers=_redirect("file:///etc/hostname"))


def _lies() -> Iterator[Fault]:
    rejected = frozenset({Outcome.REJECTED})
    for name, text in (
        ("error page with 200", "An error occurred. Please try again later."),
        ("missing page with 200", "Page not found. The page you asked for does not exist."),
        ("empty page with 200", ""),
    ):
        body = f"<html><head><title>{text[:20]}</title></head><body><p>{text}</p></body></html>"
        yield Fault(name=name, answers=_always(body.encode()), ends=rejected, passes=False)


def _always(body: bytes) -> Callable[[bytes], Answer]:
    return lambda _: answer(body)


def _once(bad: Callable[[bytes], Answer]) -> Callable[[bytes], list[Answer]]:
    return lambda page: [bad(page), answer(page)]


def _status(status: str, retry_after: str = "") -> Callable[[bytes], Answer]:
    more = {"Retry_After": retry_after} if retry_after else {}
    return lambda _: answer(b"", status, **more)


def _redirect(to: str) -> Callable[[bytes], Answer]:
    return lambda _: answer(b"", "302 Found", Location=to)


def _reset(page: bytes) -> Iterable[bytes]:
    whole = answer(page)
    yield whole[: len(whole) // 2]
    yield b""
    raise TornError


def _half_gzip(page: bytes) -> Answer:
    packed = gzip.compress(page)
    return answer(packed[: len(packed) // 2], Content_Encoding="gzip")


def _bomb(_: bytes) -> Answer:
    return answer(gzip.compress(b"<p>" + b"a" * TOO_LARGE_BYTES), Content_Encoding="gzip")


def _broken_chunk(page: bytes) -> Answer:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + f"{len(page):x}\r\n".encode() + page[:100] + b"\r\nzz\r\n"


def _endless() -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    while True:
        yield b"<p>more</p>" * 10_000


def _headers() -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"X-More: yes\r\n" * 1_000
