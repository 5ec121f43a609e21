"""`copydesk sites` and `copydesk try` against real servers, as a person types them."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SLUGS = [f"/2026/harbour-council-votes-on-plan-{number}" for number in range(5)]
ARTICLE = """<!doctype html><html lang="en"><head><title>Harbour plan passes</title>
<meta property="article:published_time" content="2026-03-01T10:00:00+01:00"></head><body>
<article><h1>Harbour plan passes</h1><p>No time to read?</p><p>Get a summary</p>
<p>The council voted on Sunday night to accept the harbour plan after four hours of debate in a
crowded hall, with eleven members in favour and three against it.\x1b[31m</p>
<p>Fishermen who had protested for months said that the new quay would leave them without a
landing place in winter, when the wind turns north.</p></article></body></html>"""


class Paper(ThreadingHTTPServer):
    """A small newspaper on loopback; `asked` are the paths that were requested."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.pause_s = 0.0
        super().__init__(("127.0.0.1", 0), Desk)
        self.home = f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """An interrupted reader leaves in the middle of an answer; that is what is tested."""

    def page(self, path: str) -> tuple[str, str] | None:
        """Content type and text, or None for a 404."""
        links = "".join(
            f'<p><a href="{slug}">Harbour: what the plan says</a></p>' for slug in SLUGS
        )
        items = "".join(f"<item><title>t</title><link>{slug}</link></item>" for slug in SLUGS)
        urls = "".join(f"<url><loc>{self.home[:-1]}{slug}</loc></url>" for slug in SLUGS[:2])
        feed = '<link rel="alternate" type="application/rss+xml" href="rss">'
        pages = {
            "/": ("text/html", f"<!doctype html><title>P</title>{feed}{links}"),
            "/rss": ("application/rss+xml", f"<rss version='2.0'><channel>{items}</channel></rss>"),
            "/robots.txt": ("text/plain", f"User-agent: *\nSitemap: {self.home}map.xml\n"),
            "/map.xml": ("application/xml", f"<urlset>{urls}</urlset>"),
            "/picture": ("image/png", "\x89PNG"),
            SLUGS[0]: ("text/html", ARTICLE),
        }
        return pages.get(path)


class Desk(BaseHTTPRequestHandler):
    """Answers for the paper."""

    server: Paper

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        time.sleep(self.server.pause_s)
        page = self.server.page(self.path)
        body = page[1].encode() if page else b"not here"
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", page[0] if page else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def paper() -> Iterator[Paper]:
    with Paper() as server, running(server):
        yield server


@contextmanager
def running(server: Paper) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def environment() -> dict[str, str]:
    plain = {name: text for name, text in os.environ.items() if not name.startswith("COPYDESK_")}
    return plain | {"COPYDESK_ALLOW_NETWORKS": "127.0.0.0/8", "COPYDESK_DELAY_S": "0"}


def copydesk(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crawler.cli", *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_home_page_is_enough_to_add_a_site(paper: Paper, tmp_path: Path) -> None:
    """Feed from the page, sitemap from robots.txt; the file is written, and checks out."""
    added = copydesk(tmp_path, "sites", "add", paper.home)
    assert added.returncode == 0, added.stderr
    assert added.stderr == ""
    text = (tmp_path / "sites" / f"127.0.0.1-{paper.server_port}.toml").read_text()
    assert f'"{paper.home}rss",  # 5 articles' in text
    assert f'"{paper.home}map.xml",  # 2 articles' in text
    assert paper.asked.count("/robots.txt") == 1
    checked = copydesk(tmp_path, "sites", "check", "--json")
    assert checked.returncode == 0, checked.stderr
    answers = [json.loads(line) for line in checked.stdout.splitlines()]
    assert [(one["kind"], one["articles"]) for one in answers] == [("feed", 5), ("sitemap", 2)]


def test_sites_that_cannot_be_added_are_a_line_each_and_the_others_go_on(
    paper: Paper, tmp_path: Path
) -> None:
    """Unreachable, 404, no HTML; exit code 3 and no traceback."""
    added = copydesk(
        tmp_path,
        *("sites", "add", "http://127.0.0.1:9", f"{paper.home}nothing", f"{paper.home}picture"),
        paper.home,
    )
    assert added.returncode == 3
    lines = added.stderr.splitlines()
    assert len(lines) == 3, added.stderr
    assert all(line.startswith("copydesk: http://127.0.0.1:") for line in lines)
    assert len(list((tmp_path / "sites").iterdir())) == 1


def test_a_source_that_stops_answering_is_told_by_check(paper: Paper, tmp_path: Path) -> None:
    """Exit code 3."""
    (tmp_path / "sites").mkdir()
    site = f'home = "{paper.home}"\nfeeds = ["{paper.home}rss", "{paper.home}gone"]\n'
    (tmp_path / "sites" / "paper.toml").write_text(site)
    checked = copydesk(tmp_path, "sites", "check", "paper")
    assert checked.returncode == 3
    assert f"{paper.home}gone: answers 404" in checked.stderr


def test_try_shows_a_page_of_the_web_without_any_database(paper: Paper, tmp_path: Path) -> None:
    """Verdict, text, strikes; escape sequences of the page do not reach the terminal."""
    tried = copydesk(tmp_path, "try", f"{paper.home[:-1]}{SLUGS[0]}")
    assert tried.returncode == 0, tried.stderr
    assert tried.stdout.startswith("Article: news")
    assert "Harbour plan passes" in tried.stdout
    assert "Fishermen who had protested" in tried.stdout
    assert "Stricken (2)" in tried.stdout
    assert "\x1b" not in tried.stdout
    assert list(tmp_path.iterdir()) == []


def test_try_says_why_a_page_cannot_be_had(paper: Paper, tmp_path: Path) -> None:
    """Exit code 3."""
    tried = copydesk(tmp_path, "try", f"{paper.home}nothing")
    assert tried.returncode == 3
    assert tried.stderr == f"copydesk: {paper.home}nothing: answers 404\n"


def test_an_interrupt_ends_the_look_cleanly(paper: Paper, tmp_path: Path) -> None:
    """Ctrl-C: exit code 130, no traceback."""
    paper.pause_s = 1.0
    child = subprocess.Popen(
        [sys.executable, "-m", "crawler.cli", "sites", "add", paper.home],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 20
    while not paper.asked and time.monotonic() < deadline:
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=20)
    assert child.returncode == 130
    assert "Traceback" not in errors
