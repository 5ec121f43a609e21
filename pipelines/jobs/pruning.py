"""Old raw pages and requests go, in small steps; killed between any two nothing is lost.

The database is told first that a file's pages go, then the file goes: what a kill leaves behind is
a file that the database does not count on, and the next pruning sweeps it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from pipelines.store import pruning
from pipelines.store.engine import reading, writing

# A crawl that waits for the lock waits for so many.
TOGETHER = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Raw pages that went or would go. problems: a line for each file that stayed."""

    files: int
    pages: int
    size_bytes: int
    problems: tuple[str, ...] = ()


def old_raw(engine: Engine, before: datetime) -> Raw:
    """The pages in files whose newest is older than that."""
    with reading(engine) as connection:
        files = pruning.old_files(connection, before)
    return Raw(
        files=len(files),
        pages=sum(file.pages for file in files),
        size_bytes=sum(file.size_bytes for file in files),
    )


def prune_raw(engine: Engine, archive: Path, before: datetime, now: datetime) -> Raw:
    """Take these files out of the archive, and what an earlier pruning left there."""
    found = old_raw(engine, before)
    with writing(engine) as connection:
        old = pruning.old_files(connection, before)
        pruning.mark(connection, [file.name for file in old], now)
        names = pruning.pruned_files(connection)
    problems = tuple(filter(None, (_removed(archive / name) for name in names)))
    return Raw(files=found.files, pages=found.pages, size_bytes=found.size_bytes, problems=problems)


def count_old_fetches(engine: Engine, before: datetime) -> int:
    """How many requests are older than that and were followed by another of their address."""
    with reading(engine) as connection:
        return pruning.count_old_fetches(connection, before)


def prune_fetches(engine: Engine, before: datetime) -> Iterator[int]:
    """Delete them; after each step how many went."""
    after = 0
    while True:
        with writing(engine) as connection:
            numbers = pruning.old_fetches(connection, before, after, TOGETHER)
            pruning.forget(connection, numbers)
        if not numbers:
            return
        after = numbers[-1]
        yield len(numbers)


def _removed(file: Path) -> str:
    """A line where the file could not be removed."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        return f"{file}: cannot be removed: {error.strerror}"
    return ""
