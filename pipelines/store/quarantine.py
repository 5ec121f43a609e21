"""Pages that could not be filed, with what the database said."""

from datetime import datetime

from sqlalchemy import Connection

from pipelines.store.tables import quarantine
from pipelines.store.upsert import insert


def add(connection: Connection, site: str, url: str, error: str, now: datetime) -> None:
    """Set a page aside; the page itself lies in the archive."""
    connection.execute(
        insert(connection, quarantine).values(site=site, url=url, error=error, at=now)
    )
