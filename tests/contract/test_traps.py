"""What a site's addresses gave decides which of them are asked for."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from pipelines.jobs import trapping
from pipelines.jobs.trapping import Gave, Sifted
from pipelines.model import Link, Outcome, Site, SiteRules, SourceKind
from pipelines.patterns import ARTICLES_UNCHANGED, FRUITLESS
from pipelines.store import frontier
from pipelines.store.engine import reading, writing
from pipelines.store.rows import PatternRow, Pending
from pipelines.urls import url_key
from tests.contract.samples import NOW
from tests.contract.visits import ORIGIN, SITE, file, page, visit

DAY = timedelta(days=1)
LISTING = "listing: a page of links"


def named(desk: Engine, *paths: str, site: Site = SITE, now: datetime = NOW) -> Sifted:
    """A source names these addresses; what is left out is settled."""
    links = [
        Link(url=f"{ORIGIN}{path}", found_in=f"{ORIGIN}/feed", kind=SourceKind.FEED)
        for path in paths
    ]
    with writing(desk) as connection:
        keyed = [(url_key(link.url), None, link) for link in links]
        found = frontier.sight(connection, site.key, keyed, now)
        sifted = trapping.sift(connection, site, found, now)
        trapping.leave_out(connection, sifted, now)
    return sifted


def gave(
    desk: Engine, pending: Pending, outcome: Outcome, reason: str = "", now: datetime = NOW
) -> PatternRow | None:
    told = Gave(pending=pending, outcome=outcome, reason=reason, now=now)
    with writing(desk) as connection:
        return trapping.learn(connection, SITE, told)


def barren(desk: Engine, pages: int = FRUITLESS) -> list[PatternRow | None]:
    """So many days of a calendar, none of them an article."""
    found = named(desk, *(f"/events/2026/{day}" for day in range(pages)))
    return [gave(desk, one, Outcome.REJECTED, LISTING) for one in found.wanted]


def address(desk: Engine, path: str) -> tuple[str, str | None, str]:
    wanted = text("SELECT state, outcome, reason FROM urls WHERE url_key = :key")
    with reading(desk) as connection:
        row = connection.execute(wanted, {"key": url_key(f"{ORIGIN}{path}")}).one()
        return row.state, row.outcome, row.reason or ""


def test_a_calendar_is_left_out_with_its_reason_and_others_are_not(desk: Engine) -> None:
    *before, last = barren(desk)
    assert set(before) == {None}
    assert last is not None
    assert last.reason is not None
    sifted = named(desk, "/events/2027/1", "/town/the-bridge-opens-again")
    assert [one.url for one in sifted.wanted] == [f"{ORIGIN}/town/the-bridge-opens-again"]
    reason = "trap: nothing new in the last 30 pages of gazette.example/events/0/0"
    assert address(desk, "/events/2027/1") == ("done", "excluded", reason)


def test_what_was_found_before_it_was_closed_is_left_out_of_the_next_run(desk: Engine) -> None:
    named(desk, "/events/2027/1")
    barren(desk)
    with reading(desk) as connection:
        found = frontier.pending(connection, SITE.key, NOW, 100)
        sifted = trapping.sift(connection, SITE, found, NOW)
    assert f"{ORIGIN}/events/2027/1" not in [one.url for one in sifted.wanted]
    assert len(sifted.excluded) == len(found)


def test_one_page_a_day_is_tried_and_an_article_brings_all_back(desk: Engine) -> None:
    barren(desk)
    named(desk, "/events/2027/1", "/events/2027/2")
    later = NOW + DAY
    sifted = named(desk, "/events/2027/3", "/events/2027/4", now=later)
    assert [one.url for one in sifted.wanted] == [f"{ORIGIN}/events/2027/3"]
    assert named(desk, "/events/2027/5", now=later).wanted == ()
    gave(desk, sifted.wanted[0], Outcome.NEW, now=later)
    assert address(desk, "/events/2027/1") == ("found", None, "")
    assert len(named(desk, "/events/2027/6", now=later).wanted) == 1


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome.FAILED, "HTTP 500"),
        (Outcome.UNREACHABLE, "no answer"),
        (Outcome.RATE_LIMITED, "HTTP 429"),
        (Outcome.ROBOTS, "robots.txt"),
        (Outcome.REJECTED, "consent: a wall"),
        (Outcome.REJECTED, "challenge: a wall"),
        (Outcome.REJECTED, "extract-timeout: slow"),
    ],
)
def test_walls_and_faults_say_nothing_of_an_address(
    desk: Engine, outcome: Outcome, reason: str
) -> None:
    """A week behind a consent wall must not close every section of the paper."""
    found = named(desk, *(f"/town/story-number-{n}" for n in range(2 * FRUITLESS)))
    assert {gave(desk, one, outcome, reason) for one in found.wanted} == {None}


def test_an_article_that_is_asked_for_again_says_nothing_of_an_address(desk: Engine) -> None:
    one = visit(desk, "/town/a", page("1"))
    filed = file(desk, one)
    assert filed.outcome is Outcome.NEW
    pending = named(desk, "/town/b").wanted[0]
    from pipelines.store.rows import Check

    checked = replace(pending, check=Check(article_id=1, born_at=NOW))
    for _ in range(2 * FRUITLESS):
        assert gave(desk, checked, Outcome.GONE) is None


def test_what_the_site_file_includes_is_no_trap(desk: Engine) -> None:
    barren(desk)
    wanted = replace(SITE, rules=SiteRules(include=("/events/",)))
    assert len(named(desk, "/events/2027/1", site=wanted).wanted) == 1


def test_an_endless_address_is_left_out_at_once(desk: Engine) -> None:
    assert named(desk, "/a/b/a/b/a/b/a/b").wanted == ()
    assert address(desk, "/a/b/a/b/a/b/a/b")[2] == "trap: the step 'a' 4 times"


def seen_with(desk: Engine, path: str, text_of: str) -> None:
    """An article's page under this address, filed as in a run."""
    one = visit(desk, path, page(text_of))
    filed = file(desk, one)
    assert filed.article_id is not None
    with writing(desk) as connection:
        trapping.learn_parameters(connection, SITE.key, one.pending.url, filed.article_id)


def dropped(desk: Engine) -> frozenset[str]:
    with reading(desk) as connection:
        return trapping.without_effect(connection, SITE.key)


def test_a_session_is_dropped_once_it_changed_nothing_on_several_articles(desk: Engine) -> None:
    for n in range(ARTICLES_UNCHANGED):
        assert dropped(desk) == frozenset()
        for session in ("aa", "bb", "cc"):
            seen_with(desk, f"/town/{n}?view={session}", f"of the {n}th kind")
    assert dropped(desk) == {"view"}


def test_a_parameter_that_led_to_another_article_once_is_never_dropped(desk: Engine) -> None:
    """`?id=1` and `?id=2` are two articles."""
    for n in range(ARTICLES_UNCHANGED + 1):
        seen_with(desk, f"/town/{n}?id=1", f"of the {n}th kind")
        seen_with(desk, f"/town/{n}?id=2", f"of the {n}th kind")
    seen_with(desk, "/read?id=1", "one")
    seen_with(desk, "/read?id=2", "two")
    assert dropped(desk) == frozenset()
