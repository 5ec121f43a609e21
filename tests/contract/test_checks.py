"""Articles that are asked for again: when each is due, and by which of its addresses."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from benchmarks.trials.upgrading import migrate
from pipelines.jobs.filing import file_visit, set_aside
from pipelines.jobs.run import utc_now
from pipelines.jobs.settling import settle_without_page
from pipelines.jobs.visit import Visit
from pipelines.jobs.visit_ends import Filed
from pipelines.model import Outcome
from pipelines.store import frontier, schema
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.rows import Ended, Fetched, Pending, Validators, born_at
from tests.contract.samples import NOW
from tests.contract.visits import ORIGIN, SITE, check, page, row, visit

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def hourly(born_at: datetime, now: datetime) -> datetime | None:
    """An hour later, for articles of two days."""
    return now + HOUR if now - born_at < 2 * DAY else None


def filed(desk: Engine, seen: Visit) -> Filed:
    with writing(desk) as connection:
        return file_visit(connection, seen, 1, hourly)


def due(desk: Engine, at: datetime, limit: int = 100) -> tuple[Pending, ...]:
    with reading(desk) as connection:
        return frontier.checks(connection, SITE.key, at, limit)


def end(desk: Engine, pending: Pending, outcome: Outcome, **more: object) -> None:
    """The check gave no page."""
    fetch = Fetched(run_id=1, final_url=pending.url, status=0)
    ended = Ended(outcome=outcome, reason="", now=NOW + HOUR, fetch=fetch, **more)  # type: ignore[arg-type]
    with writing(desk) as connection:
        settle_without_page(connection, pending, ended)


@pytest.fixture
def one(desk: Engine) -> Engine:
    """A desk where /one is filed."""
    filed(desk, visit(desk, "/one", page("one")))
    return desk


def test_an_article_is_due_again_when_the_table_says(one: Engine) -> None:
    """Not before, and with what its page was known by."""
    assert due(one, NOW + HOUR - timedelta(seconds=1)) == ()
    (again,) = due(one, NOW + HOUR)
    assert again.url == f"{ORIGIN}/one"
    assert again.check
    assert again.check.born_at == NOW
    assert (again.check.validators.digest or "").startswith("sha256:")


def test_the_frontier_of_new_pages_does_not_hold_it(one: Engine) -> None:
    """A check never takes a new article's place."""
    with reading(one) as connection:
        assert frontier.pending(connection, SITE.key, NOW + 9 * DAY, 10) == ()


def test_an_old_article_is_not_asked_for_again(desk: Engine) -> None:
    """Its age counts from its publication, not from the day on which it was found."""
    dated = page("one").replace(
        b"</head>",
        b'<meta property="article:published_time" content="2020-01-01T08:00:00Z"></head>',
    )
    filed(desk, visit(desk, "/one", dated))
    assert row(desk, "SELECT date_published IS NOT NULL AS dated FROM article")["dated"]
    assert due(desk, NOW + 999 * DAY) == ()


def test_an_article_is_checked_by_one_of_its_addresses(desk: Engine) -> None:
    """The first that led to it, until its own page was seen; copies are never asked again."""
    filed(desk, visit(desk, "/go/1", page("one"), target="/one"))
    assert [pending.url for pending in due(desk, NOW + DAY)] == [f"{ORIGIN}/go/1"]
    filed(desk, visit(desk, "/copy", page("one"), 5))
    filed(desk, visit(desk, "/one", page("one"), 10))
    assert [pending.url for pending in due(desk, NOW + DAY)] == [f"{ORIGIN}/one"]


def test_the_freshest_are_checked_first_and_a_limit_holds(desk: Engine) -> None:
    """A backlog of old articles does not stand before today's."""
    for name in ("one", "two", "three"):
        filed(desk, visit(desk, f"/{name}", page(name)))
    with writing(desk) as connection:
        fresh = text("UPDATE urls SET fresh_at = :at WHERE url_key LIKE '%/two'")
        connection.execute(fresh, {"at": NOW.replace(tzinfo=None)})
    assert [pending.url for pending in due(desk, NOW + DAY, 2)] == [
        f"{ORIGIN}/two",
        f"{ORIGIN}/one",
    ]


def test_an_unchanged_page_is_due_again_as_its_age_says(one: Engine) -> None:
    """A 304 neither forgets the validators nor changes the article."""
    (again,) = due(one, NOW + HOUR)
    end(one, again, Outcome.NOT_MODIFIED, check_at=NOW + 2 * HOUR)
    (later,) = due(one, NOW + 2 * HOUR)
    assert later.check == again.check
    assert due(one, NOW + HOUR) == ()
    assert row(one, "SELECT outcome, state FROM urls") == {
        "outcome": "not-modified",
        "state": "done",
    }
    assert row(one, "SELECT count(*) AS n FROM revisions")["n"] == 1


def test_what_is_gone_is_asked_without_conditions_when_it_is_asked_again(one: Engine) -> None:
    """The very page that was there before would else pass for unchanged, and stay withdrawn."""
    (again,) = due(one, NOW + HOUR)
    end(one, again, Outcome.GONE, check_at=NOW + 2 * HOUR, validators=Validators())
    assert row(one, "SELECT status FROM article")["status"] == "withdrawn"
    (later,) = due(one, NOW + 2 * HOUR)
    assert later.check
    assert later.check.validators == Validators()


@pytest.mark.parametrize("outcome", [Outcome.UNREACHABLE, Outcome.RATE_LIMITED, Outcome.FAILED])
def test_a_check_that_fails_leaves_the_article_and_its_address_alone(
    one: Engine, outcome: Outcome
) -> None:
    """It is due again; its address does not fall back among those that never gave a page."""
    (again,) = due(one, NOW + HOUR)
    end(one, again, outcome, check_at=NOW + 2 * HOUR)
    assert len(due(one, NOW + 2 * HOUR)) == 1
    found = row(one, "SELECT u.state, a.status FROM urls u JOIN article a ON a.id = u.article_id")
    assert found == {"state": "done", "status": "published"}


def test_a_revised_page_brings_new_validators(one: Engine) -> None:
    """Each page's own; and the table goes on."""
    (before,) = due(one, NOW + HOUR)
    seen = check(one, "/one", page("one", title="Story one, retold"), 60)
    headers = (*seen.snapshot.headers, ("etag", '"2"'), ("last-modified", "today"))
    seen = replace(seen, pending=before, snapshot=replace(seen.snapshot, headers=headers))
    assert filed(one, seen).outcome is Outcome.REVISED
    assert due(one, NOW + HOUR) == ()
    (again,) = due(one, NOW + 2 * HOUR)
    assert before.check
    assert again.check
    assert again.check.validators.etag == '"2"'
    assert again.check.validators.digest != before.check.validators.digest


def test_a_page_that_could_not_be_filed_is_read_once_more(one: Engine) -> None:
    """Known by its bytes it would pass for unchanged, and its edit would be lost."""
    seen = check(one, "/one", page("one", title="Story one, retold"), 60)
    with writing(one) as connection:
        set_aside(connection, seen, "could not be filed: x", 1, hourly)
    (again,) = due(one, NOW + 2 * HOUR)
    assert again.check
    assert again.check.validators == Validators()


def test_a_wall_in_the_articles_place_is_read_once_more(one: Engine) -> None:
    """What is no article is no page to compare with."""
    filed(one, check(one, "/one", b"<html><body></body></html>", 60))
    (again,) = due(one, NOW + 2 * HOUR)
    assert again.check
    assert again.check.validators == Validators()


PUBLISHED = NOW - 5 * HOUR


@pytest.mark.parametrize(
    ("published", "precision", "born"),
    [
        (PUBLISHED, "second", PUBLISHED),
        (None, None, NOW),
        (NOW + 900 * DAY, "second", NOW),
        (NOW - 12 * HOUR, "day", NOW),
        (NOW - 3 * DAY, "day", NOW - 2 * DAY),
        (NOW - 12 * DAY, "month", NOW),
    ],
)
def test_an_articles_age_counts_from_what_is_stated_of_it(
    published: datetime | None, precision: str | None, born: datetime
) -> None:
    """Never from later than when it was seen; a date without a time is no exact hour."""
    assert born_at(published, precision, NOW) == born


AN_URL = (
    "INSERT INTO urls (site, url, url_key, state, outcome, attempts, found_at, settled_at)"
    " VALUES ('gazette.example', :url, :url, 'done', :outcome, 1, :at, :at)"
)
A_SITE = (
    "INSERT INTO sites (key, name, home, first_seen_at)"
    " VALUES ('gazette.example', 'Gazette', 'https://gazette.example/', :at)"
)


def test_young_articles_of_an_older_database_are_checked_after_the_upgrade(
    empty_database: str,
) -> None:
    """Those of the last week; older ones and what was never filed are left alone."""
    engine = open_engine(empty_database)
    with writing(engine) as connection:
        migrate(connection, 2)
        connection.execute(text(A_SITE), {"at": _stored(engine, utc_now())})
        for name, outcome, age in (
            ("young", "new", DAY),
            ("old", "new", 9 * DAY),
            ("never", "rejected", DAY),
        ):
            at = _stored(engine, utc_now() - age)
            row_ = {"url": f"{ORIGIN}/{name}", "outcome": outcome, "at": at}
            connection.execute(text(AN_URL), row_)
    schema.upgrade(engine)
    with reading(engine) as connection:
        checked = connection.scalars(text("SELECT url FROM urls WHERE check_at IS NOT NULL")).all()
    engine.dispose()
    assert checked == [f"{ORIGIN}/young"]


def _stored(engine: Engine, at: datetime) -> object:
    return at.replace(tzinfo=None).isoformat(" ") if engine.dialect.name == "sqlite" else at
