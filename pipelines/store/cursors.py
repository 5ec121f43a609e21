"""Cursors of incremental exports: what each was given, and exports that were broken off.

Rule 1: an export is begun, sealed and settled. What it gave counts when its file stood in its
place, and that is decided by the file system alone: once sealed, the part's name is gone if and
only if the file arrived.
Rule 2: one export of a cursor at a time, and none before the one before it is settled or undone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from pipelines.store.exporting import Given
from pipelines.store.rows import Owner
from pipelines.store.tables import cursors, exports, given
from pipelines.store.upsert import insert, upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Paths. file: what was asked for; part: where it is written until it is whole."""

    file: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export that was begun and not settled. sealed_at: None while its part is not whole."""

    id: int
    cursor: str
    owner: Owner
    place: Place
    began_at: datetime
    sealed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CursorRow:
    """A cursor as it is listed. articles: given so far; last_file, last_at: of its last export
    that arrived; is_broken: an export of it did not end."""

    name: str
    created_at: datetime
    exports: int
    articles: int
    last_at: datetime | None
    last_file: str
    is_broken: bool


def named(connection: Connection, name: str, now: datetime) -> int:
    """The number of the cursor of that name, which is made where there is none; it is locked
    until the transaction ends, so that two exports cannot begin at once."""
    upsert(connection, cursors, [{"name": name, "created_at": now}], ["name"], [])
    number = select(cursors.c.id).where(cursors.c.name == name).with_for_update()
    return int(connection.execute(number).scalar_one())


def unsettled(connection: Connection, cursor_id: int) -> Export | None:
    """The cursor's export that is under way, or was broken off."""
    statement = select(exports, cursors.c.name).join(cursors, cursors.c.id == exports.c.cursor_id)
    open_ = statement.where(exports.c.cursor_id == cursor_id, exports.c.settled_at.is_(None))
    row = connection.execute(open_).one_or_none()
    return _export(row) if row else None


def begin(connection: Connection, cursor_id: int, owner: Owner, place: Place, now: datetime) -> int:
    """An export begins; its number."""
    statement = insert(connection, exports).values(
        cursor_id=cursor_id,
        host=owner.host,
        pid=owner.pid,
        started=owner.started,
        file=place.file,
        part=place.part,
        began_at=now,
    )
    number: int = connection.execute(statement.returning(exports.c.id)).scalar_one()
    return number


def note(connection: Connection, cursor_id: int, export_id: int, some: Sequence[Given]) -> None:
    """These articles, at least one, go into the export."""
    own = {"cursor_id": cursor_id, "export_id": export_id}
    rows = [{**own, "article_id": one.story.id, "state": one.state} for one in some]
    connection.execute(insert(connection, given), rows)


def seal(connection: Connection, export_id: int, articles: int, now: datetime) -> None:
    """The part is whole and on the disk."""
    _set(connection, export_id, sealed_at=now, articles=articles)


def settle(connection: Connection, export_id: int, now: datetime) -> None:
    """The file stands in its place: what is in it has been given."""
    _set(connection, export_id, settled_at=now)


def undo(connection: Connection, export_id: int) -> None:
    """The file never arrived: nothing of it has been given."""
    connection.execute(delete(given).where(given.c.export_id == export_id))
    connection.execute(delete(exports).where(exports.c.id == export_id))


def listing(connection: Connection) -> tuple[CursorRow, ...]:
    """Every cursor, by name."""
    articles = select(func.count(given.c.article_id.distinct()))
    count = articles.where(given.c.cursor_id == cursors.c.id).scalar_subquery()
    statement = select(cursors, count.label("articles")).order_by(cursors.c.name)
    return tuple(_listed(connection, row) for row in connection.execute(statement).all())


def drop(connection: Connection, name: str) -> bool:
    """Forget a cursor with everything that it was given; False where there is none."""
    number = select(cursors.c.id).where(cursors.c.name == name)
    # Not left to the foreign key: on SQLite it would look through `given` for each export.
    connection.execute(delete(given).where(given.c.cursor_id.in_(number)))
    return connection.execute(delete(cursors).where(cursors.c.name == name)).rowcount == 1


def _set(connection: Connection, export_id: int, **values: object) -> None:
    connection.execute(update(exports).where(exports.c.id == export_id).values(**values))


def _export(row: Any) -> Export:
    return Export(
        id=row.id,
        cursor=row.name,
        owner=Owner(host=row.host, pid=row.pid, started=row.started),
        place=Place(file=row.file, part=row.part),
        began_at=row.began_at,
        sealed_at=row.sealed_at,
    )


def _listed(connection: Connection, cursor: Any) -> CursorRow:
    own = exports.c.cursor_id == cursor.id
    newest_first = select(exports).where(own).order_by(exports.c.id.desc())
    made = connection.execute(newest_first).all()
    settled = [one for one in made if one.settled_at]
    return CursorRow(
        name=cursor.name,
        created_at=cursor.created_at,
        exports=len(settled),
        articles=cursor.articles,
        last_at=settled[0].settled_at if settled else None,
        last_file=settled[0].file if settled else "",
        is_broken=len(settled) < len(made),
    )
