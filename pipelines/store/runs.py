"""Runs and the leases that keep them apart: of the whole database, or of a site each.

Rule: who holds the whole works alone; those who hold a site each work side by side.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    delete,
    func,
    select,
    update,
)

from pipelines.errors import LeaseHeldError
from pipelines.store.rows import Owner
from pipelines.store.tables import leases, runs
from pipelines.store.upsert import insert

WHOLE = "crawl"
# PostgreSQL: who takes a lease looks at those that others hold; one after the other. Any number.
LOCK = 6_320_041


def of_site(key: str) -> str:
    """The name of a site's lease."""
    return f"site {key}"


def acquire(
    connection: Connection,
    name: str,
    owner: Owner,
    now: datetime,
    is_at_work: Callable[[Owner, datetime], bool],
) -> None:
    """Take the lease; a dead holder's is taken over and its runs are marked killed.

    name: `WHOLE`, or `of_site`. is_at_work: can this holder, whose last heartbeat was then, still
    be at work? Raises LeaseHeldError, which says who holds it and since when. Of two that come at
    once one waits for the other's commit and then sees a living holder.
    """
    row = {
        "name": name,
        "host": owner.host,
        "pid": owner.pid,
        "started": owner.started,
        "acquired_at": now,
        "heartbeat_at": now,
    }
    if connection.dialect.name == "postgresql":  # SQLite's writers wait for each other anyway
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    for held in connection.execute(_in_the_way_of(name).with_for_update()).all():
        _refuse(held, is_at_work)
        # Who works alone knows that every run that is open ended without a word.
        mine = () if name == WHOLE else (runs.c.host == held.host, runs.c.pid == held.pid)
        _mark_killed(connection, now, *mine)
        connection.execute(delete(leases).where(leases.c.name == held.name))
    connection.execute(insert(connection, leases).values(row))


def holders(connection: Connection) -> dict[str, Owner]:
    """Who holds which lease, dead or alive, by the lease's name."""
    return {row.name: _owner(row) for row in connection.execute(select(leases))}


def start(connection: Connection, owner: Owner, now: datetime) -> int:
    """Open a run's record; its number."""
    statement = insert(connection, runs).values(
        host=owner.host, pid=owner.pid, started_at=now, heartbeat_at=now
    )
    number: int = connection.execute(statement.returning(runs.c.id)).scalar_one()
    return number


def live(connection: Connection, run_id: int, now: datetime) -> None:
    """The run lives."""
    connection.execute(update(runs).where(runs.c.id == run_id).values(heartbeat_at=now))


def beat(connection: Connection, name: str, owner: Owner, now: datetime) -> bool:
    """The lease's holder lives. False: it is somebody else's by now."""
    mine = update(leases).where(leases.c.name == name, *_is(owner)).values(heartbeat_at=now)
    return connection.execute(mine).rowcount == 1


def finish(
    connection: Connection, run_id: int, now: datetime, reason: str, counts: Mapping[str, object]
) -> None:
    """Close a run's record."""
    connection.execute(
        update(runs)
        .where(runs.c.id == run_id)
        .values(ended_at=now, heartbeat_at=now, finish_reason=reason, counts=counts)
    )


def release(connection: Connection, name: str, owner: Owner) -> None:
    """Give the lease back; somebody else's stays."""
    connection.execute(delete(leases).where(leases.c.name == name, *_is(owner)))


def _is(owner: Owner) -> tuple[ColumnElement[bool], ...]:
    return (
        leases.c.host == owner.host,
        leases.c.pid == owner.pid,
        leases.c.started == owner.started,
    )


def _in_the_way_of(name: str) -> Select[Any]:
    """The leases that nobody else may hold while this one is held."""
    every = select(leases).order_by(leases.c.name)
    return every if name == WHOLE else every.where(leases.c.name.in_((WHOLE, name)))


def _refuse(held: Row[Any], is_at_work: Callable[[Owner, datetime], bool]) -> None:
    holder = _owner(held)
    if is_at_work(holder, held.heartbeat_at):
        since = f"{held.acquired_at:%Y-%m-%d %H:%M} UTC"
        where = "" if held.name == WHOLE else f" ({held.name})"
        raise LeaseHeldError(
            f"another run is at work: process {holder.pid} on {holder.host} since {since}{where}"
        )


def _owner(held: Row[Any]) -> Owner:
    return Owner(host=held.host, pid=held.pid, started=held.started)


def _mark_killed(connection: Connection, now: datetime, *which: ColumnElement[bool]) -> None:
    """These runs, where they are open, are not at work any more."""
    open_ones = update(runs).where(runs.c.ended_at.is_(None), *which)
    connection.execute(open_ones.values(ended_at=now, finish_reason="killed"))
