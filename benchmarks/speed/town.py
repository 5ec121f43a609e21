"""Real pages on loopback: so many papers, each with an address of its own and a feed.

Pages of one site stay on one paper; a paper has several sites' pages, since the collections have
few of each.

The server is a process of its own that answers with bytes made beforehand, packed as news sites
pack them. 127.1.0.0/16 is one machine with 65,536 addresses, so that every client sees as many
hosts as there are sites.
"""

import asyncio
import gzip
import json
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory

from benchmarks.extraction.pages import KnownPage

ROOT = Path(__file__).resolve().parents[2]
# Only the address: a title or a date that is not the page's would be read as a hint.
ENTRY = "<item><link>{url}</link></item>"
FEED = "<rss version='2.0'><channel><title>Paper</title>{entries}</channel></rss>"


@dataclass(frozen=True, slots=True)
class Town:
    """hosts: an address of this machine to the paths of its pages."""

    port: int
    hosts: Mapping[str, Sequence[str]]

    @property
    def urls(self) -> list[str]:
        """Every page, host after host in turns, so that no client waits for one of them."""
        longest = max(len(paths) for paths in self.hosts.values())
        return [
            self.url(host, paths[turn])
            for turn in range(longest)
            for host, paths in self.hosts.items()
            if turn < len(paths)
        ]

    def url(self, host: str, path: str) -> str:
        """An address that the server answers."""
        return f"http://{host}:{self.port}{path}"


@contextmanager
def town(pages: Sequence[KnownPage], papers: int) -> Iterator[Town]:
    """The pages, served while inside."""
    with TemporaryDirectory(prefix="copydesk-town-") as name:
        hosts = _written(pages, papers, Path(name))
        command = (sys.executable, "-m", "benchmarks.speed.town", name)
        with Popen(command, cwd=ROOT, stdout=PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                yield Town(int(server.stdout.readline()), hosts)
            finally:
                server.terminate()


def host_of(number: int) -> str:
    """The address of the site with this number, from 0 to 64,000."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def _written(pages: Sequence[KnownPage], papers: int, folder: Path) -> dict[str, list[str]]:
    """Each page as a file, and which host has which."""
    groups = {group: number for number, group in enumerate(dict.fromkeys(p.group for p in pages))}
    hosts: dict[str, list[str]] = {}
    for number, page in enumerate(pages):
        (folder / f"{number}.html").write_bytes(page.payload)
        paths = hosts.setdefault(host_of(groups[page.group] % papers), [])
        paths.append(f"/2026/article-number-{number}.html")
    (folder / "hosts.json").write_text(json.dumps(hosts))
    return hosts


# ---------------------------------------------------------------- the server's own process

Packed = tuple[bytes, bytes]  # for who takes gzip, and for who does not


class _Exchange(asyncio.Protocol):
    """One connection; requests may follow one another on it."""

    def __init__(self, answers: Mapping[str, Packed]) -> None:
        self._answers = answers
        self._missing = _answer(b"", "text/plain", "404 Not Found")
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The far end has called."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Bytes of one or several requests."""
        self._read += data
        while b"\r\n\r\n" in self._read:
            head, _, self._read = self._read.partition(b"\r\n\r\n")
            self._answer(head.decode("latin-1"))

    def _answer(self, head: str) -> None:
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in lines)}
        host, path = headers.get("host", "").partition(":")[0], first.split(" ")[1]
        packed = self._answers.get(host + path, self._missing)
        self._transport.write(packed["gzip" not in headers.get("accept-encoding", "")])


def _answer(body: bytes, kind: str, status: str = "200 OK") -> Packed:
    packed = gzip.compress(body, 6, mtime=0)
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: "
    with_gzip = f"{head}{len(packed)}\r\nContent-Encoding: gzip\r\n\r\n".encode()
    return with_gzip + packed, f"{head}{len(body)}\r\n\r\n".encode() + body


def _answers(folder: Path, port: int) -> dict[str, Packed]:
    hosts = json.loads((folder / "hosts.json").read_text())
    found: dict[str, Packed] = {}
    for host, paths in hosts.items():
        entries = ""
        for path in paths:
            number = path.rpartition("-")[2].removesuffix(".html")
            found[host + path] = _answer((folder / f"{number}.html").read_bytes(), "text/html")
            url = escape(f"http://{host}:{port}{path}")
            entries += ENTRY.format(url=url)
        found[f"{host}/feed.xml"] = _answer(FEED.format(entries=entries).encode(), "text/xml")
    return found


async def _serve(folder: Path) -> None:
    answers: dict[str, Packed] = {}
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    new = partial(_Exchange, answers)
    hosts = list(json.loads((folder / "hosts.json").read_text()))
    first = await loop.create_server(new, hosts[0], 0, backlog=512)
    port = first.sockets[0].getsockname()[1]
    answers.update(_answers(folder, port))
    if hosts[1:]:
        await loop.create_server(new, hosts[1:], port, backlog=512)
    print(port, flush=True)
    await ended.wait()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
