"""Which filed article a page belongs to: by its addresses, its text, or what a feed calls it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from pipelines.store.articles import WITHDRAWN
from pipelines.store.rows import Known
from pipelines.store.tables import aliases, article, revisions, sightings, urls


def known(connection: Connection, site: str, keys: Sequence[str], text_digest: str) -> Known | None:
    """The article that is filed under one of these addresses, or with this very text.

    The first key is the page's own address and is looked at first. Never another site's.
    """
    by_url = _current().where(article.c.site == site, article.c.url_key.in_(keys))
    rows = {row.url_key: row for row in connection.execute(by_url)}
    for key in keys:
        if key in rows:
            return _known(rows[key], "url")
    by_alias = (
        _current()
        .join(aliases, aliases.c.article_id == article.c.id)
        .where(aliases.c.site == site, aliases.c.url_key.in_(keys))
    )
    # The site with nothing appended is no index's column: by it SQLite would read all of the site's
    # articles, a fifth of a second for each page at a million (benchmarks/store, 2026-11-23).
    by_text = _current().where(
        article.c.site.concat("") == site,
        article.c.id == revisions.c.article_id,
        revisions.c.text_digest == text_digest,
    )
    for statement, how in ((by_alias, "alias"), (by_text, "text")):
        row = connection.execute(statement.order_by(article.c.id).limit(1)).one_or_none()
        if row is not None:
            return _known(row, how)
    return None


def named(connection: Connection, site: str, url_id: int) -> Known | None:
    """The article that a feed of the site has under the name of this address's entry."""
    row = connection.execute(_named(), {"url_id": url_id, "site": site}).one_or_none()
    return _known(row, "guid") if row is not None else None


@cache  # to write it costs more than to ask it
def _named() -> Select[Any]:
    mine, theirs = sightings.alias("mine"), sightings.alias("theirs")
    address: BindParameter[int] = bindparam("url_id")
    return (
        _current()
        .join(urls, urls.c.article_id == article.c.id)
        .join(theirs, theirs.c.url_id == urls.c.id)
        .join(mine, mine.c.guid == theirs.c.guid)
        .where(mine.c.url_id == address, theirs.c.url_id != address)
        .where(article.c.site == bindparam("site"))
        .order_by(article.c.id.desc())
        .limit(1)
    )


def _current() -> Select[Any]:
    return select(
        article.c.id,
        article.c.url_key,
        article.c.headline,
        article.c.fetched_at,
        article.c.status,
        revisions.c.text_digest,
        revisions.c.metadata_digest,
    ).join(revisions, revisions.c.id == article.c.revision_id)


def _known(row: Row[Any], matched_by: str) -> Known:
    return Known(
        article_id=row.id,
        url_key=row.url_key,
        matched_by=matched_by,
        headline=row.headline or "",
        text_digest=row.text_digest,
        metadata_digest=row.metadata_digest,
        fetched_at=row.fetched_at,
        is_withdrawn=row.status == WITHDRAWN,
    )
