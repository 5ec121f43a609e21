"""The database as the commands see it: opened, brought up to date, named without its password."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine


@contextmanager
def opened(url: str) -> Iterator["Engine"]:
    """The engine, disposed of at the end. Raises DatabaseError."""
    from pipelines.store.engine import open_engine

    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def upgraded(url: str) -> tuple[int | None, int]:
    """Bring the schema up to date; its version before (None: there was none) and after."""
    from pipelines.store import schema

    with opened(url) as engine:
        return schema.upgrade(engine)


def shown(url: str) -> str:
    """The URL for a person: no password in it."""
    from sqlalchemy.engine import make_url

    return make_url(url).render_as_string(hide_password=True)
