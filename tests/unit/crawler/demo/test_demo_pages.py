"""The demo's pages as a browser would take them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from crawler.demo.routes import HTML, routes
from crawler.demo.sites import DemoSite, demo_sites

SITES = demo_sites(datetime(2026, 3, 1, tzinfo=UTC))
VOID = {"meta", "link", "br"}
# A browser ends an open paragraph where one of these begins.
BLOCKS = {"p", "div", "ul", "blockquote", "h1", "h2", "h3", "h4", "section", "aside", "nav"}


class Balance(HTMLParser):
    """Notes every element that ends out of order or holds what it cannot hold."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS and "p" in self.open:
            self.wrong.append(f"<{tag}> inside <p>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")


def pages(site: DemoSite) -> Iterator[tuple[str, str]]:
    for path, answer in routes(site, 8000).items():
        if answer.content_type == HTML and answer.body:
            yield path, answer.body.decode()


@pytest.mark.parametrize("site", SITES, ids=[site.host for site in SITES])
def test_every_page_is_well_formed(site: DemoSite) -> None:
    """A demo page is hard because of its template, never because it is broken."""
    for path, html in pages(site):
        balance = Balance()
        balance.feed(html)
        assert not balance.wrong + balance.open, path


@pytest.mark.parametrize("site", SITES, ids=[site.host for site in SITES])
def test_every_page_states_its_charset_and_fits_a_phone(site: DemoSite) -> None:
    """Pages look like those of today's news sites."""
    for path, html in pages(site):
        assert '<meta charset="utf-8">' in html, path
        assert '<meta name="viewport"' in html, path


@pytest.mark.parametrize("site", SITES, ids=[site.host for site in SITES])
def test_the_site_name_stands_in_the_title_and_not_in_the_headline(site: DemoSite) -> None:
    """The suffix is the usual trap for who takes a headline from the title."""
    table = routes(site, 8000)
    for article in site.articles:
        html = table[site.path(article)].body.decode()
        assert f" | {site.name}</title>" in html
        assert site.name not in html.partition("<h1")[2].partition("</h1>")[0]


@pytest.mark.parametrize(
    ("skin", "elements"),
    [
        ("flat", {"h1", "p", "a"}),
        ("flat-tags", {"h1", "h2", "p", "a", "time", "ul", "li", "blockquote", "em"}),
    ],
)
def test_a_flat_site_has_no_classes_and_few_elements(skin: str, elements: set[str]) -> None:
    """Two sites give a stripper no structure to hold on to."""
    site = next(site for site in SITES if site.habits.skin == skin)
    table = routes(site, 8000)
    bodies = "".join(
        table[site.path(article)].body.decode().partition("<body>")[2] for article in site.articles
    )
    assert set(re.findall(r"<(\w+)", bodies)) == elements
    assert "class=" not in bodies
