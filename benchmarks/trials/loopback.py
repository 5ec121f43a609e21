"""A site on loopback that answers with exactly the bytes it is told."""

import contextlib
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Answer = bytes | Callable[[], Iterable[bytes]]


# What the crawler asks of every origin before its first page.
OWN_FILES = ("/robots.txt", "/.well-known/tdmrep.json")


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """One whole HTTP answer; header names are written with `_` for `-`."""
    fields = {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


MISSING = answer(status="404 Not Found")
PAGE = answer(b"<p>Page.</p>")


class TornError(Exception):
    """Raised among an answer's pieces: the connection is torn down there."""


@dataclass
class Asked:
    """One request as it arrived."""

    path: str
    at: float
    headers: dict[str, str]
    address: str = ""  # of this machine, where it arrived
    ended: float = 0.0  # when all but the last bytes of the answer had left


@dataclass
class LoopbackSite:
    """Answers by path; a list of answers is given out one after another, the last one for ever."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    answers: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    in_flight: int = 0
    peak: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """An address of this site."""
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked, in order, without the origin's own files."""
        return [one.path for one in self.asked if one.path not in OWN_FILES]

    def answer_for(self, path: str, host: str) -> Answer:  # noqa: ARG002  for who has several hosts
        """The next answer of this path; the own files are missing and pages exist unless told."""
        fallback = MISSING if path in OWN_FILES else PAGE
        told = self.answers.get(path, fallback)
        if isinstance(told, list):
            return told.pop(0) if len(told) > 1 else told[0]
        return told


class _Exchange(socketserver.StreamRequestHandler):
    server: "_Server"

    def setup(self) -> None:
        tls = self.server.site.tls
        if tls:
            self.request = tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        site: LoopbackSite = self.server.site
        request = self.rfile.readline().decode().split()
        if len(request) < 2:
            return
        lines = iter(lambda: self.rfile.readline().decode().strip(), "")
        headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in lines)}
        with site.lock:
            address = self.request.getsockname()[0].removeprefix("::ffff:")
            asked = Asked(request[1], time.monotonic(), headers, address)
            site.asked.append(asked)
            site.in_flight += 1
            site.peak = max(site.peak, site.in_flight)
            told = site.answer_for(request[1], headers.get("host", ""))
        pieces = iter([told] if isinstance(told, bytes) else told())
        try:
            last = next(pieces, b"")
            for piece in pieces:
                self.wfile.write(last)
                last = piece
        except OSError:
            return  # the crawler hung up, which is what some tests want
        except TornError:
            self._reset()
            return
        finally:
            # Before the last byte goes out: the crawler may ask anew as soon as it has that.
            with site.lock:
                site.in_flight -= 1
                asked.ended = time.monotonic()
        with contextlib.suppress(OSError):
            self.wfile.write(last)

    def _reset(self) -> None:
        """Closed with what was not sent thrown away: the other side gets a TCP RST."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    site: LoopbackSite

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A crawler that hangs up, or does not trust a certificate, is part of the tests."""

    request_queue_size = 64


class _EveryStack(_Server):
    """IPv6 and, mapped into it, IPv4."""

    address_family = socket.AF_INET6

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()


@contextmanager
def serving(address: str = "127.0.0.1", site: LoopbackSite | None = None) -> Iterator[LoopbackSite]:
    """A site that answers while inside; it has every page and no robots.txt unless told."""
    server = (_EveryStack if ":" in address else _Server)((address, 0), _Exchange)
    server.site = site or LoopbackSite()
    server.site.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
