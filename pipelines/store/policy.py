"""What origins reserve against machines, with the days on which they were seen to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from pipelines.model import Signal
from pipelines.store.tables import policy_signals
from pipelines.store.upsert import upsert


def record(connection: Connection, origin: str, signals: Sequence[Signal], now: datetime) -> None:
    """Write what was seen; a signal that is known was seen once more."""
    rows = [
        {
            "origin": origin,
            "signal": signal.name,
            "value": signal.value,
            "first_seen_at": now,
            "last_seen_at": now,
        }
        for signal in dict.fromkeys(signals)
    ]
    upsert(connection, policy_signals, rows, ["origin", "signal", "value"], ["last_seen_at"])


def current(connection: Connection, origin: str, name: str) -> tuple[Signal, ...]:
    """The origin's signals of that name, as of the last time that it had any."""
    mine = policy_signals.c.origin == origin, policy_signals.c.signal == name
    newest = select(func.max(policy_signals.c.last_seen_at)).where(*mine).scalar_subquery()
    statement = select(policy_signals).where(*mine, policy_signals.c.last_seen_at == newest)
    rows = connection.execute(statement.order_by(policy_signals.c.id))
    return tuple(Signal(row.signal, row.value) for row in rows)
