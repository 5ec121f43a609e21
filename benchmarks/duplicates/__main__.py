"""python -m benchmarks.duplicates [cost]: how right clusters of near-duplicates are, and what
they cost.

Without a word: precision and recall on generated wire stories, on the half that the thresholds
were chosen on and on the one that decides. `cost`: time and bytes an article, to N articles.
"""

import argparse
import sys

from benchmarks.duplicates.cost import Mark, measured
from benchmarks.duplicates.scores import Kind, Scores, clustered, scores
from benchmarks.duplicates.world import COPIES, HALVES, world


def main() -> int:
    given = _arguments()
    if given.what == "cost":
        _print_cost(given.articles)
    else:
        for half in HALVES:
            entries = world(half, given.seed)
            _print_scores(half, scores(entries, clustered(entries)))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.duplicates", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("cost",), help="measure time and bytes instead")
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
    return str(kind.found) if name in COPIES else "-"


def _print_cost(most: int) -> None:
    first: Mark | None = None
    for mark in measured(most):
        first = first or mark
        print(
            f"{mark.articles:>9,} articles: filing {mark.filing_ms:.2f} ms"
            f" (x {mark.filing_ms / first.filing_ms:.2f}),"
            f" finding copies {mark.following_ms:.2f} ms"
            f" (x {mark.following_ms / first.following_ms:.2f}),"
            f" {mark.size_bytes / mark.articles:,.0f} bytes an article",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
