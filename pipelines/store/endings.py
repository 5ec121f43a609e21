"""How a request ended: a row of `fetches`, and what is known of its address since.

Rule: a settled URL has exactly one outcome, and one row of `fetches` for each request.
"""

from typing import Any

from sqlalchemy import Connection, select, update

from pipelines.model import Outcome
from pipelines.store.rows import Ended, SnapshotRow
from pipelines.store.tables import fetches, snapshots, urls
from pipelines.store.upsert import insert, upsert


def settle(connection: Connection, url_id: int, end: Ended) -> None:
    """A request has ended; without a next due time the URL is done.

    A request that led to no article leaves the one that an earlier request led to.
    """
    values: dict[str, Any] = {
        "state": "done" if end.next_due_at is None else "waiting",
        "outcome": end.outcome.value,
        "reason": end.reason,
        # a host that asked to be left alone says nothing of the page
        "attempts": urls.c.attempts + int(end.outcome is not Outcome.RATE_LIMITED),
        "settled_at": end.now,
        "next_due_at": end.next_due_at,
        "check_at": end.check_at,
    }
    if end.validators is not None:
        validators = end.validators
        values |= {"etag": validators.etag, "last_modified": validators.last_modified}
        values["digest"] = validators.digest
    if end.article_id is not None:
        values["article_id"] = end.article_id
    connection.execute(update(urls).where(urls.c.id == url_id).values(values))
    connection.execute(insert(connection, fetches).values(_fetch(connection, url_id, end)))
    if end.article_id is not None and end.check_at is not None:
        _checked_by(connection, end.article_id, url_id)


def snapshot_id(connection: Connection, place: SnapshotRow | None) -> int | None:
    """The row of a place in the archive, written when it is first named."""
    if place is None:
        return None
    values = {
        "warc_file": place.warc_file,
        "offset": place.offset,
        "length": place.length,
        "digest": place.digest,
        "target_uri": place.target_uri,
        "date": place.date,
        "status": place.status,
    }
    upsert(connection, snapshots, [values], ["warc_file", "offset"], [])
    found: int | None = connection.scalar(
        select(snapshots.c.id).where(
            snapshots.c.warc_file == place.warc_file, snapshots.c.offset == place.offset
        )
    )
    return found


def _fetch(connection: Connection, url_id: int, end: Ended) -> dict[str, object]:
    return {
        "run_id": end.fetch.run_id,
        "url_id": url_id,
        "final_url": end.fetch.final_url,
        "status": end.fetch.status,
        "outcome": end.outcome.value,
        "reason": end.reason,
        "fetched_at": end.now,
        "size_bytes": end.fetch.size_bytes,
        "duration_s": end.fetch.duration_s,
        "snapshot_id": snapshot_id(connection, end.fetch.snapshot),
    }


def _checked_by(connection: Connection, article_id: int, url_id: int) -> None:
    """An article is asked for again by one of its addresses: the last that gave its page."""
    others = (urls.c.article_id == article_id, urls.c.id != url_id)
    connection.execute(update(urls).where(*others).values(check_at=None))
