"""All that is filed of one article, or of one address that gave none: what `explain` shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from pipelines.model import Block
from pipelines.store.packing import unpack
from pipelines.store.tables import aliases, article, fetches, removals, revisions, sightings, urls
from pipelines.store.upsert import slices

_PROOFS = 5
_FETCHES = 10
_NEAR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """A stored removal: the block's index, and why it went."""

    block: int
    rule: str
    evidence: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """An article with its current revision's blocks and removals (by block index)."""

    id: int
    site: str
    url: str
    url_key: str
    headline: str
    language: str
    kind: str
    access: str
    method: str
    template_version: int
    blocks: tuple[Block, ...]
    struck: Mapping[int, Struck]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a rule reaches now: articles of the site, and up to five of their addresses."""

    articles: int
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One request for an address."""

    at: datetime
    status: int
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address on the frontier. outcome: None where it was not asked for yet."""

    site: str
    url: str
    state: str
    outcome: str | None
    reason: str
    attempts: int
    found_at: datetime
    next_due_at: datetime | None
    found_in: tuple[str, ...]
    tried: tuple[Tried, ...]


def has_article(connection: Connection, article_id: int) -> bool:
    """Whether there is an article of this number."""
    found = select(article.c.id).where(article.c.id == article_id)
    return connection.scalar(found) is not None


def article_at(connection: Connection, url_key: str) -> int | None:
    """The number of the article that this address, or another of its own, leads to."""
    looks = (
        select(article.c.id).where(article.c.url_key == url_key),
        select(aliases.c.article_id).where(aliases.c.url_key == url_key),
        select(urls.c.article_id).where(urls.c.url_key == url_key, urls.c.article_id.is_not(None)),
    )
    found = (connection.execute(look).scalars().first() for look in looks)
    return next((number for number in found if number is not None), None)


def dossier(connection: Connection, article_id: int) -> Dossier:
    """The article of this number. Raises sqlalchemy's NoResultFound where there is none."""
    statement = (
        select(article, revisions.c.blocks, revisions.c.method)
        .join(revisions, revisions.c.id == article.c.revision_id)
        .where(article.c.id == article_id)
    )
    row = connection.execute(statement).one()
    return Dossier(
        id=row.id,
        site=row.site,
        url=row.url,
        url_key=row.url_key,
        headline=row.headline or "",
        language=row.in_language or "",
        kind=row.kind,
        access=row.access,
        method=row.method,
        template_version=row.template_version,
        blocks=unpack(row.blocks),
        struck=_struck(connection, row.revision_id),
    )


def reach(connection: Connection, site: str, rules: Sequence[str]) -> Mapping[str, Reach]:
    """How many of the site's articles each rule has struck something from, and some of them."""
    return {rule: _reach(connection, site, rule) for rule in rules}


def articles_of(connection: Connection, site: str) -> int:
    """How many articles of the site are filed."""
    count = select(func.count()).select_from(article).where(article.c.site == site)
    return connection.scalar(count) or 0


def article_ids(connection: Connection, url_keys: Sequence[str]) -> Mapping[str, int]:
    """The numbers of the articles with these addresses, where they are filed."""
    return {
        row.url_key: row.id
        for some in slices(url_keys)
        for row in connection.execute(
            select(article.c.url_key, article.c.id).where(article.c.url_key.in_(some))
        )
    }


def address(connection: Connection, url_key: str) -> Address | None:
    """What the frontier knows of an address; None where no source ever named it."""
    row = connection.execute(select(urls).where(urls.c.url_key == url_key)).first()
    if row is None:
        return None
    named = select(sightings.c.found_in).where(sightings.c.url_id == row.id)
    return Address(
        site=row.site,
        url=row.url,
        state=row.state,
        outcome=row.outcome,
        reason=row.reason or "",
        attempts=row.attempts,
        found_at=row.found_at,
        next_due_at=row.next_due_at,
        found_in=tuple(connection.scalars(named.order_by(sightings.c.found_in))),
        tried=_tried(connection, row.id),
    )


def near(connection: Connection, url_key: str) -> tuple[str, ...]:
    """A few known addresses that begin as this one does, for somebody who mistyped it."""
    start = url_key[: max(len(url_key) * 3 // 4, url_key.find("/", 8) + 1)]
    begins = urls.c.url_key.startswith(start, autoescape=True)
    found = select(urls.c.url).where(begins).order_by(urls.c.url_key).limit(_NEAR)
    return tuple(connection.scalars(found))


def _struck(connection: Connection, revision_id: int) -> Mapping[int, Struck]:
    rows = connection.execute(select(removals).where(removals.c.revision_id == revision_id))
    return {
        row.block: Struck(block=row.block, rule=row.rule, evidence=row.evidence, reason=row.reason)
        for row in rows
    }


def _reach(connection: Connection, site: str, rule: str) -> Reach:
    numbers = (
        select(article.c.id)
        .join(removals, removals.c.revision_id == article.c.revision_id)
        .where(article.c.site == site, removals.c.rule == rule)
        .distinct()
    ).subquery()
    count = connection.scalar(select(func.count()).select_from(numbers)) or 0
    newest = select(article.c.url_key).where(article.c.id.in_(select(numbers.c.id)))
    some = newest.order_by(article.c.id.desc()).limit(_PROOFS)
    return Reach(articles=count, urls=tuple(connection.scalars(some)))


def _tried(connection: Connection, url_id: int) -> tuple[Tried, ...]:
    newest = select(fetches).where(fetches.c.url_id == url_id)
    rows = connection.execute(newest.order_by(fetches.c.id.desc()).limit(_FETCHES))
    return tuple(
        Tried(at=row.fetched_at, status=row.status, outcome=row.outcome, reason=row.reason or "")
        for row in rows
    )
