"""Of which kind an article is, and by which sign."""

import pytest

from pipelines.model import ArticleKind
from tests.unit.pipelines.extract.pages import HEADLINE, PARAGRAPHS, URL, kind, page, paragraphs


def typed(name: str, extra: str = "") -> str:
    return f'<script type="application/ld+json">{{"@type": "{name}"{extra}}}</script>'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (typed("NewsArticle"), ArticleKind.NEWS),
        (typed("LiveBlogPosting"), ArticleKind.LIVE),
        (typed("NewsArticle", ', "coverageStartTime": "2026-03-09T08:00Z"'), ArticleKind.LIVE),
        (typed("OpinionNewsArticle"), ArticleKind.OPINION),
        (typed("AdvertiserContentArticle"), ArticleKind.SPONSORED),
        (typed("NewsArticle", ', "articleSection": "Opinion"'), ArticleKind.OPINION),
        (typed("NewsArticle", ', "articleSection": ["Politik", "Kommentar"]'), ArticleKind.OPINION),
        ('<meta property="article:section" content="Мнения">', ArticleKind.OPINION),
        ('<meta property="article:section" content="社説">', ArticleKind.OPINION),
        ('<meta property="article:section" content="Advertorial">', ArticleKind.SPONSORED),
        ('<meta property="article:section" content="Pressemitteilungen">', ArticleKind.PRESS),
        ('<meta property="article:section" content="Politics">', ArticleKind.NEWS),
    ],
)
def test_the_page_says_its_kind(head: str, expected: ArticleKind) -> None:
    """By its type, or by its section."""
    assert kind(page(head=head)) is expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Opinion", ArticleKind.OPINION),
        ("Kommentar", ArticleKind.OPINION),
        ("Tribune", ArticleKind.OPINION),
        ("Editoriale", ArticleKind.OPINION),
        ("Köşe yazısı", ArticleKind.OPINION),
        ("رأي", ArticleKind.OPINION),
        ("Anzeige", ArticleKind.SPONSORED),
        ("Paid content", ArticleKind.SPONSORED),
        ("Contenu sponsorisé", ArticleKind.SPONSORED),
        ("Contenido patrocinado", ArticleKind.SPONSORED),
        ("Artykuł sponsorowany", ArticleKind.SPONSORED),
        ("На правах рекламы", ArticleKind.SPONSORED),
        ("Press release", ArticleKind.PRESS),
        ("Comunicato stampa", ArticleKind.PRESS),
        ("プレスリリース", ArticleKind.PRESS),
        ("Liveticker", ArticleKind.LIVE),
        ("En directo", ArticleKind.LIVE),
        ("Town", ArticleKind.NEWS),
    ],
)
def test_a_label_above_the_headline_says_the_kind(label: str, expected: ArticleKind) -> None:
    """It stands in the headline's own box."""
    assert kind(page(kicker=f"<p class=kicker>{label}</p>")) is expected


def test_a_label_of_an_advertisement_is_not_the_articles() -> None:
    """ "Anzeige" stands above each advertisement; its box is not the headline's."""
    html = page().replace("<article>", "<div class=slot><p>Anzeige</p></div><article>")
    assert kind(html) is ArticleKind.NEWS


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Live: harbour bridge reopens", ArticleKind.LIVE),
        ("+++ Liveticker zur Hafenbrücke +++", ArticleKind.LIVE),
        ("En direct : le pont rouvre", ArticleKind.LIVE),
        ("Kommentar: Die Brücke war zu teuer", ArticleKind.OPINION),
        ("Éditorial : le pont coûte trop cher", ArticleKind.OPINION),
        ("Opinião: a ponte custou demais", ArticleKind.OPINION),
        ("Anzeige: So schön ist der Hafen", ArticleKind.SPONSORED),
        ("The bridge that lived", ArticleKind.NEWS),
        ("Opinions differ on the bridge", ArticleKind.NEWS),
        ("Video shows how the bridge was built", ArticleKind.NEWS),
    ],
)
def test_a_headline_says_the_kind(headline: str, expected: ArticleKind) -> None:
    """At its edge, never in its middle."""
    assert kind(page(headline=headline)) is expected


@pytest.mark.parametrize(
    "opening",
    [
        "FOR IMMEDIATE RELEASE", "PRESS RELEASE", "Pressemitteilung", "Communiqué de presse",
        "Nota de prensa", "HARBOUR CITY, March 9, 2026 /PRNewswire/ -- The harbour company said.",
        "Harbour City (ots) - Die Hafengesellschaft hat die Brücke wieder geöffnet.",
    ],
)  # fmt: skip
def test_a_press_release_says_so_in_its_first_lines(opening: str) -> None:
    """The distributor's mark in the dateline counts, on whatever site it is printed."""
    assert kind(page(body=f"<p>{opening}</p>{paragraphs()}")) is ArticleKind.PRESS


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/town/live/2026/mar/09/harbour-bridge", ArticleKind.LIVE),
        ("/town/harbour-bridge-liveticker", ArticleKind.LIVE),
        ("/opinion/harbour-bridge", ArticleKind.OPINION),
        ("/kolumnen/hafen", ArticleKind.OPINION),
        ("/sponsored/harbour", ArticleKind.SPONSORED),
        ("/press-releases/harbour", ArticleKind.PRESS),
        ("/presse/pressemitteilungen/hafen", ArticleKind.PRESS),
        ("/blogs/live/harbour", ArticleKind.NEWS),
        ("/video/harbour", ArticleKind.NEWS),
    ],
)
def test_the_address_says_the_kind(path: str, expected: ArticleKind) -> None:
    """A video's address over an article's worth of text says nothing."""
    assert kind(page(), f"https://gazette.example{path}") is expected


@pytest.mark.parametrize(
    ("head", "path", "headline", "expected"),
    [
        ("", "/gallery/harbour", HEADLINE, ArticleKind.GALLERY),
        ("", "/fotostrecken/hafen", HEADLINE, ArticleKind.GALLERY),
        ("", "/videos/harbour", HEADLINE, ArticleKind.VIDEO),
        ('<meta property="og:type" content="video.other">', "/x", HEADLINE, ArticleKind.VIDEO),
        (typed("ImageGallery"), "/x", HEADLINE, ArticleKind.GALLERY),
        (typed("VideoObject"), "/x", HEADLINE, ArticleKind.VIDEO),
        ("", "/x", "In pictures: the bridge", ArticleKind.GALLERY),
        ("", "/x", "Bilderstrecke: die Brücke", ArticleKind.GALLERY),
        ("", "/x", "Vidéo : le pont rouvre", ArticleKind.VIDEO),
    ],
)
def test_pictures_with_few_words_are_a_gallery_or_a_video(
    head: str, path: str, headline: str, expected: ArticleKind
) -> None:
    """With an article's worth of text the same signs make no gallery."""
    short = page(head=head, headline=headline, body=paragraphs(4))
    assert kind(short, f"https://gazette.example{path}") is expected
    long = page(head=head, headline=headline, body=paragraphs() + paragraphs())
    assert kind(long, f"https://gazette.example{path}") is ArticleKind.NEWS


def entries(name: str) -> str:
    return "".join(
        f"<div class={name}><time>{hour}:15</time><p>{text} It is now {hour} o'clock.</p></div>"
        for hour, text in zip(range(18, 9, -1), PARAGRAPHS + PARAGRAPHS, strict=False)
    )


def test_many_entries_with_a_time_of_day_are_a_live_blog() -> None:
    """Where their box says so: forums and programmes print times, too."""
    assert kind(page(body=entries("live-entry"))) is ArticleKind.LIVE
    assert kind(page(body=entries("comment"))) is ArticleKind.NEWS
    assert kind(page(body=entries("x")), URL + "/live") is ArticleKind.LIVE
