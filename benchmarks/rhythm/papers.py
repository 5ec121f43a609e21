"""Many papers on loopback whose feeds answer 304 to whoever has read them.

One server for all of them: `p1.localhost`, `p2.localhost`, ... are registrable domains of their
own to the crawler, as sites are.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_PARAGRAPH = (
    "The council of {host} met on Monday evening and agreed to repair the old bridge before the"
    " winter. Work begins in the autumn, said the mayor, and the ferry runs twice an hour until"
    " the last lorry has left. The money comes from the harbour's own purse this time."
)
_PAGE = (
    "<html lang=en><head><title>Bridge to be repaired at {host}</title></head><body><article>"
    "<h1>Bridge to be repaired at {host}</h1>{paragraphs}</article></body></html>"
)
_FEED = (
    "<rss version='2.0'><channel><title>{host}</title><item><title>Bridge to be repaired at {host}"
    "</title><link>http://{host}:{port}/bridge</link></item></channel></rss>"
)


class Papers(ThreadingHTTPServer):
    """answered: how many requests of each path ended with which status."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.answered: Counter[tuple[str, int]] = Counter()

    def site_file(self, number: int) -> str:
        """The TOML of one paper."""
        home = f"http://p{number}.localhost:{self.server_address[1]}/"
        return f'home = "{home}"\nfeeds = ["{home}feed"]\n'


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Papers

    def do_GET(self) -> None:
        host, _, port = self.headers.get("Host", "").partition(":")
        told = {"host": host, "port": port}
        bodies = {
            "/feed": _FEED.format(**told),
            "/bridge": _PAGE.format(paragraphs=f"<p>{_PARAGRAPH}</p>".format(**told) * 3, **told),
        }
        if self.path not in bodies:
            self._send(HTTPStatus.NOT_FOUND, b"")
        elif self.headers.get("If-None-Match") == '"1"':
            self._send(HTTPStatus.NOT_MODIFIED, b"")
        else:
            self._send(HTTPStatus.OK, bodies[self.path].encode())

    def _send(self, status: HTTPStatus, body: bytes) -> None:
        self.server.answered[self.path, status] += 1
        self.send_response(status)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "text/xml" if self.path == "/feed" else "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: thousands of lines would cost more than the answers."""


@contextmanager
def serving() -> Iterator[Papers]:
    """The papers, as long as the block lasts."""
    with Papers() as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
