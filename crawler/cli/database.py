"""The database as the commands see it: opened, brought up to date, asked for its counts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipelines.errors import ConfigError, SchemaError
from pipelines.store.files import has_no_file

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipelines.jobs.run import Run
    from pipelines.store.rows import SiteRow


@contextmanager
def opened(url: str) -> Iterator["Engine"]:
    """The engine, disposed of at the end. Raises DatabaseError."""
    from pipelines.store.engine import open_engine

    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def opened_current(url: str) -> Iterator["Engine"]:
    """The engine of a database with our schema. Raises DatabaseError; makes no file."""
    from pipelines.store.schema import require_current

    if has_no_file(url):
        raise SchemaError(f"{url}: there is no such file; `copydesk init` makes it")
    with opened(url) as engine:
        require_current(engine)
        yield engine


@contextmanager
def at_work(
    engine: "Engine", counts: Mapping[str, object] | None = None, site: str | None = None
) -> Iterator["Run"]:
    """One writer at a time: a run with its record. counts: what it came to, read at its end.
    site: where only that one is written to, others may be worked on meanwhile.

    Raises LeaseHeldError while another is at work.
    """
    from pipelines.jobs.run import at_work
    from pipelines.store.runs import WHOLE, of_site

    with at_work(engine, counts or {}, of_site(site) if site else WHOLE) as run:
        yield run


@contextmanager
def held(engine: "Engine") -> Iterator[None]:
    """No run is at work meanwhile, and none is recorded. Raises LeaseHeldError."""
    from pipelines.jobs.run import Lease

    lease = Lease(engine)
    try:
        yield
    finally:
        lease.give_back()


def upgrade(url: str) -> str:
    """Bring the schema up to date, and say in one line what that came to."""
    from pipelines.store import schema
    from pipelines.store.engine import shown

    with opened(url) as engine:
        before, after = schema.upgrade(engine)
        done = {None: "made", after: "up to date"}.get(before, f"upgraded from version {before}")
        return f"{shown(engine)}: {done} (schema version {after})"


def counted(url: str) -> Mapping[str, "SiteRow"]:
    """What is filed of each site, by its key; empty where no database was made yet.

    Raises DatabaseError when there is one that cannot be read.
    """
    if has_no_file(url):
        return {}
    from pipelines.store.engine import reading
    from pipelines.store.sites import listing

    with opened_current(url) as engine, reading(engine) as connection:
        return {row.key: row for row in listing(connection)}


def exists(url: str) -> bool:
    """Whether there is a database to look into; for PostgreSQL its server will tell."""
    return not has_no_file(url)


def require_shared(url: str) -> None:
    """Raises ConfigError for a database that is one machine's own."""
    if not url.startswith("postgres"):
        raise ConfigError(
            "several machines work on one PostgreSQL, and this database is a file of one machine:"
            " `copydesk db move` brings it over; on one machine `copydesk crawl` needs no worker"
        )
