"""Processor time of this process and of the database's server on this machine."""

import os
import time
from pathlib import Path

from sqlalchemy import Engine, text

TICKS = os.sysconf("SC_CLK_TCK")


def spent_s(engine: Engine) -> float:
    """Seconds so far, of all threads here and of all processes of the server.

    A server that is not this machine's counts nothing.
    """
    return time.process_time() + (_server_s(engine) if engine.dialect.name == "postgresql" else 0.0)


def _server_s(engine: Engine) -> float:
    with engine.connect() as connection:
        backend = int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)
    parent = _stat(Path(f"/proc/{backend}"))[1:2]
    if not parent:
        return 0.0
    of_server = [_stat(one) for one in Path("/proc").glob("[0-9]*")]
    own = _stat(Path(f"/proc/{parent[0]}"))
    # Of those that have ended the first process knows.
    ticks = sum(own[11:15]) + sum(sum(one[11:13]) for one in of_server if one[1:2] == parent)
    return ticks / TICKS


def _stat(process: Path) -> list[int]:
    """The numbers of proc(5)'s `stat` from the state on, which stands as 0; empty: it is gone."""
    try:
        rest = (process / "stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return []
    return [0, *(int(one) for one in rest[1:])]
