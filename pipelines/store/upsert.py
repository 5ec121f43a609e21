"""INSERT ... ON CONFLICT, which both engines have in the same words."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

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
        connection.execute(statement.on_conflict_do_update(key, set_=new), rows)
    else:
        connection.execute(statement.on_conflict_do_nothing(key), rows)
