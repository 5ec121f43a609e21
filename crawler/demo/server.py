"""Serves all demo sites on one loopback port; the Host header says which of them is meant.

`python -m crawler.demo.server --port N` prints the port on its first line and serves until it
is interrupted, or until its standard input closes if that is a pipe: a child never outlives
its parent. `serving` starts exactly that, so that a crawl's event loop and the sites do not
share an interpreter.
"""

import argparse
import json
import os
import stat
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from typing import Any

from crawler.demo.newsroom import Newsroom, http_server
from crawler.demo.sites import DemoSite, demo_sites

START_TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server, seen from its parent."""

    port: int

    def requests(self) -> int:
        """How many requests the sites have answered; asking is not counted."""
        return len(self.requested())

    def requested(self) -> tuple[str, ...]:
        """Host and path of every request in order, like `harbour-gazette.localhost/rss`."""
        log: list[str] = self._ask("GET", "/-/requests")
        return tuple(log)

    def publish(self) -> int:
        """Lets every site publish one more article; the number of articles that came out.

        `DemoSite.published` gives the truth that then holds.
        """
        count: int = self._ask("POST", "/-/publish")
        return count

    def _ask(self, method: str, path: str) -> Any:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method)
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=START_TIMEOUT_S) as response:
            return json.load(response)


@contextmanager
def serving(sites: Sequence[DemoSite], port: int = 0) -> Iterator[Server]:
    """Serves `sites` (all of one `demo_sites` call) from a child process while inside.

    port 0 takes a free one. Raises RuntimeError when the server does not come up.
    """
    command = [sys.executable, "-m", "crawler.demo.server", "--port", str(port)]
    command += ["--now", sites[0].now.isoformat(), *(site.host for site in sites)]
    pipe = subprocess.PIPE
    # Its own session: Ctrl-C in the terminal is for the crawl, which still needs the sites.
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, text=True, start_new_session=True
    ) as child:
        try:
            yield Server(port=_announced(child))
        finally:
            child.communicate()  # closes the child's standard input, which ends it


def _announced(child: "subprocess.Popen[str]") -> int:
    line = child.stdout.readline() if child.stdout else ""
    if not line.strip().isdigit():
        raise RuntimeError("the demo server did not start; its own message is above")
    return int(line)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m crawler.demo.server", description=__doc__)
    parser.add_argument("hosts", nargs="*", help="only these sites (default: all)")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.now(UTC))
    options = parser.parse_args(arguments)
    sites = demo_sites(options.now)
    wanted = options.hosts or [site.host for site in sites]
    newsroom = Newsroom([site for site in sites if site.host in wanted])
    try:
        opened = http_server(newsroom, options.port)
    except OSError as error:
        parser.exit(1, f"the demo server cannot take port {options.port}: {error}\n")
    with opened as server:
        print(newsroom.port, flush=True)
        if stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode):
            threading.Thread(target=_watch_parent, args=(server,), daemon=True).start()
        try:
            server.serve_forever(poll_interval=0.05)
        except KeyboardInterrupt:
            sys.exit(130)


def _watch_parent(server: ThreadingHTTPServer) -> None:
    """Ends the server when the pipe from the parent closes, for whatever reason."""
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
