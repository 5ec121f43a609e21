"""What a machine wrote whose clock was ahead: it must not wait until that day comes.

Only looked for where the run before this one lies in the future, so that it costs nothing else.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from pipelines.store.tables import article, hosts, revisions, runs, sources, urls

# Machines that take turns differ by minutes.
SLACK = timedelta(hours=1)
# What a host may ask for at most, as `Retry-After` is read.
LONGEST_PARKING = timedelta(days=1)
# Times that say when something was seen: at the latest now.
_SEEN = (
    sources.c.last_asked_at,
    *(urls.c.found_at, urls.c.settled_at),
    *(article.c.first_seen_at, article.c.changed_at, article.c.fetched_at),
    revisions.c.fetched_at,
)


def mend(connection: Connection, run_id: int, now: datetime) -> bool:
    """Bring back what an earlier run put off by a wrong clock; whether there was such a run.

    Its sources, addresses and checks are due, its hosts may be asked, its robots.txt are stale,
    and what it saw counts as seen now: later fetches would pass for older ones.
    """
    before = select(func.max(runs.c.id)).where(runs.c.id < run_id).scalar_subquery()
    last = connection.scalar(select(runs.c.heartbeat_at).where(runs.c.id == before))
    if last is None or last <= now + SLACK:
        return False
    ahead = now + SLACK
    asked, settled = sources.c.last_asked_at > ahead, urls.c.settled_at > ahead
    parked = hosts.c.parked_until > ahead + LONGEST_PARKING
    stale = hosts.c.robots_fetched_at > ahead
    # By that clock an article may have been too old to be asked for ever again.
    own = select(article.c.url_key).where(article.c.id == urls.c.article_id).scalar_subquery()
    for statement in (
        update(sources).where(asked).values(next_due_at=None),
        update(urls).where(settled, urls.c.state == "waiting").values(next_due_at=now),
        update(urls).where(settled, urls.c.url_key == own).values(check_at=now),
        update(hosts).where(parked).values(parked_until=None),
        update(hosts).where(stale).values(robots_fetched_at=now - LONGEST_PARKING),
        *(update(one.table).where(one > ahead).values({one: now}) for one in _SEEN),
    ):
        connection.execute(statement)
    return True
