"""What finding an article's copies costs as the articles grow to many, in time and in bytes.

Rule: a factor compares with the first mark of the same run; times alone speak of the machine.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, text

from benchmarks.duplicates.desk import file, prepared
from pipelines.jobs.duplicates import follow
from pipelines.store.engine import reading, writing

MARKS = (1_000, 10_000, 100_000, 1_000_000)
BATCH = 100
# The mean over so many articles before each mark.
MEASURED = 500
SITES = 50
# Of a hundred articles: copies of one of the newest, and reports of one pattern.
COPIES, REPORTS = 15, 10
WORDS, PARAGRAPHS, A_PARAGRAPH = 20_000, 7, 50
SYLLABLES = ("ba", "cor", "del", "fen", "gri", "hal", "jun", "kel", "mor", "nev", "os", "pri")
TABLES = ("fingerprints", "clusters", "cluster_members")
PAGES = text(
    "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name"
    " GROUP BY m.tbl_name"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What stood at so many articles: milliseconds of processor time an article, and bytes."""

    articles: int
    filing_ms: float
    following_ms: float
    size_bytes: int


def measured(most: int) -> Iterator[Mark]:
    """A mark at each of `MARKS` up to `most` articles."""
    marks = [mark for mark in MARKS if mark <= most]
    keys = [_site(number) for number in range(SITES)]
    with TemporaryDirectory() as folder:
        engine = prepared(Path(folder) / "cost.db", keys)
        written, spent = texts(random.Random(0)), []
        for first in range(0, max(marks, default=0), BATCH):
            spent.append(_batch(engine, first, list(islice(written, BATCH))))
            if first + BATCH in marks:
                yield _mark(engine, first + BATCH, spent[-MEASURED // BATCH :])
        engine.dispose()


def texts(rng: random.Random) -> Iterator[str]:
    """Bodies without end: stories, copies of one of the newest 200, reports of one pattern."""
    words = ["".join(one) for one in islice(product(SYLLABLES, repeat=4), WORDS)]
    pattern = _paragraphs(words, rng)[:3]
    newest: list[list[str]] = []
    while True:
        chance = rng.randrange(100)
        if chance < COPIES and newest:
            frame = _paragraphs(words, rng)
            yield "\n\n".join([frame[0], *rng.choice(newest), frame[1]])
        elif chance < COPIES + REPORTS:
            yield _report(pattern, rng)
        else:
            newest = [*newest[-199:], _paragraphs(words, rng)]
            yield "\n\n".join(newest[-1])


def _paragraphs(words: list[str], rng: random.Random) -> list[str]:
    return [" ".join(rng.choices(words, k=A_PARAGRAPH)) for _ in range(PARAGRAPHS)]


def _report(pattern: list[str], rng: random.Random) -> str:
    """The pattern with a number in place of each tenth word."""
    lines = [line.split() for line in pattern]
    for line in lines:
        line[::10] = [str(rng.randrange(10, 10_000)) for _ in line[::10]]
    return "\n\n".join(" ".join(line) for line in lines)


def _batch(engine: Engine, first: int, bodies: list[str]) -> tuple[float, float]:
    """Seconds of processor time to file the bodies, and to find their copies."""
    filing = following = 0.0
    with writing(engine) as connection:
        for number, body in enumerate(bodies, start=first):
            started = time.process_time()
            article_id = file(connection, number, _site(number), "en", body)
            filed = time.process_time()
            follow(connection, [article_id])
            filing += filed - started
            following += time.process_time() - filed
    return filing, following


def _mark(engine: Engine, count: int, spent: list[tuple[float, float]]) -> Mark:
    with reading(engine) as connection:
        sizes = {name: int(size) for name, size in connection.execute(PAGES)}
    return Mark(
        articles=count,
        filing_ms=1000 * sum(one for one, _ in spent) / (BATCH * len(spent)),
        following_ms=1000 * sum(one for _, one in spent) / (BATCH * len(spent)),
        size_bytes=sum(sizes.get(name, 0) for name in TABLES),
    )


def _site(number: int) -> str:
    return f"site-{number % SITES}.example"
