"""Looks for bytes that break a reader: `python -m benchmarks.fuzz [--seconds N] [DOOR...]`.

    each door gets its share of the seconds, in a process of its own
    what was interesting is kept below .fuzz/DOOR/corpus, so that a later run goes on from there
    what broke it is kept below .fuzz/DOOR/found, printed with its error, and ends the run with 1

Needs atheris (`pip install --group fuzz`; CPython up to 3.13, no Windows).
"""

import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzz.seeds import SEEDS, WORDS

FOLDER = Path(".fuzz")
# One input, not one run: the slowest honest page takes a fifth of that when instrumented.
SLOWEST_S = 25
MOST_MB = 3000
LONGEST_BYTES = 6000
# A page takes a thousand times as long as a date: it gets more of the time.
SHARES = {"html": 5, "json_ld": 3, "feeds": 2, "home": 2}
_STATUS = re.compile(r"^#(\d+)\s+\w+\s+cov: (\d+)", re.MULTILINE)
_DONE = re.compile(r"^Done (\d+)", re.MULTILINE)
_ERROR = re.compile(r"^ *((?:[\w.]+)?(?:Error|Exception|Timeout|ERROR)\b.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuzzed:
    """What one door stood. coverage: branches reached. error: of what broke it, else empty."""

    door: str
    runs: int
    coverage: int
    error: str
    found: tuple[Path, ...]


def fuzz(door: str, seconds: int) -> Fuzzed:
    """One door for so long, from the seeds and what earlier runs kept."""
    place = FOLDER / door
    corpus, found = place / "corpus", place / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[door]):
        (corpus / f"seed-{number}").write_bytes(seed)
    (place / "words").write_text("".join(f'"{_written(word)}"\n' for word in WORDS), "utf-8")
    before = set(found.iterdir())
    command = [sys.executable, "-m", "benchmarks.fuzz.one", door, str(corpus), *_options(place)]
    command.append(f"-max_total_time={seconds}")
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    (place / "log").write_text(done.stderr + done.stdout, "utf-8")
    return _fuzzed(door, done.returncode, done.stderr + done.stdout, set(found.iterdir()) - before)


def _options(place: Path) -> Sequence[str]:
    return (
        f"-artifact_prefix={place / 'found'}/",
        f"-dict={place / 'words'}",
        f"-timeout={SLOWEST_S}",
        f"-rss_limit_mb={MOST_MB}",
        f"-max_len={LONGEST_BYTES}",
    )


def _share(seconds: int, door: str, doors: Sequence[str]) -> int:
    total = sum(SHARES.get(one, 1) for one in doors)
    return max(1, seconds * SHARES.get(door, 1) // total)


def _written(word: str) -> str:
    return word.replace('"', '\\"')


def _fuzzed(door: str, code: int, log: str, found: set[Path]) -> Fuzzed:
    seen = _STATUS.findall(log)
    runs = _DONE.findall(log) or [number for number, _ in seen[-1:]] or ["0"]
    errors = _ERROR.findall(log)
    error = (errors[0] if errors else f"ended with {code}") if code else ""
    return Fuzzed(
        door=door,
        runs=int(runs[-1]),
        coverage=int(seen[-1][1]) if seen else 0,
        error=error[:200],
        found=tuple(sorted(found)),
    )


def main(words: Sequence[str]) -> int:
    """The table; 1 if anything was found."""
    parser = ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for all doors together")
    parser.add_argument("doors", nargs="*", metavar="DOOR", help=", ".join(SEEDS))
    given = parser.parse_args(words)
    doors = given.doors or list(SEEDS)
    results = []
    for door in doors:
        results.append(fuzz(door, _share(given.seconds, door, doors)))
        one = results[-1]
        reached = f"{one.runs:>10} inputs{one.coverage:>7} branches"
        print(f"{one.door:12}{reached}  {one.error or 'held'}", flush=True)
        for path in one.found:
            print(f"{'':12}{path}")
    broken = sum(bool(one.error) for one in results)
    print(f"{sum(one.runs for one in results)} inputs, {broken} of {len(results)} doors broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
