"""Copies over several sites become one cluster, as they are filed and as their texts change."""

import random
import re
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from pipelines.identity.near import signature
from pipelines.jobs.duplicates import follow, mend
from pipelines.jobs.filing import file_visit
from pipelines.jobs.reclean import reclean
from pipelines.model import (
    Article,
    Moment,
    Precision,
    Site,
    SiteRules,
    Sourced,
    Template,
)
from pipelines.store import articles, clusters, frontier, sites, templates
from pipelines.store.engine import reading, writing
from pipelines.store.rows import Filing
from tests.contract import test_live_blogs, visits
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


def signed_otherwise(desk: Engine) -> list[int]:
    """Articles whose fingerprints are not those of their present text."""
    with reading(desk) as connection:
        rows = connection.execute(text("SELECT id, body FROM articles")).all()
        return [
            row.id
            for row in rows
            if clusters.signed_as(connection, row.id) != {*signature(row.body).fingerprints}
        ]


def delete(desk: Engine, *numbers: int) -> None:
    """As a person would, by hand."""
    with writing(desk) as connection:
        for number in numbers:
            connection.execute(text("DELETE FROM article WHERE id = :id"), {"id": number})


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
    """Though it quotes the original; variants of one language may be copies."""
    quoting = (*STORY[:2], paragraph("übersetzt"), paragraph("ebenso"))
    file(newsroom, printed(1, STORY[:3], "gazette.example", language="en"))
    file(newsroom, printed(2, quoting, "herald.example", language="de"))
    assert groups(newsroom) == []
    file(newsroom, printed(3, STORY[:3], "courier.example", language="en-GB"))
    assert groups(newsroom) == [{1, 3}]


def test_a_copy_whose_page_declares_the_wrong_language_is_one(newsroom: Engine) -> None:
    """Templates say "en" over pages in any language; the words say more."""
    file(newsroom, printed(1, STORY, "gazette.example", language="de"))
    file(newsroom, printed(2, (*STORY, OWN[0]), "herald.example", language="en"))
    assert groups(newsroom) == [{1, 2}]


def test_a_sites_own_follow_up_is_no_copy(newsroom: Engine) -> None:
    """It repeats the background; the same story under a second address is a copy."""
    later = (*STORY[1:], *story("today")[:2])
    file(newsroom, printed(1, STORY, "gazette.example"), printed(2, later, "gazette.example"))
    assert groups(newsroom) == []
    file(newsroom, printed(3, (*STORY, OWN[0]), "gazette.example"))
    assert groups(newsroom) == [{1, 3}]


def test_a_corrected_page_and_its_other_addresses_are_one_article(desk: Engine) -> None:
    """A correction is a revision, and an address that leads to the article an alias."""
    visits.file(desk, visits.visit(desk, "/one", visits.page("one")))
    corrected = visits.page("one").replace(b"new months", b"22 months")
    visits.file(desk, visits.check(desk, "/one", corrected, 20))
    visits.file(desk, visits.visit(desk, "/amp/one", visits.page("one"), 30, target="/one"))
    assert visits.row(desk, "SELECT count(*) AS n FROM articles")["n"] == 1
    assert visits.row(desk, "SELECT count(*) AS n FROM revisions")["n"] == 2
    assert groups(desk) == []
    assert signed_otherwise(desk) == []


def test_a_live_blog_is_found_by_its_present_entries(desk: Engine) -> None:
    """It is brought up to date without a revision."""
    for minute, entries in ((0, range(2)), (15, range(6))):
        look = visits.check if minute else visits.visit
        visits.file(desk, look(desk, test_live_blogs.PATH, test_live_blogs.page(*entries), minute))
    assert visits.row(desk, "SELECT count(*) AS n FROM revisions")["n"] == 1
    assert signed_otherwise(desk) == []


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


def test_the_queries_of_the_readme_show_a_cluster_and_each_story_once(newsroom: Engine) -> None:
    """What people copy has to run, on both engines."""
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    shown, once = re.findall(r"```sql\n(.*?)```", readme, re.DOTALL)
    file(
        newsroom,
        printed(1, STORY, "gazette.example", hours=2),
        printed(2, STORY, "herald.example", hours=1),
        printed(3, story("bridge"), "courier.example"),
    )
    with reading(newsroom) as connection:
        rows = connection.execute(text(shown)).all()
        ids = {row.id for row in connection.execute(text(once))}
    assert [(row.site, bool(row.leads)) for row in rows] == [
        ("herald.example", True),
        ("gazette.example", False),
    ]
    assert ids == {2, 3}


def test_a_lead_that_is_deleted_is_followed_by_the_next(newsroom: Engine) -> None:
    """Whoever deletes it: the database unsets the lead, the next run chooses another."""
    keys = ("gazette.example", "herald.example", "courier.example")
    file(newsroom, *(printed(at, STORY, key, hours=at) for at, key in enumerate(keys, start=1)))
    assert lead(newsroom) == 1
    delete(newsroom, 1)
    mend(newsroom)
    assert groups(newsroom) == [{2, 3}]
    assert lead(newsroom) == 2


@pytest.mark.parametrize("deleted", [1, 2])
def test_a_cluster_whose_other_members_are_deleted_ends(newsroom: Engine, deleted: int) -> None:
    """Whether its lead is left or another one."""
    file(newsroom, printed(1, STORY, "gazette.example"), printed(2, STORY, "herald.example"))
    delete(newsroom, deleted)
    mend(newsroom)
    assert groups(newsroom) == []
    (third,) = file(newsroom, printed(3, STORY, "courier.example"))
    assert groups(newsroom) == [{3 - deleted, third}]


def test_a_report_of_one_pattern_that_is_revised_leaves_its_copy(newsroom: Engine) -> None:
    """A page that shows each day's report under one address is a copy on one day only."""

    def report(day: int) -> tuple[str, ...]:
        lines = [line.split() for line in STORY[:3]]
        for line in lines:
            line[::12] = [str(1000 * day + place) for place, _ in enumerate(line[::12])]
        return tuple(" ".join(line) for line in lines)

    file(newsroom, printed(1, report(1), "gazette.example"))
    file(newsroom, printed(2, report(1), "herald.example"))
    assert groups(newsroom) == [{1, 2}]
    with writing(newsroom) as connection:
        articles.revise(connection, 1, printed(1, report(2), "gazette.example"), "substantive")
        follow(connection, [1])
    assert groups(newsroom) == []


@pytest.mark.parametrize("seed", range(4))
def test_clusters_are_true_whatever_happens(newsroom: Engine, seed: int) -> None:
    """Filed, revised, deleted in any order: two members at least, led by one of them, as the view
    says, and each article is found by its present text."""
    rng = random.Random(seed)
    stories = [story(name) for name in ("a", "b")]
    numbers: list[int] = []
    for step in range(1, 25):
        whole = rng.choice(stories)
        lines = (*whole[: rng.choice((3, 5))], paragraph(f"own {seed} {step}"))
        made = printed(step, lines, rng.choice(SITES).key, hours=rng.randrange(9))
        what = rng.choice(("file", "file", "revise", "delete"))
        if what == "file" or not numbers:
            numbers += file(newsroom, made)
        elif what == "revise":
            with writing(newsroom) as connection:
                articles.revise(connection, rng.choice(numbers), made, "substantive")
                follow(connection, numbers)
        else:
            delete(newsroom, numbers.pop(rng.randrange(len(numbers))))
            mend(newsroom)
        assert all(len(members) > 1 for members in groups(newsroom))
        assert signed_otherwise(newsroom) == []
        assert leads_are_members(newsroom)


def leads_are_members(desk: Engine) -> bool:
    led = "SELECT c.id FROM clusters c JOIN cluster_members m ON m.article_id = c.lead_id"
    with reading(desk) as connection:
        known = set(connection.scalars(text("SELECT id FROM clusters")))
        return known == set(connection.scalars(text(f"{led} AND m.cluster_id = c.id")))


def test_two_runs_that_file_two_copies_at_once_find_them(newsroom: Engine) -> None:
    """Neither sees the other's text before its commit: the second waits for it."""
    payload = visits.page("7")
    first = visits.visit(newsroom, "/seven", payload)
    elsewhere = replace(first.site, key="herald.example")
    assert isinstance(first.result, Article)
    with writing(newsroom) as connection:
        link = (first.pending.url_key, None, first.pending.hints[0])
        (pending,) = frontier.sight(connection, elsewhere.key, [link], NOW)
    result = replace(first.result, site=elsewhere.key)
    second = replace(first, pending=pending, site=elsewhere, result=result)

    def file_second() -> None:
        with writing(newsroom) as connection:
            file_visit(connection, second, 1)

    thread = threading.Thread(target=file_second)
    with writing(newsroom) as connection:
        file_visit(connection, first, 1)
        thread.start()
        thread.join(0.5)
    thread.join(30)
    assert groups(newsroom) == [{1, 2}]
