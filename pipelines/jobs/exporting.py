"""Exports: articles leave the database for a file or a stream. A file is there whole or not at
all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine

from pipelines.export.formats import Format
from pipelines.jobs.part_file import whole
from pipelines.store import exporting
from pipelines.store.exporting import Given, Selection

# So many articles are written at a time, and noted in one transaction.
_TOGETHER = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is exported. make: opens the format on a stream; watch: gets the articles and how
    many they are, and gives them on: somebody looks at how far it is."""

    selection: Selection
    make: Callable[[BinaryIO], Format]
    watch: Callable[[Iterator[Given], int], Iterator[Given]] = lambda stories, _: stories


def to_file(engine: Engine, order: Order, file: Path) -> int:
    """Write the articles to a file; how many. Raises DatabaseError, ConfigError, UsageError."""
    with whole(file) as stream:
        return to_stream(engine, order, stream)


def to_stream(
    engine: Engine,
    order: Order,
    stream: BinaryIO,
    note: Callable[[Sequence[Given]], None] = lambda _: None,
) -> int:
    """Write the articles to an open stream; how many. note: gets those that were written.

    Raises DatabaseError, OSError.
    """
    count, form = 0, order.make(stream)
    total = exporting.count(engine, order.selection)
    with closing(exporting.stories(engine, order.selection)) as stories:
        for some in _batches(order.watch(stories, total)):
            form.write([one.story for one in some])
            note(some)
            count += len(some)
    form.close()
    return count


def _batches(stories: Iterable[Given]) -> Iterator[Sequence[Given]]:
    coming = iter(stories)
    while some := tuple(islice(coming, _TOGETHER)):
        yield some
