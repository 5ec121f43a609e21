"""The HTTP side of the demo: dispatch by host, validators, and the two admin requests."""

import json
import sys
import threading
from collections.abc import Mapping, Sequence
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from crawler.demo.routes import Answer, lookup, routes
from crawler.demo.sites import DemoSite

FRONT_DOORS = ("127.0.0.1", "localhost")


class Newsroom:
    """The sites as they stand, and what was asked of them; used from several threads."""

    def __init__(self, sites: Sequence[DemoSite]) -> None:
        self._sites = tuple(sites)
        self._tables: Mapping[str, Mapping[str, Answer]] = {}
        self._lock = threading.Lock()
        self.port = 0
        self.requested: list[str] = []

    def open(self, port: int) -> None:
        """Renders every page; the port is part of every absolute address."""
        self.port = port
        self._tables = {site.host: routes(site, port) for site in self._sites}

    def answer(self, host: str, target: str) -> Answer:
        """What the site of that name says; 421 for a name that is served nowhere here."""
        if host in FRONT_DOORS:
            return self._front_door(target)
        if host not in self._tables:
            return Answer(status=421)
        self.requested.append(f"{host}{target}")
        return lookup(self._tables[host], target) or Answer(status=404, body=b"Not found")

    def publish(self) -> int:
        """One more article on every site that has one left; how many came out."""
        with self._lock:
            count = sum(bool(site.spare) for site in self._sites)
            self._sites = tuple(site.published(1) for site in self._sites)
            self.open(self.port)
            return count

    def _front_door(self, target: str) -> Answer:
        """The address without a site's name: the log for tests, and links for a person."""
        if target == "/-/requests":
            return _json(list(self.requested))
        links = "".join(
            f'<li><a href="{site.home(self.port)}">{escape(site.name)}</a></li>'
            for site in self._sites
        )
        body = f"<!doctype html><meta charset='utf-8'><title>Demo sites</title><ul>{links}</ul>"
        return Answer(body=body.encode())


def http_server(newsroom: Newsroom, port: int) -> ThreadingHTTPServer:
    """A server bound to loopback, not yet serving; it opens the newsroom on its port."""

    class Desk(_Desk):
        room = newsroom

    server = _Building(("127.0.0.1", port), Desk)
    newsroom.open(server.server_address[1])
    return server


class _Building(ThreadingHTTPServer):
    """Many crawlers may knock at once; the standard library's backlog is five."""

    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A crawler that was killed hangs up; that is no error of the sites."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Desk(BaseHTTPRequestHandler):
    """Answers one connection; the method names are the standard library's."""

    room: Newsroom
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True  # headers and body are two writes: Nagle would hold the second

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0].lower()
        self._send(self.room.answer(host, self.path))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        if self.path == "/-/publish":
            self._send(_json(self.room.publish()))
        else:
            self._send(Answer(status=405))

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the demo's own display owns the terminal."""

    def _send(self, answer: Answer) -> None:
        fresh = answer.status == 200 and self._is_fresh(answer)
        body = b"" if fresh else answer.body
        self.send_response(304 if fresh else answer.status)
        if not fresh:
            self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.last_modified:
            self.send_header("ETag", answer.etag)
            self.send_header("Last-Modified", format_datetime(answer.last_modified, usegmt=True))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _is_fresh(self, answer: Answer) -> bool:
        """Whether the client has these bytes; If-None-Match beats the date (RFC 9110, 13.2.2)."""
        if answer.last_modified is None:
            return False
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return answer.etag in tags
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and answer.last_modified <= parsedate_to_datetime(since)
        except ValueError:
            return False


def _json(value: object) -> Answer:
    return Answer(body=json.dumps(value).encode(), content_type="application/json")
