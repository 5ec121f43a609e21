"""Copies over several sites become one cluster, as they are filed and as their texts change."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from pipelines.jobs.duplicates import follow
from pipelines.jobs.reclean import reclean
from pipelines.model import (
    Moment,
    Precision,
    Site,
    SiteRules,
    Sourced,
    Template,
)
from pipelines.store import articles, sites, templates
from pipelines.store.engine import reading, writing
from pipelines.store.rows import Filing
from tests.contract.samples import NOW, filing, with_metadata

SITES = tuple(
    Site(key=key, name=key, home=f"https://{key}/")
    for key in ("gazette.example", "herald.example", "courier.example", "reuters.com")
)
SYLLABLES = ("ba", "cor", "del", "fen", "gri", "hal", "jun", "kel", "mor", "nev", "os", "pri")


def paragraph(seed: str) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(SYLLABLES) + rng.choice(SYLLABLES) for _ in range(50))


def story(name: str) -> tuple[str, ...]:
    return tuple(paragraph(f"{name} {number}") for number in range(5))


STORY = story("quay")
OWN = (paragraph("own first"), paragraph("own last"))


@pytest.fixture
def newsroom(desk: Engine) -> Engine:
    with writing(desk) as connection:
        sites.sync(connection, SITES, NOW)
    return desk


def printed(
    number: int,
    lines: Sequence[str],
    site: str,
    *,
    hours: float = 0,
    authors: tuple[str, ...] = ("Ann Lee",),
    language: str = "en",
) -> Filing:
    """The lines as article `number` of a site, published so many hours after NOW."""
    moment = Moment(value=NOW + timedelta(hours=hours), precision=Precision.MINUTE, zone_known=True)
    given = with_metadata(
        filing(number, *lines),
        date_published=Sourced(value=moment, origin="json-ld"),
        authors=Sourced(value=authors, origin="meta"),
        in_language=Sourced(value=language, origin="meta"),
    )
    return replace(given, article=replace(given.article, site=site), aliases=(), snapshot=None)


def file(desk: Engine, *filings: Filing) -> list[int]:
    """File them one after the other, each in a transaction; their numbers."""
    numbers = []
    for one in filings:
        with writing(desk) as connection:
            numbers.append(articles.file_new(connection, one))
            follow(connection, numbers[-1:])
    return numbers


def groups(desk: Engine) -> list[set[int]]:
    """The clusters, as the view `articles` shows them."""
    with reading(desk) as connection:
        rows = connection.execute(text("SELECT id, cluster_id FROM articles")).all()
        members = connection.execute(text("SELECT article_id, cluster_id FROM cluster_members"))
        assert {tuple(row) for row in members} == {tuple(row) for row in rows if row.cluster_id}
        known = set(connection.scalars(text("SELECT id FROM clusters")))
    found: dict[int, set[int]] = {}
    for row in rows:
        if row.cluster_id:
            found.setdefault(row.cluster_id, set()).add(row.id)
    assert known == set(found)
    return sorted(found.values(), key=min)


def lead(desk: Engine) -> int | None:
    with reading(desk) as connection:
        return connection.scalar(text("SELECT lead_id FROM clusters"))


def test_copies_with_paragraphs_of_their_own_are_one_cluster(newsroom: Engine) -> None:
    """Three sites print one wire story: whole, framed, and cut; a fourth story stays alone."""
    first, framed, cut, _other = file(
        newsroom,
        printed(1, STORY, "gazette.example"),
        printed(2, (OWN[0], *STORY, OWN[1]), "herald.example"),
        printed(3, STORY[:3], "courier.example"),
        printed(4, story("bridge"), "courier.example"),
    )
    assert groups(newsroom) == [{first, framed, cut}]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_the_first_published_leads_in_whichever_order_they_come(
    newsroom: Engine, order: tuple[int, ...]
) -> None:
    """The lead depends on the articles, not on the crawl."""
    hours = {1: 5.0, 2: 1.0, 3: 9.0}
    keys = {1: "gazette.example", 2: "herald.example", 3: "courier.example"}
    made = [printed(one, STORY, keys[one], hours=hours[one]) for one in order]
    numbers = dict(zip(order, file(newsroom, *made), strict=True))
    assert lead(newsroom) == numbers[2]


def test_the_agency_that_a_credit_names_leads(newsroom: Engine) -> None:
    """Its own copy stands for the cluster, though a customer printed it first."""
    _customer, agency = file(
        newsroom,
        printed(1, STORY, "gazette.example", hours=0, authors=("Reuters",)),
        printed(2, STORY, "reuters.com", hours=3),
    )
    assert lead(newsroom) == agency


def test_a_translation_is_no_copy(newsroom: Engine) -> None:
    """Also where the twin quotes the original; variants of one language may be copies."""
    file(newsroom, printed(1, STORY, "gazette.example", language="en"))
    file(newsroom, printed(2, STORY, "herald.example", language="de"))
    assert groups(newsroom) == []
    file(newsroom, printed(3, STORY, "courier.example", language="en-GB"))
    assert groups(newsroom) == [{1, 3}]


def test_two_clusters_that_turn_out_to_be_one_are_joined(newsroom: Engine) -> None:
    """Head and tail of a story have nothing in common until the whole of it comes."""
    whole = story("pier")
    head, tail = (*whole[:2], paragraph("head")), (*whole[3:], paragraph("tail"))
    file(
        newsroom,
        printed(1, head, "gazette.example", hours=4),
        printed(2, head, "herald.example", hours=3),
        printed(3, tail, "gazette.example", hours=2),
        printed(4, tail, "herald.example", hours=1),
    )
    assert groups(newsroom) == [{1, 2}, {3, 4}]
    file(newsroom, printed(5, whole, "courier.example", hours=9))
    assert groups(newsroom) == [{1, 2, 3, 4, 5}]
    assert lead(newsroom) == 4


def test_an_article_and_its_revision_are_one_member(newsroom: Engine) -> None:
    """A revised text keeps its cluster while it is a copy, and leaves it with the last copy."""
    one, two = file(
        newsroom, printed(1, STORY, "gazette.example"), printed(2, STORY, "herald.example")
    )
    for lines, expected in (
        ((*STORY, OWN[0]), [{one, two}]),
        (story("something else"), []),
        (STORY, [{one, two}]),
    ):
        with writing(newsroom) as connection:
            later = printed(2, lines, "herald.example")
            articles.revise(connection, two, later, "substantive")
            follow(connection, [two])
        assert groups(newsroom) == expected


def test_a_third_copy_leaves_and_two_stay(newsroom: Engine) -> None:
    """The lead is chosen anew from those that are left."""
    file(
        newsroom,
        printed(1, STORY, "gazette.example", hours=1),
        printed(2, STORY, "herald.example", hours=2),
        printed(3, STORY, "courier.example", hours=3),
    )
    with writing(newsroom) as connection:
        articles.revise(connection, 1, printed(1, story("x"), "gazette.example"), "substantive")
        follow(connection, [1])
    assert groups(newsroom) == [{2, 3}]
    assert lead(newsroom) == 2


def test_a_date_that_changes_changes_the_lead(newsroom: Engine) -> None:
    """A revision of the metadata alone."""
    file(
        newsroom,
        printed(1, STORY, "gazette.example", hours=1),
        printed(2, STORY, "herald.example", hours=2),
    )
    with writing(newsroom) as connection:
        later = printed(2, STORY, "herald.example", hours=-2)
        articles.revise(connection, 2, later, "metadata")
        follow(connection, [2])
    assert lead(newsroom) == 2


def test_a_cluster_follows_the_cleaned_text(newsroom: Engine) -> None:
    """Two stories in the same large box are copies until the box is stricken from both."""
    box = tuple(paragraph(f"box {number}") for number in range(4))
    one, two = file(
        newsroom,
        printed(1, (paragraph("one"), *box), "gazette.example"),
        printed(2, (paragraph("two"), *box), "herald.example"),
    )
    assert groups(newsroom) == [{one, two}]
    for site in SITES[:2]:
        ruled = replace(site, rules=SiteRules(drop=box))
        reclean(newsroom, ruled, Template(site=site.key, version=1))
    assert groups(newsroom) == []


def test_what_was_filed_before_the_schema_is_joined_when_it_is_cleaned(newsroom: Engine) -> None:
    """The migration marks every article, and the next run goes on from there."""
    with writing(newsroom) as connection:
        for number, key in enumerate(("gazette.example", "herald.example"), start=1):
            articles.file_new(connection, printed(number, STORY, key))
    assert groups(newsroom) == []
    for site in SITES[:2]:
        reclean(newsroom, site, Template(site=site.key, version=1))
    assert groups(newsroom) == [{1, 2}]


def test_cleaning_again_changes_no_cluster(newsroom: Engine) -> None:
    """The same texts, the same members, the same number."""
    file(newsroom, printed(1, STORY, "gazette.example"), printed(2, STORY, "herald.example"))
    rows = text("SELECT article_id, cluster_id, similarity FROM cluster_members ORDER BY 1")
    with reading(newsroom) as connection:
        before = connection.execute(rows).all()
    with writing(newsroom) as connection:
        templates.set_all_unclean(connection, "gazette.example")
    reclean(newsroom, SITES[0], Template(site=SITES[0].key, version=1))
    with reading(newsroom) as connection:
        assert connection.execute(rows).all() == before


def test_a_pattern_that_thousands_share_hides_no_copy(newsroom: Engine) -> None:
    """Only the newest holders of a fingerprint are looked at; a copy comes soon."""
    pattern = STORY[:2]
    made = [
        printed(number, (*pattern, *story(f"report {number}")[:2]), "gazette.example")
        for number in range(1, 31)
    ]
    numbers = file(newsroom, *made)
    assert groups(newsroom) == []
    lines = [block.text for block in made[-1].article.cleaned.kept]
    (copy,) = file(newsroom, printed(99, (*lines, OWN[0]), "herald.example"))
    assert {numbers[-1], copy} in groups(newsroom)
