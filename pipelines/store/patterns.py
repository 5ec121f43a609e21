"""What a site's addresses of one shape gave, and what its parameters changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, select, update

from pipelines.store.rows import PatternRow
from pipelines.store.tables import url_parameters, url_patterns, urls
from pipelines.store.types import clean
from pipelines.store.upsert import insert, slices, upsert

_KEY = ("site", "pattern")
_VALUES = ("asked", "articles", "fruitless", "reason", "closed_at", "probed_at")
EXCLUDED = "excluded"
# Addresses of one path that are compared with a new one.
MOST_SIBLINGS = 20


def load(connection: Connection, site: str, patterns: Iterable[str]) -> dict[str, PatternRow]:
    """What is known of these patterns."""
    wanted = sorted({clean(one) for one in patterns})
    return {
        row.pattern: PatternRow(**{name: getattr(row, name) for name in (*_KEY, *_VALUES)})
        for some in slices(wanted)
        for row in connection.execute(
            select(url_patterns).where(
                url_patterns.c.site == site, url_patterns.c.pattern.in_(some)
            )
        )
    }


def save(connection: Connection, row: PatternRow) -> None:
    """Write the pattern's row anew."""
    values = {name: getattr(row, name) for name in (*_KEY, *_VALUES)}
    upsert(connection, url_patterns, [values], _KEY, _VALUES)


def exclude(connection: Connection, reasons: Mapping[int, str], now: datetime) -> None:
    """Settle addresses, by url_id, that are not asked for, each with its reason."""
    for reason in sorted(set(reasons.values())):
        for some in slices([url_id for url_id, why in reasons.items() if why == reason]):
            connection.execute(
                update(urls)
                .where(urls.c.id.in_(some))
                .values(state="done", outcome=EXCLUDED, reason=reason, settled_at=now)
            )


def readmit(connection: Connection, site: str, reason: str) -> None:
    """Put the addresses that were excluded for this reason back on the frontier."""
    connection.execute(
        update(urls)
        .where(urls.c.site == site, urls.c.outcome == EXCLUDED, urls.c.reason == reason)
        .values(state="found", outcome=None, reason="", settled_at=None)
    )


def siblings(connection: Connection, site: str, path: str) -> tuple[tuple[str, int], ...]:
    """(url_key, article) of addresses that share the path and differ in what follows a "?".

    path: an identity without its parameters. The newest, at most `MOST_SIBLINGS`.
    """
    known = (urls.c.site == site, urls.c.article_id.is_not(None))
    columns = select(urls.c.url_key, urls.c.article_id).order_by(urls.c.id.desc())
    bare = connection.execute(columns.where(*known, urls.c.url_key == path)).all()
    others = columns.where(*known, urls.c.path == path).limit(MOST_SIBLINGS)
    return tuple((row.url_key, row.article_id) for row in (*bare, *connection.execute(others)))


def count_parameter(connection: Connection, site: str, name: str, *, is_same: bool) -> None:
    """One more article that was the same, or another, with another value of the parameter."""
    column = "same" if is_same else "different"
    statement = insert(connection, url_parameters).values(
        site=site, name=clean(name), **{column: 1}
    )
    added = {column: url_parameters.c[column] + 1}
    connection.execute(statement.on_conflict_do_update(index_elements=["site", "name"], set_=added))


def without_effect(connection: Connection, site: str, articles: int) -> frozenset[str]:
    """Parameters that changed nothing on so many articles, and never led to another one."""
    mine = (url_parameters.c.site == site, url_parameters.c.different == 0)
    statement = select(url_parameters.c.name).where(*mine, url_parameters.c.same >= articles)
    return frozenset(connection.scalars(statement))
