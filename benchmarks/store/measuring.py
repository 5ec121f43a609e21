"""What the next thousand articles cost and what every question takes, at one size."""

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from benchmarks.store.crawl import Spent, together
from benchmarks.store.growing import Growing
from benchmarks.store.questions import as_of, questions
from pipelines.export.formats import FORMATS
from pipelines.jobs.exporting import Order, to_stream
from pipelines.search.query import parse
from pipelines.store.engine import reading
from pipelines.store.exporting import Selection
from pipelines.store.searching import Filters, search

TIMES = 3
# Runs that are measured: a busy machine changes from minute to minute, so two databases take turns.
TURNS = 2
# Slower ones are asked once, and broken off after so long.
PATIENCE_S, LONGEST_S = 5.0, 120.0
PHRASE_RULE = "phrase:en:slot:next-article"  # what the generated pages have in place of phrase:x
SEARCHES: Mapping[str, tuple[str, Filters]] = {
    "a frequent word": ("harbour", Filters()),
    "two words and not a third": ("harbour council -ferry", Filters()),
    "a phrase": ('"the harbour"', Filters()),
    "the beginning of a word": ("harb*", Filters()),
    "a rare word": ("Bacorcorbapri", Filters()),
    "a frequent word on one site": ("harbour", Filters(sites=("gazette.example",))),
}
FORMS = ("jsonl", "parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an answer took, the median of some; rows: how many came. None: broken off."""

    seconds: float | None
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How it was at so many articles. spent: what filing the next ones took, and beside it what
    as many took at the same time in a database of the first mark; exported: articles a second,
    by format."""

    articles: int
    spent: Spent
    beside: Spent
    asked: Mapping[str, Asked]
    found: Mapping[str, Asked]
    exported: Mapping[str, float]
    size_bytes: int


def mark(growing: Growing, small: Growing) -> Mark:
    """File the next articles, in turns with the small database, and ask everything."""
    turns = [(small.run(), growing.run()) for _ in range(TURNS)]
    engine, now = growing.engine, growing.now
    return Mark(
        articles=growing.articles,
        spent=together([one for _, one in turns]),
        beside=together([one for one, _ in turns]),
        asked=dict(_answers(engine, now)),
        found=dict(_hits(engine)),
        exported=dict(_exports(engine)),
        size_bytes=_size(engine),
    )


def _answers(engine: Engine, now: datetime) -> Iterator[tuple[str, Asked]]:
    for question in questions().values():
        sql = as_of(engine.dialect.name, question.sql[engine.dialect.name], now)
        sql = sql.replace("phrase:x", PHRASE_RULE)
        title = f"{question.number}. {question.title}"
        yield title, _asked(engine, partial(_answer, sql=sql))


def _hits(engine: Engine) -> Iterator[tuple[str, Asked]]:
    for name, (typed, filters) in SEARCHES.items():
        yield name, _asked(engine, partial(search, query=parse(typed), filters=filters, limit=20))


def _answer(connection: Connection, sql: str) -> Sequence[Any]:
    return connection.exec_driver_sql(sql).all()


def _asked(engine: Engine, what: Callable[[Connection], Sequence[Any]]) -> Asked:
    spent: list[float] = []
    rows = 0
    while len(spent) < TIMES and (not spent or spent[0] < PATIENCE_S):
        started = time.perf_counter()
        try:
            with reading(engine) as connection, _bounded(connection):
                rows = len(what(connection))
        except Exception as error:
            if not _is_broken_off(error):
                raise
            return Asked(seconds=None, rows=0)
        spent.append(time.perf_counter() - started)
    return Asked(seconds=statistics.median(spent), rows=rows)


def _is_broken_off(error: Exception) -> bool:
    causes = (error, error.__cause__)
    told = [one for one in causes if isinstance(one, OperationalError)]
    return any(said in str(one) for one in told for said in ("interrupted", "statement timeout"))


@contextmanager
def _bounded(connection: Connection) -> Iterator[None]:
    """What runs inside is broken off after `LONGEST_S`."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(LONGEST_S * 1000)}")
        yield
        return
    raw: Any = connection.connection.dbapi_connection
    timer = threading.Timer(LONGEST_S, raw.interrupt)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _exports(engine: Engine) -> Iterator[tuple[str, float]]:
    """Everything that is published, into nothing."""
    for name in FORMS:
        started = time.perf_counter()
        with Path("/dev/null").open("wb") as nothing:
            count = to_stream(engine, Order(selection=Selection(), make=FORMATS[name]), nothing)
        yield name, count / (time.perf_counter() - started)


def _size(engine: Engine) -> int:
    """Bytes of the file, or of the server's tables and indexes."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(str(engine.url.database)).stat().st_size
    with reading(engine) as connection:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
