"""python -m benchmarks.speed: how fast, beside others and beside what is possible.

    python -m benchmarks.speed                    everybody end to end, in turns
    python -m benchmarks.speed reading            what reading one page costs

The pages are those of the extraction benchmark; they are served on loopback. Where they are
missing it says so and ends with 2. Ends with 1 where a goal is missed.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.extraction.pages import KnownPage, folder, load, sample
from benchmarks.speed.contestants import CONTESTANTS
from benchmarks.speed.racing import raced
from benchmarks.speed.racing import table as race_table
from benchmarks.speed.reading import read
from benchmarks.speed.reading import table as reading_table

SETS = ("fundus-eval", "fundus-tests", "aeb", "wcxb", "trafilatura")
NAMES = tuple(one.name for one in CONTESTANTS)


def main() -> int:
    given = _arguments()
    if not (folder() / "truth.jsonl").exists():
        print(f"the pages are missing: no {folder() / 'truth.jsonl'}", file=sys.stderr)
        return 2
    pages = sample(load(SETS), given.pages)
    lines = MEASURES[given.what](pages, given)
    print(*lines, sep="\n")
    return 1 if any("MISSED" in line for line in lines) else 0


def _race(pages: Sequence[KnownPage], given: argparse.Namespace) -> list[str]:
    heats = []
    for heat in raced(pages, given.papers, given.rounds, given.peers, given.only):
        heats.append(heat)
        print(f"{heat.name}: {heat.pages_a_second:.1f} pages/s", file=sys.stderr, flush=True)
    return race_table(heats)


def _read(pages: Sequence[KnownPage], given: argparse.Namespace) -> list[str]:  # noqa: ARG001
    return reading_table(read(pages))


MEASURES: Mapping[str, Callable[[Sequence[KnownPage], argparse.Namespace], list[str]]] = {
    "race": _race,
    "reading": _read,
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("what", nargs="?", choices=MEASURES, default="race")
    parser.add_argument("--pages", type=int, default=110, metavar="N", help="of each collection")
    parser.add_argument("--papers", type=int, default=20, help="sites that they are shared among")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, metavar="NAME")
    parser.add_argument(
        "--peers", type=Path, default=Path("build/peers"), help="where others are installed"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
