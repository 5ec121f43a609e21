"""The sites of the site files, and their sources, as rows."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, func, select, update

from pipelines.model import Site
from pipelines.store.rows import SiteRow
from pipelines.store.tables import article, sites, sources, urls
from pipelines.store.upsert import upsert

LEFT = "no longer in the site file"


def sync(connection: Connection, known: Sequence[Site], now: datetime) -> None:
    """Bring these sites and their sources up to date; sources that left a file are retired.

    Sites that are not among `known` stay as they are: a run may be over a few of them.
    """
    rows = [
        {
            "key": site.key,
            "name": site.name,
            "home": site.home,
            "language": site.language,
            "first_seen_at": now,
        }
        for site in known
    ]
    upsert(connection, sites, rows, ["key"], ["name", "home", "language"])
    for site in known:
        _sync_sources(connection, site, now)


def _sync_sources(connection: Connection, site: Site, now: datetime) -> None:
    rows = [
        {"site": site.key, "url": source.url, "kind": source.kind.value, "parent_id": None}
        for source in site.sources
    ]
    upsert(connection, sources, rows, ["site", "url"], ["kind", "parent_id"])
    listed = [source.url for source in site.sources]
    mine = and_(sources.c.site == site.key, sources.c.parent_id.is_(None))
    connection.execute(
        update(sources)
        .where(mine, sources.c.url.not_in(listed), sources.c.retired_at.is_(None))
        .values(retired_at=now, retired_reason=LEFT)
    )
    connection.execute(
        update(sources)
        .where(mine, sources.c.url.in_(listed), sources.c.retired_reason == LEFT)
        .values(retired_at=None, retired_reason=None)
    )


def listing(connection: Connection) -> tuple[SiteRow, ...]:
    """Every site with its articles and what is waiting to be fetched."""
    count = select(func.count()).select_from(article).where(article.c.site == sites.c.key)
    newest = select(func.max(article.c.date_published)).where(article.c.site == sites.c.key)
    waiting = (
        select(func.count())
        .select_from(urls)
        .where(urls.c.site == sites.c.key, urls.c.state != "done")
    )
    statement = select(
        sites.c.key,
        sites.c.name,
        count.scalar_subquery().label("articles"),
        newest.scalar_subquery().label("newest"),
        waiting.scalar_subquery().label("waiting"),
    ).order_by(sites.c.key)
    return tuple(SiteRow(**row) for row in connection.execute(statement).mappings())
