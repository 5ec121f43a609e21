"""kill -9 of exports for a cursor, while articles are filed.

An export is killed at a random moment after it has begun; what it was to give is the next one's.
At the end one runs undisturbed. The files that stand hold each article exactly once, every file
is whole, and nothing else lies beside them.
"""

import json
import random
import time
from collections import Counter
from pathlib import Path

from benchmarks.trials.desk import Desk, kill
from benchmarks.trials.killing import Ground
from benchmarks.trials.press import Press
from benchmarks.trials.results import Result

CURSOR = "corpus"
# Enough articles come meanwhile for a second of writing; some exports end before they are killed.
FIRST, A_BATCH = 3_000, 100
PAUSE_S = 0.05
LONGEST_S = 1.2


def exports(ground: Ground, times: int, seed: int) -> Result:
    """So many kills."""
    rng = random.Random(f"export {ground.databases.engine} {seed}")
    desk = ground.project()
    press = Press(desk)
    press.print(FIRST)
    kills = attempts = 0
    with press.running():
        while kills < times:
            attempts += 1
            kills += _killed(desk, attempts, rng.uniform(0, LONGEST_S))
    done = desk.run(*_words("last.jsonl"))
    broken = [f"exit {done.returncode}: {done.stderr.strip()[-200:]}"] if done.returncode else []
    counts = _counts(desk.folder)
    broken += _differences(counts, press.printed) + _left(desk.folder)
    files = len(list(desk.folder.glob("*.jsonl")))
    return Result(
        trial="kill export",
        faults=kills,
        survived=max(kills - len(broken), 0),
        figures=f"{ground.databases.engine}, {press.printed} articles in {files} files",
        broken=tuple(broken),
    )


def _words(name: str) -> tuple[str, ...]:
    return ("export", "--cursor", CURSOR, "-o", name)


def _killed(desk: Desk, number: int, after_s: float) -> int:
    """1 if the export was killed, so long after it had begun, and did not end before."""
    run = desk.start(*_words(f"{number}.jsonl"))
    while run.poll() is None and not _has_begun(desk):
        time.sleep(0.005)
    time.sleep(after_s)
    if run.poll() is not None:
        run.communicate()
        return 0
    kill(run)
    return 1


def _has_begun(desk: Desk) -> bool:
    pid = "SELECT pid FROM exports WHERE settled_at IS NULL"
    return any(Path(f"/proc/{number}").exists() for (number,) in desk.rows(pid))


def _counts(folder: Path) -> Counter[int]:
    """How often each article stands in the files. Raises ValueError for a torn line."""
    lines = (line for file in folder.glob("*.jsonl") for line in file.open(encoding="utf-8"))
    return Counter(json.loads(line)["id"] for line in lines)


def _differences(counts: Counter[int], printed: int) -> list[str]:
    twice = [f"article {one} was given {count} times" for one, count in counts.items() if count > 1]
    missing = printed - len(counts)
    return twice + ([f"{missing} articles were not given"] if missing else [])


def _left(folder: Path) -> list[str]:
    return [f"{path.name} was left" for path in folder.glob(".*.sealed")]
