"""What may go when it is old: raw pages, and requests that were followed by others.

Rule 1: an address stays, and how it ended: nothing that was pruned is asked for again.
Rule 2: a page's row stays where its record goes: its address, date and digest still say what an
article was made from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, func, select, update

from pipelines.store.tables import fetches, snapshots
from pipelines.store.upsert import slices


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """A WARC file all of whose pages are old. size_bytes: of its records."""

    name: str
    pages: int
    size_bytes: int


def old_files(connection: Connection, before: datetime) -> tuple[RawFile, ...]:
    """The files whose newest page is older than that, by name."""
    name = snapshots.c.warc_file
    statement = (
        select(name, func.count().label("pages"), func.sum(snapshots.c.length).label("size"))
        .where(snapshots.c.pruned_at.is_(None))
        .group_by(name)
        .having(func.max(snapshots.c.date) < before)
        .order_by(name)
    )
    return tuple(
        RawFile(name=row.warc_file, pages=row.pages, size_bytes=int(row.size))
        for row in connection.execute(statement)
    )


def mark(connection: Connection, names: Sequence[str], now: datetime) -> None:
    """The records of these files are about to go."""
    for some in slices(names):
        own = update(snapshots).where(snapshots.c.warc_file.in_(some))
        connection.execute(own.values(pruned_at=now))


def pruned_files(connection: Connection) -> tuple[str, ...]:
    """Files of which no record is to be there any more, by name."""
    name = snapshots.c.warc_file
    kept = func.count() - func.count(snapshots.c.pruned_at)
    return tuple(connection.scalars(select(name).group_by(name).having(kept == 0).order_by(name)))


def count_old_fetches(connection: Connection, before: datetime) -> int:
    """How many requests are older than that and not the last of their address."""
    statement = select(func.count()).select_from(fetches).where(*_old(before))
    return connection.execute(statement).scalar_one()


def old_fetches(
    connection: Connection, before: datetime, after: int, limit: int
) -> tuple[int, ...]:
    """Their numbers beyond `after`, ascending, so many at most."""
    statement = select(fetches.c.id).where(fetches.c.id > after, *_old(before))
    return tuple(connection.scalars(statement.order_by(fetches.c.id).limit(limit)))


def forget(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete these requests."""
    for some in slices(numbers):
        connection.execute(delete(fetches).where(fetches.c.id.in_(some)))


def _old(before: datetime) -> tuple[ColumnElement[bool], ...]:
    later = fetches.alias()
    followed = exists().where(later.c.url_id == fetches.c.url_id, later.c.id > fetches.c.id)
    return fetches.c.fetched_at < before, followed
