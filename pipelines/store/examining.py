"""What the doctor asks the database: facts, not verdicts.

Rule 1: cheap by default: what reads every page of the file is a question of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, or_, select, text, update

from pipelines.store import wording
from pipelines.store.rows import Owner
from pipelines.store.tables import leases, runs, snapshots, sources

# SQLite's own checks; each answers "ok", or one row per fault.
QUICK = {
    "integrity": "PRAGMA quick_check(20)",
    "foreign keys": "PRAGMA foreign_key_check",
}
WHOLE = QUICK | {"integrity": "PRAGMA integrity_check(20)"}
# FTS5 keeps a row of it for each text; its own table has the words beside them and is as large as
# the articles.
_ENTRIES = {"sqlite": (f"{wording.NAME}_docsize", "id"), "postgresql": (wording.NAME, "article_id")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds which lease, since when, and his last sign of life."""

    name: str
    owner: Owner
    acquired_at: datetime
    heartbeat_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A page of the archive. id: its row's."""

    id: int
    warc_file: str
    offset: int
    length: int
    digest: str


def size_bytes(connection: Connection) -> int:
    """Of the database; 0 for a server's, whose disk is not ours."""
    if connection.dialect.name != "sqlite":
        return 0
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())


def faults(connection: Connection, checks: dict[str, str]) -> tuple[str, ...]:
    """One line per fault. PostgreSQL checks its keys itself and its files on every start."""
    if connection.dialect.name != "sqlite":
        return ()
    return tuple(
        f"{name}: {' '.join(map(str, row))}"
        for name, statement in checks.items()
        for row in connection.exec_driver_sql(statement)
        if row[0] != "ok"
    )


def unindexed(connection: Connection) -> tuple[int, ...]:
    """Articles that the search index does not hold."""
    table, key = _ENTRIES[connection.dialect.name]
    statement = text(
        f"SELECT id FROM article WHERE NOT EXISTS"
        f" (SELECT 1 FROM {table} AS held WHERE held.{key} = article.id) ORDER BY id"
    )
    return tuple(connection.scalars(statement))


def astray(connection: Connection) -> tuple[int, ...]:
    """Entries of the search index whose article is gone."""
    table, key = _ENTRIES[connection.dialect.name]
    statement = text(
        f"SELECT held.{key} FROM {table} AS held WHERE NOT EXISTS"
        f" (SELECT 1 FROM article WHERE article.id = held.{key}) ORDER BY 1"
    )
    return tuple(connection.scalars(statement))


def reindex(connection: Connection) -> int:
    """Bring the index up to date; how many entries were added or taken out."""
    lacking, over = unindexed(connection), astray(connection)
    wording.index(connection, lacking)
    key = "rowid" if connection.dialect.name == "sqlite" else "article_id"
    gone = text(f"DELETE FROM {wording.NAME} WHERE {key} = :id")
    for number in over:
        connection.execute(gone, {"id": number})
    return len(lacking) + len(over)


def named_files(connection: Connection) -> tuple[tuple[str, int, int], ...]:
    """Each WARC file with its records that are not pruned, and the bytes it must have for them."""
    kept = snapshots.c.pruned_at.is_(None)
    end = func.max(snapshots.c.offset + snapshots.c.length).filter(kept)
    statement = select(
        snapshots.c.warc_file, func.count().filter(kept), func.coalesce(end, 0)
    ).group_by(snapshots.c.warc_file)
    rows = connection.execute(statement.order_by(snapshots.c.warc_file))
    return tuple((name, pages, int(last)) for name, pages, last in rows)


def records(connection: Connection, name: str) -> Iterator[Record]:
    """The records of one file that are not pruned, in order."""
    wanted = select(snapshots).where(snapshots.c.warc_file == name)
    for row in connection.execute(
        wanted.where(snapshots.c.pruned_at.is_(None)).order_by(snapshots.c.offset)
    ):
        yield Record(
            id=row.id,
            warc_file=row.warc_file,
            offset=row.offset,
            length=row.length,
            digest=row.digest,
        )


def give_up(connection: Connection, name: str, size: int, now: datetime) -> int:
    """Mark as pruned what lies beyond `size` bytes of the file; how many records."""
    beyond = snapshots.c.offset + snapshots.c.length > size
    mine = update(snapshots).where(snapshots.c.warc_file == name, beyond)
    return connection.execute(
        mine.where(snapshots.c.pruned_at.is_(None)).values(pruned_at=now)
    ).rowcount


def holders(connection: Connection) -> tuple[Holder, ...]:
    """Who holds the leases: one of the whole, or those of sites."""
    return tuple(
        Holder(
            name=row.name,
            owner=Owner(host=row.host, pid=row.pid, started=row.started),
            acquired_at=row.acquired_at,
            heartbeat_at=row.heartbeat_at,
        )
        for row in connection.execute(select(leases).order_by(leases.c.name))
    )


def last_run(connection: Connection) -> tuple[datetime, datetime | None, str] | None:
    """When the newest run began and ended, and how."""
    row = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(1)).one_or_none()
    return (row.started_at, row.ended_at, row.finish_reason or "") if row else None


def latest(connection: Connection) -> dict[str, datetime]:
    """The newest time of each kind; each by an index or from a small table."""
    newest = select(snapshots.c.date).order_by(snapshots.c.id.desc()).limit(1)
    asked = {
        "a run's last sign of life": select(func.max(runs.c.heartbeat_at)),
        "the newest page": newest,
        "a source's last answer": select(func.max(sources.c.last_asked_at)),
    }
    found = {what: connection.scalar(statement) for what, statement in asked.items()}
    return {what: at for what, at in found.items() if at is not None}


def waiting(connection: Connection, now: datetime) -> tuple[int, datetime | None, str]:
    """How many sources are due, since when the oldest, and its address; given-up ones are not."""
    at = sources.c.next_due_at
    due = (
        sources.c.retired_at.is_(None),
        sources.c.given_up_at.is_(None),
        or_(at.is_(None), at <= now),
    )
    count = connection.scalar(select(func.count()).select_from(sources).where(*due)) or 0
    first = select(at, sources.c.url).where(*due).order_by(at.is_(None), at, sources.c.id)
    row = connection.execute(first.limit(1)).one_or_none()
    return (count, row.next_due_at, row.url) if row else (0, None, "")
