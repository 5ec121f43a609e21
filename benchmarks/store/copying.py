"""Copies of the first block of a database within the database: how it comes to a million in time.

Rule 1: a block that was filed in the ordinary way is copied row by row in every table that a crawl
    writes, with numbers, times, addresses, digests and fingerprints of its own; the words of its
    articles come again, and so does their frequency.
Rule 2: every index is there meanwhile: its pages are filled as filing would have filled them, in
    the order of the articles' numbers.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, func, select

from pipelines.store import tables
from pipelines.store.engine import reading
from pipelines.store.types import UtcDateTime
from pipelines.store.wording import NAME

COPIED: tuple[Table, ...] = (
    tables.runs,
    tables.snapshots,
    tables.article,
    tables.revisions,
    tables.article_authors,
    tables.article_keywords,
    tables.removals,
    tables.urls,
    tables.aliases,
    tables.sightings,
    tables.fetches,
    tables.titles,
    tables.clusters,
    tables.cluster_members,
    tables.fingerprints,
)
# Numbers that no foreign key tells of.
LOOSE = {
    ("article", "revision_id"): tables.revisions,
    ("article", "cluster_id"): tables.clusters,
}
# What must not be the same twice, or what an index would see as the same text.
OWN = ("url", "url_key", "title_key", "warc_file", "final_url", "target_uri", "guid", "digest")
# A copy is of the past: its articles are asked for again once a month, its addresses that did not
# answer were given up, and the headlines that it struck were others.
SPECIAL = {
    ("urls", "check_at"): "CASE WHEN check_at IS NULL THEN NULL ELSE {due} END",
    ("urls", "state"): "CASE WHEN state = 'waiting' THEN 'done' ELSE state END",
    ("urls", "next_due_at"): "NULL",
    ("removals", "text"): "CASE WHEN evidence = 'slot' THEN text || ' {copy}' ELSE text END",
}
MONTH_H = 720
LATER = {
    "sqlite": "datetime({moment}, '+' || ({hours}) || ' hours') || '.000000'",
    "postgresql": "{moment} + make_interval(hours => CAST({hours} AS integer))",
}
MOMENT = {
    "sqlite": "'{0:%Y-%m-%d %H:%M:%S}'",
    "postgresql": "timestamptz '{0:%Y-%m-%d %H:%M:%S}+00'",
}
WORDS = {
    "sqlite": "INSERT INTO {name} (rowid, headline, description, body)"
    " SELECT rowid + {shift}, headline, description, body FROM {name} WHERE rowid <= {block}",
    "postgresql": "INSERT INTO {name} (article_id, words)"
    " SELECT article_id + {shift}, words FROM {name} WHERE article_id <= {block}",
}
# A copy that is broken off is begun anew with its database; nobody else looks at it meanwhile.
HURRY = {
    "sqlite": (
        "PRAGMA journal_mode=OFF",
        "PRAGMA synchronous=OFF",
        "PRAGMA foreign_keys=OFF",
        "PRAGMA cache_size=-1000000",
        "PRAGMA temp_store=MEMORY",
    ),
    "postgresql": (
        "SET session_replication_role = replica",
        "SET synchronous_commit = off",
        "SET work_mem = '256MB'",
    ),
}


class Copier:
    """Copies the block that stands in the database when this is made."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._block = _highest(engine)
        self._copies = 0

    def copy(self, times: int, later: timedelta, due: datetime) -> None:
        """So many copies; the first is `later` than the block, each further one by a block.

        due: the articles are asked for again within a month from then.
        """
        span = self._span()
        with _hurrying(self._engine) as connection:
            for place in range(times):
                self._copies += 1
                hours = round((later + place * span) / timedelta(hours=1))
                shifts = _highest_on(connection)
                for table in COPIED:
                    _Rows(self._block, shifts, hours, self._copies, due).copy(connection, table)
                _copy_words(connection, self._block["article"], shifts["article"])
                connection.commit()
            _settle(connection)
            connection.commit()

    def _span(self) -> timedelta:
        """From the block's first run to where its next one would have been."""
        own = tables.runs.c.id <= self._block["runs"]
        every = select(func.min(tables.runs.c.started_at), func.max(tables.runs.c.started_at))
        with reading(self._engine) as connection:
            first, last = connection.execute(every.where(own)).one()
        runs = self._block["runs"]
        return timedelta((last - first) / timedelta(days=1) * runs / max(1, runs - 1))


class _Rows:
    """One copy's values, as SQL."""

    def __init__(
        self,
        block: Mapping[str, int],
        shifts: Mapping[str, int],
        hours: int,
        copy: int,
        due: datetime,
    ) -> None:
        self._block, self._shifts = block, shifts
        self._hours, self._copy, self._due = hours, copy, due

    def copy(self, connection: Connection, table: Table) -> None:
        """The block's rows of a table once more."""
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        engine = connection.dialect.name
        values = ", ".join(self._value(engine, column) for column in table.columns)
        rows = f'SELECT {values} FROM "{table.name}" WHERE {self._is_of_block(table)}'
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) {rows}')

    def _is_of_block(self, table: Table) -> str:
        targets = ((column, _target(column)) for column in table.columns if not column.nullable)
        column, target = next((one, of) for one, of in targets if of is not None)
        return f'"{column.name}" <= {self._block[target.name]}'

    def _value(self, engine: str, column: "Column[Any]") -> str:
        name = f'"{column.name}"'
        special = SPECIAL.get((column.table.name, column.name))
        target = _target(column)
        if special:
            return special.format(due=self._due_at(engine), copy=self._copy)
        if target is not None:
            return f"{name} + {self._shifts[target.name]}"
        if isinstance(column.type, UtcDateTime):
            return LATER[engine].format(moment=name, hours=self._hours)
        if column.name in OWN:
            return f"{name} || '~{self._copy}'"
        if column.name == "text_digest":
            return f"'{self._copy:08x}' || substr({name}, 9)"
        if column.name == "hash":  # exclusive or, which SQLite has no sign for
            return f"({name} | {self._copy << 40}) - ({name} & {self._copy << 40})"
        return name

    def _due_at(self, engine: str) -> str:
        return LATER[engine].format(
            moment=MOMENT[engine].format(self._due), hours=f'"id" - "id" / {MONTH_H} * {MONTH_H}'
        )


def _target(column: "Column[Any]") -> Table | None:
    """The copied table whose numbers the column holds."""
    own = column.table
    if column.name == "id":
        return own if isinstance(own, Table) else None
    named = [key.column.table for key in column.foreign_keys if key.column.name == "id"]
    known = (table for table in COPIED if any(table is one for one in named))
    return LOOSE.get((own.name, column.name), next(known, None))


def _copy_words(connection: Connection, block: int, shift: int) -> None:
    statement = WORDS[connection.dialect.name].format(name=NAME, shift=shift, block=block)
    connection.exec_driver_sql(statement)


@contextmanager
def _hurrying(engine: Engine) -> Iterator[Connection]:
    """A connection that nobody gets afterwards."""
    engine.dispose()
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        cursor = raw.cursor()
        for statement in HURRY[engine.dialect.name]:
            cursor.execute(statement)
        cursor.close()
        raw.commit()
        yield connection
        connection.invalidate()
    engine.dispose()


def _settle(connection: Connection) -> None:
    """PostgreSQL: new rows get numbers beyond the copies', and it counts what stands where, as it
    would by itself before long. SQLite numbers by what is there."""
    if connection.dialect.name != "postgresql":
        return
    for table in COPIED:
        if "id" in table.columns:
            highest = f"(SELECT max(id) FROM {table.name})"
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {highest})"
            )
    connection.exec_driver_sql("ANALYZE")


def _highest(engine: Engine) -> dict[str, int]:
    with reading(engine) as connection:
        return _highest_on(connection)


def _highest_on(connection: Connection) -> dict[str, int]:
    """The highest number of each table that is copied."""
    return {
        table.name: int(connection.scalar(select(func.max(table.c.id))) or 0)
        for table in COPIED
        if "id" in table.columns
    }
