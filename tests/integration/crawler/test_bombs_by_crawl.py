"""One crawl of a paper that sends every bomb there is, and one good story."""

import os
import sys

import pytest

from benchmarks.trials.loopback import LoopbackSite, answer
from tests.contract.visits import page
from tests.integration.conftest import Desk
from tests.integration.crawler import bombs
from tests.integration.watching import Watch

pytestmark = pytest.mark.slow

# The goal of guarantee 6 for any process; plain Scrapy took 3.2 GB for one of these.
BOUND_MB = 400
# The trial takes 400 MB and pages of a million tags: COPYDESK_BOMBS=1000000.
SIZE = int(os.environ.get("COPYDESK_BOMBS", "50000"))
BOMB_BYTES = 400 * SIZE


@pytest.fixture
def paper(site: LoopbackSite, everywhere: LoopbackSite, desk: Desk) -> LoopbackSite:
    """Its feed names all of its pages; its other sources are bombs themselves."""
    secret = desk.folder / "secret.txt"
    secret.write_text("s3cret")
    home = site.url("/")
    canary = everywhere.url("/canary")
    sources = bombs.sources(canary, secret.as_uri(), site.url("/2026/good"), SIZE)
    pages = {"good": page("good"), **bombs.costly(SIZE)}
    large = bombs.beyond(BOMB_BYTES)
    links = [site.url(f"/2026/{name}") for name in (*pages, *large)]
    items = "".join(f"<item><title>Story</title><link>{one}</link></item>" for one in links)
    feed = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    xml = {"Content_Type": "application/xml"}
    site.answers = {
        **{f"/2026/{name}": answer(body) for name, body in pages.items()},
        **{f"/2026/{name}": one for name, one in large.items()},
        **{f"/{name}": answer(body, **xml) for name, body in sources.items()},
        "/feed": answer(feed, **xml),
        # An index that leads on and on, and back to itself.
        **{f"/index-{n}": answer(index(site, n, n + 1), **xml) for n in range(20)},
    }
    feeds = [site.url(f"/{name}") for name in ("feed", *sources) if not name.endswith("gz")]
    maps = [site.url(f"/{name}") for name in (*sources, "index-0") if "feed" not in name]
    desk.site("paper", f'home = "{home}"\nfeeds = {feeds}\nsitemaps = {maps}\n'.replace("'", '"'))
    return site


def index(site: LoopbackSite, *numbers: int) -> bytes:
    """A sitemap index that names other ones."""
    maps = "".join(f"<sitemap><loc>{site.url(f'/index-{n}')}</loc></sitemap>" for n in numbers)
    return f"<sitemapindex>{maps}</sitemapindex>".encode()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_every_bomb_costs_its_own_page_only(
    desk: Desk, paper: LoopbackSite, everywhere: LoopbackSite
) -> None:
    """A row with its reason for each, the good story filed, memory flat, nothing read or asked."""
    desk.environment |= {"COPYDESK_WORKERS": "1", "COPYDESK_DELAY_S": "0"}
    desk.environment["COPYDESK_ALLOW_NETWORKS"] = "127.0.0.1/32"
    watch = Watch()
    running = desk.start("crawl", "--json")
    with watch.of(running.pid):
        out, errors = running.communicate(timeout=600)
    print(f"together {watch.together} MB, each {watch.each}")
    assert running.returncode in (0, 3), errors
    assert "Traceback" not in errors
    rows = desk.rows("SELECT url, outcome, reason FROM urls")
    ends = {str(url).rsplit("/", 1)[1]: outcome for url, outcome, _ in rows}
    large = [row for row in rows if str(row[0]).rsplit("/", 1)[1] in bombs.beyond(bombs.MB)]
    assert [row for row in large if row[1] != "too-large"] == []
    assert {ends[name] for name in ("good", *bombs.costly(10))} == {"new"}
    assert all(reason for _, outcome, reason in rows if outcome != "new")
    bodies = [str(body) for (body,) in desk.rows("SELECT body FROM articles")]
    assert all("the stone bridge before winter" in body for body in bodies)
    assert [one.path for one in paper.asked if one.path.startswith("/index-")] == [
        f"/index-{n}" for n in range(4)
    ]
    problems = dict(desk.rows("SELECT url, problem FROM sources"))
    refused = {"laughs", "square", "outside", "parameter", "map.xml.gz"}
    assert {name for name in refused if problems[paper.url(f"/{name}")]} == refused
    assert everywhere.asked == []
    assert "s3cret" not in out + errors + str(rows) + str(problems) + str(bodies)
    assert max(watch.each.values()) < BOUND_MB
