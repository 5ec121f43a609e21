"""What a site gave day by day, and the alerts that are open for it.

Rule 1: one site at a time, each statement over an index of that site.
Rule 2: days are UTC's; what is counted is what the judgement needs, nothing is decided here.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Row, exists, func, select, update

from pipelines.store.packing import unpack
from pipelines.store.tables import (
    alerts,
    article,
    article_authors,
    fetches,
    removals,
    revisions,
    runs,
    sites,
    sources,
    urls,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledRow:
    """What the judgement looks at of one article. first_seen_at: when it was filed."""

    revision_id: int | None
    first_seen_at: datetime
    date_published: datetime | None
    has_headline: bool
    has_authors: bool
    is_paywalled: bool
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRow:
    """How one request for an article's address ended."""

    at: datetime
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """An alert. evidence: in words. closed_at: None while it is open."""

    id: int
    site: str
    cause: str
    opened_at: datetime
    closed_at: datetime | None
    evidence: str
    told: str | None

    @property
    def state(self) -> str:
        """`opened` or `closed`."""
        return "closed" if self.closed_at else "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run. reason: as it ended, empty while it runs. stored, failed: articles that were new or
    had changed, and addresses that failed."""

    started_at: datetime
    ended_at: datetime | None
    reason: str
    stored: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedRow:
    """A block that was stricken from so many of a site's articles."""

    text: str
    evidence: str
    articles: int


def watched(connection: Connection) -> dict[str, datetime | None]:
    """The sites that have a source, with the day until which each was judged."""
    still = exists().where(sources.c.site == sites.c.key, sources.c.retired_at.is_(None))
    statement = select(sites.c.key, sites.c.judged_until).where(still).order_by(sites.c.key)
    return {row.key: row.judged_until for row in connection.execute(statement)}


def judged(connection: Connection, site: str, until: datetime) -> None:
    """The site's days before that moment need no further judgement."""
    connection.execute(update(sites).where(sites.c.key == site).values(judged_until=until))


def runs_since(connection: Connection, since: datetime) -> tuple[datetime, ...]:
    """When the first run of each day began, killed ones included; one look-up a day, since
    workers make a run of each job."""
    found: list[datetime] = []
    first = select(func.min(runs.c.started_at))
    while (start := connection.scalar(first.where(runs.c.started_at >= since))) is not None:
        found.append(start)
        since = datetime.combine(start.date() + timedelta(days=1), time(), UTC)
    return tuple(found)


def filed(connection: Connection, site: str, since: datetime) -> Iterator[FiledRow]:
    """The site's articles that were filed since then, oldest first."""
    signed = exists().where(article_authors.c.article_id == article.c.id)
    statement = (
        select(
            article.c.revision_id,
            article.c.first_seen_at,
            article.c.date_published,
            (func.coalesce(article.c.headline, "") != "").label("has_headline"),
            signed.label("has_authors"),
            (article.c.access == "paywalled").label("is_paywalled"),
            article.c.word_count.label("words"),
        )
        .where(article.c.site == site, article.c.first_seen_at >= since)
        .order_by(article.c.first_seen_at)
    )
    for row in connection.execute(statement):
        yield FiledRow(**row._asdict())


def ends(connection: Connection, site: str, since: datetime) -> Iterator[EndRow]:
    """How requests for the site's article addresses ended since then."""
    statement = (
        select(fetches.c.fetched_at.label("at"), fetches.c.outcome, fetches.c.reason)
        .join(urls, urls.c.id == fetches.c.url_id)
        .where(urls.c.site == site, fetches.c.fetched_at >= since)
    )
    for row in connection.execute(statement):
        yield EndRow(at=row.at, outcome=row.outcome, reason=row.reason or "")


def sources_gone(connection: Connection, site: str, before: datetime) -> int:
    """The site's sources that have failed without a break since before that moment."""
    statement = select(func.count()).where(
        sources.c.site == site,
        sources.c.retired_at.is_(None),
        sources.c.failing_since < before,
    )
    return connection.execute(statement).scalar_one()


def paths(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """For each of these revisions the DOM paths of its text's blocks, in order."""
    statement = select(revisions.c.id, revisions.c.blocks).where(revisions.c.id.in_(numbers))
    for row in connection.execute(statement):
        yield row.id, [block.path for block in unpack(row.blocks) if block.in_body]


def last_filed(connection: Connection) -> dict[str, datetime]:
    """When each site's newest article was stored."""
    newest = func.max(article.c.first_seen_at).label("at")
    statement = select(article.c.site, newest).group_by(article.c.site)
    return {row.site: row.at for row in connection.execute(statement)}


def last_finished(connection: Connection) -> datetime | None:
    """When a run last came to its end; None: none did."""
    done = select(func.max(runs.c.ended_at)).where(runs.c.finish_reason == "finished")
    at: datetime | None = connection.execute(done).scalar_one()
    return at


def runs_of(connection: Connection, since: datetime) -> tuple[RunRow, ...]:
    """The runs that began since then, oldest first."""
    own = select(runs).where(runs.c.started_at >= since).order_by(runs.c.started_at, runs.c.id)
    return tuple(map(_run, connection.execute(own)))


def most_removed(
    connection: Connection, site: str, since: datetime, most: int
) -> tuple[RemovedRow, ...]:
    """What was stricken most often from the site's articles that were filed since then."""
    count = func.count(removals.c.revision_id.distinct()).label("articles")
    statement = (
        select(removals.c.text, removals.c.evidence, count)
        .join(article, article.c.revision_id == removals.c.revision_id)
        .where(article.c.site == site, article.c.first_seen_at >= since)
        .group_by(removals.c.text, removals.c.evidence)
        .order_by(count.desc(), removals.c.text)
        .limit(most)
    )
    return tuple(RemovedRow(**row._asdict()) for row in connection.execute(statement))


def _run(row: Row[Any]) -> RunRow:
    ended = Counter[str]()
    for one in (row.counts or {}).values():
        ended.update(one.get("articles", {}))
    return RunRow(
        started_at=row.started_at,
        ended_at=row.ended_at,
        reason=row.finish_reason or "",
        stored=sum(ended[name] for name in ("new", "revised", "updated")),
        failed=sum(ended[name] for name in ("failed", "unreachable", "too-large")),
    )


# ---------------------------------------------------------------- alerts


def open_alerts(connection: Connection, site: str) -> tuple[AlertRow, ...]:
    """The site's open alerts, the oldest first."""
    own = select(alerts).where(alerts.c.site == site, alerts.c.closed_at.is_(None))
    return tuple(map(_alert, connection.execute(own.order_by(alerts.c.opened_at, alerts.c.id))))


def listed(connection: Connection, since: datetime) -> tuple[AlertRow, ...]:
    """What is open, or was closed since then, by site."""
    shown = alerts.c.closed_at.is_(None) | (alerts.c.closed_at >= since)
    order = (alerts.c.site, alerts.c.opened_at, alerts.c.id)
    return tuple(map(_alert, connection.execute(select(alerts).where(shown).order_by(*order))))


def untold(connection: Connection) -> tuple[AlertRow, ...]:
    """What opened or closed and was not said yet, by site."""
    news = (alerts.c.closed_at.is_(None) & alerts.c.told.is_(None)) | (
        alerts.c.closed_at.is_not(None) & (func.coalesce(alerts.c.told, "") != "closed")
    )
    order = (alerts.c.site, alerts.c.opened_at, alerts.c.id)
    return tuple(map(_alert, connection.execute(select(alerts).where(news).order_by(*order))))


def tell(connection: Connection, rows: Sequence[AlertRow]) -> None:
    """These were said as they are now."""
    for row in rows:
        connection.execute(update(alerts).where(alerts.c.id == row.id).values(told=row.state))


def raise_alert(
    connection: Connection, site: str, cause: str, evidence: str, since: datetime
) -> None:
    """Open one; the caller knows that none of this cause is open."""
    values = {"site": site, "cause": cause, "opened_at": since, "evidence": {"text": evidence}}
    connection.execute(alerts.insert().values(**values))


def close_alert(connection: Connection, site: str, cause: str, now: datetime) -> None:
    """What was wrong is over."""
    own = (alerts.c.site == site, alerts.c.cause == cause, alerts.c.closed_at.is_(None))
    connection.execute(update(alerts).where(*own).values(closed_at=now))


def sites_with_alerts(connection: Connection) -> frozenset[str]:
    """Sites for which something is open."""
    return frozenset(connection.scalars(select(alerts.c.site).where(alerts.c.closed_at.is_(None))))


def close_all(connection: Connection, sites: Collection[str], now: datetime) -> None:
    """Close whatever is open for these sites."""
    own = (alerts.c.site.in_(sites), alerts.c.closed_at.is_(None))
    connection.execute(update(alerts).where(*own).values(closed_at=now))


def _alert(row: Row[tuple[object, ...]]) -> AlertRow:
    known = {name: getattr(row, name) for name in AlertRow.__slots__ if name != "evidence"}
    return AlertRow(**known, evidence=row.evidence["text"])
