"""Runs and the lease that lets one at a time through."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update

from pipelines.errors import LeaseHeldError
from pipelines.store.rows import Owner
from pipelines.store.tables import leases, runs
from pipelines.store.upsert import insert


def acquire(
    connection: Connection,
    name: str,
    owner: Owner,
    now: datetime,
    is_at_work: Callable[[Owner, datetime], bool],
) -> None:
    """Take the lease; a dead holder's is taken over and its runs are marked killed.

    is_at_work: can this holder, whose last heartbeat was then, still be at work? Raises
    LeaseHeldError, which says who holds it and since when. Of two that come at once the INSERT
    lets one through; the other waits for its commit and then sees a living holder.
    """
    row = {
        "name": name,
        "host": owner.host,
        "pid": owner.pid,
        "started": owner.started,
        "acquired_at": now,
        "heartbeat_at": now,
    }
    mine = select(leases).where(leases.c.name == name).with_for_update()
    while not _inserted(connection, row):
        held = connection.execute(mine).one_or_none()
        if held is None:
            continue  # given back between the two statements
        _refuse(held, is_at_work)
        _mark_killed(connection, now)
        connection.execute(update(leases).where(leases.c.name == name).values(row))
        return


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


def _inserted(connection: Connection, row: Mapping[str, object]) -> bool:
    statement: Any = insert(connection, leases).values(row)
    free = statement.on_conflict_do_nothing(index_elements=["name"]).returning(leases.c.name)
    return connection.execute(free).one_or_none() is not None


def _refuse(held: Row[Any], is_at_work: Callable[[Owner, datetime], bool]) -> None:
    holder = Owner(host=held.host, pid=held.pid, started=held.started)
    if is_at_work(holder, held.heartbeat_at):
        since = f"{held.acquired_at:%Y-%m-%d %H:%M} UTC"
        raise LeaseHeldError(
            f"another run is at work: process {holder.pid} on {holder.host} since {since}"
        )


def _mark_killed(connection: Connection, now: datetime) -> None:
    connection.execute(
        update(runs).where(runs.c.ended_at.is_(None)).values(ended_at=now, finish_reason="killed")
    )
