"""Reading the database from Python: typed rows for notebooks and scripts (docs/notebooks.md).

    from pipelines.store import corpus

    with corpus.opened("sqlite:///copydesk.db") as desk:
        for one in corpus.articles(desk, corpus.Filters(language="en")):
            print(one.date_published, one.headline)

Rule 1: nothing here writes, and a reader never stops a crawl.
Rule 2: rows come one by one, in the order of their numbers, at constant memory.
Rule 3: times are aware, in UTC; lists are tuples; what is missing is None.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Engine, Select, column, select, table

from pipelines.errors import SchemaError
from pipelines.search.query import parse
from pipelines.store import searching
from pipelines.store.engine import open_engine, reading
from pipelines.store.files import has_no_file
from pipelines.store.schema import require_current
from pipelines.store.searching import Filters, Hit
from pipelines.store.tables import article
from pipelines.store.types import UtcDateTime

__all__ = [
    "Filters",
    "Hit",
    "Removed",
    "Revision",
    "SiteDay",
    "Story",
    "articles",
    "opened",
    "removed",
    "revisions",
    "search",
    "site_days",
]

# So many rows come from the server at a time.
_TOGETHER = 500
TIMES = ("date_published", "date_modified", "first_seen_at", "changed_at", "fetched_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article as the view `articles` has it; docs/schema.md explains each column."""

    id: int
    site: str
    url: str
    headline: str | None
    alternative_headline: str | None
    description: str | None
    body: str
    authors: tuple[str, ...]
    date_published: datetime | None
    date_modified: datetime | None
    date_precision: str | None
    date_origin: str | None
    in_language: str | None
    section: str | None
    keywords: tuple[str, ...]
    image_url: str | None
    kind: str
    access: str
    status: str
    word_count: int
    revision_count: int
    cluster_id: int | None
    first_seen_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A version of an article. kind: initial, substantive, minor, metadata or withdrawn."""

    article_id: int
    site: str
    url: str
    number: int
    kind: str
    is_current: bool
    fetched_at: datetime
    headline: str | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A block that was stricken from a version of an article, whole, with the reason."""

    article_id: int
    site: str
    url: str
    headline: str | None
    number: int
    is_current: bool
    fetched_at: datetime
    block: int
    text: str
    role: str
    path: str
    rule: str
    evidence: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDay:
    """What a site published, filed and revised on a day (UTC)."""

    site: str
    day: date
    published: int
    filed: int
    revised: int


def _view(name: str, row: type[Any]) -> Any:
    """The view's columns that the row has; times need their type, to come back aware on SQLite."""
    return table(name, *(_column(one) for one in row.__dataclass_fields__))


def _column(name: str) -> Any:
    return column(name, UtcDateTime()) if name in TIMES else column(name)


# The view of articles, its columns those of a Story.
ARTICLES = _view("articles", Story)


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """The database at `sqlite:///FILE` or `postgresql://...`, to be read.

    Raises DatabaseError where it cannot be reached, SchemaError where it is another schema's or
    the file does not exist; none is made.
    """
    if has_no_file(url):
        raise SchemaError(f"{url}: there is no such file")
    engine = open_engine(url)
    try:
        require_current(engine)
        yield engine
    finally:
        engine.dispose()


def articles(desk: Engine, filters: Filters = Filters()) -> Iterator[Story]:  # noqa: B008 - frozen
    """The articles that the filters let through, all by default."""
    chosen = select(article.c.id).where(*searching.conditions(filters))
    statement = select(ARTICLES).where(ARTICLES.c.id.in_(chosen)).order_by(ARTICLES.c.id)
    return map(story, rows(desk, statement))


def story(row: Mapping[str, Any]) -> Story:
    """The article of a row of `ARTICLES`."""
    lists = {name: _listed(row[name]) for name in ("authors", "keywords")}
    return Story(**{**row, **lists})


def revisions(desk: Engine, article_id: int | None = None) -> Iterator[Revision]:
    """Every version of an article, or of all articles, in order."""
    view = _view("article_revisions", Revision)
    statement = select(view).order_by(view.c.article_id, view.c.number)
    for row in rows(desk, _of(statement, view.c.article_id, article_id)):
        yield Revision(**row | {"is_current": bool(row["is_current"])})


def removed(desk: Engine, article_id: int | None = None) -> Iterator[Removed]:
    """Every block that was stricken from an article, or from all, version by version."""
    view = _view("removed_text", Removed)
    statement = select(view).order_by(view.c.article_id, view.c.number, view.c.block)
    for row in rows(desk, _of(statement, view.c.article_id, article_id)):
        yield Removed(**row | {"is_current": bool(row["is_current"])})


def search(
    desk: Engine,
    words: str,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    limit: int = 20,
) -> tuple[Hit, ...]:
    """What `copydesk search` finds, the best first. Raises UsageError for broken syntax."""
    query = parse(words)
    with reading(desk) as connection:
        return searching.search(connection, query, filters, limit)


def site_days(desk: Engine, site: str | None = None) -> Iterator[SiteDay]:
    """What each site, or one, gave day by day."""
    view = _view("site_days", SiteDay)
    statement = select(view).order_by(view.c.site, view.c.day)
    for row in rows(desk, _of(statement, view.c.site, site)):
        yield SiteDay(**row | {"day": date.fromisoformat(str(row["day"]))})


def _of(statement: Select[Any], owner: Column[Any], wanted: object) -> Select[Any]:
    return statement if wanted is None else statement.where(owner == wanted)


def rows(desk: Engine, statement: Select[Any]) -> Iterator[dict[str, Any]]:
    """What the statement gives, row by row, all of one state of the database."""
    with reading(desk) as connection:
        streamed = connection.execution_options(stream_results=True, yield_per=_TOGETHER)
        for row in streamed.execute(statement).mappings():
            yield dict(row)


def _listed(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split("; ")) if joined else ()
