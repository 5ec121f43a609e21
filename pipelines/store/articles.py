"""Articles and their revisions: file what is new, revise what changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from pipelines.model import Cleaned, Metadata, RevisionKind, Sourced
from pipelines.store import wording
from pipelines.store.endings import snapshot_id
from pipelines.store.headlines import claim
from pipelines.store.packing import metadata_json, pack
from pipelines.store.rows import Filing, Notice
from pipelines.store.tables import (
    aliases,
    article,
    article_authors,
    article_keywords,
    removals,
    revisions,
)
from pipelines.store.upsert import insert, slices, upsert

# A body that was stripped before the whole site was known; learning cleans it again.
NOT_YET = -1
PUBLISHED, WITHDRAWN = "published", "withdrawn"
# Longer text is no name and no keyword (PostgreSQL refuses index rows over 2,704 bytes); the
# revision's metadata holds it in any case.
NAME_CHARS = 500


def file_new(connection: Connection, filing: Filing) -> int:
    """A new article with its first revision; its number."""
    values = _values(filing)
    statement = (
        insert(connection, article)
        .values(
            **values,
            status=PUBLISHED,
            revision_count=0,
            first_seen_at=filing.fetched_at,
        )
        .returning(article.c.id)
    )
    article_id: int = connection.execute(statement).scalar_one()
    # Nothing stands there that would have to be deleted or asked for, which is half of the work.
    _add_revision(connection, article_id, filing, "initial", 1)
    _put_names(connection, article_id, filing.article.extraction.metadata)
    wording.add(connection, article_id, values)
    _lead_to(connection, article_id, filing)
    return article_id


def revise(connection: Connection, article_id: int, filing: Filing, kind: RevisionKind) -> None:
    """A further revision, which becomes the current one."""
    values = _values(filing) | {"status": PUBLISHED}
    connection.execute(update(article).where(article.c.id == article_id).values(**values))
    _add_revision(connection, article_id, filing, kind, _next_number(connection, article_id))
    _index(connection, article_id, filing)


def amend(connection: Connection, article_id: int, filing: Filing) -> None:
    """The current revision is brought up to date: a live blog that grew."""
    connection.execute(update(article).where(article.c.id == article_id).values(**_values(filing)))
    current = select(article.c.revision_id).where(article.c.id == article_id)
    revision_id = connection.execute(current).scalar_one()
    values = _revision(connection, filing)
    connection.execute(update(revisions).where(revisions.c.id == revision_id).values(**values))
    replace_removals(connection, {revision_id: filing.article.cleaned})
    _index(connection, article_id, filing)


def withdraw(connection: Connection, article_id: int, notice: Notice) -> None:
    """The publisher took the article back: a revision says so, the text that stood last stays."""
    number = _next_number(connection, article_id)
    stood = select(revisions.c.metadata, revisions.c.metadata_digest, revisions.c.headline)
    stood = stood.join(article, article.c.revision_id == revisions.c.id)
    last = connection.execute(stood.where(article.c.id == article_id)).one()
    values = {
        **last._mapping,
        "article_id": article_id,
        "number": number,
        "kind": "withdrawn",
        "run_id": notice.run_id,
        "snapshot_id": snapshot_id(connection, notice.snapshot),
        "fetched_at": notice.fetched_at,
        "body": notice.text,
        "text_digest": notice.text_digest,
        "blocks": pack(notice.blocks),
        "method": notice.method,
        "extractor_version": notice.extractor_version,
        "truncated": False,
        "template_version": 0,
    }
    connection.execute(insert(connection, revisions).values(values))
    connection.execute(
        update(article)
        .where(article.c.id == article_id)
        .values(
            status=WITHDRAWN,
            revision_count=number,
            changed_at=notice.fetched_at,
            fetched_at=notice.fetched_at,
        )
    )


def touch(connection: Connection, article_id: int, fetched_at: datetime) -> None:
    """The page was fetched and is what it was; an older fetch says nothing new."""
    newer = (article.c.id == article_id, article.c.fetched_at < fetched_at)
    connection.execute(update(article).where(*newer).values(fetched_at=fetched_at))


def mark(connection: Connection, article_id: int, *, withdrawn: bool) -> None:
    """Set the article's status where no revision says so: its page comes and goes."""
    status = WITHDRAWN if withdrawn else PUBLISHED
    connection.execute(update(article).where(article.c.id == article_id).values(status=status))


def alias(connection: Connection, article_id: int, site: str, url_key: str, kind: str) -> None:
    """Another address of the article; the first article that had it keeps it."""
    row = {"site": site, "url_key": url_key, "article_id": article_id, "kind": kind}
    upsert(connection, aliases, [row], ["site", "url_key"], [])


def replace_removals(connection: Connection, cleaned: Mapping[int, Cleaned]) -> None:
    """Write what was stricken from revisions, by number, in place of what stood there."""
    for some in slices(tuple(cleaned)):
        connection.execute(delete(removals).where(removals.c.revision_id.in_(some)))
    _add_removals(connection, cleaned)


def _add_removals(connection: Connection, cleaned: Mapping[int, Cleaned]) -> None:
    rows = [
        {
            "revision_id": revision_id,
            "block": removal.block.index,
            "text": removal.block.text,
            "path": removal.block.path,
            "role": removal.block.role.value,
            "rule": removal.rule,
            "evidence": removal.evidence.value,
            "reason": removal.reason,
        }
        for revision_id, one in cleaned.items()
        for removal in one.removals
    ]
    if rows:
        connection.execute(insert(connection, removals), rows)


def _values(filing: Filing) -> dict[str, Any]:
    """The columns of `article` that a revision sets."""
    filed = filing.article
    return {
        **described(filed.extraction.metadata),
        "site": filed.site,
        "url": filed.url,
        "url_key": filing.url_key,
        "body": filed.text,
        "kind": filed.verdict.kind.value,
        "access": filed.verdict.access.value,
        "word_count": len(filed.text.split()),
        "changed_at": filing.fetched_at,
        "fetched_at": filing.fetched_at,
        "template_version": NOT_YET,
    }


def described(metadata: Metadata) -> dict[str, Any]:
    """The columns of `article` that metadata sets."""
    published, modified = metadata.date_published, metadata.date_modified
    return {
        "headline": _value(metadata.headline),
        "alternative_headline": _value(metadata.alternative_headline),
        "description": _value(metadata.description),
        "date_published": published.value.value if published else None,
        "date_modified": modified.value.value if modified else None,
        "date_precision": published.value.precision.value if published else None,
        "date_origin": published.origin if published else None,
        "in_language": _value(metadata.in_language),
        "section": _value(metadata.section),
        "image_url": _value(metadata.image_url),
    }


def list_names(connection: Connection, article_id: int, metadata: Metadata) -> None:
    """Write the article's authors and keywords in place of those that stood there."""
    for table in (article_authors, article_keywords):
        connection.execute(delete(table).where(table.c.article_id == article_id))
    _put_names(connection, article_id, metadata)


def _put_names(connection: Connection, article_id: int, metadata: Metadata) -> None:
    _list(connection, article_authors, "name", article_id, metadata.authors)
    _list(connection, article_keywords, "keyword", article_id, metadata.keywords)


def _value(sourced: Sourced[str] | None) -> str | None:
    return sourced.value if sourced else None


def _add_revision(
    connection: Connection, article_id: int, filing: Filing, kind: RevisionKind, number: int
) -> None:
    statement = (
        insert(connection, revisions)
        .values(article_id=article_id, number=number, kind=kind, **_revision(connection, filing))
        .returning(revisions.c.id)
    )
    revision_id = connection.execute(statement).scalar_one()
    _add_removals(connection, {revision_id: filing.article.cleaned})
    connection.execute(
        update(article)
        .where(article.c.id == article_id)
        .values(revision_id=revision_id, revision_count=number)
    )


def _revision(connection: Connection, filing: Filing) -> dict[str, Any]:
    """The columns of `revisions` that a page sets."""
    extraction = filing.article.extraction
    return {
        "run_id": filing.run_id,
        "snapshot_id": snapshot_id(connection, filing.snapshot),
        "fetched_at": filing.fetched_at,
        "headline": _value(extraction.metadata.headline),
        "body": filing.article.text,
        "text_digest": filing.text_digest,
        "metadata_digest": filing.metadata_digest,
        "metadata": metadata_json(extraction.metadata),
        "blocks": pack(extraction.blocks),
        "method": extraction.method,
        "extractor_version": extraction.extractor_version,
        "truncated": extraction.truncated,
        "template_version": NOT_YET,
    }


def _next_number(connection: Connection, article_id: int) -> int:
    count = select(article.c.revision_count).where(article.c.id == article_id)
    return int(connection.execute(count).scalar_one()) + 1


def _index(connection: Connection, article_id: int, filing: Filing) -> None:
    """Everything beside the article's own row: authors, keywords, headline, addresses, words."""
    list_names(connection, article_id, filing.article.extraction.metadata)
    wording.index(connection, [article_id])
    _lead_to(connection, article_id, filing)


def _lead_to(connection: Connection, article_id: int, filing: Filing) -> None:
    """The headline and the addresses by which the article is known."""
    claim(connection, filing.article.site, [(filing.title_key, filing.url_key)])
    for other in filing.aliases:
        alias(connection, article_id, filing.article.site, other.url_key, other.kind)


def _list(
    connection: Connection,
    table: Any,
    column: str,
    article_id: int,
    values: Sourced[tuple[str, ...]] | None,
) -> None:
    rows = [
        {"article_id": article_id, "place": place, column: value}
        for place, value in enumerate(values.value if values else ())
        if len(value) <= NAME_CHARS
    ]
    if rows:
        connection.execute(insert(connection, table), rows)
