"""Which articles an export gives, one by one at constant memory.

Rule 1: an export reads one state of the database; what a crawl writes meanwhile is the next one's.
Rule 2: a cursor is not a position: what it was given is written down article by article. Numbers
and times come in another order than commits do, and an article may begin to pass a filter late.
Rule 3: a cursor is given no article that is still to be cleaned: it would keep the unclean text.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Engine,
    Integer,
    Text,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
)

from pipelines.store import corpus, searching
from pipelines.store.articles import NOT_YET, PUBLISHED
from pipelines.store.corpus import Story
from pipelines.store.engine import reading
from pipelines.store.searching import Filters
from pipelines.store.tables import article, clusters, given, revisions

# 64 bits of each digest: they are compared with the same article's alone.
_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which articles. one_per_story: of near-duplicates that pass the filters one, their lead
    if it does; cursor: its number, None: no cursor; changed_too: also what was given and has
    changed since."""

    filters: Filters = field(default_factory=Filters)
    one_per_story: bool = False
    cursor: int | None = None
    changed_too: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An article as it leaves. state: see the column `given.state`."""

    story: Story
    state: str


def count(desk: Engine, selection: Selection) -> int:
    """How many articles the selection has."""
    with reading(desk) as connection:
        statement = select(func.count()).select_from(_current()).where(*_conditions(selection))
        return connection.execute(statement).scalar_one()


def held_back(desk: Engine, filters: Filters) -> int:
    """How many articles that pass the filters wait to be cleaned."""
    waiting = (article.c.template_version == NOT_YET, *searching.conditions(filters))
    with reading(desk) as connection:
        statement = select(func.count()).select_from(article).where(*waiting)
        return connection.execute(statement).scalar_one()


def stories(desk: Engine, selection: Selection) -> Generator[Given, None, None]:
    """The articles in the order of their numbers."""
    chosen = _current().join(corpus.ARTICLES, corpus.ARTICLES.c.id == article.c.id)
    statement = select(corpus.ARTICLES, _STATE.label("state")).select_from(chosen)
    ordered = statement.where(*_conditions(selection)).order_by(article.c.id)
    for row in corpus.rows(desk, ordered):
        state = row.pop("state")
        yield Given(corpus.story(row), state)


def _beginning(digest: ColumnElement[str]) -> ColumnElement[str]:
    return func.substr(digest, literal(1, Integer), literal(_DIGITS, Integer), type_=Text())


_STATE = (
    _beginning(revisions.c.text_digest) + _beginning(revisions.c.metadata_digest) + article.c.status
)


def _current() -> Any:
    """Articles with their current revisions."""
    return article.join(revisions, revisions.c.id == article.c.revision_id)


def _conditions(selection: Selection) -> list[ColumnElement[bool]]:
    """What an article's row, beside its current revision's, must be."""
    passing = searching.conditions(selection.filters)
    if selection.cursor is None:
        return [*passing, *_first_of_its_story(selection, passing)]
    cleaned = (*passing, article.c.template_version != NOT_YET)
    story = _first_of_its_story(selection, cleaned)
    new = and_(~_given_as(selection.cursor), *story, *_new_story(selection))
    if not selection.changed_too:
        return [*cleaned, new]
    changed = and_(
        _given_as(selection.cursor), ~_given_as(selection.cursor, given.c.state == _STATE)
    )
    return [*cleaned, or_(new, changed)]


def _given_as(cursor: int, *state: ColumnElement[bool]) -> ColumnElement[bool]:
    """The cursor was given the article, in this state if one is named."""
    return exists().where(given.c.article_id == article.c.id, given.c.cursor_id == cursor, *state)


def _first_of_its_story(
    selection: Selection, passing: Sequence[ColumnElement[bool]]
) -> list[ColumnElement[bool]]:
    """Of a cluster's articles that pass: one that is published, the lead, the oldest row."""
    if not selection.one_per_story:
        return []
    order = (article.c.status != PUBLISHED, article.c.id != clusters.c.lead_id, article.c.id)
    place = func.row_number().over(partition_by=article.c.cluster_id, order_by=order)
    placed = select(article.c.id, place.label("place"))
    placed = placed.join(clusters, clusters.c.id == article.c.cluster_id).where(*passing)
    ranked = placed.subquery()
    first = select(ranked.c.id).where(ranked.c.place == 1)
    return [or_(article.c.cluster_id.is_(None), article.c.id.in_(first))]


def _new_story(selection: Selection) -> list[ColumnElement[bool]]:
    """No other article of the cluster was given before: a lead may change, or be found late."""
    if not selection.one_per_story:
        return []
    before = select(article.c.cluster_id).join(given, given.c.article_id == article.c.id)
    told = before.where(given.c.cursor_id == selection.cursor, article.c.cluster_id.is_not(None))
    return [or_(article.c.cluster_id.is_(None), article.c.cluster_id.not_in(told))]
