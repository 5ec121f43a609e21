"""When sources were asked, what they answered, and which are to be asked."""

from collections.abc import Sequence, Set
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, literal, or_, select, update

from pipelines.model import Outcome, Source, SourceKind
from pipelines.store.rows import Asked, DueSource, SourceRow, Turn
from pipelines.store.tables import sources
from pipelines.store.upsert import slices, upsert


def due(connection: Connection, sites: Sequence[str], now: datetime) -> tuple[DueSource, ...]:
    """The sources that are to be asked: not retired, not put off until later.

    A sitemap that an index names has a turn of its own; it is asked though its index is not.
    """
    return tuple(
        _due_source(row)
        for some in slices(sites)
        for row in connection.execute(_due(now, sources.c.site.in_(some)))
    )


def listing(connection: Connection, sites: Sequence[str]) -> tuple[SourceRow, ...]:
    """How every source of these sites stands that is not retired, by site and address."""
    return tuple(
        SourceRow(
            site=row.site,
            url=row.url,
            kind=SourceKind(row.kind),
            last_asked_at=row.last_asked_at,
            outcome=Outcome(row.outcome) if row.outcome else None,
            problem=row.problem or "",
            turn=_turn(row),
        )
        for some in slices(sites)
        for row in connection.execute(
            _standing(sources.c.site.in_(some)).order_by(sources.c.site, sources.c.url)
        )
    )


def next_due_at(connection: Connection, sites: Sequence[str]) -> datetime | None:
    """When the first of these sites' sources is due; None where none is put off."""
    found = [
        connection.scalar(
            select(func.min(sources.c.next_due_at)).where(
                sources.c.site.in_(some), sources.c.retired_at.is_(None)
            )
        )
        for some in slices(sites)
    ]
    return min(filter(None, found), default=None)


def bring_forward(connection: Connection, sites: Sequence[str]) -> None:
    """Make all sources of these sites due at once; what is known of them stays."""
    for some in slices(sites):
        mine = update(sources).where(sources.c.site.in_(some))
        connection.execute(mine.values(next_due_at=None))


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
    due_now = _due(now, sources.c.site == parent.site).where(sources.c.parent_id == parent.id)
    return tuple(map(_due_source, connection.execute(due_now)))


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


def asked(connection: Connection, source_id: int, end: Asked) -> None:
    """Write down how a source ended."""
    values = {
        "last_asked_at": end.now,
        "outcome": end.outcome.value,
        "problem": end.problem,
        "etag": end.etag,
        "last_modified": end.last_modified,
        "digest": end.digest,
        **asdict(end.turn),
    }
    if end.outcome is Outcome.NEW:
        values["links"] = end.links
    connection.execute(update(sources).where(sources.c.id == source_id).values(values))


def _standing(mine: ColumnElement[bool]) -> Select[Any]:
    """Sources that are not retired, with their depth. What hangs on a retired index, at whatever
    depth, is not asked either."""
    alive = (
        select(sources.c.id, literal(0).label("depth"))
        .where(mine, sources.c.parent_id.is_(None), sources.c.retired_at.is_(None))
        .cte("alive", recursive=True)
    )
    named = select(sources.c.id, alive.c.depth + 1).join(alive, sources.c.parent_id == alive.c.id)
    alive = alive.union_all(named.where(sources.c.retired_at.is_(None)))
    return select(sources, alive.c.depth).join(alive, sources.c.id == alive.c.id)


def _due(now: datetime, mine: ColumnElement[bool]) -> Select[Any]:
    when = or_(sources.c.next_due_at.is_(None), sources.c.next_due_at <= now)
    return _standing(mine).where(when).order_by(sources.c.id)


def _due_source(row: Row[Any]) -> DueSource:
    return DueSource(
        id=row.id,
        site=row.site,
        source=Source(url=row.url, kind=SourceKind(row.kind)),
        etag=row.etag,
        last_modified=row.last_modified,
        digest=row.digest,
        depth=row.depth,
        turn=_turn(row),
    )


def _turn(row: Row[Any]) -> Turn:
    return Turn(
        next_due_at=row.next_due_at,
        rhythm=row.rhythm,
        ttl_s=row.ttl_s,
        period_s=row.period_s,
        failures=row.failures,
        failing_since=row.failing_since,
        given_up_at=row.given_up_at,
    )
