"""A system over pages, in fresh worker processes of its own."""

import logging
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from benchmarks.extraction import ours, peers, unseen
from benchmarks.extraction.answers import Answer, with_silent_failures
from benchmarks.extraction.ours import Extracted
from benchmarks.extraction.pages import KnownPage
from benchmarks.extraction.remembered import remember, remembered

WORKERS = 2
# Pages read before the clock counts: imports, tables and patterns are loaded by then.
WARM_UP = 3


def extracted(pages: Sequence[KnownPage], folds: Path | None) -> list[Extracted]:
    """Our reading of each page; folds: trees that have not seen its site, or None: as shipped."""
    with _workers(partial(_warmed, pages[:WARM_UP], folds)) as workers:
        return list(workers.map(partial(_extracted, folds=folds), pages, chunksize=4))


def answered(
    system: str, package_version: str, pages: Sequence[KnownPage], fresh: bool
) -> list[Answer]:
    """Another system's answers to these pages, in their order; asks only what is not remembered.

    fresh: forget what these pages were answered before.
    """
    known = remembered(system, package_version)
    missing = [page for page in pages if fresh or page.id not in known]
    if missing:
        known |= {answer.page: answer for answer in _asked(system, missing)}
        remember(system, package_version, known.values())
    return list(with_silent_failures([known[page.id] for page in pages]))


def _asked(system: str, pages: Sequence[KnownPage]) -> list[Answer]:
    with _workers(partial(_peer_warmed, system, pages[:WARM_UP])) as workers:
        return list(workers.map(partial(peers.answered, system), pages, chunksize=4))


def _workers(initializer: partial[None]) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"), initializer=initializer)


def _warmed(pages: Sequence[KnownPage], folds: Path | None) -> None:
    for page in pages:
        _extracted(page, folds)


def _peer_warmed(system: str, pages: Sequence[KnownPage]) -> None:
    logging.disable()  # readability prints a traceback besides raising it
    for page in pages:
        peers.answered(system, page)


def _extracted(page: KnownPage, folds: Path | None) -> Extracted:
    if folds:
        unseen.use_for(page.site, folds)
    return ours.extracted(page)
