"""A watcher is told how a run ended."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from crawler.cli.ping import pinged
from crawler.cli.terminal import Terminal
from pipelines.errors import LeaseHeldError


class Watcher(HTTPServer):
    """Remembers the paths that it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Page)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/uuid?rid=1"


class _Page(BaseHTTPRequestHandler):
    server: Watcher

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on standard error."""


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    server = Watcher()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("code", "path"), [(0, "/uuid?rid=1"), (3, "/uuid/fail?rid=1")])
def test_success_is_the_address_and_all_else_is_fail(watcher, code: int, path: str) -> None:
    with pinged(watcher.url, Terminal()) as ending:
        ending.code = code
    assert watcher.asked == [path]


def test_a_crash_is_told_and_goes_on(watcher) -> None:
    with pytest.raises(RuntimeError), pinged(watcher.url, Terminal()):
        raise RuntimeError("broken")
    assert watcher.asked == ["/uuid/fail?rid=1"]


def test_a_run_beside_another_tells_nothing(watcher) -> None:
    """The other one will."""
    with pytest.raises(LeaseHeldError), pinged(watcher.url, Terminal()):
        raise LeaseHeldError("at work")
    assert watcher.asked == []


def test_a_watcher_that_is_away_is_a_warning_without_its_address(capsys) -> None:
    """Who knows the address can ping, too."""
    # Port 9 discards, and nothing listens there.
    with pinged("http://127.0.0.1:9/uuid", Terminal()) as ending:
        ending.code = 0
    said = capsys.readouterr().err
    assert "ping_url could not be told" in said
    assert "uuid" not in said
