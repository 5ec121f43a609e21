"""python -m benchmarks.duplicates [cost|real]: how right clusters of near-duplicates are, and
what they cost.

Without a word: precision and recall on generated wire stories, on the half that the thresholds
were chosen on and on the one that decides. `cost`: time and bytes an article, to N articles.
`real`: which of the real pages with known content would be joined.
"""

import argparse
import sys
from collections.abc import Callable, Mapping

from benchmarks.duplicates.cost import Mark, measured
from benchmarks.duplicates.real import pairs
from benchmarks.duplicates.scores import Kind, Scores, clustered, scores
from benchmarks.duplicates.world import COPIED, COPIES, HALVES, world


def main() -> int:
    given = _arguments()
    PARTS[given.what](given)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.duplicates", description=__doc__)
    parser.add_argument("what", nargs="?", choices=PARTS, default="world")
    parser.add_argument("--seed", type=int, default=1, help="of the world; default: 1")
    parser.add_argument(
        "--articles", type=int, default=10_000, metavar="N", help="of `cost`; default: 10000"
    )
    return parser.parse_args()


def _print_scores(half: str, found: Scores) -> None:
    print(f"{half}: precision {found.precision:.3f}, recall {found.recall:.3f} of pairs")
    print(f"  {'copies':<26}{'entries':>8}{'found':>7}{'wrong':>7}")
    for name, kind in found.kinds.items():
        print(f"  {name:<26}{kind.entries:>8}{_found(name, kind):>7}{kind.wrong:>7}")
    print(flush=True)


def _found(name: str, kind: Kind) -> str:
    return str(kind.found) if name in (*COPIES, COPIED) else "-"


def _print_world(given: argparse.Namespace) -> None:
    for half in HALVES:
        entries = world(half, given.seed)
        _print_scores(half, scores(entries, clustered(entries)))


def _print_real(_given: argparse.Namespace) -> None:
    count, found = pairs()
    joined = sum(pair.similarity is not None for pair in found)
    print(f"{count} texts, {joined} pairs joined")
    for pair in found:
        said = "joined" if pair.similarity is not None else "apart"
        print(f"  {pair.share:.2f} {said:<7} {' and '.join(page.id for page in pair.pages)}")


def _print_cost(given: argparse.Namespace) -> None:
    first: Mark | None = None
    for mark in measured(given.articles):
        first = first or mark
        print(
            f"{mark.articles:>9,} articles: filing {mark.filing_ms:.2f} ms"
            f" (x {mark.filing_ms / first.filing_ms:.2f}),"
            f" finding copies {mark.following_ms:.2f} ms"
            f" (x {mark.following_ms / first.following_ms:.2f}),"
            f" {mark.size_bytes / mark.articles:,.0f} bytes an article",
            flush=True,
        )


PARTS: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "world": _print_world,
    "cost": _print_cost,
    "real": _print_real,
}

if __name__ == "__main__":
    sys.exit(main())
