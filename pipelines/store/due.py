"""Which sites there is something to do for, over the whole database: workers ask every few minutes.

Rule: one question by an index for each site; what exactly is to be asked is `sources.due`'s and
`frontier`'s.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from pipelines.store import sources as turns
from pipelines.store.tables import sites, sources, urls


def sites_due(connection: Connection, now: datetime, judged_by: datetime) -> frozenset[str]:
    """Keys of sites with a source to ask, a page to fetch or to ask for again, or whose days
    before `judged_by` were not judged."""
    asked_for = select(sources.c.site).where(_is_turn(now)).distinct()
    # A sitemap of an index that is asked no more looks due and is not.
    with_sources = {
        one.site for one in turns.due(connection, tuple(connection.scalars(asked_for)), now)
    }
    others = select(sites.c.key).where(or_(*_pages(now), _is_unjudged(judged_by)))
    return frozenset(with_sources.union(connection.scalars(others)))


def _is_turn(now: datetime) -> ColumnElement[bool]:
    when = or_(sources.c.next_due_at.is_(None), sources.c.next_due_at <= now)
    return and_(sources.c.retired_at.is_(None), when)


def _pages(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """As `frontier.has_due`, of each site."""
    states = (
        (urls.c.state == "found",),
        (urls.c.state == "waiting", urls.c.next_due_at <= now),
        (urls.c.state == "done", urls.c.check_at <= now, urls.c.article_id.is_not(None)),
    )
    return tuple(exists().where(urls.c.site == sites.c.key, *state) for state in states)


def _is_unjudged(by: datetime) -> ColumnElement[bool]:
    is_watched = exists().where(sources.c.site == sites.c.key, sources.c.retired_at.is_(None))
    return and_(is_watched, or_(sites.c.judged_until.is_(None), sites.c.judged_until < by))
