"""A site whose pages only scripts make, from its file to the filed article."""

import json
import subprocess
import sys

import pytest

from crawler.rendering import chromium
from pipelines.archive.reader import records
from tests.integration.crawler.conftest import ROOT

pytestmark = pytest.mark.slow
needs_chromium = pytest.mark.skipif(
    chromium(None) is None, reason="no Chromium here: apt-get install chromium"
)

PARAGRAPHS = [
    "The harbour pilots voted on Tuesday to keep the night watch at the northern mole until the"
    " new lights are lit, their chairwoman said after a meeting of four hours.",
    "Two ships had touched the mole within a month. Nobody was hurt, yet the port's insurer asked"
    " for a report and received one of ninety pages, most of them about fog.",
    "The lights come from a foundry inland and were due in spring. They now stand in a shed beside"
    " the railway, waiting for a crane that another port has borrowed and means to return.",
    "Until then three pilots a night will watch the channel from the old customs house, where the"
    " stove was mended last week and a kettle was found behind the coal.",
]
SHELL = """<!doctype html><html lang="en"><head><title>Gazette</title></head>
<body><div id="root"></div><script src="/app.js"></script></body></html>"""
APP = """fetch('/api' + location.pathname).then(r => r.json()).then(page => {
  document.title = page.title; document.getElementById('root').innerHTML = page.html; });"""
FRONT = {
    "title": "Gazette",
    "html": '<main><h2><a href="/2026/pilots-keep-watch">Pilots keep the night watch at the'
    " northern mole</a></h2></main>",
}
STORY = {
    "title": "Pilots keep the night watch",
    "html": "<main><article><h1>Pilots keep the night watch</h1>"
    '<time datetime="2026-03-01T09:30:00Z">1 March 2026</time>'
    + "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    + "</article></main>",
}


@pytest.fixture
def app(site, http, desk):
    """The site, and its file: its front page is the only source, and empty without scripts."""
    for path in ("/", "/2026/pilots-keep-watch"):
        site.answers[path] = http(SHELL.encode(), ETag='"1"')
    site.answers["/app.js"] = http(APP.encode(), Content_Type="text/javascript")
    for path, page in (("/", FRONT), ("/2026/pilots-keep-watch", STORY)):
        site.answers[f"/api{path}"] = http(json.dumps(page).encode(), Content_Type="text/json")
    home = site.url("/", host="gazette.localhost")
    desk.site("gazette", f'home = "{home}"\nrender = true\n')
    return site


@needs_chromium
def test_a_site_made_by_scripts_is_crawled(app, desk):
    """Front page and article are rendered; the archive says so, beside the server's headers."""
    done = desk.run("crawl")
    assert done.returncode == 0, done.stderr
    ((headline, body),) = desk.rows("select headline, body from articles")
    assert headline == "Pilots keep the night watch"
    assert [one in body for one in PARAGRAPHS] == [True] * 4
    (warc,) = desk.folder.glob("archive/*.warc.gz")
    (record,) = records(warc)
    assert record.rendered_by.startswith("Chromium ")
    assert (record.status, record.header("etag")) == (200, '"1"')


@needs_chromium
def test_an_unchanged_shell_says_nothing_of_what_it_will_show(app, desk):
    """A page is asked for again without conditions: the server knows only the empty one."""
    desk.run("crawl")
    app.asked.clear()
    desk.run("crawl", "--now")
    assert "/" in app.paths
    assert not [one.headers for one in app.asked if "if-none-match" in one.headers]


@needs_chromium
def test_a_page_that_is_tried_is_rendered_too(app, desk):
    """`try` shows what a crawl would make of it."""
    url = app.url("/2026/pilots-keep-watch", host="gazette.localhost")
    done = desk.run("try", url)
    assert PARAGRAPHS[0] in " ".join(done.stdout.split())


@pytest.mark.parametrize("command", [("crawl",), ("sites", "check")])
def test_without_a_browser_nothing_begins(app, desk, command):
    """A run that cannot do what its sites need is a matter of configuration."""
    desk.environment["COPYDESK_CHROMIUM"] = "/nowhere/chromium"
    done = desk.run(*command)
    assert done.returncode == 5
    assert '"chromium": /nowhere/chromium is no program' in done.stderr
    assert app.asked == []
    assert desk.rows("select count(*) from runs") == [(0,)]


def test_a_site_without_render_needs_no_browser(app, desk):
    """The others pay nothing for it: neither a look for a browser, nor the driver's import."""
    desk.environment["COPYDESK_CHROMIUM"] = "/nowhere/chromium"
    home = app.url("/", host="gazette.localhost")
    desk.site("gazette", f'home = "{home}"\n')
    desk.environment["COPYDESK_LOG_LEVEL"] = "INFO"
    done = desk.run("crawl")
    assert done.returncode == 0
    assert "playwright" not in done.stderr
    assert app.paths == ["/"]


def test_what_every_crawl_imports_holds_no_browser():
    """The driver alone takes a fifth of a second, and may not be installed."""
    modules = "crawler.spiders.news, crawler.middlewares.handler, crawler.cli.crawl"
    code = f"import sys, {modules}; print([one for one in sys.modules if 'playwright' in one])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
