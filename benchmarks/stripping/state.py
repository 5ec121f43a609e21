"""How many bytes a site's template takes in the database, as its articles grow to many."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, text

from benchmarks.stripping.state_site import NOW, SITE, filing
from pipelines.jobs.relearn import relearn
from pipelines.store import articles, runs, schema, sites
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.rows import Owner

WINDOW = 200  # the default of the setting template_window
BATCH = 200
# Bytes are counted when so many articles are filed, and at the end.
MARKS = frozenset((1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000))

# Tables of a site's template; those of a later schema are found by their first letters.
STATE = ("templates", "template", "rules", "titles", "evidence")
PAGES = text(
    "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name"
    " GROUP BY m.tbl_name"
)


def main(given: list[str]) -> int:
    count = _arguments(given).articles
    with TemporaryDirectory() as folder:
        engine = prepared(Path(folder) / "state.db")
        for first in range(0, count, BATCH):
            last = min(first + BATCH, count)
            file(engine, first, last)
            if last in MARKS or last == count:
                _print(last, measured(engine))
        engine.dispose()
    return 0


def prepared(path: Path) -> Engine:
    """An empty SQLite database with the invented site and an open run."""
    engine = open_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with writing(engine) as connection:
        sites.sync(connection, [SITE], NOW)
        runs.start(connection, Owner(host="here", pid=1, started=""), NOW)
    return engine


def file(engine: Engine, first: int, last: int) -> None:
    """File the articles `first` to `last` - 1, and learn from them as a crawl does."""
    with writing(engine) as connection:
        for number in range(first, last):
            articles.file_new(connection, filing(number, 1))
    relearn(engine, SITE, WINDOW, lambda: NOW)


def measured(engine: Engine) -> Mapping[str, int]:
    """Bytes of the database's pages by table of the template, its indexes included."""
    with reading(engine) as connection:
        found = {name: int(size) for name, size in connection.execute(PAGES)}
    return {name: size for name, size in sorted(found.items()) if name.startswith(STATE)}


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.stripping state", description=__doc__
    )
    parser.add_argument("--articles", type=int, default=2_000, metavar="N", help="default: 2000")
    return parser.parse_args(given)


def _print(count: int, sizes: Mapping[str, int]) -> None:
    shown = ", ".join(f"{name} {size:,}" for name, size in sizes.items())
    print(f"{count:,} articles: {sum(sizes.values()):,} bytes ({shown})", flush=True)
