"""Revisions that are extracted anew from the archive: which, what they become, and back.

Rule 1: no revision is made and no number changes: the publisher did nothing.
Rule 2: what a revision was stands whole in `reextractions`, so that everything can be taken back.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, select, update

from pipelines.model import Block, Cleaned, Metadata, join
from pipelines.store import wording
from pipelines.store.articles import NOT_YET, described, list_names, replace_removals
from pipelines.store.headlines import claim
from pipelines.store.packing import metadata_json, metadata_of, pack, unpack
from pipelines.store.tables import (
    aliases,
    article,
    fetches,
    reextractions,
    revisions,
    snapshots,
    urls,
)
from pipelines.store.upsert import insert


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Where a page lies in the archive, as the database has it."""

    warc_file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an extractor reads on a page. kind, access: values of the enums in `model`."""

    blocks: tuple[Block, ...]
    metadata: Metadata
    method: str
    truncated: bool
    extractor_version: str
    kind: str
    access: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A filed revision and its page's record. is_current: the article shows it.

    kind and access of a reading are the article's, for any of its revisions.
    """

    revision_id: int
    article_id: int
    url: str
    url_key: str
    run_id: int | None
    is_current: bool
    record: Record
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """What becomes of a revision. title_key: of the headline, None where it names nothing."""

    reading: Reading
    cleaned: Cleaned
    text_digest: str
    metadata_digest: str
    title_key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which revisions. since: fetched from then on; not_by: read by another extractor than this
    one; None for any."""

    site: str
    since: datetime | None = None
    not_by: str | None = None


_COLUMNS = (
    revisions,
    article.c.revision_id.label("current_id"),
    article.c.url,
    article.c.url_key,
    article.c.kind.label("its_kind"),
    article.c.access,
    snapshots.c.warc_file,
    snapshots.c.offset,
    snapshots.c.length,
)


def count(connection: Connection, choice: Choice) -> int:
    """How many revisions are chosen."""
    chosen = _chosen(select(func.count()), choice)
    return int(connection.execute(chosen).scalar_one())


def batch(connection: Connection, choice: Choice, after: int, limit: int) -> tuple[Read, ...]:
    """The chosen revisions beyond that number, ascending, so many at most."""
    statement = select(*_COLUMNS)
    following = _chosen(statement, choice).where(revisions.c.id > after)
    rows = connection.execute(following.order_by(revisions.c.id).limit(limit)).all()
    return tuple(map(_read, rows))


def parts(connection: Connection, one: Read) -> tuple[Record, ...]:
    """Where the article's further pages lie, as the revision's run fetched them, in order."""
    statement = (
        select(snapshots.c.warc_file, snapshots.c.offset, snapshots.c.length)
        .select_from(aliases)
        .join(urls, (urls.c.site == aliases.c.site) & (urls.c.url_key == aliases.c.url_key))
        .join(fetches, fetches.c.url_id == urls.c.id)
        .join(snapshots, snapshots.c.id == fetches.c.snapshot_id)
        .where(aliases.c.article_id == one.article_id, aliases.c.kind == "part")
        .where(fetches.c.run_id == one.run_id)
        .order_by(fetches.c.id)
    )
    return tuple(Record(**row) for row in connection.execute(statement).mappings())


def read_by(connection: Connection, revision_id: int, extractor_version: str) -> None:
    """The extractor reads what another one had read."""
    values = {"extractor_version": extractor_version}
    connection.execute(update(revisions).where(revisions.c.id == revision_id).values(values))


def rewrite(connection: Connection, one: Read, new: Rewriting, run_id: int, now: datetime) -> None:
    """The revision becomes what the extractor reads now; what it was is kept."""
    was = one.reading
    previous = {
        "metadata": metadata_json(was.metadata),
        "method": was.method,
        "truncated": was.truncated,
        "kind": was.kind,
        "access": was.access,
    }
    connection.execute(
        insert(connection, reextractions).values(
            revision_id=one.revision_id,
            extractor_version=new.reading.extractor_version,
            previous_version=was.extractor_version,
            previous_blocks=pack(was.blocks),
            previous=previous,
            made_at=now,
            run_id=run_id,
        )
    )
    _write(connection, one, new)


def last_run(connection: Connection, site: str) -> int | None:
    """The last run that extracted revisions of the site anew, and was not taken back."""
    newest = select(func.max(reextractions.c.run_id)).join(
        revisions, revisions.c.id == reextractions.c.revision_id
    )
    of_site = newest.join(article, article.c.id == revisions.c.article_id)
    found: int | None = connection.scalar(of_site.where(article.c.site == site))
    return found


def undoable(
    connection: Connection, site: str, run_id: int, limit: int
) -> tuple[tuple[Read, Reading], ...]:
    """Revisions that the run extracted anew, each with what it was before."""
    done = _of_run(site, run_id).order_by(reextractions.c.revision_id).limit(limit)
    before = {row.revision_id: _previous(row) for row in connection.execute(done)}
    statement = select(*_COLUMNS)
    joined = statement.join(article, article.c.id == revisions.c.article_id).outerjoin(
        snapshots, snapshots.c.id == revisions.c.snapshot_id
    )
    rows = connection.execute(joined.where(revisions.c.id.in_(list(before)))).all()
    return tuple((_read(row), before[row.id]) for row in rows)


def undo(connection: Connection, one: Read, before: Rewriting, run_id: int) -> None:
    """The revision is what it was before that run."""
    _write(connection, one, before)
    own = (reextractions.c.revision_id == one.revision_id, reextractions.c.run_id == run_id)
    connection.execute(delete(reextractions).where(*own))


def _chosen(statement: Select[Any], choice: Choice) -> Select[Any]:
    """Of revisions whose page is in the archive; a withdrawal has only a notice."""
    conditions: list[ColumnElement[bool]] = [
        article.c.site == choice.site,
        revisions.c.kind != "withdrawn",
        snapshots.c.pruned_at.is_(None),
    ]
    if choice.since is not None:
        conditions.append(revisions.c.fetched_at >= choice.since)
    if choice.not_by is not None:
        conditions.append(revisions.c.extractor_version != choice.not_by)
    joined = statement.select_from(revisions).join(article, article.c.id == revisions.c.article_id)
    return joined.join(snapshots, snapshots.c.id == revisions.c.snapshot_id).where(*conditions)


def _of_run(site: str, run_id: int) -> Select[Any]:
    done = select(reextractions).join(revisions, revisions.c.id == reextractions.c.revision_id)
    of_site = done.join(article, article.c.id == revisions.c.article_id)
    return of_site.where(article.c.site == site, reextractions.c.run_id == run_id)


def _read(row: Any) -> Read:
    return Read(
        revision_id=row.id,
        article_id=row.article_id,
        url=row.url,
        url_key=row.url_key,
        run_id=row.run_id,
        is_current=row.id == row.current_id,
        record=Record(
            warc_file=row.warc_file or "", offset=row.offset or 0, length=row.length or 0
        ),
        reading=Reading(
            blocks=unpack(row.blocks),
            metadata=metadata_of(row.metadata),
            method=row.method,
            truncated=row.truncated,
            extractor_version=row.extractor_version,
            kind=row.its_kind,
            access=row.access,
        ),
    )


def _previous(row: Any) -> Reading:
    was = row.previous
    return Reading(
        blocks=unpack(row.previous_blocks),
        metadata=metadata_of(was["metadata"]),
        method=was["method"],
        truncated=was["truncated"],
        extractor_version=row.previous_version,
        kind=was["kind"],
        access=was["access"],
    )


def _write(connection: Connection, one: Read, new: Rewriting) -> None:
    reading, body = new.reading, join(new.cleaned.kept)
    columns = described(reading.metadata)
    values = {
        "headline": columns["headline"],
        "body": body,
        "text_digest": new.text_digest,
        "metadata_digest": new.metadata_digest,
        "metadata": metadata_json(reading.metadata),
        "blocks": pack(reading.blocks),
        "method": reading.method,
        "extractor_version": reading.extractor_version,
        "truncated": reading.truncated,
        "template_version": NOT_YET,
    }
    connection.execute(update(revisions).where(revisions.c.id == one.revision_id).values(values))
    replace_removals(connection, {one.revision_id: new.cleaned})
    if one.is_current:
        _show(connection, one, new, {**columns, "body": body, "word_count": len(body.split())})


def _show(connection: Connection, one: Read, new: Rewriting, columns: dict[str, Any]) -> None:
    """The article shows the revision; that it is cleaned with its site is the next step."""
    shown = {**columns, "kind": new.reading.kind, "access": new.reading.access}
    own = update(article).where(article.c.id == one.article_id)
    connection.execute(own.values(**shown, template_version=NOT_YET))
    list_names(connection, one.article_id, new.reading.metadata)
    site = connection.execute(
        select(article.c.site).where(article.c.id == one.article_id)
    ).scalar_one()
    claim(connection, site, [(new.title_key, one.url_key)])
    wording.index(connection, [one.article_id])
