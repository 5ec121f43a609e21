"""Articles that a section page links to."""

from collections.abc import Callable

from crawler.discovery.reading import read
from pipelines.model import Site, Snapshot, Source, SourceKind

SOURCE = Source(url="https://gazette.example/town", kind=SourceKind.SECTION)
Page = Callable[..., Snapshot]


def test_article_links_come_with_their_longest_words(page: Page, site: Site) -> None:
    """Picture, headline and "Read more" are one link, and its title is the headline."""
    body = """<html><body><nav><a href="/sport">Sport</a></nav>
      <a href="/town/new-bridge-opens"><img src="p.jpg"></a>
      <h2><a href="/town/new-bridge-opens">New bridge <em>opens</em>\n at last</a></h2>
      <a href="/town/new-bridge-opens#more">Read more</a>
      <a href="/tag/roads">Roads</a><a href="javascript:void(0)">Menu</a></body></html>"""
    reading = read(page(body, SOURCE.url), SOURCE, site)
    (link,) = reading.links
    assert link.url == "https://gazette.example/town/new-bridge-opens"
    assert (link.title, link.kind, link.found_in) == (
        "New bridge opens at last",
        SourceKind.SECTION,
        SOURCE.url,
    )
    assert reading.problem == ""


def test_a_picture_link_is_named_by_its_label(page: Page, site: Site) -> None:
    """Without words of its own, the label for screen readers is the title."""
    body = '<a href="/s/1" aria-label="New bridge opens after nine years"><img></a>'
    (link,) = read(page(body), SOURCE, site).links
    assert link.title == "New bridge opens after nine years"


def test_base_and_final_address_resolve_links(page: Page, site: Site) -> None:
    """A <base> counts; without one, the address that answered."""
    base = '<base href="/old/"><a href="new-bridge-opens">x</a>'
    (link,) = read(page(base, SOURCE.url), SOURCE, site).links
    assert link.url == "https://gazette.example/old/new-bridge-opens"
    (link,) = read(page(base[18:], "https://gazette.example/moved/"), SOURCE, site).links
    assert link.url == "https://gazette.example/moved/new-bridge-opens"


def test_other_sites_drop_out_and_subdomains_stay(page: Page, site: Site) -> None:
    """A partner's headline is not ours to fetch."""
    body = """<a href="https://herald.example/new-bridge-opens">x</a>
              <a href="https://www.gazette.example/new-tunnel-opens">x</a>"""
    reading = read(page(body), SOURCE, site)
    assert [link.url for link in reading.links] == ["https://www.gazette.example/new-tunnel-opens"]


def test_a_page_of_endless_links_is_read_to_the_limit(page: Page, site: Site) -> None:
    """200,000 links cost no more than 6,000."""
    body = "".join(f"<a href='/news/{number}'>x</a>" for number in range(6_100))
    reading = read(page(body), SOURCE, site)
    assert len(reading.links) == 6_000
    assert reading.problem == "only the first 6000 links were looked at"


def test_an_empty_page_is_a_problem(page: Page, site: Site) -> None:
    """Nothing in it, nothing silently."""
    assert read(page(""), SOURCE, site).problem == "no HTML: nothing in it can be read"


def test_encoding_of_the_page_is_respected(page: Page, site: Site) -> None:
    """Titles seed the title index; mojibake would never match a headline."""
    body = '<a href="/s/1">Новый мост через реку открыт</a>'.encode("cp1251")
    (link,) = read(page(body, content_type="text/html; charset=windows-1251"), SOURCE, site).links
    assert link.title == "Новый мост через реку открыт"
