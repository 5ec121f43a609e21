"""How the addresses of a page that was read are settled: its own, and its further pages'.

Rule: every request has its row, whatever came of it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from pipelines.archive.place import Place
from pipelines.jobs.settling import NO_VALIDATORS, Recheck
from pipelines.jobs.visit import Visit
from pipelines.model import Article, Outcome, Snapshot
from pipelines.store import articles, endings, frontier
from pipelines.store.rows import Ended, Fetched, SnapshotRow, Validators, born_at
from pipelines.urls import url_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """How the page ended; `url` is the article's address where there is one, else the page's."""

    outcome: Outcome
    url: str
    reason: str = ""
    article_id: int | None = None


def settle(
    connection: Connection, visit: Visit, run_id: int, filed: Filed, recheck: Recheck
) -> None:
    """Settle the visit's address as it ended, and say when its article is due again."""
    fetch = Fetched(
        run_id=run_id,
        final_url=visit.snapshot.target_uri,
        status=visit.snapshot.status,
        size_bytes=len(visit.snapshot.payload),
        duration_s=visit.duration_s,
        snapshot=snapshot_row(visit),
    )
    end = Ended(
        outcome=filed.outcome,
        reason=filed.reason,
        now=visit.snapshot.date,
        fetch=fetch,
        article_id=filed.article_id,
        check_at=_check_at(visit, filed, recheck),
        validators=_validators(visit, filed),
    )
    endings.settle(connection, visit.pending.url_id, end)


def settle_parts(connection: Connection, visit: Visit, run_id: int, filed: Filed) -> None:
    """The further pages' addresses are the article's; each request has its row."""
    if not visit.parts:
        return
    site = visit.site.key
    keys = [url_key(part.snapshot.requested_uri) for part in visit.parts]
    rows = frontier.register(connection, site, keys, visit.snapshot.date)
    for key, part in zip(keys, visit.parts, strict=True):
        if filed.article_id is not None:
            articles.alias(connection, filed.article_id, site, key, "part")
        fetch = Fetched(
            run_id=run_id,
            final_url=part.snapshot.target_uri,
            status=part.snapshot.status,
            size_bytes=len(part.snapshot.payload),
            duration_s=part.duration_s,
            snapshot=_row_of(part.snapshot, part.place),
        )
        end = Ended(
            outcome=Outcome.PART,
            reason=f"a further page of {visit.pending.url}",
            now=part.snapshot.date,
            fetch=fetch,
            article_id=filed.article_id,
        )
        endings.settle(connection, rows[key].url_id, end)


def snapshot_row(visit: Visit) -> SnapshotRow | None:
    """Where the page lies in the archive, None where it was not archived."""
    return _row_of(visit.snapshot, visit.place)


def _row_of(snapshot: Snapshot, place: Place | None) -> SnapshotRow | None:
    if place is None:
        return None
    return SnapshotRow(
        warc_file=place.warc_file,
        offset=place.offset,
        length=place.length,
        digest=snapshot.payload_digest,
        target_uri=snapshot.target_uri,
        date=snapshot.date,
        status=snapshot.status,
    )


def _check_at(visit: Visit, filed: Filed, recheck: Recheck) -> datetime | None:
    """When to ask this address for its article again; another one stands for a copy."""
    if filed.outcome is Outcome.DUPLICATE:
        return None
    now, check, article = visit.snapshot.date, visit.pending.check, visit.result
    if check is not None:
        return recheck(check.born_at, now)
    if filed.article_id is None or not isinstance(article, Article):
        return None
    stated = article.extraction.metadata.date_published
    published, precision = (stated.value.value, stated.value.precision) if stated else (None, None)
    return recheck(born_at(published, precision, now), now)


def _validators(visit: Visit, filed: Filed) -> Validators:
    """What the page is known by; nothing where it was not filed, so that it is read once more."""
    page = visit.snapshot
    if filed.article_id is None:
        return NO_VALIDATORS
    return Validators(
        etag=page.header("etag"),
        last_modified=page.header("last-modified"),
        digest=page.payload_digest,
    )
