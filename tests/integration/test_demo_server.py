"""The demo server over real sockets: hosts, statuses, validators, sources, admin requests."""

import gzip
import http.client
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

import pytest

from crawler.demo.server import Server, serving
from crawler.demo.sites import DemoSite, demo_sites
from crawler.demo.traps import TrapKind, listed, traps

SITES = demo_sites(datetime.now(UTC))
STATUS = {TrapKind.NOT_FOUND: 404, TrapKind.GONE: 410, TrapKind.REDIRECT: 301}


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: Mapping[str, str]
    body: bytes


def get(server: Server, host: str, path: str, **headers: str) -> Response:
    """One GET with that Host header."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Host": f"{host}:{server.port}", **named})
    answer = connection.getresponse()
    response = Response(answer.status, dict(answer.getheaders()), answer.read())
    connection.close()
    return response


def read(server: Server, host: str, path: str) -> str:
    """The page as text, character references resolved."""
    return unescape(get(server, host, path).body.decode())


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(SITES) as running:
        yield running


@pytest.fixture(params=SITES, ids=[site.host for site in SITES])
def site(request: pytest.FixtureRequest) -> DemoSite:
    return request.param


def test_every_article_is_served_with_its_whole_truth(server: Server, site: DemoSite) -> None:
    """An article's page contains each true block, in the order of the truth."""
    for article in site.articles:
        text = read(server, site.host, site.path(article))
        places = [text.index(f">{block}<") for block in article.paragraphs]
        assert places == sorted(places)


def test_every_article_repeats_what_its_site_repeats(server: Server, site: DemoSite) -> None:
    """Summary boxes above and below, a neighbour's headline, share bar, comments, copyright."""
    ui, article = site.language.interface, site.articles[4]
    text = read(server, site.host, site.path(article))
    assert text.count(ui.summary_ask) == text.count(ui.summary_do) == 2
    first, last = text.index(article.paragraphs[0]), text.index(article.paragraphs[-1])
    assert text.index(ui.summary_ask) < first < last < text.rindex(ui.summary_ask)
    for line in (*ui.share, ui.previous, ui.next, ui.comments, ui.copyright, *ui.cookie):
        assert line in text
    for other in (site.articles[3], site.articles[5]):
        assert other.headline in text


def test_every_article_is_named_by_a_feed_or_a_sitemap(server: Server, site: DemoSite) -> None:
    """A crawler that reads the site's sources misses nothing."""
    text = ""
    for path in (*site.habits.feeds, *site.habits.sitemaps):
        body = get(server, site.host, path).body
        text += (gzip.decompress(body) if path.endswith(".gz") else body).decode()
    for address in [*map(site.path, site.articles), *(trap.path for trap in listed(site))]:
        assert address in text


def test_older_section_pages_lead_to_the_rest_of_the_section(
    server: Server, site: DemoSite
) -> None:
    """Following the pager shows every article of the section."""
    first = site.section_path(1)
    pages = [get(server, site.host, first), get(server, site.host, f"{first}page/2/")]
    text = "".join(page.body.decode() for page in pages)
    assert f'href="{first}page/2/"' in pages[0].body.decode()
    assert all(site.path(article) in text for article in site.articles if article.section == 1)


def test_traps_answer_as_their_kind_says(server: Server, site: DemoSite) -> None:
    """404, 410 and redirects have their status; all else pretends to be fine."""
    for trap in traps(site):
        assert get(server, site.host, trap.path).status == STATUS.get(trap.kind, 200), trap


def test_the_redirecting_address_reaches_its_article_in_two_hops(
    server: Server, site: DemoSite
) -> None:
    """301 to a relative address, then 302 to the absolute one."""
    trap = next(trap for trap in traps(site) if trap.kind is TrapKind.REDIRECT)
    first = get(server, site.host, trap.path)
    second = get(server, site.host, first.headers["Location"])
    article = next(article for article in site.articles if article.serial == trap.serial)
    assert (first.status, second.status) == (301, 302)
    assert second.headers["Location"] == site.origin(server.port) + site.path(article)


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
def test_what_has_not_changed_is_not_sent_again(
    server: Server, site: DemoSite, validator: str
) -> None:
    """Feeds, sitemaps, sections and articles answer 304 without a body to their validators."""
    condition = {"ETag": "If_None_Match", "Last-Modified": "If_Modified_Since"}[validator]
    paths = [*site.habits.feeds, *site.habits.sitemaps, site.section_path(0)]
    for path in [*paths, site.path(site.articles[0])]:
        known = get(server, site.host, path).headers[validator]
        again = get(server, site.host, path, **{condition: known})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"]


def test_another_validator_gets_the_whole_page(server: Server, site: DemoSite) -> None:
    """An unknown tag or an old date is no reason for a 304."""
    path = site.path(site.articles[0])
    old = "Mon, 01 Jan 2001 00:00:00 GMT"
    assert get(server, site.host, path, If_None_Match='"other"').status == 200
    assert get(server, site.host, path, If_Modified_Since=old).status == 200
    assert get(server, site.host, path, If_Modified_Since="not a date").status == 200


def test_hosts_are_kept_apart(server: Server, site: DemoSite) -> None:
    """A path of one site is unknown to the others, and a foreign host gets nothing."""
    path = site.path(site.articles[0])
    for other in SITES:
        assert get(server, other.host, path).status == (200 if other is site else 404)
    assert get(server, "stranger.example", path).status == 421


def test_the_address_itself_lists_the_sites_for_a_person(server: Server) -> None:
    """Whoever opens the port in a browser finds the way."""
    text = get(server, "127.0.0.1", "/").body.decode()
    assert all(site.home(server.port) in text for site in SITES)


def test_requests_to_sites_are_counted_and_named(server: Server) -> None:
    """A test can say what a crawl asked for; asking that is no request."""
    before = server.requests()
    get(server, SITES[0].host, "/robots.txt")
    assert server.requests() == before + 1
    assert server.requested()[-1] == f"{SITES[0].host}/robots.txt"


def test_publishing_brings_one_article_to_every_site() -> None:
    """It is in the feed and on its page; the neighbour that links it has a new tag."""
    with serving(SITES[:2]) as server:
        site, fresh = SITES[0], SITES[0].spare[0]
        neighbour, old = site.path(site.articles[0]), site.path(site.articles[9])
        tags = [get(server, site.host, path).headers["ETag"] for path in (neighbour, old)]
        assert get(server, site.host, site.path(fresh)).status == 404
        assert server.publish() == 2
        assert get(server, site.host, site.path(fresh)).status == 200
        assert fresh.headline in read(server, site.host, "/feed.xml")
        assert get(server, site.host, neighbour).headers["ETag"] != tags[0]
        assert get(server, site.host, old).headers["ETag"] == tags[1]


def test_the_server_ends_when_its_parent_lets_go() -> None:
    """A child whose standard input closes exits by itself, with code 0."""
    child = subprocess.Popen(
        [sys.executable, "-m", "crawler.demo.server", "--port", "0", SITES[0].host],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert int(child.stdout.readline()) > 0
    child.communicate(timeout=10)
    assert child.returncode == 0


def test_a_port_that_is_taken_is_an_error_that_says_so(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    """The parent hears of a child that could not start."""
    with pytest.raises(RuntimeError, match="did not start"), serving(SITES[:1], server.port):
        pass
    assert f"port {server.port}" in capfd.readouterr().err
