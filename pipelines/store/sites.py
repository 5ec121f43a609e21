"""The sites of the site files, and their sources, as rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, select

from pipelines.model import Site
from pipelines.store.rows import SiteRow
from pipelines.store.sources import retire
from pipelines.store.tables import article, sites, sources, urls
from pipelines.store.upsert import insert, slices, upsert

LEFT = "no longer in the site file"


def sync(connection: Connection, known: Sequence[Site], now: datetime) -> None:
    """Bring these sites and their sources up to date; sources that left a file are retired.

    Sites that are not among `known` stay as they are: a run may be over a few of them.
    """
    rows = [_row(site, now) for site in known]
    upsert(connection, sites, rows, ["key"], ["name", "home", "language"])
    _put_sources(connection, known)
    _retire(connection, known, now)


def meet(connection: Connection, site: Site, now: datetime) -> None:
    """Make the site's row if there is none; what a crawl wrote of it stays."""
    upsert(connection, sites, [_row(site, now)], ["key"], [])


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


def _row(site: Site, now: datetime) -> dict[str, object]:
    return {
        "key": site.key,
        "name": site.name,
        "home": site.home,
        "language": site.language,
        "first_seen_at": now,
    }


def _put_sources(connection: Connection, known: Sequence[Site]) -> None:
    """One statement for all: a run over thousands of sites begins with this."""
    rows = [
        {"site": site.key, "url": source.url, "kind": source.kind.value, "parent_id": None}
        for site in known
        for source in site.sources
    ]
    if not rows:
        return
    statement: Any = insert(connection, sources)
    new = statement.excluded
    # A source that turned out to be of another kind is read anew, though it has not changed.
    same = {
        name: case((sources.c.kind == new.kind, sources.c[name]), else_=None)
        for name in ("etag", "last_modified", "digest")
    }
    values = {"kind": new.kind, "parent_id": new.parent_id, **same}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["site", "url"], set_=values), rows
    )


def _retire(connection: Connection, known: Sequence[Site], now: datetime) -> None:
    """Sources that left their file are retired, those that came back to it are taken up."""
    listed = {(site.key, source.url) for site in known for source in site.sources}
    keys = [site.key for site in known]
    of_the_files = select(sources).where(sources.c.parent_id.is_(None))
    for some in slices(keys):
        retire(connection, of_the_files.where(sources.c.site.in_(some)), listed, now, LEFT)
