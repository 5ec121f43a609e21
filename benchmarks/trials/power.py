"""Power cuts at random moments of a crawl: what the disk owes is all that is left.

The crawl runs once, under strace; each cut is a replay of what it wrote up to some moment. The
database must open and be sound, and hold every article that was reported as stored by then, with
its page in the archive. After some of the cuts the next ordinary run completes the set.
"""

import json
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.trials.contents import Rows, contents, differences
from benchmarks.trials.desk import TIMEOUT_S, Desk
from benchmarks.trials.disk_log import TRACED, Call, Disk, calls
from benchmarks.trials.killing import Ground, Labour
from benchmarks.trials.results import Result

COMPLETED_EVERY = 100
HELD = "SELECT a.url, s.warc_file, s.offset + s.length FROM article a"
HELD += " JOIN revisions r ON r.id = a.revision_id LEFT JOIN snapshots s ON s.id = r.snapshot_id"


def is_possible() -> bool:
    """Whether strace is here and may trace."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], check=False).returncode == 0


def power(ground: Ground, labour: Labour, times: int, seed: int) -> Result:
    """So many cuts of one crawl, on SQLite."""
    rng = random.Random(f"power {seed}")
    start = ground.project()
    labour.begin(start)
    before = ground.copy(start)
    done, log = _traced(before, labour.words)
    assert done.returncode in (0, 3), done.stderr
    expected = contents(before)
    made = list(calls(log, before.folder))
    cuts = sorted(rng.randrange(len(made)) for _ in range(times))
    broken = list(_cut(ground, start, before, made, cuts, rng, expected))
    syncs = sum(call.name == "sync" for call in made)
    return Result(
        trial="power cut",
        faults=times,
        survived=max(times - len(broken), 0),
        figures=f"sqlite, {len(made)} writes and syncs, {syncs} of them syncs,"
        f" {len(expected['articles'])} articles, {times // COMPLETED_EVERY} completed afterwards",
        broken=tuple(broken),
    )


def _traced(desk: Desk, words: tuple[str, ...]) -> tuple["subprocess.CompletedProcess[str]", Path]:
    log = desk.folder.parent / f"{desk.folder.name}.strace"
    tracing = ["strace", "-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={TRACED}"]
    command = [*tracing, "-o", str(log), *desk.command(*words)]
    done = subprocess.run(
        command,
        cwd=desk.folder,
        env=desk.variables,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    return done, log


def _cut(  # noqa: PLR0913, PLR0917
    ground: Ground,
    start: Desk,
    traced: Desk,
    made: list[Call],
    cuts: list[int],
    rng: random.Random,
    expected: Mapping[str, Rows],
) -> Iterator[str]:
    """What is wrong after each cut; replayed in one go, since the cuts are in order."""
    disk = Disk(confirmed=_files(start, traced))
    done = 0
    for number, cut in enumerate(cuts, start=1):
        for call in made[done:cut]:
            disk.take(call)
        done = cut
        found = ground.copy(start)
        _write(found, traced, disk.after_a_cut(rng))
        wrong = list(_wrong(found, _reported(disk)))
        if not wrong and number % COMPLETED_EVERY == 0:
            wrong = _completed(found, expected)
        yield from [f"cut {number} after {cut} calls: {line}" for line in wrong[:1]]
        shutil.rmtree(found.folder)


def _files(start: Desk, traced: Desk) -> dict[str, bytearray]:
    """What was on the disk before, under the traced project's paths."""
    return {
        str(traced.folder / path.relative_to(start.folder)): bytearray(path.read_bytes())
        for path in start.folder.rglob("*")
        if path.is_file() and not path.name.endswith("-shm")
    }


def _write(found: Desk, traced: Desk, files: Mapping[str, bytes]) -> None:
    for name, body in files.items():
        path = found.folder / Path(name).relative_to(traced.folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def _reported(disk: Disk) -> set[str]:
    lines = bytes(disk.acknowledged).decode().split("\n")[:-1]
    events = [json.loads(line) for line in lines if line.startswith("{")]
    return {event["url"] for event in events if event.get("event") == "stored"}


def _wrong(found: Desk, reported: set[str]) -> Iterator[str]:
    database = sqlite3.connect(found.folder / "copydesk.db")
    try:
        sound = database.execute("PRAGMA integrity_check").fetchall()
        held = database.execute(HELD).fetchall()
    except sqlite3.DatabaseError as error:
        yield f"the database cannot be read: {error}"
        return
    finally:
        database.close()
    if sound != [("ok",)]:
        yield f"unsound: {sound[:3]}"
    missing = reported - {url for url, _, _ in held}
    if missing:
        yield f"{len(missing)} articles that were reported are gone, such as {min(missing)}"
    for url, name, end in held:
        file = found.folder / "archive" / str(name)
        if name and (not file.exists() or file.stat().st_size < end):
            yield f"{url}: its page is not in the archive"


def _completed(found: Desk, expected: Mapping[str, Rows]) -> list[str]:
    done = found.run("crawl")
    if done.returncode not in (0, 3):
        return [f"the next run ends with {done.returncode}: {done.stderr.strip()[-200:]}"]
    return differences(contents(found), expected)
