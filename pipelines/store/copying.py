"""Rows as they are, from one database to another, and whether two databases hold the same ones.

Rule 1: rows go in the order of their primary keys, which is the same on both engines: what stands
in a half-copied table is the beginning of the whole.
Rule 2: two rows are the same when their Python values are, not their bytes: engines store a
moment, a truth value, a JSON object each in its own way.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Engine,
    MetaData,
    Table,
    delete,
    func,
    insert,
    select,
    text,
    tuple_,
    update,
)

from pipelines.store import wording
from pipelines.store.engine import reading, writing
from pipelines.store.tables import article, leases, metadata
from pipelines.store.types import CleanJson, CleanText

Row = Mapping[str, Any]
Key = tuple[Any, ...]
# Some 10 MB of the widest rows.
TOGETHER = 500
# A lease is of processes that are at work; they are at work on the other database.
TABLES: tuple[Table, ...] = tuple(one for one in metadata.sorted_tables if one is not leases)


class Content:
    """The rows of a database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def count(self, table: Table) -> int:
        """How many rows the table has."""
        with reading(self.engine) as connection:
            statement = select(func.count()).select_from(table)
            return connection.execute(statement).scalar_one()

    def batches(self, table: Table, after: Key | None = None) -> Iterator[Sequence[Row]]:
        """The rows behind that key, or all."""
        while some := self._batch(table, after):
            yield some
            after = key(table, some[-1])

    def _batch(self, table: Table, after: Key | None) -> Sequence[Row]:
        order = [_ordered(self.engine, column) for column in table.primary_key]
        following = [] if after is None else [tuple_(*order) > tuple_(*after)]
        statement = select(table).where(*following).order_by(*order)
        with reading(self.engine) as connection:
            found = connection.execute(statement.limit(TOGETHER)).mappings()
            return [dict(row) for row in found]


def key(table: Table, row: Row) -> Key:
    """The row's primary key."""
    return tuple(row[column.name] for column in table.primary_key)


def same(row: Row) -> bytes:
    """Equal for rows that are the same."""
    return json.dumps(row, sort_keys=True, default=_plain).encode(errors="surrogatepass")


def digest(batches: Iterator[Sequence[Row]]) -> Iterator[tuple[int, str]]:
    """After each batch the number of rows in it and the sha256 of all rows so far."""
    found = sha256()
    for some in batches:
        for row in some:
            found.update(same(row))
        yield len(some), found.hexdigest()


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows; articles become searchable with it. References to rows of the same table
    are left out: `refer` puts them in when all are there."""
    left_out = dict.fromkeys(_inner(table))
    connection.execute(insert(_nullable(table)), [{**row, **left_out} for row in rows])
    if table is article:
        wording.index(connection, [row["id"] for row in rows])


def refer(content: Content, target: Engine, table: Table) -> None:
    """Put in the references that `put` left out."""
    for name in _inner(table):
        for some in content.batches(table):
            with writing(target) as connection:
                for row in some:
                    own = [column == row[column.name] for column in table.primary_key]
                    connection.execute(update(table).where(*own).values({name: row[name]}))


def clear(engine: Engine, table: Table) -> None:
    """No row stays in the table, nor in those that cannot be without them."""
    with writing(engine) as connection:
        connection.execute(delete(table))


def count_on(engine: Engine) -> None:
    """New rows get numbers beyond those that were copied; SQLite does so by itself."""
    if engine.dialect.name != "postgresql":
        return
    with writing(engine) as connection:
        for table in TABLES:
            if "id" in table.primary_key.columns:
                own = {"name": table.name}
                highest = connection.scalar(select(func.max(table.c.id)))
                place = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)")
                if highest is not None:
                    connection.execute(place, {**own, "highest": highest})


def _ordered(engine: Engine, column: Column[Any]) -> ColumnElement[Any]:
    """Text in the order of its code points, whatever the server's language."""
    if engine.dialect.name == "postgresql" and isinstance(column.type, CleanText):
        return column.collate("C")
    return column


@cache
def _nullable(table: Table) -> Table:
    """The table with JSON columns in which None is NULL, as it was, and not the JSON null."""
    twin = table.to_metadata(MetaData())
    for column in twin.columns:
        if isinstance(column.type, CleanJson):
            column.type = JSON(none_as_null=True)
    return twin


def _inner(table: Table) -> tuple[str, ...]:
    """Columns that refer to rows of the same table."""
    return tuple(
        column.name
        for column in table.columns
        if any(one.column.table is table for one in column.foreign_keys)
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return sha256(value).hexdigest()
    raise TypeError(f"a column of {type(value).__name__} cannot be compared")
