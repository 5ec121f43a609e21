"""What an address's shape says of its page."""

import pytest

from crawler.discovery.shapes import is_article, is_listing, is_media

HOME = "https://gazette.example"


@pytest.mark.parametrize(
    "path",
    [
        "/2026/02/28/bridge",
        "/town/2026-02-28/bridge",
        "/20260228/bridge.html",
        "/politics/archive/2026/02/x/678/",
        "/town/new-bridge-opens",
        "/town/new_bridge_opens.html",
        "/town/bridge-1048576",
        "/1048576.html",
        "/article/7",
        "/news/story17.php",
        "/index.php?id=20418",
        "/город/новый-мост-открыт",
        "/%D0%BC%D0%BE%D1%81%D1%82-%D0%BE%D1%82%D0%BA%D1%80%D1%8B%D1%82-%D0%B2%D1%87%D0%B5%D1%80%D0%B0",
    ],
)
def test_an_article_has_a_date_a_slug_or_a_number(path: str) -> None:
    """The shapes that newsrooms' systems give their articles."""
    assert is_article(HOME + path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sport",
        "/world/asia-pacific",
        "/2026/02/28/",
        "/news/2026/02",
        "/2026",
        "/tag/bridges-and-tunnels-and-roads",
        "/author/ann-lee-of-the-gazette",
        "/category/local-town-news",
        "/sport/page/12345",
        "/new-bridge-opens?replytocom=4711",
        "/login?next=/new-bridge-opens",
        "/?s=new+bridge+opens",
        "/photos/new-bridge-opens.jpg",
        "/feed/new-bridge-opens",
    ],
)
def test_listings_services_and_files_are_no_articles(path: str) -> None:
    """Not even when their words link like a headline."""
    assert not is_article(HOME + path)


def test_a_headline_speaks_for_a_silent_address() -> None:
    """Short codes are articles when a whole headline links to them."""
    assert is_article(HOME + "/s/x", "New bridge opens after nine years of work")
    assert is_article(HOME + "/s/x", "新しい橋が九年の工事を経て開通")
    assert not is_article(HOME + "/s/x", "Read more")
    assert not is_article(HOME + "/tag/x", "All about bridges, tunnels and other roads")


def test_a_label_that_repeats_its_address_names_a_section() -> None:
    """Three words are a short headline or a long section's name; their link tells which."""
    assert not is_article(HOME + "/news/internet-of-things/", "Internet of Things")
    assert is_article(HOME + "/news/new-bridge-opens", "Read more")
    assert is_article(HOME + "/news/new-bridge-opens", "New bridge opens at long last")


def test_media_is_told_by_its_ending() -> None:
    """The path's ending, not the query's."""
    assert is_media(HOME + "/a/film.MP4?x=1")
    assert not is_media(HOME + "/a/film.html?poster=a.jpg")


def test_listing_is_told_by_whole_segments() -> None:
    """`/tagesschau` is no tag page."""
    assert is_listing(HOME + "/tag/x")
    assert not is_listing(HOME + "/tagesschau/x")
