"""A system over pages, in fresh worker processes of its own."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from benchmarks.extraction import ours, unseen
from benchmarks.extraction.answers import Answer
from benchmarks.extraction.ours import Extracted
from benchmarks.extraction.pages import KnownPage

WORKERS = 2
# Pages read before the clock counts: imports, tables and patterns are loaded by then.
WARM_UP = 3


def ours_extracted(pages: Sequence[KnownPage], folds: Path | None) -> list[Extracted]:
    """Our reading of each page; folds: trees that have not seen its site, or None: as shipped."""
    read = partial(_extracted, folds=folds)
    with _workers(partial(_warmed, pages[:WARM_UP], folds)) as workers:
        return list(workers.map(read, pages, chunksize=4))


def _workers(initializer: partial[None]) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"), initializer=initializer)


def _warmed(pages: Sequence[KnownPage], folds: Path | None) -> None:
    for page in pages:
        _extracted(page, folds)


def _extracted(page: KnownPage, folds: Path | None) -> Extracted:
    if folds:
        unseen.use_for(page.site, folds)
    return ours.extracted(page)


def ours_alone(read: Sequence[Extracted]) -> Iterator[Answer]:
    """Each page by itself."""
    return map(ours.alone, read)
