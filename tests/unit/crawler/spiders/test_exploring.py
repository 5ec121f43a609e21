"""A site is explored politely, and only sources that name articles are kept."""

import asyncio
import hashlib
from datetime import UTC, datetime

from crawler.spiders.exploring import (
    Explored,
    Failed,
    addresses,
    check,
    explore,
    explore_all,
    first_answer,
)
from pipelines.model import Outcome, Site, Snapshot, Source, SourceKind

HOME = "https://gazette.example/"
NOW = datetime(2026, 3, 2, tzinfo=UTC)
SLUGS = [f"council-votes-on-the-harbour-plan-{number}" for number in range(6)]


class FakeWeb:
    """Pages by address; an int is a status, a str a redirect's target when it is an address."""

    def __init__(self, pages: dict[str, str | int], robots: str = "") -> None:
        self.pages = pages
        self.robots = robots
        self.asked: list[str] = []

    async def get(self, url: str) -> Snapshot | Failed:
        """As the spider does it, without a network."""
        self.asked.append(url)
        page = self.pages.get(url, 404)
        if page == -1:
            return Failed(url=url, outcome=Outcome.UNREACHABLE, reason="connection refused")
        if isinstance(page, str) and page.startswith("https://"):
            return answer(page, str(self.pages[page]))
        return answer(url, page if isinstance(page, str) else "<p>no", page)

    def robots_of(self, url: str) -> str:
        """The robots.txt of the only host."""
        return self.robots


def answer(url: str, text: str, status: str | int = 200) -> Snapshot:
    payload = text.encode()
    kind = "text/html" if text.startswith("<!doctype html") else "application/xml"
    return Snapshot(
        target_uri=url,
        requested_uri=url,
        date=NOW,
        status=status if isinstance(status, int) else 200,
        headers=(("content-type", kind),),
        payload=payload,
        payload_digest=hashlib.sha256(payload).hexdigest(),
    )


def page(*links: str, head: str = "", site_name: str = "") -> str:
    name = f'<meta property="og:site_name" content="{site_name}">' if site_name else ""
    body = "".join(f'<li><a href="{link}">The harbour plan, part {link[-1]}</a>' for link in links)
    return f"<!doctype html><html><head>{name}{head}</head><body><ul>{body}</ul></body></html>"


def feed(*slugs: str, day: int = 1) -> str:
    items = "".join(
        f"<item><title>{slug}</title><link>{HOME}{slug}</link>"
        f"<pubDate>Sun, {day:02} Mar 2026 10:00:00 GMT</pubDate></item>"
        for slug in slugs
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>G</title>{items}</channel></rss>'
    )


def sitemap(*slugs: str) -> str:
    urls = "".join(f"<url><loc>{HOME}{slug}</loc></url>" for slug in slugs)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def index(*names: str) -> str:
    sitemaps = "".join(f"<sitemap><loc>{HOME}{name}</loc></sitemap>" for name in names)
    return (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{sitemaps}</sitemapindex>"
    )


BARE = '<!doctype html><html><body><a href="/about">About us</a></body></html>'
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/rss">'


def explored(web: FakeWeb, address: str = HOME) -> Explored:
    return asyncio.run(explore(address, web))


def kept(found: Explored) -> list[tuple[str, str, int | None]]:
    assert found.draft is not None, found.problem
    return [
        (one.source.kind.value, one.source.url.removeprefix(HOME), one.links)
        for one in found.draft.found
    ]


def test_announced_sources_are_kept_with_their_counts() -> None:
    """A feed from the page, a sitemap from robots.txt: neither is looked for elsewhere."""
    web = FakeWeb(
        {
            HOME: page(*SLUGS[:2], head=FEED_LINK, site_name="The Gazette"),
            f"{HOME}rss": feed(*SLUGS[:3]),
            f"{HOME}map.xml": sitemap(*SLUGS),
        },
        robots=f"User-agent: *\nSitemap: {HOME}map.xml\n",
    )
    found = explored(web)
    assert kept(found) == [("feed", "rss", 3), ("sitemap", "map.xml", 6)]
    assert found.draft is not None
    assert found.draft.name == "The Gazette"
    assert found.draft.found[0].newest == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert web.asked[:3] == [HOME, f"{HOME}rss", f"{HOME}map.xml"]
    assert all("news" in url for url in web.asked[3:])


def test_common_places_are_asked_only_for_what_is_missing() -> None:
    """The page announces a feed and no sitemap: sitemaps are guessed, up to the first hit."""
    web = FakeWeb(
        {
            HOME: page(*SLUGS, head=FEED_LINK),
            f"{HOME}rss": feed(*SLUGS),
            f"{HOME}sitemap.xml": sitemap(*SLUGS[:2]),
        }
    )
    assert kept(explored(web)) == [("feed", "rss", 6), ("sitemap", "sitemap.xml", 2)]
    assert f"{HOME}atom.xml" not in web.asked
    assert web.asked[-1] == f"{HOME}sitemap.xml"


def test_without_feed_and_sitemap_the_home_page_is_a_section() -> None:
    """It was fetched already and is not asked again."""
    web = FakeWeb({HOME: page(*SLUGS)})
    assert kept(explored(web)) == [("section", "", 6)]
    assert web.asked.count(HOME) == 1


def test_an_index_counts_what_its_sitemaps_gave() -> None:
    """It is looked at from both ends, and not to its bottom."""
    names = [f"map-{number}.xml" for number in range(9)]
    web = FakeWeb(
        {HOME: BARE, f"{HOME}map.xml": index(*names)}
        | {f"{HOME}{name}": sitemap(slug) for name, slug in zip(names, SLUGS, strict=False)},
        robots=f"Sitemap: {HOME}map.xml",
    )
    assert kept(explored(web)) == [("sitemap", "map.xml", 3)]
    looked_at = [url for url in web.asked if "/map-" in url]
    assert len(looked_at) == 4
    assert {f"{HOME}map-0.xml", f"{HOME}map-8.xml"} <= set(looked_at)


def test_an_announced_feed_that_fails_is_told_and_not_kept() -> None:
    """The person may know better; a guess that fails is not worth a word."""
    web = FakeWeb({HOME: page(*SLUGS, head=FEED_LINK), f"{HOME}rss": 500})
    found = explored(web)
    assert kept(found) == [("section", "", 6)]
    assert [(one.source.url, one.problem) for one in found.others] == [
        (f"{HOME}rss", "answers 500")
    ]


def test_an_error_page_at_a_feeds_address_is_no_feed() -> None:
    """Half the common places answer 200 with a page."""
    web = FakeWeb({HOME: page(*SLUGS), f"{HOME}rss.xml": page(*SLUGS[:2])})
    assert kept(explored(web)) == [("section", "", 6)]


def test_what_leads_to_no_home_page_is_one_line() -> None:
    """Unreachable, 404, no HTML, no address, nothing that names articles."""
    cases = {
        "connection refused": FakeWeb({HOME: -1}),
        "the home page answers 404": FakeWeb({}),
        "is no web page with links": FakeWeb({HOME: feed(*SLUGS)}),
        "names articles": FakeWeb({HOME: BARE}),
    }
    for problem, web in cases.items():
        found = explored(web)
        assert found.draft is None
        assert problem in found.problem
        assert len(found.problem.splitlines()) == 1
    assert "is no web address" in explored(FakeWeb({}), "not an address").problem


def test_a_home_page_of_scripts_is_told_what_would_help() -> None:
    """Nobody finds its articles without a browser, and which site needs one a person says."""
    scripts = "<!doctype html><div id=root></div><script src=/app.js></script>"
    for home in (scripts, f"{scripts}<a href=/about>About</a>"):
        problem = explored(FakeWeb({HOME: home})).problem
        assert "; only scripts came: a file with `home` and `render = true`" in problem
    assert "only scripts" not in explored(FakeWeb({HOME: BARE})).problem


def test_a_bare_host_is_asked_by_https_then_by_http() -> None:
    """And a whole address is taken as it stands."""
    assert addresses(" gazette.example ") == (HOME, "http://gazette.example/")
    assert addresses("http://gazette.example/a") == ("http://gazette.example/a",)
    assert addresses("ftp://gazette.example") == ()
    web = FakeWeb({HOME: -1, "http://gazette.example/": BARE})
    found = asyncio.run(first_answer("gazette.example", web))
    assert isinstance(found, Snapshot)
    assert found.target_uri == "http://gazette.example/"


def test_the_address_that_a_redirect_led_to_is_written() -> None:
    """It saves a request on every later run."""
    moved = f"{HOME}feeds/all.xml"
    web = FakeWeb(
        {HOME: f"{BARE}{FEED_LINK}", f"{HOME}rss": moved, moved: feed(*SLUGS)},
    )
    assert kept(explored(web)) == [("feed", "feeds/all.xml", 6)]


def test_several_sites_all_come_back() -> None:
    """One that fails takes nobody with it."""

    async def run() -> set[str]:
        web = FakeWeb({HOME: page(*SLUGS)})
        written = (HOME, "https://other.example/", "nonsense!")
        return {one.problem and one.asked async for one in explore_all(written, web)}

    assert asyncio.run(run()) == {"", "https://other.example/", "nonsense!"}


def test_a_check_answers_in_the_files_order_under_its_addresses() -> None:
    """An index's sitemaps are no sources of the file."""
    sources = (
        Source(url=f"{HOME}map.xml", kind=SourceKind.SITEMAP),
        Source(url=f"{HOME}gone", kind=SourceKind.FEED),
        Source(url=f"{HOME}rss", kind=SourceKind.FEED),
    )
    site = Site(key="gazette.example", name="G", home=HOME, sources=sources)
    moved = f"{HOME}feeds/all.xml"
    web = FakeWeb(
        {
            f"{HOME}map.xml": index("map-news.xml"),
            f"{HOME}map-news.xml": sitemap(*SLUGS),
            f"{HOME}rss": moved,
            moved: feed(SLUGS[0]),
        }
    )
    found = asyncio.run(check(site, web)).found
    assert [one.source for one in found] == list(sources)
    assert [(one.links, one.problem) for one in found] == [(6, ""), (None, "answers 404"), (1, "")]
