"""python -m benchmarks.store: what filing costs and what questions take as a database grows.

One database for each engine grows to each of the marks. There a run files the next thousand
articles as a crawl files them, the questions of docs/queries.md and some searches are asked, and
everything is exported. A million articles take 20 GB of the temporary folder for each engine.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.store.growing import Growing
from benchmarks.store.measuring import Mark, mark
from benchmarks.store.table import table
from benchmarks.trials.databases import Databases, Sqlite, postgres

MARKS = (10_000, 100_000, 1_000_000)
ENGINES = ("sqlite", "postgresql")


def main() -> int:
    given = _arguments()
    with ExitStack() as opened:
        for name in given.engine:
            databases: Databases = (
                Sqlite() if name == "sqlite" else opened.enter_context(postgres())
            )
            folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="copydesk-store-"))
            for line in measured(databases, Path(folder), sorted(given.articles)):
                print(line, flush=True)
    return 0


def measured(databases: Databases, folder: Path, counts: Sequence[int]) -> Iterator[str]:
    """Lines: how far it is, and a table after each mark. folder: an empty one."""
    growing = Growing(databases.empty(folder), counts[0])
    started, marks = time.perf_counter(), list[Mark]()
    growing.to(counts[0])
    with _beside(growing, databases, folder / "small") as small:
        for count in counts:
            growing.to(count)
            marks.append(mark(growing, small))
            yield f"{growing.articles:,} articles after {time.perf_counter() - started:.0f} s"
            yield from table(databases.engine, marks)
    growing.engine.dispose()


@contextmanager
def _beside(growing: Growing, databases: Databases, folder: Path) -> Iterator[Growing]:
    """A second database that stays as large as the first mark."""
    db = growing.engine.url.render_as_string(hide_password=False)
    growing.engine.dispose()  # PostgreSQL copies what nobody has open, SQLite what is in the file
    folder.mkdir()
    small = growing.beside(databases.copy(db, folder))
    yield small
    small.engine.dispose()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=MARKS, metavar="N")
    parser.add_argument("--engine", nargs="+", choices=ENGINES, default=ENGINES)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
