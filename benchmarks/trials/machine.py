"""A disk that is full, and places that cannot be written: the run ends in order and says so.

In a mount namespace of its own (`unshare`), with a small file system that grows afterwards; the
next ordinary run completes the set.
"""

import json
import random
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.trials.contents import Rows, contents, differences, unsound
from benchmarks.trials.desk import TIMEOUT_S, Desk
from benchmarks.trials.killing import Ground, Labour
from benchmarks.trials.results import Result

DATABASE = 6  # the exit code for a database or a disk that fails
NAMESPACE = ("unshare", "--mount", "--map-root-user")
# $1: what hinders the first run, $2: what ends that; the rest: the command.
SCRIPT = """
mkdir disk && mount -t tmpfs -o size=64m tmpfs disk && cp -a project/. disk/ && cd disk || exit 99
hinder=$1; mend=$2; shift 2
eval "$hinder" || exit 99
"$@" > ../out 2> ../err; echo $? > ../code
eval "$mend" || exit 99
cp -a . ../then
"$@" > ../out-2 2> ../err-2; echo $? > ../code-2
cp -a . ../after
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """What is wrong with the machine, and how that ends."""

    name: str
    hinder: str
    mend: str


def is_possible() -> bool:
    """Whether a mount namespace may be made."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0


def machine(ground: Ground, labour: Labour, times: int, seed: int) -> Iterator[Result]:
    """A full disk at so many sizes; then what may only be read."""
    start = ground.project()
    labour.begin(start)
    whole = ground.copy(start)
    assert whole.run(*labour.words).returncode in (0, 3)
    expected = contents(whole)
    least, most = _size_kb(start.folder), _size_kb(whole.folder)
    rng = random.Random(f"disk {seed}")
    sizes = [rng.randrange(least + 64, most) for _ in range(times)]
    full = [
        Hindrance(name=f"{size} KB", hinder=_resized(f"{size}k"), mend=_resized("64m"))
        for size in sizes
    ]
    for trial, figures, these in (
        ("disk full", f"sqlite, {least} to {most} KB", full),
        ("read-only", "everything, and the archive alone", list(_closed())),
    ):
        broken = []
        for one in these:
            wrong = list(_hindered(ground.copy(start), labour, one, expected))
            broken += [f"{one.name}: {line}" for line in wrong[:1]]
        yield Result(
            trial=trial,
            faults=len(these),
            survived=len(these) - len(broken),
            figures=figures,
            broken=tuple(broken),
        )


def _closed() -> Iterator[Hindrance]:
    yield Hindrance(
        name="everything", hinder="mount -o remount,ro $PWD", mend="mount -o remount,rw $PWD"
    )
    yield Hindrance(
        name="the archive",
        hinder="mkdir -p archive && mount -t tmpfs -o ro tmpfs archive",
        mend="umount archive",
    )


def _resized(size: str) -> str:
    return f"mount -o remount,size={size} $PWD"


def _hindered(
    desk: Desk, labour: Labour, one: Hindrance, expected: Mapping[str, Rows]
) -> Iterator[str]:
    place = desk.folder.with_name(f"{desk.folder.name}-place")
    place.mkdir()
    shutil.copytree(desk.folder, place / "project")
    script = [*NAMESPACE, "sh", "-c", SCRIPT, "sh", one.hinder, one.mend]
    done = subprocess.run(
        [*script, *desk.command(*labour.words)],
        cwd=place,
        env={**desk.variables, "COPYDESK_DB": "sqlite:///copydesk.db"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    if done.returncode != 0:
        yield f"the trial itself failed: {done.stderr.strip()[-300:]}"
        return
    yield from _judged(place, expected)


def _judged(place: Path, expected: Mapping[str, Rows]) -> Iterator[str]:
    said = (place / "err").read_text().strip()
    code = int((place / "code").read_text())
    if code != DATABASE:
        yield f"exit {code} instead of {DATABASE}: {said[-300:]}"
    if "Traceback" in said or not said:
        yield f"it says: {said[-300:]!r}"
    then = Desk(folder=place / "then", db=f"sqlite:///{place / 'then' / 'copydesk.db'}")
    after = Desk(folder=place / "after", db=f"sqlite:///{place / 'after' / 'copydesk.db'}")
    held = {str(url) for (url,) in then.rows("SELECT url FROM articles")}
    yield from (f"reported and not there: {url}" for url in _reported(place / "out") - held)
    yield from unsound(then)
    if int((place / "code-2").read_text()) not in (0, 3):
        yield f"the next run failed: {(place / 'err-2').read_text().strip()[-300:]}"
    yield from differences(contents(after), expected)


def _reported(out: Path) -> set[str]:
    events = [json.loads(line) for line in out.read_text().splitlines() if line.startswith("{")]
    return {event["url"] for event in events if event.get("event") == "stored"}


def _size_kb(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024
