"""A whole database to another address, on either engine.

While it is moved the target is no database that another command would open, and the source's
lease is held. A move that was broken off goes on where the tables end that are equal so far; what
is not the source's, because that was written to since, is copied anew. At the end every row of
both is read and compared, and only then the target is a database.
"""

import os
from collections.abc import Iterator

from sqlalchemy import Engine, Table

from pipelines.errors import DatabaseError
from pipelines.store import copying, schema
from pipelines.store.copying import TABLES, Content, Key
from pipelines.store.engine import shown, writing


class Move:
    """From one database, whose lease is held, to another."""

    def __init__(self, source: Engine, target: Engine) -> None:
        """Raises DatabaseError where the target holds anything but what a move brought."""
        if _place(source) == _place(target):
            raise DatabaseError(f"{shown(target)} is the database that is to be moved")
        self._source = Content(source)
        self._target = Content(target)
        self._is_over = self._has_ended()

    def rows(self) -> int:
        """How many rows are to be moved."""
        return sum(map(self._source.count, TABLES))

    def copy(self) -> Iterator[int]:
        """Bring every row over; after each step how many more stand there."""
        if self._is_over:
            yield self.rows()
            return
        schema.begin_move(self._target.engine)
        for table in TABLES:
            yield from self._copy(table)
        copying.count_on(self._target.engine)

    def compare(self) -> Iterator[int]:
        """Compare every row, and open the target if all are the same; after each step how many
        more were compared. Raises DatabaseError."""
        different: list[str] = []
        for table in TABLES:
            yield from self._compare(table, different)
        if different:
            raise DatabaseError(
                f"{shown(self._target.engine)} is not what the source is, in"
                f" {', '.join(different)}: one of them was written to meanwhile"
            )
        schema.end_move(self._target.engine)

    def _has_ended(self) -> bool:
        """The target is open and has as many rows: a move was killed behind its end.

        Raises DatabaseError where it has others.
        """
        if schema.is_moving(self._target.engine) or schema.current(self._target.engine) is None:
            return False
        schema.require_current(self._target.engine)
        held = {table.name: self._target.count(table) for table in TABLES}
        if any(held.values()) and held != {one.name: self._source.count(one) for one in TABLES}:
            full = next(name for name, count in held.items() if count)
            raise DatabaseError(f"{shown(self._target.engine)} is not empty: it has rows in {full}")
        return any(held.values())

    def _copy(self, table: Table) -> Iterator[int]:
        there, after = self._equal(table)
        yield there
        for some in self._source.batches(table, after):
            with writing(self._target.engine) as connection:
                copying.put(connection, table, some)
            yield len(some)
        copying.refer(self._source, self._target.engine, table)

    def _equal(self, table: Table) -> tuple[int, Key | None]:
        """How many rows stand there already, the source's first ones; behind which key to go on.

        A table with anything else in it is emptied.
        """
        there, after = 0, None
        ours = self._source.batches(table)
        for theirs in self._target.batches(table):
            if [*map(copying.same, next(ours, ()))][: len(theirs)] != [*map(copying.same, theirs)]:
                copying.clear(self._target.engine, table)
                return 0, None
            there, after = there + len(theirs), copying.key(table, theirs[-1])
        return there, after

    def _compare(self, table: Table, different: list[str]) -> Iterator[int]:
        ours = copying.digest(self._source.batches(table))
        theirs = copying.digest(self._target.batches(table))
        nothing = (0, "")
        last = nothing, nothing
        for one in ours:
            last = one, next(theirs, nothing)
            yield one[0]
        if last[0] != last[1] or next(theirs, None) is not None:
            different.append(table.name)


def _place(engine: Engine) -> object:
    """Equal for two addresses of one database, as far as they tell."""
    url = engine.url
    if engine.dialect.name == "sqlite" and url.database:
        return os.path.realpath(url.database)
    return url.host, url.port, url.database
