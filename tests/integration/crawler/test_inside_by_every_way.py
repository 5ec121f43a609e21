"""A paper that names inside addresses wherever it can; the canary at each of them hears nothing.

The paper, example.org, is at 127.9.9.9, which is opened. The canary listens at every address
of this machine on another port; names under example.org lead to it, too, so that they pass for
the paper's own.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.trials.loopback import LoopbackSite, serving
from tests.contract.visits import page
from tests.integration.conftest import Desk
from tests.integration.crawler.test_address_by_crawl import SPELLINGS

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
SECRET = "the inside page"
PATH = "/2026/03/01/a-page-of-the-inside-network"
XML = {"Content_Type": "application/xml"}
RSS = {"Content_Type": "application/rss+xml"}
PAPER = "127.9.9.9"
OWN_NAMES = {
    "example.org": PAPER,
    "inside.example.org": "127.0.0.2",
    "six.example.org": "::1",
    "mapped.example.org": "::ffff:127.0.0.2",
    "any.example.org": "0.0.0.0",
}
# Where a redirect may try to lead besides the web.
SCHEMES = ("ftp://127.0.0.2/x", "gopher://127.0.0.2/x", "s3://bucket/x", "data:text/html,x")
# The command, with the names above told by the system's name server.
COMMAND = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
import naming_service
naming_service.TOLD.update({ {name: [[address]] for name, address in OWN_NAMES.items()}!r})
from crawler.cli.main import main
main()
"""


@dataclass
class NamedDesk(Desk):
    """Its commands ask a name server of ours."""

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-c", COMMAND, *words]


@pytest.fixture
def closed(tmp_path: Path) -> NamedDesk:
    """Only the paper's own address is open."""
    made = NamedDesk(folder=tmp_path, db=f"sqlite:///{tmp_path / 'copydesk.db'}")
    made.environment |= {
        "COPYDESK_ALLOW_NETWORKS": f"{PAPER}/32",
        "COPYDESK_DELAY_S": "0",
        "COPYDESK_CONTACT": "desk@example.org",
        "PYTHONPATH": str(HERE.parents[2]),
    }
    assert made.run("init").returncode == 0
    return made


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    """At an address that no spelling of the canary's names; only Linux has it unasked."""
    if sys.platform != "linux":
        pytest.skip(f"{PAPER} is no address of this machine")
    with serving(PAPER) as site:
        yield site


@pytest.fixture
def inside(everywhere: LoopbackSite, http: Callable[..., bytes]) -> list[str]:
    """The canary's addresses, the paper's own names first."""
    everywhere.answers[PATH] = http(page("inside", extra=f"<p>{SECRET}</p>"))
    own = [name for name in OWN_NAMES if name != "example.org"]
    spelled = [one for one in SPELLINGS if not one.startswith(("10.", "169."))]
    return [everywhere.url(PATH, host=one) for one in (*own, *spelled)]


@pytest.fixture
def paper(
    site: LoopbackSite, http: Callable[..., bytes], inside: list[str], tmp_path: Path
) -> LoopbackSite:
    """The paper, which names each inside address in each way it has."""
    secret = tmp_path / "secret.html"
    secret.write_text(f"<p>{SECRET}</p>")
    elsewhere = [*inside, *SCHEMES, secret.as_uri()]
    pages = {f"head-{n}": http(story(n, *inside[n::7])) for n in range(7)}
    for number, one in enumerate(elsewhere):
        refresh = f'<meta http-equiv="refresh" content="0; url={one}">'
        pages[f"moved-{number}"] = http(b"", "302 Found", Location=one)
        pages[f"fresh-{number}"] = http(page(f"r{number}").replace(b"<head>", refresh.encode()))
    site.answers.update({f"/2026/{name}": answer for name, answer in pages.items()})
    names = [f"http://example.org:{site.port}/2026/{name}" for name in pages]
    items = [f"<item><title>Story</title><link>{one}</link></item>" for one in names + elsewhere]
    feed = f"<rss version='2.0'><channel><link>{inside[0]}</link>{''.join(items)}</channel></rss>"
    urls = "".join(f"<url><loc>{one}</loc></url>" for one in inside)
    maps = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in inside)
    anchors = "".join(f'<a href="{one}">A headline of some words here</a>' for one in inside)
    announced = "".join(
        f'<link rel=alternate type="application/rss+xml" href="{one}">' for one in inside
    )
    site.answers |= {
        "/feed": http(feed.encode(), **RSS),
        "/map": http(f"<urlset>{urls}</urlset>".encode(), **XML),
        "/index": http(f"<sitemapindex>{maps}</sitemapindex>".encode(), **XML),
        "/robots.txt": http("".join(f"Sitemap: {one}\n" for one in inside).encode()),
        "/": http(f"<html><head>{announced}</head><body>{anchors}</body></html>".encode()),
    }
    return site


def story(number: int, *inside: str) -> bytes:
    """A story whose head names the first of them and whose foot goes on at all of them."""
    one = inside[0]
    head = (
        f'<base href="{one}"><link rel=canonical href="{one}"><link rel=amphtml href="{one}">'
        f'<link rel=next href="{one}"><link rel=alternate hreflang=de href="{one}">'
        f'<meta property="og:url" content="{one}"><meta property="og:image" content="{one}">'
        f'<link rel=stylesheet href="{one}"><script src="{one}"></script>'
    )
    foot = "".join(f'<a rel=next href="{one}">{n + 2}</a>' for n, one in enumerate(inside))
    return page(f"h{number}", extra=foot).replace(b"<head>", b"<head>" + head.encode())


def test_no_way_leads_inside(closed: NamedDesk, paper: LoopbackSite, everywhere, inside) -> None:
    """Feed, sitemap, index, section, redirect, refresh, base, canonical, amphtml, next."""
    home = f"http://example.org:{paper.port}"
    sources = f'feeds = ["{home}/feed"]\nsitemaps = ["{home}/map", "{home}/index"]\n'
    closed.site("paper", f'home = "{home}/"\n{sources}sections = ["{home}/"]\n')
    done = closed.run("crawl", "--json")
    assert done.returncode in (0, 3), done.stderr
    assert "Traceback" not in done.stderr
    assert everywhere.asked == []
    rows = closed.rows("SELECT url, state, outcome, reason, attempts FROM urls")
    assert len(rows) > 100
    assert {outcome for _, _, outcome, _, _ in rows} == {"new", "rejected", "unreachable", "failed"}
    blocked = [row for row in rows if "blocked address" in str(row[3])]
    assert {row[1:3] for row in blocked} == {("done", "rejected")}
    assert {row[4] for row in blocked} == {1}
    named = {str(row[0]).split("/")[2].split(":")[0] for row in blocked}
    assert set(OWN_NAMES) - {"example.org"} <= named
    stored = "".join(map(str, [*rows, *closed.rows("SELECT body FROM articles")]))
    assert SECRET not in stored + done.stdout + done.stderr
    assert "user:pass" not in stored + done.stdout + done.stderr


def test_a_look_at_a_site_leads_nowhere_inside(
    closed: NamedDesk, paper: LoopbackSite, everywhere, inside
) -> None:
    """`sites add` follows what a home page and a robots.txt announce; `try` any address."""
    home = f"http://example.org:{paper.port}"
    added = closed.run("sites", "add", f"{home}/", inside[0])
    assert added.stdout.count("blocked address") >= 8
    assert "blocked address" in added.stderr
    tried = closed.run("try", f"{home}/2026/moved-0")
    assert "blocked address" in tried.stderr
    assert tried.returncode == 3
    assert everywhere.asked == []
