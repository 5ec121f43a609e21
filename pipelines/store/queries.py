"""What the command shows: reads, and nothing that writes."""

from sqlalchemy import Connection, func, select

from pipelines.store.rows import ArticleRow, RemovedRow
from pipelines.store.tables import article, article_authors, removals, revisions


def articles(connection: Connection, site: str | None = None) -> tuple[ArticleRow, ...]:
    """Every article of a site, or of all, newest first."""
    statement = select(article).order_by(article.c.date_published.desc().nulls_last(), article.c.id)
    if site is not None:
        statement = statement.where(article.c.site == site)
    names = _authors(connection)
    return tuple(
        ArticleRow(
            id=row.id,
            site=row.site,
            url=row.url,
            headline=row.headline or "",
            date_published=row.date_published,
            authors=names.get(row.id, ""),
            body=row.body,
        )
        for row in connection.execute(statement)
    )


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


def _authors(connection: Connection) -> dict[int, str]:
    statement = select(article_authors).order_by(
        article_authors.c.article_id, article_authors.c.place
    )
    names: dict[int, list[str]] = {}
    for row in connection.execute(statement):
        names.setdefault(row.article_id, []).append(row.name)
    return {key: "; ".join(mine) for key, mine in names.items()}
