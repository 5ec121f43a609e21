"""What the command shows: reads, and nothing that writes."""

from datetime import datetime

from sqlalchemy import Connection, column, func, select, table

from pipelines.store.rows import ArticleRow, RemovedRow
from pipelines.store.tables import article, removals, revisions
from pipelines.store.types import UtcDateTime

# The view; only times need their type, to come back aware on SQLite.
ARTICLES = table(
    "articles",
    column("date_published", UtcDateTime()),
    *(column(name) for name in ("id", "site", "url", "headline", "authors", "body")),
)


def articles(connection: Connection, site: str | None = None) -> tuple[ArticleRow, ...]:
    """Every article of a site, or of all, newest first; those without a date last."""
    newest = ARTICLES.c.date_published.desc().nulls_last()
    statement = select(ARTICLES).order_by(newest, ARTICLES.c.id)
    if site is not None:
        statement = statement.where(ARTICLES.c.site == site)
    return tuple(
        ArticleRow(
            id=row.id,
            site=row.site,
            url=row.url,
            headline=row.headline or "",
            date_published=row.date_published,
            authors=row.authors or "",
            body=row.body,
        )
        for row in connection.execute(statement)
    )


def published_since(connection: Connection, moment: datetime) -> dict[str, int]:
    """How many articles each site has published since then, by their own dates."""
    statement = (
        select(article.c.site, func.count())
        .where(article.c.date_published >= moment)
        .group_by(article.c.site)
    )
    return dict(connection.execute(statement).tuples().all())


def top_removed(connection: Connection, site: str | None, limit: int) -> tuple[RemovedRow, ...]:
    """The texts that were stricken most often from current revisions."""
    count = func.count().label("count")
    statement = (
        select(
            count,
            article.c.site,
            removals.c.text,
            removals.c.evidence,
            func.min(removals.c.reason).label("reason"),
        )
        .join(revisions, revisions.c.id == removals.c.revision_id)
        .join(article, article.c.revision_id == revisions.c.id)
        .group_by(article.c.site, removals.c.text, removals.c.evidence)
        .order_by(count.desc(), article.c.site, removals.c.text)
        .limit(limit)
    )
    if site is not None:
        statement = statement.where(article.c.site == site)
    return tuple(RemovedRow(**row) for row in connection.execute(statement).mappings())
