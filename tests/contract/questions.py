"""A database with something to say to every question of docs/queries.md."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, insert, update

from pipelines.model import Moment, Outcome, Precision, Site, Source, Sourced, SourceKind
from pipelines.store import articles, endings, frontier, runs, sites
from pipelines.store.engine import writing
from pipelines.store.rows import Filing
from pipelines.store.tables import alerts, article, cluster_members, revisions, sources, urls
from pipelines.store.tables import clusters as cluster_rows
from tests.contract.samples import ME, SITE, ended, filing, link, with_metadata

BOX = "Read this later"
COUNCIL = "The harbour council of Harlow voted to mend the old pier."
EDITED = "The harbour council of Harlow voted to move the old pier."
QUIET = Site(
    key="quiet.example",
    name="Quiet",
    home="https://quiet.example/",
    sources=(Source(url="https://quiet.example/feed", kind=SourceKind.FEED),),
)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def fill(engine: Engine) -> datetime:
    """Two sites, a run, seven articles, an edit, a copy, an alert; the moment that it is now."""
    now = datetime.now(UTC).replace(microsecond=0)
    with writing(engine) as connection:
        sites.sync(connection, [SITE, QUIET], now - 40 * DAY)
        runs.start(connection, ME, now - HOUR)
        _file(connection, now)
        _edit(connection, now)
        _copy(connection, now)
        _ask(connection, now)
        _trouble(connection, now)
    return now


def _dated(one: Filing, at: datetime) -> Filing:
    moment = Moment(value=at, precision=Precision.MINUTE, zone_known=True)
    return replace(
        with_metadata(one, date_published=Sourced(value=moment, origin="json-ld")), fetched_at=at
    )


def _file(connection: Connection, now: datetime) -> None:
    """1 and 2 today, the second without a date; 3 to 7 of the Gazette's better days."""
    articles.file_new(connection, _dated(filing(1, BOX, COUNCIL, strike=1), now - 2 * HOUR))
    bare = with_metadata(filing(2, BOX, "A ferry of the council.", strike=1), date_published=None)
    articles.file_new(connection, replace(bare, fetched_at=now - HOUR))
    for number in range(3, 8):
        at = now - timedelta(days=9 + number)
        articles.file_new(connection, _dated(filing(number, f"{number} old men spoke."), at))
    made = update(revisions).where(revisions.c.article_id == 7)
    connection.execute(made.values(extractor_version="2"))


def _edit(connection: Connection, now: datetime) -> None:
    edited = _dated(filing(1, BOX, EDITED, strike=1), now - 2 * HOUR)
    articles.revise(connection, 1, replace(edited, fetched_at=now), "substantive")


def _copy(connection: Connection, now: datetime) -> None:
    """3 is a copy of 1; the two make a cluster that 3 leads."""
    row = insert(cluster_rows).values(lead_id=3, created_at=now)
    number = connection.execute(row.returning(cluster_rows.c.id)).scalar_one()
    members = [
        {"article_id": one, "cluster_id": number, "similarity": 0.9, "agencies": []}
        for one in (1, 3)
    ]
    connection.execute(insert(cluster_members), members)
    both = update(article).where(article.c.id.in_([1, 3]))
    connection.execute(both.values(cluster_id=number))


def _ask(connection: Connection, now: datetime) -> None:
    """Address 1 was asked, 8 waits for its first request, 9 for another try."""
    rows = [link(1), link(8), link(9)]
    first, _, again = frontier.sight(connection, SITE.key, rows, now - 3 * HOUR)
    new, bad = ended(Outcome.NEW), ended(Outcome.UNREACHABLE)
    endings.settle(connection, first.url_id, replace(new, now=now - 2 * HOUR, article_id=1))
    endings.settle(connection, again.url_id, replace(bad, now=now, next_due_at=now - HOUR))
    due = update(urls).where(urls.c.id == first.url_id)
    connection.execute(due.values(check_at=now - HOUR))
    asked = update(sources).where(sources.c.site == SITE.key)
    connection.execute(asked.values(next_due_at=now + DAY))


def _trouble(connection: Connection, now: datetime) -> None:
    silent = {"site": QUIET.key, "cause": "silent", "opened_at": now - DAY, "evidence": {"days": 3}}
    over = {**silent, "site": SITE.key, "closed_at": now}
    connection.execute(insert(alerts), [{**silent, "closed_at": None}, over])
