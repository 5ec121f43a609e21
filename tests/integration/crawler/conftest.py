"""A site on loopback that answers with exactly the bytes it is told, and a crawl of it."""

import contextlib
import json
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

TRIAL = Path(__file__).parent / "trial.py"
ROOT = Path(__file__).parents[3]
# Loopback is opened, or no site of these tests could be reached at all.
OPEN = {"ALLOW_NETWORKS": ["127.0.0.0/8"], "DOWNLOAD_DELAY": 0.01, "DOWNLOAD_TIMEOUT": 10}

Answer = bytes | Callable[[], Iterable[bytes]]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """One whole HTTP answer; header names are written with `_` for `-`."""
    fields = {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


# What the crawler asks of every origin before its first page.
OWN_FILES = ("/robots.txt", "/.well-known/tdmrep.json")
MISSING = answer(status="404 Not Found")
PAGE = answer(b"<p>Page.</p>")


@pytest.fixture
def http() -> Callable[..., bytes]:
    """Writes one whole HTTP answer: body, status line, headers with `_` for `-`."""
    return answer


@dataclass
class Asked:
    """One request as it arrived."""

    path: str
    at: float
    headers: dict[str, str]
    address: str = ""  # of this machine, where it arrived


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

    def answer_for(self, path: str) -> Answer:
        """The next answer of this path; the own files are missing and pages exist unless told."""
        fallback = MISSING if path in OWN_FILES else PAGE
        told = self.answers.get(path, fallback)
        if isinstance(told, list):
            return told.pop(0) if len(told) > 1 else told[0]
        return told


class _Exchange(socketserver.StreamRequestHandler):
    def setup(self) -> None:
        tls: ssl.SSLContext | None = self.server.site.tls  # type: ignore[attr-defined]
        if tls:
            self.request = tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        site: LoopbackSite = self.server.site  # type: ignore[attr-defined]
        request = self.rfile.readline().decode().split()
        if len(request) < 2:
            return
        lines = iter(lambda: self.rfile.readline().decode().strip(), "")
        headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in lines)}
        with site.lock:
            address = self.request.getsockname()[0].removeprefix("::ffff:")
            site.asked.append(Asked(request[1], time.monotonic(), headers, address))
            site.in_flight += 1
            site.peak = max(site.peak, site.in_flight)
            told = site.answer_for(request[1])
        pieces = iter([told] if isinstance(told, bytes) else told())
        try:
            last = next(pieces, b"")
            for piece in pieces:
                self.wfile.write(last)
                last = piece
        except OSError:
            return  # the crawler hung up, which is what some tests want
        finally:
            # Before the last byte goes out: the crawler may ask anew as soon as it has that.
            with site.lock:
                site.in_flight -= 1
        with contextlib.suppress(OSError):
            self.wfile.write(last)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A crawler that hangs up, or does not trust a certificate, is part of the tests."""

    request_queue_size = 64


class _EveryStack(_Server):
    """IPv6 and, mapped into it, IPv4."""

    address_family = socket.AF_INET6

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()


def started(address: str) -> tuple[_Server, LoopbackSite]:
    """A server and its site; whoever starts it ends it."""
    kind = _EveryStack if ":" in address else _Server
    server = kind((address, 0), _Exchange)
    site = LoopbackSite(port=server.server_address[1])
    server.site = site  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server, site


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    """A site at 127.0.0.1 that has every page and no robots.txt."""
    server, site = started("127.0.0.1")
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def everywhere() -> Iterator[LoopbackSite]:
    """The same, at every address of this machine: a canary that no crawl may reach."""
    server, site = started("::" if socket.has_dualstack_ipv6() else "0.0.0.0")
    yield site
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Crawled:
    """How each address ended, what was warned about, and the process's peak memory."""

    ends: dict[str, list[str]]
    log: list[str]
    peak_mb: int

    def outcome(self, url: str) -> str:
        """The outcome of one address; `page` for an answer with status 200."""
        return self.ends[url][0]

    def reason(self, url: str) -> str:
        """Why it ended so; for a page the addresses that led to it."""
        return self.ends[url][1]

    def body(self, url: str) -> str:
        """The beginning of the page."""
        return self.ends[url][2]


@pytest.fixture
def crawl() -> Callable[..., Crawled]:
    """Crawl these addresses with the project's settings and loopback opened, unless told."""

    def run(urls: list[str], settings: dict[str, Any] | None = None, **job: Any) -> Crawled:
        job = {"urls": urls, "settings": {**OPEN, **(settings or {})}, **job}
        done = subprocess.run(
            [sys.executable, str(TRIAL)],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        crawled = Crawled(**json.loads(done.stdout))
        assert not [line for line in crawled.log if "Traceback" in line], "an operator reads this"
        return crawled

    return run


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where connections are refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.fixture
def paper(site: LoopbackSite, http: Callable[..., bytes], tmp_path: Path) -> Any:
    """A paper whose feed names one story."""
    from tests.contract.visits import page
    from tests.integration.crawler.paper import MODIFIED, Paper  # which needs this module

    made = Paper(site=site, http=http, folder=tmp_path)
    made.names("one")
    made.prints("one", page("one"), ETag='"1"', Last_Modified=MODIFIED)
    return made
