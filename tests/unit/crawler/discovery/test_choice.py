"""Which links are asked for, and in which order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.discovery.choice import choose
from pipelines.model import Link, Site, SiteRules, Source, SourceKind

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SECTION = "https://gazette.example/town"


def link(path: str, kind: SourceKind = SourceKind.FEED, **hints: object) -> Link:
    url = path if path.startswith("http") else f"https://gazette.example{path}"
    return replace(Link(url=url, found_in=f"https://gazette.example/{kind}", kind=kind), **hints)


def paths(chosen: tuple[Link, ...]) -> list[str]:
    return [found.url.removeprefix("https://gazette.example") for found in chosen]


def test_only_the_sites_own_pages_are_asked_for(site: Site) -> None:
    """Other sites, media files, the home page and the sources themselves drop out."""
    site = replace(site, sources=(Source(url=SECTION, kind=SourceKind.SECTION),))
    chosen = choose(
        [
            link("https://herald.example/a"),
            link("/photo.jpg"),
            link("/"),
            link("/town/"),
            link("/bridge"),
        ],
        site,
        NOW,
    )
    assert paths(chosen) == ["/bridge"]


def test_feeds_are_trusted_where_sections_are_not(site: Site) -> None:
    """What a feed names is an article, whatever its address looks like."""
    links = [
        link("/x", SourceKind.FEED),
        link("/tag/y", SourceKind.SITEMAP),
        link("/z", SourceKind.SECTION),
    ]
    assert paths(choose(links, site, NOW)) == ["/x", "/tag/y"]


def test_include_and_exclude_are_asked_of_all(site: Site) -> None:
    """Exclude wins; an empty include admits everything."""
    links = [link("/town/a"), link("/town/live-b"), link("/sport/c")]
    rules = SiteRules(include=("/town/",), exclude=("/live-",))
    assert paths(choose(links, replace(site, rules=rules), NOW)) == ["/town/a"]
    assert len(choose(links, site, NOW)) == 3


def test_one_page_is_one_link_with_the_richest_hints(site: Site) -> None:
    """The feed wins where it speaks; sitemap and section fill what it leaves out."""
    (merged,) = choose(
        [
            link(
                "/new-bridge-opens?utm_source=x", SourceKind.SECTION, title="Bridge opens at last"
            ),
            link("/new-bridge-opens", SourceKind.SITEMAP, lastmod=NOW, keywords=("town",)),
            link("/new-bridge-opens/", SourceKind.FEED, title="Bridge opens", authors=("Ann Lee",)),
        ],
        site,
        NOW,
    )
    assert (merged.kind, merged.url) == (
        SourceKind.FEED,
        "https://gazette.example/new-bridge-opens/",
    )
    assert (merged.title, merged.authors) == ("Bridge opens", ("Ann Lee",))
    assert (merged.lastmod, merged.keywords) == (NOW, ("town",))


def test_freshest_first_and_undated_last(site: Site) -> None:
    """Published, or else changed; ties and undated links keep their order."""
    links = [
        link("/undated-1"),
        link("/old", date_published=NOW - timedelta(days=3), lastmod=NOW),
        link("/changed", lastmod=NOW - timedelta(days=1)),
        link("/undated-2"),
        link("/new", date_published=NOW - timedelta(hours=1)),
    ]
    assert paths(choose(links, site, NOW)) == [
        "/new",
        "/changed",
        "/old",
        "/undated-1",
        "/undated-2",
    ]


def test_a_date_in_the_future_is_no_head_start(site: Site) -> None:
    """A wrong clock does not pin an article to the top: it counts as now."""
    links = [
        link("/now", date_published=NOW),
        link("/tomorrow", date_published=NOW + timedelta(days=1)),
    ]
    assert paths(choose(links, site, NOW)) == ["/now", "/tomorrow"]
