"""When sources were asked, what they answered, and which are to be asked."""

from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, or_, select, update

from pipelines.model import Outcome, Source, SourceKind
from pipelines.store.rows import Asked, DueSource
from pipelines.store.tables import sources
from pipelines.store.upsert import slices, upsert

FINE = (Outcome.NEW, Outcome.UNCHANGED, Outcome.NOT_MODIFIED)


def due(connection: Connection, sites: Sequence[str], now: datetime) -> tuple[DueSource, ...]:
    """The sources of the site files that are to be asked: not retired, not put off until later.

    A sitemap that an index names is asked when the index has answered (`sight`).
    """
    statement = _due(now).where(sources.c.parent_id.is_(None))
    return tuple(
        due
        for some in slices(sites)
        for due in _rows(connection, statement.where(sources.c.site.in_(some)))
    )


def sight(
    connection: Connection, parent: DueSource, found: Sequence[Source], now: datetime
) -> tuple[DueSource, ...]:
    """Remember what an index names; those that are to be asked now come back."""
    rows = [
        {
            "site": parent.site,
            "url": source.url,
            "kind": source.kind.value,
            "parent_id": parent.id,
        }
        for source in found
    ]
    upsert(connection, sources, rows, ["site", "url"], [])
    mine = select(sources).where(sources.c.parent_id == parent.id)
    named = {(parent.site, source.url) for source in found}
    retire(connection, mine, named, now, "no longer in its index")
    return children(connection, parent, now)


def retire(
    connection: Connection,
    among: Select[Any],
    named: Set[tuple[str, str]],
    now: datetime,
    reason: str,
) -> None:
    """Those that are named no longer are not asked again, until they are named once more.

    among: the rows of `sources` that this is about. named: site and address.
    """
    rows = connection.execute(among).all()
    gone = [row.id for row in rows if row.retired_at is None and (row.site, row.url) not in named]
    back = [row.id for row in rows if row.retired_at is not None and (row.site, row.url) in named]
    for ids, at, why in ((gone, now, reason), (back, None, None)):
        for some in slices(ids):
            mine = update(sources).where(sources.c.id.in_(some))
            connection.execute(mine.values(retired_at=at, retired_reason=why))


def children(connection: Connection, parent: DueSource, now: datetime) -> tuple[DueSource, ...]:
    """What an index named last time: it is asked even when the index itself has not changed."""
    return _rows(connection, _due(now).where(sources.c.parent_id == parent.id))


def asked(connection: Connection, source_id: int, end: Asked) -> None:
    """Write down how a source ended."""
    fine = end.outcome in FINE
    values = {
        "last_asked_at": end.now,
        "next_due_at": end.next_due_at,
        "failures": 0 if fine else sources.c.failures + 1,
        "outcome": end.outcome.value,
        "problem": end.problem,
        "etag": end.etag,
        "last_modified": end.last_modified,
        "digest": end.digest,
    }
    if end.outcome is Outcome.NEW:
        values["links"] = end.links
    connection.execute(update(sources).where(sources.c.id == source_id).values(values))


def _due(now: datetime) -> Select[tuple[object, ...]]:
    when = or_(sources.c.next_due_at.is_(None), sources.c.next_due_at <= now)
    return select(sources).where(sources.c.retired_at.is_(None), when).order_by(sources.c.id)


def _rows(connection: Connection, statement: Select[tuple[object, ...]]) -> tuple[DueSource, ...]:
    return tuple(
        DueSource(
            id=row.id,
            site=row.site,
            source=Source(url=row.url, kind=SourceKind(row.kind)),
            etag=row.etag,
            last_modified=row.last_modified,
            digest=row.digest,
        )
        for row in connection.execute(statement)
    )
