"""The site's title index: which address owns a headline.

Rule 1: a headline belongs to the address that claimed it first.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from pipelines.store.tables import titles
from pipelines.store.upsert import slices, upsert

# Longer text is no headline, and PostgreSQL refuses index rows over 2,704 bytes.
TITLE_CHARS = 500


# The newest headlines of a site; older ones are no longer linked from its articles.
MOST_TITLES = 50_000


def claim(connection: Connection, site: str, claims: Iterable[tuple[str | None, str]]) -> None:
    """Write who owns which headline. claims: title_key (None: it has none) and url_key."""
    rows = [
        {"site": site, "title_key": title, "url_key": url}
        for title, url in claims
        if title and len(title) <= TITLE_CHARS
    ]
    upsert(connection, titles, rows, ["site", "title_key"], [])


def owners(connection: Connection, site: str, keys: Iterable[str]) -> dict[str, str]:
    """Those of the headlines (title_keys) that the site's index knows, with their url_keys."""
    wanted = [key for key in keys if len(key) <= TITLE_CHARS]
    statement = select(titles.c.title_key, titles.c.url_key).where(titles.c.site == site)
    return {
        row.title_key: row.url_key
        for some in slices(wanted)
        for row in connection.execute(statement.where(titles.c.title_key.in_(some)))
    }


def trim(connection: Connection, site: str, most: int = MOST_TITLES) -> None:
    """Forget all but the newest `most` headlines of a site, so that its index stays bounded."""
    newest = select(titles.c.id).where(titles.c.site == site).order_by(titles.c.id.desc())
    last = connection.scalar(newest.offset(most).limit(1))
    if last is not None:
        connection.execute(delete(titles).where(titles.c.site == site, titles.c.id <= last))
