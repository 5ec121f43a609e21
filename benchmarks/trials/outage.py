"""The database is locked, or gone, for some seconds in the middle of a run."""

import random
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing

from sqlalchemy import make_url, text

from benchmarks.trials.contents import Rows, contents, differences, unsound
from benchmarks.trials.databases import Postgres
from benchmarks.trials.desk import Desk
from benchmarks.trials.killing import Ground, Labour
from benchmarks.trials.results import Result

LOCKED_S = 6.0  # shorter than busy_timeout: the run waits
AWAY_S = 3.0
DATABASE = 6


def outages(ground: Ground, labour: Labour, times: int, seed: int) -> Result:
    """So many outages on one engine: a lock on SQLite, a server that is away on PostgreSQL."""
    rng = random.Random(f"outage {ground.databases.engine} {seed}")
    start = ground.project()
    labour.begin(start)
    whole = ground.copy(start)
    began = time.monotonic()
    assert whole.run(*labour.words).returncode in (0, 3)
    took_s = time.monotonic() - began
    expected = contents(whole)
    broken: list[str] = []
    for number in range(times):
        at_s = rng.uniform(0.5, took_s * 0.8)
        wrong = list(_struck(ground, ground.copy(start), labour, at_s, expected))
        broken += [f"{number} after {at_s:.1f} s: {line}" for line in wrong[:1]]
    what = "locked" if ground.databases.engine == "sqlite" else "away"
    seconds = LOCKED_S if what == "locked" else AWAY_S
    return Result(
        trial=f"database {what}",
        faults=times,
        survived=times - len(broken),
        figures=f"{ground.databases.engine}, {seconds:.0f} s each",
        broken=tuple(broken),
    )


def _struck(
    ground: Ground, desk: Desk, labour: Labour, at_s: float, expected: Mapping[str, Rows]
) -> Iterator[str]:
    run = desk.start(*labour.words)
    time.sleep(at_s)
    if isinstance(ground.databases, Postgres):
        _away(ground.databases, desk.db)
        allowed = {0, 3, DATABASE}
    else:
        _lock(desk)
        allowed = {0, 3}
    _, said = run.communicate()
    if run.returncode not in allowed or "Traceback" in said:
        yield f"exit {run.returncode}: {said.strip()[-300:]}"
    done = desk.run("crawl")
    if done.returncode not in (0, 3):
        yield f"the next run ends with {done.returncode}: {done.stderr.strip()[-300:]}"
    yield from unsound(desk)
    yield from differences(contents(desk), expected)


def _lock(desk: Desk) -> None:
    """Somebody else writes for a while."""
    with closing(sqlite3.connect(desk.folder / "copydesk.db", timeout=60)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(LOCKED_S)
        other.rollback()


def _away(databases: Postgres, db: str) -> None:
    """The server throws everybody out and lets nobody in for a while."""
    name = make_url(db).database
    admin = databases.admin()
    with admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        out = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        connection.execute(out, {"name": name})
        time.sleep(AWAY_S)
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    admin.dispose()
