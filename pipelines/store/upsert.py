"""Statements over many rows, in the words that both engines share."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

# SQLite takes at most 32,766 bound values in a statement, PostgreSQL 65,535.
KEYS_A_QUERY = 5000

V = TypeVar("V")
Insert = postgresql.Insert | sqlite.Insert


def insert(connection: Connection, table: Table) -> Insert:
    """The engine's own INSERT, which knows ON CONFLICT."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    key: Sequence[str],
    update: Sequence[str],
) -> None:
    """Insert the rows; where the key exists, update those columns (none: leave the row)."""
    if not rows:
        return
    # The two dialects' statements differ in type and agree in every method used here.
    statement: Any = insert(connection, table)
    if update:
        new = {name: statement.excluded[name] for name in update}
        connection.execute(statement.on_conflict_do_update(index_elements=key, set_=new), rows)
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=key), rows)


def slices(values: Sequence[V]) -> Iterator[Sequence[V]]:
    """The values in parts that fit an IN (...)."""
    for first in range(0, len(values), KEYS_A_QUERY):
        yield values[first : first + KEYS_A_QUERY]
