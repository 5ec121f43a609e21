"""python -m benchmarks.extraction: ours beside the others, on pages whose content is known."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.extraction import ours, unseen
from benchmarks.extraction.answers import Answer
from benchmarks.extraction.pages import SETS, KnownPage, folder, load, sample
from benchmarks.extraction.run import ours_extracted
from benchmarks.extraction.scores import PageScore, scored, summary
from benchmarks.extraction.table import table


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.extraction", description=__doc__)
    parser.add_argument("--set", action="append", choices=SETS, dest="sets", help="repeatable")
    parser.add_argument("--limit", type=int, help="at most so many pages of each set")
    parser.add_argument("--shipped", action="store_true", help="judge by the shipped trees")
    arguments = parser.parse_args()
    if not folder().is_dir():
        print(f"skipped: no pages with known content at {folder()}")
        return 0
    pages = load(arguments.sets or SETS)
    if arguments.limit:
        pages = sample(pages, arguments.limit)
    rows = _ours(pages, arguments.shipped)
    for name in arguments.sets or SETS:
        chosen = [page for page in pages if page.dataset == name]
        print(table(f"{name} ({len(chosen)})", {s: summary(r[name]) for s, r in rows.items()}))
        print()
    return 0


def _ours(pages: Sequence[KnownPage], shipped: bool) -> Mapping[str, Mapping[str, list[PageScore]]]:
    read = ours_extracted(pages, None if shipped else unseen.prepared())
    label = "as shipped" if shipped else "unseen sites"
    return {
        f"copydesk, {label}": _scored(pages, map(ours.alone, read)),
        f"copydesk + site, {label}": _scored(pages, ours.with_sites(read)),
    }


def _scored(pages: Sequence[KnownPage], answers: Iterable[Answer]) -> Mapping[str, list[PageScore]]:
    known = {page.id: page for page in pages}
    found: dict[str, list[PageScore]] = {page.dataset: [] for page in pages}
    for answer in answers:
        found[known[answer.page].dataset].append(scored(known[answer.page], answer))
    return found


if __name__ == "__main__":
    sys.exit(main())
