"""Full-text search: one query, in each engine's words.

What a query finds is the same on both engines. The order is each engine's own: bm25 on SQLite;
on PostgreSQL, which keeps no count of how rare a word is, the number of hits for the length.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    REAL,
    ColumnElement,
    Connection,
    Select,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from pipelines.errors import UsageError
from pipelines.search.query import Query, Term
from pipelines.search.words import indexed
from pipelines.store.queries import ARTICLES
from pipelines.store.tables import article, article_authors, sites
from pipelines.store.wording import NAME
from pipelines.typed_toml import nearest

# What a hit in the headline, the description and the body is worth: a headline's word is about
# a tenth as frequent as the body's.
_FTS5_WEIGHTS = (8.0, 3.0, 1.0)
_TSVECTOR_WEIGHTS = "{0.1, 0.1, 0.3, 0.8}"  # body, nothing, description, headline
_BY_LENGTH = 1  # ts_rank divides by the logarithm of the text's length
_WORDS = table(NAME, column("rowid"), column("article_id"), column("words"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles are asked for. sites: keys, none: all; since, until: by their date of
    publication, else when they were first stored; until itself is not in; language: en also
    finds en-GB; kind: as in the view; authors: names exactly as they are filed."""

    sites: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    language: str | None = None
    kind: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found. score: the higher the better; it compares within one answer.

    authors: joined by "; ", as in the view; date_published: None where nothing states it.
    """

    article_id: int
    score: float
    site: str
    url: str
    headline: str
    description: str
    body: str
    authors: str
    date_published: datetime | None
    first_seen_at: datetime
    in_language: str | None
    kind: str
    status: str


def search(connection: Connection, query: Query, filters: Filters, limit: int) -> tuple[Hit, ...]:
    """The articles that hold every term and none of the unwanted, the best first."""
    ranked = _RANKED[connection.dialect.name](query)
    chosen = ranked.where(*conditions(filters)).limit(limit)
    scores = {row.id: row.score for row in connection.execute(chosen)}
    rows = select(article, ARTICLES.c.authors).join(ARTICLES, ARTICLES.c.id == article.c.id)
    found = connection.execute(rows.where(article.c.id.in_(list(scores)))).all()
    hits = {row.id: _hit(row, scores[row.id]) for row in found}
    return tuple(hits[number] for number in scores)


def site_names(connection: Connection) -> dict[str, str]:
    """What a person may call a site, in lower case, and its key."""
    rows = connection.execute(select(sites.c.name, sites.c.key)).all()
    return {name.casefold(): row.key for row in rows for name in (row.name, row.key)}


def authors_named(connection: Connection, name: str) -> tuple[str, ...]:
    """The authors, as they are filed, whose names hold these words; case and accents fold.

    Raises UsageError, with the nearest name, where there is none.
    """
    known = connection.scalars(select(article_authors.c.name).distinct()).all()
    wanted = f" {' '.join(indexed(name))} "
    found = tuple(one for one in known if wanted in f" {' '.join(indexed(one))} ")
    if found and wanted.strip():
        return found
    lowered = {one.lower(): one for one in known}
    near = nearest(name, lowered)
    hint = f"; the nearest is {lowered[near]}" if near else ""
    raise UsageError(f"there is no author {name}{hint}")


def conditions(filters: Filters) -> Sequence[ColumnElement[bool]]:
    """What an article's row must be to be let through."""
    born = func.coalesce(article.c.date_published, article.c.first_seen_at)
    asked: tuple[tuple[object, Callable[[], ColumnElement[bool]]], ...] = (
        (filters.sites, lambda: article.c.site.in_(filters.sites)),
        (filters.since, lambda: born >= filters.since),
        (filters.until, lambda: born < filters.until),
        (filters.language, lambda: _is_in(filters.language or "")),
        (filters.kind, lambda: article.c.kind == filters.kind),
        (filters.authors, lambda: _is_by(filters.authors)),
    )
    return [condition() for value, condition in asked if value]


def _ranked_by_fts5(query: Query) -> Select[Any]:
    score = -func.bm25(literal_column(NAME), *_FTS5_WEIGHTS)
    matched = text(f"{NAME} MATCH :match").bindparams(match=fts5(query))
    return _best(score, _WORDS.c.rowid).where(matched)


def _ranked_by_tsvector(query: Query) -> Select[Any]:
    sought = cast(_tsquery(query), TSQUERY)
    weights = cast(literal_column(f"'{_TSVECTOR_WEIGHTS}'"), ARRAY(REAL))
    score = func.ts_rank(weights, _WORDS.c.words, sought, _BY_LENGTH)
    return _best(score, _WORDS.c.article_id).where(_WORDS.c.words.op("@@")(sought))


def _best(score: ColumnElement[Any], number: ColumnElement[Any]) -> Select[Any]:
    """Numbers and scores alone: the texts of all that match need not be read to sort them."""
    ordered = (score.label("score").desc(), article.c.id.desc())
    found = select(article.c.id, score.label("score")).select_from(_WORDS)
    return found.join(article, article.c.id == number).order_by(*ordered)


_RANKED = {"sqlite": _ranked_by_fts5, "postgresql": _ranked_by_tsvector}


def fts5(query: Query) -> str:
    """`("a b" AND "c" *) NOT ("d")`; a folded word holds nothing that FTS5 would read."""
    wanted = " AND ".join(map(_fts5_term, query.terms))
    unwanted = " OR ".join(map(_fts5_term, query.unwanted))
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _fts5_term(term: Term) -> str:
    star = " *" if term.begins else ""
    return f'"{" ".join(term.words)}"{star}'


def _tsquery(query: Query) -> str:
    """`('a' <-> 'b') & ('c':*) & !('d')`."""
    wanted = [f"({_tsquery_term(term)})" for term in query.terms]
    return " & ".join([*wanted, *(f"!({_tsquery_term(term)})" for term in query.unwanted)])


def _tsquery_term(term: Term) -> str:
    star = ":*" if term.begins else ""
    return " <-> ".join(f"'{word}'" for word in term.words) + star


def _is_in(language: str) -> ColumnElement[bool]:
    known = func.lower(article.c.in_language)
    wanted = language.lower()
    return or_(known == wanted, known.startswith(f"{wanted}-", autoescape=True))


def _is_by(authors: Sequence[str]) -> ColumnElement[bool]:
    theirs = select(article_authors.c.article_id).where(article_authors.c.name.in_(authors))
    return article.c.id.in_(theirs)


def _hit(row: Any, score: float) -> Hit:
    return Hit(
        article_id=row.id,
        score=score,
        site=row.site,
        url=row.url,
        headline=row.headline or "",
        description=row.description or "",
        body=row.body,
        authors=row.authors or "",
        date_published=row.date_published,
        first_seen_at=row.first_seen_at,
        in_language=row.in_language,
        kind=row.kind,
        status=row.status,
    )
