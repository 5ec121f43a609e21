"""What the crawler remembers of origins."""

from datetime import datetime

from sqlalchemy import Connection, select

from pipelines.store.rows import StoredRobots
from pipelines.store.tables import hosts
from pipelines.store.upsert import upsert


def load_robots(connection: Connection, origin: str) -> StoredRobots | None:
    """What the origin last answered for robots.txt; None where it was never asked."""
    row = connection.execute(select(hosts).where(hosts.c.origin == origin)).one_or_none()
    if row is None or row.robots_fetched_at is None:
        return None
    return StoredRobots(
        origin=origin,
        status=row.robots_status,
        body=row.robots_body,
        fetched_at=row.robots_fetched_at,
    )


def save_robots(connection: Connection, robots: StoredRobots) -> None:
    """Keep an answer in place of the one before."""
    row = {
        "origin": robots.origin,
        "robots_status": robots.status,
        "robots_body": robots.body,
        "robots_fetched_at": robots.fetched_at,
    }
    upsert(connection, hosts, [row], ["origin"], [name for name in row if name != "origin"])


def parked_until(connection: Connection, origin: str) -> datetime | None:
    """Until when the origin asked to be left alone; None where it did not."""
    statement = select(hosts.c.parked_until).where(hosts.c.origin == origin)
    until: datetime | None = connection.scalar(statement)
    return until


def park(connection: Connection, origin: str, until: datetime, reason: str) -> None:
    """Leave the origin alone until then."""
    row = {"origin": origin, "parked_until": until, "parked_reason": reason}
    upsert(connection, hosts, [row], ["origin"], ["parked_until", "parked_reason"])
