"""Which articles are copies of one another: fingerprints, and the clusters that come of them.

Rule 1: every statement goes by an index and reads a bounded number of rows, however many
    articles there are; only a cluster's own members are read whole.
Rule 2: `article.cluster_id` says what `cluster_members` says, because people query the view.
Rule 3: a cluster has two members at least; the oldest number survives where two become one.
Rule 4: a member that goes, by whatever hand, unsets the lead: a trigger of the database.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Select,
    bindparam,
    delete,
    exists,
    select,
    union_all,
    update,
)

from pipelines.model import Member
from pipelines.store.tables import (
    article,
    article_authors,
    cluster_members,
    clusters,
    fingerprints,
    revisions,
)
from pipelines.store.upsert import insert, slices, upsert

# Of the articles that have a fingerprint the newest so many are looked at: what thousands share
# is a disclaimer or a report's pattern, and a copy comes within days of the first.
NEWEST_HOLDERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article as its copies are looked for. language: BCP 47, empty where unknown."""

    article_id: int
    site: str
    text: str
    language: str
    cluster_id: int | None
    fetched_at: datetime


def owners(connection: Connection, revision_ids: Collection[int]) -> tuple[int, ...]:
    """The articles whose revisions these are, in order."""
    found: set[int] = set()
    for some in slices(sorted(revision_ids)):
        statement = select(revisions.c.article_id).where(revisions.c.id.in_(some))
        found.update(connection.scalars(statement))
    return tuple(sorted(found))


def unsigned(connection: Connection, revision_ids: Sequence[int]) -> tuple[int, ...]:
    """Those of the revisions whose articles have no fingerprints: flashes, or not yet signed."""
    signed = exists().where(fingerprints.c.article_id == revisions.c.article_id)
    statement = select(revisions.c.id).where(~signed)
    return tuple(
        number
        for some in slices(revision_ids)
        for number in connection.scalars(statement.where(revisions.c.id.in_(some)))
    )


def copies(connection: Connection, article_ids: Iterable[int]) -> dict[int, Copy]:
    """These articles with their current texts, by number."""
    statement = select(
        article.c.id,
        article.c.site,
        article.c.body,
        article.c.in_language,
        article.c.cluster_id,
        article.c.fetched_at,
    )
    return {
        row.id: Copy(
            article_id=row.id,
            site=row.site,
            text=row.body,
            language=row.in_language or "",
            cluster_id=row.cluster_id,
            fetched_at=row.fetched_at,
        )
        for some in slices(tuple(article_ids))
        for row in connection.execute(statement.where(article.c.id.in_(some)))
    }


def signed_as(connection: Connection, article_id: int) -> frozenset[int]:
    """The fingerprints that the article is filed with; none for a flash, or not yet."""
    statement = select(fingerprints.c.hash).where(fingerprints.c.article_id == article_id)
    return frozenset(connection.scalars(statement))


def sign(connection: Connection, article_id: int, hashes: Iterable[int]) -> None:
    """File these fingerprints in place of the article's former ones."""
    connection.execute(delete(fingerprints).where(fingerprints.c.article_id == article_id))
    put_fingerprints(connection, article_id, hashes)


def put_fingerprints(connection: Connection, article_id: int, hashes: Iterable[int]) -> None:
    """File the fingerprints of an article that has none."""
    rows = [{"hash": one, "article_id": article_id} for one in hashes]
    if rows:
        connection.execute(insert(connection, fingerprints), rows)


def sharing(connection: Connection, hashes: Sequence[int], besides: int) -> tuple[int, ...]:
    """Articles with any of these fingerprints: those that share most, then the newest, first.

    A fingerprint counts the less, the more articles have it: the wording of a pattern stands in
    each of its reports and would hide the one that is a copy. One statement, `NEWEST_HOLDERS`
    rows at most for each hash. besides: the article itself.
    """
    if not hashes:
        return ()
    given = {_name(place): one for place, one in enumerate(hashes)}
    rows = connection.execute(_look_up(len(hashes)), given).all()
    holders = Counter(row.hash for row in rows)
    weights: dict[int, float] = defaultdict(float)
    for row in rows:
        weights[row.article_id] += 1 / holders[row.hash]
    weights.pop(besides, None)
    return tuple(sorted(weights, key=lambda number: (-weights[number], -number)))


# Building the statement costs more than asking it.
@lru_cache(maxsize=64)
def _look_up(count: int) -> CompoundSelect[tuple[int, int]]:
    return union_all(*(_holders(place) for place in range(count)))


def _holders(place: int) -> Select[tuple[int, int]]:
    newest = (
        select(fingerprints.c.hash, fingerprints.c.article_id)
        .where(fingerprints.c.hash == bindparam(_name(place)))
        .order_by(fingerprints.c.article_id.desc())
        .limit(NEWEST_HOLDERS + 1)  # the article itself may be one of them
    )
    found = newest.subquery()
    return select(found.c.hash, found.c.article_id)


def _name(place: int) -> str:
    return f"hash_{place}"


def begin(connection: Connection, first: int, now: datetime) -> int:
    """A new cluster, led by its only member so far; its number."""
    row = insert(connection, clusters).values(lead_id=first, created_at=now)
    number: int = connection.execute(row.returning(clusters.c.id)).scalar_one()
    return number


def join(
    connection: Connection,
    cluster_id: int,
    article_id: int,
    similarity: float,
    agencies: Sequence[str],
) -> None:
    """Make the article a member, of this cluster and of no other."""
    row = {
        "article_id": article_id,
        "cluster_id": cluster_id,
        "similarity": similarity,
        "agencies": list(agencies),
    }
    changed = ["cluster_id", "similarity", "agencies"]
    upsert(connection, cluster_members, [row], ["article_id"], changed)
    _show(connection, [article_id], cluster_id)


def merge(connection: Connection, cluster_id: int, others: Sequence[int]) -> None:
    """Give the members of the other clusters to this one; the others are no more."""
    if not others:
        return
    moved = cluster_members.c.cluster_id.in_(others)
    connection.execute(update(cluster_members).where(moved).values(cluster_id=cluster_id))
    connection.execute(
        update(article).where(article.c.cluster_id.in_(others)).values(cluster_id=cluster_id)
    )
    connection.execute(delete(clusters).where(clusters.c.id.in_(others)))


def leave(connection: Connection, article_id: int) -> None:
    """The article is nobody's copy; a cluster that has one member left by that is no more."""
    mine = cluster_members.c.article_id == article_id
    cluster_id = connection.scalar(select(cluster_members.c.cluster_id).where(mine))
    connection.execute(delete(cluster_members).where(mine))
    _show(connection, [article_id], None)
    if cluster_id is not None:
        dissolve(connection, cluster_id)


def dissolve(connection: Connection, cluster_id: int) -> None:
    """End the cluster where it has one member or none; a larger one stays as it is."""
    left = select(cluster_members.c.article_id).where(cluster_members.c.cluster_id == cluster_id)
    members = connection.scalars(left.limit(2)).all()
    if len(members) < 2:
        _show(connection, members, None)
        connection.execute(delete(clusters).where(clusters.c.id == cluster_id))


def members(connection: Connection, cluster_id: int) -> tuple[Member, ...]:
    """The cluster's articles, in the order of their numbers."""
    statement = (
        select(
            article.c.id,
            article.c.site,
            article.c.date_published,
            article.c.date_precision,
            article.c.first_seen_at,
            cluster_members.c.agencies,
        )
        .join(cluster_members, cluster_members.c.article_id == article.c.id)
        .where(cluster_members.c.cluster_id == cluster_id)
        .order_by(article.c.id)
    )
    return tuple(
        Member(
            article_id=row.id,
            site=row.site,
            date_published=row.date_published,
            precision=row.date_precision,
            first_seen_at=row.first_seen_at,
            agencies=tuple(row.agencies),
        )
        for row in connection.execute(statement)
    )


def mates(connection: Connection, article_id: int, most: int) -> tuple[int, ...]:
    """The first articles of the article's own cluster, without itself."""
    mine = select(cluster_members.c.cluster_id).where(cluster_members.c.article_id == article_id)
    statement = (
        select(cluster_members.c.article_id)
        .where(cluster_members.c.cluster_id == mine.scalar_subquery())
        .where(cluster_members.c.article_id != article_id)
        .order_by(cluster_members.c.article_id)
        .limit(most)
    )
    return tuple(connection.scalars(statement))


def leaderless(connection: Connection) -> tuple[int, ...]:
    """Clusters that lost a member since their lead was chosen; the database sees to that."""
    return tuple(connection.scalars(select(clusters.c.id).where(clusters.c.lead_id.is_(None))))


def set_lead(connection: Connection, cluster_id: int, article_id: int) -> None:
    """Note which member stands for the cluster."""
    chosen = clusters.c.id == cluster_id
    connection.execute(update(clusters).where(chosen).values(lead_id=article_id))


def authors(connection: Connection, article_id: int) -> tuple[str, ...]:
    """The names in the article's byline, in order."""
    statement = select(article_authors.c.name).where(article_authors.c.article_id == article_id)
    return tuple(connection.scalars(statement.order_by(article_authors.c.place)))


def _show(connection: Connection, article_ids: Sequence[int], cluster_id: int | None) -> None:
    chosen = article.c.id.in_(article_ids)
    connection.execute(update(article).where(chosen).values(cluster_id=cluster_id))
