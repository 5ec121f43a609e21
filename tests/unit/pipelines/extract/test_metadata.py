"""What is believed of all that a page and its sightings say."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from pipelines.extract import extract
from pipelines.model import Link, Metadata, Precision, Rejected, Site, Snapshot, SourceKind

SITE = Site(key="gazette.example", name="The Gazette", home="https://gazette.example/")
URL = "https://gazette.example/town/the-old-bridge"
TITLE = "The old bridge opens again"
TEXT = "".join(
    f"<p>The council said on Monday that the {n} arch of the bridge is safe and that the buses "
    "will take the old way over the harbour again from Wednesday on.</p>"
    for n in ("first", "second", "third", "fourth")
)


def metadata(
    head: str = "",
    below: str = "",
    *,
    lang: str = "en",
    url: str = URL,
    hints: tuple[Link, ...] = (),
) -> Metadata:
    payload = (
        f"<!doctype html><html lang={lang}><head>{head}</head><body><header><p>10 March 2026</p>"
        f"</header><article><h1>{TITLE}</h1>{below}{TEXT}</article>"
        "<footer><p>Published by The Gazette, 01.01.2020</p></footer></body></html>"
    ).encode()
    outcome = extract(
        Snapshot(
            target_uri=url,
            requested_uri=url,
            date=datetime(2026, 3, 10, tzinfo=UTC),
            status=200,
            headers=(("content-type", "text/html; charset=utf-8"),),
            payload=payload,
            payload_digest=f"sha256:{sha256(payload).hexdigest()}",
        ),
        SITE,
        hints,
    )
    assert not isinstance(outcome, Rejected), outcome
    return outcome[0].metadata


def ld(*nodes: dict[str, object]) -> str:
    scripts = (f"<script type=application/ld+json>{json.dumps(node)}</script>" for node in nodes)
    return "".join(scripts)


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def article(**fields: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": TITLE, **fields}


# ---------------------------------------------------------------- headlines


def test_a_title_for_social_media_that_truly_differs_is_the_alternative() -> None:
    """One that equals the headline, or only says more of it, is none."""
    differs = metadata(meta("og:title", "Why the harbour's old bridge is back in use"))
    assert differs.headline is not None
    assert differs.headline.value == TITLE
    assert differs.alternative_headline is not None
    assert differs.alternative_headline.value == "Why the harbour's old bridge is back in use"
    for same in (f"{TITLE} - The Gazette", f"{TITLE} after eleven weeks"):
        assert metadata(meta("og:title", same)).alternative_headline is None


def test_json_ld_may_name_the_alternative_itself() -> None:
    """It is believed before the title for social media."""
    found = metadata(
        ld(article(alternativeHeadline="Back over the water"))
        + meta("og:title", "Why the old bridge is back")
    )
    assert found.alternative_headline is not None
    assert found.alternative_headline.value == "Back over the water"


def test_of_two_articles_the_one_that_the_page_is_called_after() -> None:
    """Neither has an address; the other one has more fields."""
    other = {
        "@type": "NewsArticle",
        "headline": "Ferry fares rise",
        "author": {"name": "Jo Field"},
        "datePublished": "2025-01-01T10:00:00Z",
        "articleBody": "Long",
    }
    own = article(author={"name": "Ada Marsh"})
    found = metadata(f"<title>{TITLE} - The Gazette</title>" + ld(other, own))
    assert found.authors is not None
    assert found.authors.value == ("Ada Marsh",)


# ---------------------------------------------------------------- authors


def authors(head: str = "", below: str = "", url: str = URL) -> tuple[str, ...]:
    found = metadata(head, below, url=url).authors
    return found.value if found else ()


def test_a_person_beats_the_site_wherever_it_is_named() -> None:
    """JSON-LD names the house, the page prints the person."""
    house = ld(article(author={"@type": "Organization", "name": "The Gazette"}))
    assert authors(house, "<p>By Ada Marsh</p>") == ("Ada Marsh",)
    assert authors(house) == ("The Gazette",)
    assert authors(meta("author", "The Gazette")) == ()


def test_an_account_that_the_page_shows_nowhere_only_entered_it() -> None:
    """Systems write it into the head; a person's full name there is believed."""
    assert authors(meta("author", "jfield")) == ()
    assert authors(meta("author", "Jo")) == ()
    assert authors(meta("author", "Jo"), "<p>Jo</p>") == ("Jo",)
    assert authors(meta("author", "Jo Field")) == ("Jo Field",)
    assert authors(meta("author", "Jo Field"), "<p>By Ada Marsh</p>") == ("Ada Marsh",)
    assert authors(ld(article(author="jfield"))) == ()
    assert authors(ld(article(author={"name": "Jo Field"}))) == ("Jo Field",)


def test_a_first_name_gives_way_to_the_full_name() -> None:
    """The same person, named better elsewhere on the page."""
    first = ld(article(author={"name": "Ada"}))
    assert authors(first, "<p>By <a rel=author href=/a>Ada Marsh</a></p>") == ("Ada Marsh",)


def test_a_persons_own_site() -> None:
    """There the site's name is the author's."""
    own = "https://adamarsh.example/the-old-bridge"
    assert authors("", "<p>By Ada Marsh</p>", url=own) == ("Ada Marsh",)


@pytest.mark.parametrize("noise", ["View all", "Admin", "Follow", "View all posts by admin"])
def test_words_of_the_interface_are_no_authors(noise: str) -> None:
    """Wherever they stand."""
    box = f"<p class=author><a rel=author href=/a>{noise}</a></p>"
    assert authors(meta("author", noise) + ld(article(author=noise)), box) == ()


@pytest.mark.parametrize(
    "author",
    [
        "Ada Marsh, Jonas Feld",
        ["Ada Marsh", "Jonas Feld"],
        {"name": ["Ada Marsh", "Jonas Feld"]},
        [{"@type": "Person", "name": "Ada Marsh"}, {"name": "Jonas Feld https://jo.example"}],
        [[{"name": "Ada Marsh"}], {"name": {"name": "Jonas Feld"}}],
    ],
)
def test_forms_of_authors_in_json_ld(author: object) -> None:
    """A string, a list, objects, nested ones, a name with an address in it."""
    assert authors(ld(article(author=author))) == ("Ada Marsh", "Jonas Feld")


# ---------------------------------------------------------------- dates


def test_a_modification_alone_is_no_publication() -> None:
    """Nor is the day in the footer, nor today's date above the headline."""
    found = metadata(
        ld(article(dateModified="2025-03-04T10:00:00Z")), "<p>Updated 4 March 2025</p>"
    )
    assert found.date_published is None
    assert found.date_modified is not None
    assert metadata().date_published is None
    assert metadata("", "<p>3 hours ago</p>").date_published is None


def test_the_day_takes_the_time_of_a_lesser_origin() -> None:
    """The raw string and the origin are the finer one's; the first stays a candidate."""
    found = metadata(ld(article(datePublished="2025-03-04")), "<p>4 March 2025, 14:20</p>")
    assert found.date_published is not None
    best = found.date_published
    assert best.value.value == datetime(2025, 3, 4, 14, 20, tzinfo=UTC)
    assert best.value.precision is Precision.MINUTE
    assert [candidate.origin for candidate in best.candidates] == ["json-ld"]


def test_the_day_as_the_page_prints_it() -> None:
    """JSON-LD writes UTC, the page prints its own clock."""
    found = metadata(
        ld(article(datePublished="2025-03-05T03:37:37Z")), "<p>March 4, 2025, 11:37 pm</p>"
    )
    assert found.date_published is not None
    assert found.date_published.value.day == date(2025, 3, 4)
    assert found.date_published.value.value == datetime(2025, 3, 5, 3, 37, 37, tzinfo=UTC)


def test_an_ambiguous_date_is_read_as_the_pages_clear_one() -> None:
    """A system of American make on a German site."""
    found = metadata(
        meta("article:published_time", "11/01/2025 12:43"), "<p>Erstellt am 01.11.2025</p>"
    )
    assert found.date_published is not None
    assert found.date_published.value.value == datetime(2025, 11, 1, 12, 43, tzinfo=UTC)


def test_a_meta_that_only_says_date_yields_to_the_printed_one() -> None:
    """It may be the page's, the index's or the template's."""
    found = metadata('<meta name="date" content="2025-03-09">', "<p>4 March 2025</p>")
    assert found.date_published is not None
    assert found.date_published.value.value == datetime(2025, 3, 4, tzinfo=UTC)


def test_sightings_are_the_second_opinion() -> None:
    """A feed dates what the page does not; the page's own word comes first."""
    feed = Link(
        url=URL,
        found_in="https://gazette.example/feed",
        kind=SourceKind.FEED,
        date_published=datetime(2025, 3, 4, 9, tzinfo=UTC),
    )
    found = metadata("", "<p>3 weeks ago</p>", hints=(feed,))
    assert found.date_published is not None
    assert (found.date_published.origin, found.date_published.value.value.hour) == ("feed", 9)
    stated = metadata(ld(article(datePublished="2025-03-03T08:00:00Z")), hints=(feed,))
    assert stated.date_published is not None
    assert stated.date_published.origin == "json-ld"


def test_the_day_behind_a_title() -> None:
    """Some print it there and nowhere else."""
    found = metadata(f"<title>{TITLE} | Gazette | 04.03.2025</title>")
    assert found.date_published is not None
    assert found.date_published.value.value == datetime(2025, 3, 4, tzinfo=UTC)


# ---------------------------------------------------------------- the rest


def test_the_other_fields() -> None:
    """Section, keywords, image, canonical address, free access and type, each as it is stated."""
    found = metadata(
        ld(
            article(
                articleSection=["Town", "News"],
                keywords="bridge, harbour,bridge",
                image={"url": "/bridge.jpg"},
                isAccessibleForFree="http://schema.org/False",
                description="After eleven weeks.",
            )
        )
        + f"<link rel=canonical href={URL}>"
    )
    values = {
        name: value.value
        for name in (
            "section", "keywords", "image_url", "canonical_url", "schema_type", "description",
        )
        if (value := getattr(found, name))
    }  # fmt: skip
    assert values == {
        "section": "Town",
        "keywords": ("bridge", "harbour"),
        "image_url": "https://gazette.example/bridge.jpg",
        "canonical_url": URL,
        "schema_type": "NewsArticle",
        "description": "After eleven weeks.",
    }
    assert found.is_accessible_for_free is not None
    assert found.is_accessible_for_free.value is False


def test_the_section_from_the_breadcrumbs() -> None:
    """The step below the home page."""
    steps = [
        {"@type": "ListItem", "position": n, "name": name}
        for n, name in enumerate(("Home", "Town", TITLE), start=1)
    ]
    found = metadata(ld({"@type": "BreadcrumbList", "itemListElement": steps}))
    assert found.section is not None
    assert (found.section.value, found.section.origin) == ("Town", "breadcrumb")


def test_a_canonical_address_on_another_site_is_refused() -> None:
    """It must never merge two sites' articles."""
    assert metadata("<link rel=canonical href=https://other.example/a>").canonical_url is None


def variants(*languages: str) -> str:
    links = (
        f"<link rel=alternate hreflang={tag} href=https://gazette.example/{tag}/a>"
        for tag in languages
    )
    return "".join(links)


@pytest.mark.parametrize(
    ("own", "canonical", "believed"),
    [
        ("de", "en", False),
        ("de", "x-default", True),
        ("zh-Hant", "zh-Hans", False),
        ("en-GB", "en-US", True),
        ("fr", "fr", True),
    ],
)
def test_a_translation_is_no_canonical_address(own: str, canonical: str, believed: bool) -> None:
    """A translation that names the original as canonical is an article of its own."""
    head = variants("de", "en", "en-GB", "en-US", "zh-Hans", "zh-Hant", "fr", "x-default")
    claimed = f"https://gazette.example/{canonical}/a"
    url = f"https://gazette.example/{own}/a"
    found = metadata(f"{head}<link rel=canonical href={claimed}>", lang="xx", url=url)
    assert (found.canonical_url is not None) is believed


def test_a_page_that_does_not_list_itself_has_the_language_of_its_root() -> None:
    """Some list only the other languages."""
    head = variants("en") + "<link rel=canonical href=https://gazette.example/en/a>"
    assert metadata(head, lang="de-AT").canonical_url is None
    assert metadata(head, lang="en-GB").canonical_url is not None


@pytest.mark.parametrize(
    "noise",
    [
        "<script type=application/ld+json>" + "[" * 100_000 + "</script>",
        ld({"@graph": [{"@type": "Thing", "name": str(n)} for n in range(60_000)]}),
        "<p itemprop=author>x</p>" * 20_000,
        "<meta name=author content='Jo, Bo'>" * 5_000,
    ],
)
def test_hostile_heads_do_not_hide_the_article(noise: str) -> None:
    """What is read of them is bounded; the page's own headline and date are found."""
    found = metadata(noise, "<p>By Ada Marsh, 4 March 2025</p>")
    assert found.headline is not None
    assert found.headline.value == TITLE
    assert found.date_published is not None
