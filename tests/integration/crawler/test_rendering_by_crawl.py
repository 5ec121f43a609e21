"""Pages that scripts make, rendered by a real Chromium; left out where there is none."""

import contextlib
import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.rendering import RENDER, chromium
from tests.integration.crawler.conftest import OPEN, ROOT, TRIAL

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium(None) is None, reason="no Chromium here: apt-get install chromium"),
]

RENDERED = {RENDER: True}
LOOPBACK = "127.0.0.1"
SHELL = b"""<!doctype html><html><head><title>Shell</title></head><body><div id=root></div>
<img src=/photo.jpg><script src=/app.js></script></body></html>"""
APP = b"""fetch('/api/story').then(r => r.json()).then(s => {
  const p = document.createElement('p'); p.textContent = s.text;
  document.getElementById('root').append(p); });"""


def script(body: str) -> bytes:
    """A page that runs this script."""
    return f"<html><body><p id=a>Sent.</p><script>{body}</script></body></html>".encode()


@pytest.fixture
def app(site, http):
    """A site whose page is empty until its script has asked for the story."""
    site.answers["/story"] = http(SHELL, ETag='"7"', Content_Type="text/html; charset=windows-1251")
    site.answers["/app.js"] = http(APP, Content_Type="text/javascript")
    story = '{"text": "The harbour pilots vote on Tuesday: \u017eivjela luka."}'.encode()
    site.answers["/api/story"] = http(story, Content_Type="application/json")
    return site


def test_a_page_is_what_its_scripts_make_of_it(app, crawl):
    """The page itself is asked for once, images never; the DOM is UTF-8 whatever was declared."""
    crawled = crawl([app.url("/story")], meta=RENDERED)
    body = crawled.body(app.url("/story")).encode("latin-1").decode("utf-8-sig")
    assert "vote on Tuesday: živjela luka." in body
    assert app.paths == ["/story", "/app.js", "/api/story"]
    assert crawled.log == []


def test_only_html_that_came_well_is_rendered(site, crawl, http):
    """A 404, a redirect, a feed: what they say is said without scripts."""
    site.answers["/gone"] = http(SHELL, "404 Not Found")
    site.answers["/feed"] = http(b"<rss/>", Content_Type="application/rss+xml")
    site.answers["/old"] = http(b"", "301 Moved Permanently", Location=site.url("/feed"))
    urls = [site.url(path) for path in ("/gone", "/feed", "/old")]
    crawled = crawl(urls, meta=RENDERED)
    assert [crawled.outcome(url) for url in urls] == ["gone", "page", "page"]
    assert site.paths == ["/gone", "/feed", "/old", "/feed"]


def test_a_page_leads_the_browser_nowhere_else(site, everywhere, crawl, http):
    """Frames, windows, sockets, another page: robots.txt was asked for none of them."""
    site.answers["/a"] = http(
        script(
            "window.open('/window'); new WebSocket('ws://' + location.host + '/socket');"
            "new EventSource('/events'); navigator.sendBeacon('/beacon');"
            "document.body.innerHTML += '<iframe src=/frame></iframe><img src=/image>"
            "<video src=/video autoplay></video><embed src=/embed><p id=b>Made.</p>';"
            "setTimeout(() => { location.href = '/elsewhere' }, 50);"
        )
    )
    crawled = crawl([site.url("/a")], meta=RENDERED)
    assert "Made." in crawled.body(site.url("/a"))
    assert site.paths == ["/a"]


def test_a_download_is_not_taken(site, crawl, http, tmp_path):
    """The page is none the worse for it, and there is no file."""
    site.answers["/file"] = http(b"x" * 5000, Content_Type="application/zip")
    click = "const a = document.createElement('a'); a.href = '/file'; a.download = 'f'; a.click();"
    site.answers["/a"] = http(script(click))
    crawled = crawl([site.url("/a")], meta=RENDERED)
    assert "Sent." in crawled.body(site.url("/a"))


def test_a_page_that_leaves_at_once_is_taken_as_it_was_sent(site, crawl, http):
    """A script that sends everybody elsewhere sends nobody: that page is another request."""
    site.answers["/a"] = http(script("location.href = '/elsewhere'"))
    crawled = crawl([site.url("/a")], meta=RENDERED)
    assert "Sent." in crawled.body(site.url("/a"))
    assert site.paths == ["/a"]


def test_no_script_reaches_an_inside_address(site, everywhere, crawl, http):
    """Neither straight, nor by a name, nor behind a redirect: the canary hears nothing."""
    inside = everywhere.url("/secret", host="127.0.0.2")
    spellings = [
        inside,
        everywhere.url("/secret", host="0x7f000002"),
        everywhere.url("/secret", host="[::1]"),
        everywhere.url("/secret", host="[::ffff:7f00:2]"),
        "/moved",
        "file:///etc/hostname",
    ]
    site.answers["/moved"] = http(b"", "302 Found", Location=inside)
    asks = "".join(f"fetch('{one}', {{mode: 'no-cors'}}).catch(() => 0);" for one in spellings)
    tags = "".join(f"<script src={one}></script>" for one in spellings)
    site.answers["/a"] = http(script(asks) + tags.encode())
    closed = {"ALLOW_NETWORKS": [f"{LOOPBACK}/32"]}
    crawled = crawl([site.url("/a", host=LOOPBACK)], closed, meta=RENDERED)
    assert crawled.outcome(site.url("/a", host=LOOPBACK)) == "page"
    assert "/moved" in site.paths
    assert everywhere.asked == []


def test_a_page_without_end_costs_its_seconds_and_no_more(site, crawl, http):
    """A script that never gives the page back is given up; the next page is rendered."""
    site.answers["/loop"] = http(script("while (true) {}"))
    site.answers["/next"] = http(script("document.body.innerHTML = 'Next.'"))
    urls = [site.url("/loop"), site.url("/next")]
    crawled = crawl(urls, {"RENDER_TIMEOUT": 4, "RENDER_CONCURRENCY": 1}, meta=RENDERED)
    assert crawled.ends[urls[0]][:2] == ["failed", "browser: the page was not done after 4 s"]
    assert "Next." in crawled.body(urls[1])


def test_a_page_that_goes_on_asking_is_taken_as_it_stands(site, crawl, http):
    """A page that polls is never quiet."""
    polls = "const poll = () => fetch('/api').then(() => setTimeout(poll, 50)); poll();"
    site.answers["/a"] = http(script("document.body.append('Made.');" + polls))
    crawled = crawl([site.url("/a")], {"RENDER_SETTLE": 1}, meta=RENDERED)
    assert "Made." in crawled.body(site.url("/a"))


@pytest.mark.parametrize(
    "greedy",
    [
        "const more = () => fetch('/big').then(r => r.text()).then(more); more();",
        "fetch('/endless').then(r => r.text());",
        "fetch('/bomb').then(r => r.text()).then(() => fetch('/bomb')).then(r => r.text());",
    ],
)
def test_what_a_page_loads_is_bounded(site, crawl, http, greedy):
    """In parts that are each small, in one without end, and packed."""
    site.answers["/big"] = http(b"x" * 300_000, Content_Type="text/plain")
    bomb = gzip.compress(b"x" * 1_500_000)
    site.answers["/bomb"] = http(bomb, Content_Type="text/plain", Content_Encoding="gzip")
    site.answers["/endless"] = endless
    site.answers["/a"] = http(script(greedy))
    crawled = crawl([site.url("/a")], {"RENDER_MAXSIZE": 2_000_000}, meta=RENDERED)
    assert crawled.outcome(site.url("/a")) == "too-large"
    assert "2000000 bytes" in crawled.reason(site.url("/a"))


def test_a_dom_is_bounded_as_a_body_is(site, crawl, http):
    """The page may be small and its script write without measure, or lie about what it wrote."""
    lie = "Object.defineProperty(Element.prototype, 'outerHTML', {get: () => 'small'});"
    site.answers["/a"] = http(script(lie + "document.body.append('x'.repeat(400000))"))
    crawled = crawl([site.url("/a")], {"DOWNLOAD_MAXSIZE": 100_000}, meta=RENDERED)
    assert crawled.outcome(site.url("/a")) == "too-large"


def test_the_browser_says_who_asks(app, crawl):
    """One user agent for the page and for what its scripts ask for."""
    crawl([app.url("/story")], {"USER_AGENT": "copydesk/9 (+desk@gazette.example)"}, meta=RENDERED)
    agents = {one.headers["user-agent"] for one in app.asked}
    assert agents == {"copydesk/9 (+desk@gazette.example)"}


@pytest.fixture
def place():
    """A folder with a short name: a browser's sockets have names of 108 bytes at most."""
    with tempfile.TemporaryDirectory(prefix="copydesk-") as folder:
        yield Path(folder)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_browser_outlives_its_crawl(site, http, place, number):
    """Ctrl-C, as a terminal sends it to all of the crawl, and a kill that nobody can hear."""
    site.answers["/a"] = http(script("fetch('/running').then(() => { while (true) {} })"))
    settings = {**OPEN, "RENDER_TIMEOUT": 12}  # what Ctrl-C waits for
    job = {"urls": [site.url("/a")], "settings": settings, "meta": RENDERED}
    crawl = start(job, place)
    until(lambda: "/running" in site.paths)
    assert browsers(place)
    os.kill(crawl.pid, number) if number == signal.SIGKILL else os.killpg(crawl.pid, number)
    crawl.wait(60)
    until(lambda: not browsers(place))
    until(lambda: not list(place.glob("*profile*")))


def endless():
    """An answer that goes on for as long as somebody listens."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
    while True:
        yield b"x" * 65_536


def start(job: dict, folder: Path) -> subprocess.Popen:
    """A trial in the background, whose browser keeps its profile in this folder."""
    trial = subprocess.Popen(
        [sys.executable, str(TRIAL)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "TMPDIR": str(folder)},
        start_new_session=True,
    )
    trial.stdin.write(json.dumps(job).encode())
    trial.stdin.close()
    return trial


def browsers(folder: Path) -> list[str]:
    """The command lines of the living processes that work on a profile in this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            line = (process / "cmdline").read_text("latin-1")
            found += [line] if f"={folder}" in line else []
    return found


def until(holds: Callable[[], bool]) -> None:
    """Wait for it; a minute is for ever."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.1)
