"""kill -9 in the middle of an upgrade, from every earlier schema, on both engines.

After the kill the database has its old schema or the new one, never a mixture; the next
`copydesk db upgrade` gives the schema that a new database has, with every row that there was.
"""

import os
import random
import signal
import time
from collections.abc import Iterator

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, text

from benchmarks.trials.desk import Desk
from benchmarks.trials.killing import Ground
from benchmarks.trials.results import Result
from pipelines.store.engine import open_engine, writing
from pipelines.store.schema import FOLDER, current, head

# Enough for an upgrade that rewrites a table to last a moment.
ROWS = 20_000
SITE = (
    "INSERT INTO sites (key, name, home, first_seen_at) VALUES"
    " ('gazette.example', 'Gazette', 'https://gazette.example/', '2026-03-01 00:00:00')"
)
URL = (
    "INSERT INTO urls (site, url, url_key, state, attempts, found_at) VALUES"
    " ('gazette.example', :url, :url, 'found', 0, '2026-03-01 00:00:00')"
)


def upgrades(ground: Ground, times: int, seed: int) -> Result:
    """So many kills, the schemas one after the other."""
    rng = random.Random(f"upgrade {ground.databases.engine} {seed}")
    new = ground.project()
    expected = _shape(new)
    broken, killed = [], 0
    for number in range(times):
        version = 1 + number % (head() - 1)
        desk = _at(ground, version)
        was_killed, wrong = _struck(desk, rng, version, expected)
        killed += was_killed
        broken += [f"from schema {version}: {line}" for line in wrong[:1]]
    return Result(
        trial="kill db upgrade",
        faults=times,
        survived=times - len(broken),
        figures=f"{ground.databases.engine}, {killed} before its end, {ROWS} rows,"
        f" schemas 1 to {head() - 1}",
        broken=tuple(broken),
    )


def migrate(connection: Connection, version: int) -> None:
    """Bring an empty database to an earlier schema."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, f"{version:04}")


def _at(ground: Ground, version: int) -> Desk:
    """A project whose database an earlier version made and filled."""
    folder = ground.new_folder()
    folder.mkdir()
    desk = Desk(folder=folder, db=ground.databases.empty(folder))
    engine = open_engine(desk.db)
    with writing(engine) as connection:
        migrate(connection, version)
        connection.execute(text(SITE))
        urls = [{"url": f"https://gazette.example/{number}"} for number in range(ROWS)]
        connection.execute(text(URL), urls)
    engine.dispose()
    return desk


def _struck(
    desk: Desk, rng: random.Random, version: int, expected: object
) -> tuple[bool, list[str]]:
    run = desk.start("db", "upgrade")
    time.sleep(rng.uniform(0.3, 2.0))
    was_killed = run.poll() is None
    if was_killed:
        os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    return was_killed, list(_wrong(desk, version, expected))


def _wrong(desk: Desk, version: int, expected: object) -> Iterator[str]:
    engine = open_engine(desk.db)
    found = current(engine)
    engine.dispose()
    if found not in (version, head()):
        yield f"left at schema {found}"
    done = desk.run("db", "upgrade")
    if done.returncode != 0:
        yield f"the next upgrade ends with {done.returncode}: {done.stderr.strip()[-300:]}"
    if _shape(desk) != expected:
        yield "not the schema of a new database"
    if desk.rows("SELECT count(*) FROM urls") != [(ROWS,)]:
        yield "rows are missing"
    checked = desk.run("db", "check")
    if checked.returncode != 0:
        yield f"db check: {checked.stdout.strip()[-300:]}"


def _shape(desk: Desk) -> object:
    """Tables with their columns and indexes, and views."""
    engine = open_engine(desk.db)
    held = inspect(engine)
    tables = {
        name: (_columns(engine, name), _indexes(engine, name)) for name in held.get_table_names()
    }
    views = sorted(held.get_view_names())
    engine.dispose()
    return tables, views


def _columns(engine: Engine, table: str) -> list[tuple[str, str, bool]]:
    columns = inspect(engine).get_columns(table)
    return sorted((one["name"], str(one["type"]), bool(one["nullable"])) for one in columns)


def _indexes(engine: Engine, table: str) -> list[str]:
    return sorted(str(one["name"]) for one in inspect(engine).get_indexes(table))
