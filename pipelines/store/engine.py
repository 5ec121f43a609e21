"""Connections: SQLite and PostgreSQL set up so that what is committed stays.

Rule 1: SQLite writers take the lock when they begin (BEGIN IMMEDIATE). The driver's own default
loses updates silently under two writers, and a plain BEGIN ends in "database is locked".
Rule 2: synchronous=FULL. With NORMAL 114 of 115 acknowledged rows were gone after a simulated
power cut; with FULL none, at no cost that a batch would feel.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from pipelines.errors import DatabaseError

BUSY_TIMEOUT_S = 30
WAL_PAUSE_S = 0.02
# SQLite's own 2 MB do not hold the inner pages of the indexes of a million articles.
CACHE_KB = 32_768
PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}",
    f"PRAGMA cache_size=-{CACHE_KB}",
)
# What SQLite says, and what mends it where the words alone do not tell.
HINTS = {
    "attempt to write a readonly database": "it keeps two files beside its own while it is open:"
    " the file and its folder must be writable",
}
# A server that swallows packets must not hold a cron job for the system's two minutes.
CONNECT_TIMEOUT_S = 10
# One that falls silent later (a cable, a machine that is gone) must be known for lost before
# another run takes the lease over, 60 seconds after the last heartbeat.
SILENCE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
# SQLSTATE of what an operator can mend though the driver calls it the program's error:
# no permission, a server that only reads.
OPERATORS = ("42501", "25006")
# Class 54, program limit exceeded: the row is too large. The driver calls it operational.
TOO_LARGE = "54"


def open_engine(url: str) -> Engine:
    """An engine that has answered once. Raises DatabaseError with one line, without password.

    `postgres://` and `postgresql://` are taken as psycopg 3's.
    """
    engine = _engine(url)
    try:
        with engine.connect():
            return engine
    except DBAPIError as error:
        raise DatabaseError(f"{shown(engine)} cannot be opened: {said(error)}") from error


def shown(engine: Engine) -> str:
    """The database's address without its password."""
    return _hidden(engine.url)


def concealed(address: str) -> str:
    """An address as somebody wrote it, be it one or not, without its password."""
    try:
        return _hidden(make_url(address))
    except (ArgumentError, ValueError):
        return _unpassworded(address)


def _hidden(url: URL) -> str:
    if "password" in url.query:
        url = url.update_query_dict({"password": "***"})
    return url.render_as_string(hide_password=True)


def said(error: DBAPIError) -> str:
    """What the database said, in one line."""
    lines = str(error.orig).strip().splitlines()
    first = lines[0] if lines else type(error.orig).__name__
    return f"{first}; {HINTS[first]}" if first in HINTS else first


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in ENGINES:
            return ENGINES[parsed.drivername](parsed)
    # ValueError: a port that is no number
    except (ArgumentError, ValueError) as error:
        raise DatabaseError(
            f"{_unpassworded(url)!r} is no database address; try sqlite:///copydesk.db"
        ) from error
    except ModuleNotFoundError as error:
        raise DatabaseError(
            "PostgreSQL needs its driver: pip install 'copydesk[postgres]'"
        ) from error
    raise DatabaseError(
        f"{parsed.drivername!r} is no engine that Copydesk knows;"
        " it works with sqlite:/// and postgresql+psycopg://"
    )


def _unpassworded(url: str) -> str:
    """An address that cannot be parsed: all between the user's name and the last @ is hidden."""
    return re.sub(r":(?!//).*@", ":***@", url)


def _postgresql(url: URL) -> Engine:
    usual = {"connect_timeout": CONNECT_TIMEOUT_S, **SILENCE}
    unsaid = {name: value for name, value in usual.items() if name not in url.query}
    psycopg = url.set(drivername="postgresql+psycopg")
    return create_engine(psycopg, pool_pre_ping=True, connect_args=unsaid)


def _sqlite(url: URL) -> Engine:
    in_memory = url.database in (None, "", ":memory:")
    engine = create_engine(
        url,
        poolclass=QueuePool if not in_memory else None,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


ENGINES: Mapping[str, Callable[[URL], Engine]] = {
    "sqlite": _sqlite,
    "sqlite+pysqlite": _sqlite,
    "postgres": _postgresql,
    "postgresql": _postgresql,
    "postgresql+psycopg": _postgresql,
}


def _set_up(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself
    _use_wal(connection)
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _use_wal(connection: Any) -> None:
    """Where two change a new file at once SQLite says "locked" without waiting for its timeout."""
    until = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(WAL_PAUSE_S)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("copydesk_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write; committed at the end, rolled back on any exception."""
    with _told(engine), engine.connect() as plain:
        connection = plain.execution_options(copydesk_writes=True)
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads."""
    with _told(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """An operator's trouble (locked, full, gone) as one line; a broken program stays as it is."""
    try:
        yield
    except DBAPIError as error:
        if not operational(error):
            raise
        raise DatabaseError(f"{shown(engine)}: {said(error)}") from error


def operational(error: DBAPIError) -> bool:
    """The database's trouble rather than the program's: lock, disk, connection, permission.

    A row that is too large for an index is not among them: it is that row's fault.
    """
    state = getattr(error.orig, "sqlstate", None) or ""
    if state.startswith(TOO_LARGE):
        return False
    # sqlite3 raises its bare DatabaseError for a file that is damaged.
    kinds = (exc.OperationalError, exc.DatabaseError)
    return error.connection_invalidated or state in OPERATORS or type(error) in kinds
