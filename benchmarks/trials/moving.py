"""kill -9 of `db move`, at random moments, onto the other engine or another file.

A round: a target is begun; the move is started and killed, up to three times; then it runs to its
end. Source and target hold the same rows then, and until then nobody else opens the target.
"""

import random
import shutil
import time

from sqlalchemy import Engine, Table

from benchmarks.trials.databases import Databases
from benchmarks.trials.desk import Desk, kill
from benchmarks.trials.killing import KILLS_A_ROUND, Ground
from benchmarks.trials.press import Press
from benchmarks.trials.results import Result
from pipelines.store import copying, schema
from pipelines.store.copying import TABLES, Content
from pipelines.store.engine import open_engine

ARTICLES = 1_500


def moves(ground: Ground, onto: Databases, times: int, seed: int) -> Result:
    """So many kills of moves from the ground's engine onto the other."""
    rng = random.Random(f"move {ground.databases.engine} {onto.engine} {seed}")
    desk = ground.project()
    Press(desk).print(ARTICLES)
    most_s = _undisturbed_s(desk, _target(ground, onto))
    kills, halves, broken = 0, 0, list[str]()
    while kills < times:
        target = _target(ground, onto)
        for _ in range(min(KILLS_A_ROUND, times - kills)):
            if not _killed(desk, target, rng.uniform(0.3, most_s)):
                break
            kills += 1
            halves += _is_half(target)
        done = desk.run("db", "move", target)
        if done.returncode:
            broken.append(f"exit {done.returncode}: {done.stderr.strip()[-200:]}")
        else:
            broken += _differences(desk.db, target)
    shutil.rmtree(desk.folder)
    return Result(
        trial="kill db move",
        faults=kills,
        survived=max(kills - len(broken), 0),
        figures=f"{ground.databases.engine} to {onto.engine}, {ARTICLES} articles,"
        f" {halves} kills left a half",
        broken=tuple(broken),
    )


def _target(ground: Ground, onto: Databases) -> str:
    folder = ground.new_folder()
    folder.mkdir()
    return onto.empty(folder)


def _undisturbed_s(desk: Desk, target: str) -> float:
    began = time.monotonic()
    done = desk.run("db", "move", target)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - began


def _killed(desk: Desk, target: str, after_s: float) -> bool:
    run = desk.start("db", "move", target)
    time.sleep(after_s)
    if run.poll() is not None:
        run.communicate()
        return False
    kill(run)
    return True


def _is_half(target: str) -> bool:
    engine = open_engine(target)
    half = schema.is_moving(engine)
    engine.dispose()
    return half


def _differences(source: str, target: str) -> list[str]:
    ours, theirs = open_engine(source), open_engine(target)
    found = [table.name for table in TABLES if _digest(ours, table) != _digest(theirs, table)]
    ours.dispose()
    theirs.dispose()
    return found


def _digest(engine: Engine, table: Table) -> list[tuple[int, str]]:
    return list(copying.digest(Content(engine).batches(table)))
