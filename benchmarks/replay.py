"""Real pages through the whole program: served on loopback under their own hosts' names.

    .venv/bin/python benchmarks/replay.py [--sets aeb fundus-eval] [--pages DIR] [--keep DIR]

A forward proxy on loopback answers for every host of the benchmark; each site gets a site file
whose one source is a sitemap of its pages. Then the ordinary command runs:
`copydesk init`, `copydesk crawl`. The addresses are asked with http instead of https, so that
the proxy needs no certificates. Every page must end as an article row with body, headline and
date, or as a rejection with its reason; what came of each is counted, and what is missing is
listed beside what the truth says.

The pages are their publishers' and no part of this repository; without them this says so.
"""

import argparse
import gzip
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from pipelines.urls import site_key, url_key

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT.parent / "shared" / "benchmark"
SITEMAP = "/copydesk-replay-sitemap.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RealPage:
    """One page of the benchmark; url as it is asked for here (http)."""

    id: str
    url: str
    file: Path
    truth: dict[str, object]


def load(folder: Path, sets: list[str]) -> tuple[RealPage, ...]:
    """The pages of these sets. Exits with a clear message where the folder is missing."""
    index = folder / "truth.jsonl"
    if not index.exists():
        sys.exit(f"no benchmark pages at {folder}: they are not part of the repository")
    rows = (json.loads(line) for line in index.open(encoding="utf-8"))
    return tuple(
        RealPage(
            id=row["id"],
            url="http" + row["url"].removeprefix("https").removeprefix("http"),
            file=folder / row["file"],
            truth=row["truth"],
        )
        for row in rows
        if row["dataset"] in sets
    )


class Replay(ThreadingHTTPServer):
    """A forward proxy that knows only the benchmark's pages."""

    daemon_threads = True

    def __init__(self, pages: tuple[RealPage, ...]) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.files = {url_key(page.url): page.file for page in pages}
        self.of_site: dict[str, list[str]] = defaultdict(list)
        for page in pages:
            self.of_site[site_key(page.url)].append(page.url)


class _Answer(BaseHTTPRequestHandler):
    server: Replay

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        file = self.server.files.get(url_key(self.path))
        if path == SITEMAP:
            self._send(200, "application/xml", _sitemap(self.server.of_site[site_key(self.path)]))
        elif file is not None:
            # no charset, as a server that leaves it to the page: the page's own bytes decide
            self._send(200, "text/html", gzip.decompress(file.read_bytes()))
        else:
            self._send(404, "text/plain", b"not one of the benchmark's pages")

    def _send(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the crawl's own output is what counts."""


def _sitemap(urls: list[str]) -> bytes:
    rows = "".join(f"<url><loc>{escape(url)}</loc></url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def crawl(folder: Path, server: Replay) -> int:
    """Write the site files and run the command; its exit code."""
    copydesk = str(Path(sys.executable).parent / "copydesk")
    environment = {
        **os.environ,
        "COPYDESK_PROXY": f"http://127.0.0.1:{server.server_port}",
        "COPYDESK_DELAY_S": "0.05",
    }
    init = [copydesk, "init", "--contact", "replay@example.org"]  # no request leaves loopback
    subprocess.run(init, cwd=folder, check=True, env=environment)
    for key, urls in server.of_site.items():
        home = f"http://{urlsplit(urls[0]).netloc}"
        text = f'home = "{home}/"\nsitemaps = ["{home}{SITEMAP}"]\n'
        (folder / "sites" / f"{key.replace(':', '_')}.toml").write_text(text, encoding="utf-8")
    return subprocess.run([copydesk, "crawl"], cwd=folder, check=False, env=environment).returncode


def report(folder: Path, pages: tuple[RealPage, ...]) -> Iterator[str]:
    """What came of each page, in lines."""
    database = sqlite3.connect(folder / "copydesk.db")
    ends = {
        url_key(url): (outcome, reason)
        for url, outcome, reason in database.execute("select url, outcome, reason from urls")
    }
    rows = {
        url_key(url): (body, headline, date)
        for url, body, headline, date in database.execute(
            "select u.url, a.body, a.headline, a.date_published"
            " from urls u join articles a on a.id = u.article_id"
        )
    }
    counts: Counter[str] = Counter()
    for page in pages:
        key = url_key(page.url)
        outcome, reason = ends.get(key, ("no outcome", ""))
        missing = [
            name
            for name, value in zip(
                ("body", "headline", "date"), rows.get(key, ("",) * 3), strict=True
            )
            if not value
        ]
        if key in rows and not missing:
            counts["article with body, headline and date"] += 1
        elif key in rows:
            counts[f"article without {', '.join(missing)}"] += 1
            yield f"  {page.id}  without {', '.join(missing)} (truth's date: {page.truth['date']})"
        else:
            counts[f"{outcome}: {(reason or '').partition(':')[0]}"] += 1
            words = sum(len(one["text"].split()) for one in page.truth["paragraphs"] or ())
            yield f"  {page.id}  {outcome}: {reason} (truth: {words} words)"
    yield ""
    for name, count in counts.most_common():
        yield f"{count:5}  {name}"
    yield f"{len(pages):5}  pages"


def main() -> None:
    """Replay, crawl, report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sets", nargs="+", default=["aeb", "fundus-eval"])
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--keep", type=Path, help="crawl in this folder and leave it there")
    chosen = parser.parse_args()
    pages = load(chosen.pages, chosen.sets)
    server = Replay(pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        code = crawl(folder, server)
        print("\n".join(report(folder, pages)))
    sys.exit(code)


if __name__ == "__main__":
    main()
