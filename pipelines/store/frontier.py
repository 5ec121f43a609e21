"""URLs found but not fetched, and articles that are due again.

Rule: a URL is a row before it is a request. How a request ended is `endings.py`'s.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, true

from pipelines.model import Link, SourceKind
from pipelines.store.headlines import claim
from pipelines.store.rows import Check, Pending, Validators, born_at
from pipelines.store.tables import article, fetches, sightings, snapshots, urls
from pipelines.store.types import clean
from pipelines.store.upsert import insert, slices, upsert

SIGHTED = (
    *("kind", "title", "date_published", "lastmod", "authors", "description", "keywords"),
    *("language", "publication", "guid", "seen_at"),
)
_BORN = (article.c.date_published, article.c.date_precision, article.c.first_seen_at)
Keyed = tuple[str, str | None, Link]  # url_key, title_key, link


def sight(
    connection: Connection, site: str, links: Sequence[Keyed], now: datetime
) -> tuple[Pending, ...]:
    """Put links on the frontier with what their source says of them.

    Those that are to be fetched come back in the given order: never asked, or due once more.
    A link whose page is settled brings its sighting and its date, and is not asked again.
    """
    links = [(clean(key), title, link) for key, title, link in links]
    _put(connection, [_url(site, key, link, now) for key, _, link in links])
    ids = _ids(connection, site, [key for key, _, _ in links])
    upsert(
        connection,
        sightings,
        [_sighting(ids[key], link, now) for key, _, link in links],
        ["url_id", "found_in"],
        SIGHTED,
    )
    claim(connection, site, ((title, key) for key, title, _ in links))
    wanted = list(dict.fromkeys(ids[key] for key, _, _ in links))
    return _to_fetch(connection, wanted, now)


def register(
    connection: Connection, site: str, addresses: Sequence[str], now: datetime
) -> dict[str, Pending]:
    """The rows of addresses that no source named (a folder's files), by address, settled or not.

    addresses: their own url_keys.
    """
    rows = {"site": site, "state": "found", "attempts": 0, "found_at": now, "fresh_at": None}
    _put(connection, [{**rows, "url": one, "url_key": clean(one)} for one in addresses])
    ids = _ids(connection, site, [clean(one) for one in addresses])
    return {
        one: Pending(url_id=ids[clean(one)], site=site, url=one, url_key=clean(one))
        for one in addresses
    }


def digests(connection: Connection, site: str, keys: Sequence[str]) -> dict[str, str]:
    """The digest of what each address (url_key) answered last, where that was archived."""
    statement = (
        select(urls.c.url_key, snapshots.c.digest)
        .join(fetches, fetches.c.url_id == urls.c.id)
        .join(snapshots, snapshots.c.id == fetches.c.snapshot_id)
        .where(urls.c.site == site)
        .order_by(fetches.c.id)
    )
    return {
        row.url_key: row.digest
        for some in slices(keys)
        for row in connection.execute(statement.where(urls.c.url_key.in_(some)))
    }


def pending(
    connection: Connection, site: str, now: datetime, limit: int, since: datetime | None = None
) -> tuple[Pending, ...]:
    """What is to be fetched of a site, freshest first, undated last.

    since: without what sources date before it.
    """
    recent = or_(urls.c.fresh_at.is_(None), urls.c.fresh_at >= since) if since else true()
    statement = (
        select(urls.c.id)
        .where(urls.c.site == site, _is_open(now), recent)
        .order_by(urls.c.fresh_at.is_(None), urls.c.fresh_at.desc(), urls.c.id)
        .limit(limit)
    )
    return _to_fetch(connection, list(connection.scalars(statement)), now)


def checks(connection: Connection, site: str, now: datetime, limit: int) -> tuple[Pending, ...]:
    """Articles of a site that are to be asked for again, freshest first, undated last.

    More are due than a run asks for, by far: only those few are looked up among the articles.
    """
    order = (urls.c.fresh_at.is_(None), urls.c.fresh_at.desc(), urls.c.id)
    due = select(urls.c.id).where(
        urls.c.site == site,
        urls.c.state == "done",
        urls.c.check_at <= now,
        urls.c.article_id.is_not(None),
    )
    statement = (
        select(urls, article.c.url.label("best"), article.c.url_key.label("best_key"), *_BORN)
        .join(article, article.c.id == urls.c.article_id)
        .where(urls.c.id.in_(due.order_by(*order).limit(limit)))
        .order_by(*order)
    )
    rows = connection.execute(statement).all()
    hints = _hints(connection, [row.id for row in rows])
    return tuple(_check(row, hints.get(row.id, ())) for row in rows)


def has_due(connection: Connection, sites: Sequence[str], now: datetime) -> bool:
    """Whether `pending` or `checks` would give anything for any of the sites.

    One question for each state, because each has its index; thousands of sites are asked at once.
    """
    states = (
        (urls.c.state == "found",),
        (urls.c.state == "waiting", urls.c.next_due_at <= now),
        (urls.c.state == "done", urls.c.check_at <= now, urls.c.article_id.is_not(None)),
    )
    return any(
        connection.execute(select(urls.c.id).where(urls.c.site.in_(some), *state).limit(1)).first()
        for some in slices(sites)
        for state in states
    )


def hints(connection: Connection, site: str, url_key: str) -> tuple[Link, ...]:
    """What sources said of an address, by its identity; a redirect may have led to it."""
    ids = _ids(connection, site, [url_key])
    return _hints(connection, tuple(ids.values())).get(ids.get(url_key, 0), ())


def _put(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """New addresses become rows; a known one learns only that it is fresher than was thought."""
    if not rows:
        return
    statement: Any = insert(connection, urls)
    offered = statement.excluded.fresh_at
    fresher = or_(offered > urls.c.fresh_at, and_(urls.c.fresh_at.is_(None), offered.is_not(None)))
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["site", "url_key"], set_={"fresh_at": offered}, where=fresher
        ),
        rows,
    )


def _url(site: str, key: str, link: Link, now: datetime) -> dict[str, object]:
    return {
        "site": site,
        "url": link.url,
        "url_key": key,
        "state": "found",
        "attempts": 0,
        "found_at": now,
        "fresh_at": link.date_published or link.lastmod,
        "path": key.partition("?")[0] if "?" in key else None,
    }


def _sighting(url_id: int, link: Link, now: datetime) -> dict[str, object]:
    return {
        "url_id": url_id,
        "found_in": link.found_in,
        "kind": link.kind.value,
        "title": link.title,
        "date_published": link.date_published,
        "lastmod": link.lastmod,
        "authors": list(link.authors),
        "description": link.description,
        "keywords": list(link.keywords),
        "language": link.language,
        "publication": link.publication,
        "guid": link.guid,
        "seen_at": now,
    }


def _ids(connection: Connection, site: str, keys: Sequence[str]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for some in slices(keys):
        statement = select(urls.c.url_key, urls.c.id).where(
            urls.c.site == site, urls.c.url_key.in_(some)
        )
        ids.update((row.url_key, row.id) for row in connection.execute(statement))
    return ids


def _is_open(now: datetime) -> ColumnElement[bool]:
    again = and_(urls.c.state == "waiting", urls.c.next_due_at <= now)
    return or_(urls.c.state == "found", again)


def _to_fetch(connection: Connection, ids: Sequence[int], now: datetime) -> tuple[Pending, ...]:
    rows: dict[int, Row[Any]] = {}
    for some in slices(ids):
        found = connection.execute(select(urls).where(urls.c.id.in_(some), _is_open(now)))
        rows.update((row.id, row) for row in found)
    hints = _hints(connection, tuple(rows))
    return tuple(
        Pending(
            url_id=url_id,
            site=rows[url_id].site,
            url=rows[url_id].url,
            url_key=rows[url_id].url_key,
            hints=hints.get(url_id, ()),
            attempts=rows[url_id].attempts,
            found_at=rows[url_id].found_at,
        )
        for url_id in ids
        if url_id in rows
    )


def _check(row: Row[Any], hints: tuple[Link, ...]) -> Pending:
    born = born_at(row.date_published, row.date_precision, row.first_seen_at)
    validators = Validators(etag=row.etag, last_modified=row.last_modified, digest=row.digest)
    return Pending(
        url_id=row.id,
        site=row.site,
        url=row.best if row.best_key == row.url_key else row.url,
        url_key=row.url_key,
        hints=hints,
        attempts=row.attempts,
        check=Check(article_id=row.article_id, born_at=born, validators=validators),
    )


def _hints(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[Link, ...]]:
    hints: dict[int, tuple[Link, ...]] = {}
    for some in slices(ids):
        statement = (
            select(sightings, urls.c.url)
            .join(urls, urls.c.id == sightings.c.url_id)
            .where(sightings.c.url_id.in_(some))
            .order_by(sightings.c.url_id, sightings.c.id)
        )
        rows = connection.execute(statement).all()
        for url_id, mine in groupby(rows, key=lambda row: row.url_id):
            hints[url_id] = tuple(_link(row) for row in mine)
    return hints


def _link(row: Row[Any]) -> Link:
    return Link(
        url=row.url,
        found_in=row.found_in,
        kind=SourceKind(row.kind),
        title=row.title,
        date_published=row.date_published,
        lastmod=row.lastmod,
        authors=tuple(row.authors or ()),
        description=row.description,
        language=row.language,
        keywords=tuple(row.keywords or ()),
        publication=row.publication,
        guid=row.guid,
    )
