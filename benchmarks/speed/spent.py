"""What a command costs with all that it starts: time, processor, memory."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLED_S = 0.5  # a reading of 10 processes' shares takes some milliseconds of the machine
TIMEOUT_S = 1800


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """seconds: from start to end. cpu_s: user and system, of every process that was waited for.

    peak_mb: the most memory that the tree held together, shared pages counted once (PSS).
    """

    seconds: float
    cpu_s: float
    peak_mb: float
    status: int
    output: str


def spent(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Spent:
    """Run to its end. Raises subprocess.TimeoutExpired."""
    began = time.monotonic()
    with (folder / "output.txt").open("w+b") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        ended, peaks = threading.Event(), [0.0]
        watcher = threading.Thread(target=_watch, args=(process.pid, ended, peaks))
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
        output.seek(0)
        said = output.read().decode(errors="replace")
    return Spent(
        seconds=seconds,
        cpu_s=used.ru_utime + used.ru_stime,
        peak_mb=peaks[0],
        status=process.returncode,
        output=said,
    )


def _watch(pid: int, ended: threading.Event, peaks: list[float]) -> None:
    while not ended.wait(SAMPLED_S):
        peaks[0] = max(peaks[0], sum(_pss_mb(one) for one in _tree(pid)))


def _tree(pid: int) -> list[int]:
    """The process and its living descendants, whatever their sessions."""
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        children.setdefault(_parent(place), []).append(int(place.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def _parent(place: Path) -> int:
    try:
        return int((place / "stat").read_text().rpartition(") ")[2].split()[1])
    except OSError:
        return 0  # it has ended


def _pss_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
