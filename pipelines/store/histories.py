"""An article with its revisions: read for `show` and for comparing, judged once more."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from pipelines.model import Block, Metadata, Outcome, RevisionKind
from pipelines.store.articles import WITHDRAWN
from pipelines.store.packing import metadata_of, unpack
from pipelines.store.tables import article, fetches, removals, revisions, templates, urls


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An article as it stands. revision_id: the one whose text stands; removals: its strikes.

    check_at: when its page is asked for again; None: never.
    """

    id: int
    site: str
    url: str
    url_key: str
    headline: str
    language: str
    body: str
    kind: str
    access: str
    status: str
    word_count: int
    revision_id: int
    revision_count: int
    template_version: int
    first_seen_at: datetime
    changed_at: datetime
    fetched_at: datetime
    metadata: Metadata
    removals: int
    check_at: datetime | None

    @property
    def is_withdrawn(self) -> bool:
        """Whether its publisher took it back; the text that stood last is kept."""
        return self.status == WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One version of an article. body: as it was filed then, or cleaned while it stood."""

    id: int
    number: int
    kind: RevisionKind
    fetched_at: datetime
    headline: str
    body: str
    text_digest: str
    metadata_digest: str
    metadata: Metadata
    extractor_version: str
    truncated: bool
    blocks: tuple[Block, ...]


def filed(connection: Connection, article_id: int) -> Filed:
    """The article of this number. Raises sqlalchemy's NoResultFound where there is none."""
    statement = (
        select(article, revisions.c.metadata)
        .join(revisions, revisions.c.id == article.c.revision_id)
        .where(article.c.id == article_id)
    )
    row = connection.execute(statement).one()
    due = (urls.c.article_id == row.id, urls.c.check_at.is_not(None))
    struck = select(func.count()).where(removals.c.revision_id == row.revision_id)
    return Filed(
        id=row.id,
        site=row.site,
        url=row.url,
        url_key=row.url_key,
        headline=row.headline or "",
        language=row.in_language or "",
        body=row.body,
        kind=row.kind,
        access=row.access,
        status=row.status,
        word_count=row.word_count,
        revision_id=row.revision_id,
        revision_count=row.revision_count,
        template_version=row.template_version,
        first_seen_at=row.first_seen_at,
        changed_at=row.changed_at,
        fetched_at=row.fetched_at,
        metadata=metadata_of(row.metadata),
        removals=connection.scalar(struck) or 0,
        check_at=connection.scalar(select(urls.c.check_at).where(*due)),
    )


def newest(connection: Connection, article_id: int, most: int) -> tuple[Revision, ...]:
    """The article's newest revisions, at most `most`, oldest first."""
    statement = (
        select(revisions)
        .where(revisions.c.article_id == article_id)
        .order_by(revisions.c.number.desc())
        .limit(most)
    )
    found = (
        Revision(
            id=row.id,
            number=row.number,
            kind=row.kind,
            fetched_at=row.fetched_at,
            headline=row.headline or "",
            body=row.body,
            text_digest=row.text_digest,
            metadata_digest=row.metadata_digest,
            metadata=metadata_of(row.metadata),
            extractor_version=row.extractor_version,
            truncated=row.truncated,
            blocks=unpack(row.blocks),
        )
        for row in connection.execute(statement)
    )
    return tuple(found)[::-1]


def freshly_edited(connection: Connection, site: str) -> tuple[int, ...]:
    """Articles whose current revision is an edit that the site's template has not learned from."""
    learned = select(templates.c.learned_through).where(templates.c.site == site)
    statement = (
        select(article.c.id)
        .join(revisions, revisions.c.id == article.c.revision_id)
        .where(
            article.c.site == site,
            article.c.revision_id > func.coalesce(learned.scalar_subquery(), 0),
            revisions.c.kind.in_(("substantive", "minor")),
        )
        .order_by(article.c.id)
    )
    return tuple(connection.scalars(statement))


def rename(connection: Connection, revision_id: int, kind: RevisionKind) -> None:
    """Give a revision another kind."""
    connection.execute(update(revisions).where(revisions.c.id == revision_id).values(kind=kind))


def take_back(connection: Connection, one: Filed, before: Revision) -> None:
    """Delete the current revision: the page showed nothing new; `before` is current again.

    The page stays in the archive, its request counts as unchanged. The number of the deleted row
    may be given out again (SQLite), so the template must not take it for seen.
    """
    last = select(revisions).where(revisions.c.id == one.revision_id)
    snapshot = connection.execute(last).one().snapshot_id
    back = {
        "revision_id": before.id,
        "revision_count": before.number,
        "changed_at": before.fetched_at,
    }
    connection.execute(update(article).where(article.c.id == one.id).values(back))
    connection.execute(delete(revisions).where(revisions.c.id == one.revision_id))
    of_page = (fetches.c.snapshot_id == snapshot, fetches.c.outcome == Outcome.REVISED)
    connection.execute(update(fetches).where(*of_page).values(outcome=Outcome.UNCHANGED.value))
    by_page = (urls.c.article_id == one.id, urls.c.outcome == Outcome.REVISED)
    connection.execute(update(urls).where(*by_page).values(outcome=Outcome.UNCHANGED.value))
    seen = (templates.c.site == one.site, templates.c.learned_through >= one.revision_id)
    connection.execute(update(templates).where(*seen).values(learned_through=one.revision_id - 1))
