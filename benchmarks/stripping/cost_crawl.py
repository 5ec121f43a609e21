"""What learning and striking cost a crawl: a site with a full window, and a few new articles."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from benchmarks.stripping.cost_clock import Place, by_step
from benchmarks.stripping.cost_pages import Read, filing
from benchmarks.stripping.state import prepared
from benchmarks.stripping.state_site import NOW, SITE
from pipelines.jobs import reclean as recleaning
from pipelines.jobs import relearn as relearning
from pipelines.store import articles, headlines, templates
from pipelines.store.engine import writing

Costs = Mapping[str, float]
"""Processor milliseconds a new article, by step."""

# In the order in which a run takes them.
STEPS: Mapping[str, Sequence[Place]] = {
    "looking up titles": ((templates, "headlines"),),
    "loading rules": ((templates, "load"),),
    "loading evidence": ((templates, "to_learn"), (templates, "stored_pages")),
    "learning": ((relearning, "learn"),),
    "finding what changed": (
        (relearning, "changes"),
        (relearning, "touches"),
        (templates, "struck_by"),
    ),
    "writing rules": ((templates, "save"), (templates, "set_unclean"), (headlines, "trim")),
    "loading to clean": ((templates, "unclean"),),
    "striking": ((recleaning, "rulebook"), (recleaning, "divide")),
    "writing texts": ((templates, "replace_cleaned"),),
}


def crawled(
    pages: Sequence[Read], window: int, batches: Sequence[int], repeats: int
) -> dict[int, Costs]:
    """For each size of batch the median over `repeats` runs, of a site with a full window.

    pages: enough for the window and for all batches (see `needed`).
    """
    with TemporaryDirectory() as folder:
        engine = prepared(Path(folder) / "cost.db")
        found = dict(_crawled(engine, pages, window, batches, repeats))
        engine.dispose()
    return found


def needed(window: int, batches: Sequence[int], repeats: int) -> int:
    """How many pages `crawled` takes."""
    return window + repeats * sum(batches)


def _crawled(
    engine: Engine, pages: Sequence[Read], window: int, batches: Sequence[int], repeats: int
) -> Iterator[tuple[int, Costs]]:
    _run(engine, pages, range(window), window)
    first = window
    for batch in batches:
        runs = []
        for _ in range(repeats):
            runs.append(_run(engine, pages, range(first, first + batch), window))
            first += batch
        yield batch, {step: median(run[step] for run in runs) / batch for step in runs[0]}


def _run(engine: Engine, pages: Sequence[Read], numbers: range, window: int) -> Costs:
    """File these pages and learn from them, as a run of the crawler does."""
    with writing(engine) as connection:
        for number in numbers:
            articles.file_new(connection, filing(pages[number], number, 1))
    return by_step(lambda: relearning.relearn(engine, SITE, window, lambda: NOW), STEPS)
