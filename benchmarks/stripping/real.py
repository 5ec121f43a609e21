"""Stripping on real pages whose content is known: with learning, without, and not at all."""

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.extraction import unseen
from benchmarks.extraction.ours import Extracted, groups, taught
from benchmarks.extraction.pages import SETS, KnownPage, folder, load, sample
from benchmarks.extraction.run import extracted
from benchmarks.extraction.table import aligned, table
from benchmarks.stripping.real_pages import (
    LEARNED,
    PLAIN,
    Told,
    broken,
    judged,
    leaks,
    losses,
    summaries,
    told,
)

SCORED = ("fundus-eval", "aeb", "fundus-tests")
SHOWN_CHARS = 150


def main(given: list[str]) -> int:
    arguments = _arguments(given)
    if not folder().is_dir():
        print(f"skipped: the pages with known content are not at {folder()}")
        return 0
    sets = arguments.sets or (SETS if arguments.invariants else SCORED)
    pages = load(sets)
    if arguments.limit:
        pages = sample(pages, arguments.limit)
    if arguments.invariants:
        return _invariants(pages)
    return _compare(pages, sets, arguments)


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.stripping real", description=__doc__
    )
    add = parser.add_argument
    add("--set", action="append", choices=SETS, dest="sets", help="only this set; repeatable")
    add("--limit", type=int, metavar="N", help="at most N pages of each set")
    add("--shipped", action="store_true", help="read with the shipped trees, which know the pages")
    add("--worst", action="store_true", help="also what learning took wrongly and what leaks")
    add("--invariants", action="store_true", help="only strip's promises, on every set's pages")
    return parser.parse_args(given)


def _compare(pages: Sequence[KnownPage], sets: Sequence[str], arguments: argparse.Namespace) -> int:
    folds: Path | None = None if arguments.shipped else unseen.prepared()
    found = list(told(extracted(pages, folds)))
    print(
        "read with", "the shipped trees" if folds is None else "trees that have not seen the site"
    )
    for name in sets:
        own = [one for one in found if one.scores[LEARNED].page.dataset == name]
        rows = summaries(own)
        print(f"\n{table(f'{name} ({len(own)})', rows, '')}")
        print(aligned(judged(rows)))
        if arguments.worst:
            print("\n".join(_worst(own)))
    return 0


def _worst(pages: Sequence[Told]) -> Iterator[str]:
    for loss in losses(pages):
        yield f"- {loss.url}"
        yield f"    lost:  {loss.paragraph[:SHOWN_CHARS]}"
        if one := loss.removal:
            yield f"    place: {one.block.path}"
            yield f"    rule:  {one.rule[:SHOWN_CHARS]} ({one.reason})"
    for name in (PLAIN, LEARNED):
        yield f"repeated lines that leak {name}:"
        for group, line, count, page in leaks(pages, name):
            yield f"+ {group}, on {count} pages, as {page}: {line[:SHOWN_CHARS]}"


def _invariants(pages: Sequence[KnownPage]) -> int:
    """With the shipped trees: what is promised holds for whatever was extracted."""
    began, read, count = time.monotonic(), extracted(pages, None), 0
    print(f"{len(read)} pages read in {time.monotonic() - began:.0f} s", flush=True)
    for line in _broken(read):
        print(line, flush=True)
        count += 1
    refused = sum(one.page is None for one in read)
    print(f"{len(read) - refused} pages stricken, {refused} refused, {count} promises broken")
    return int(bool(count))


def _broken(read: Sequence[Extracted]) -> Iterator[str]:
    for group in groups(read):
        site = taught(group)
        yield from (f"{one.known.id}: {what}" for one in group for what in broken(one, site))
