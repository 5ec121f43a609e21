"""What learning and striking cost a crawl: a site with a full window, and a few new articles.

A site does not learn after each run, so what counts is a cycle: all runs from one learning to the
next, shared by the articles that were new in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
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
from pipelines.store.engine import reading, writing
from pipelines.template.cadence import LONGEST_WAIT

Costs = Mapping[str, float]
"""Processor milliseconds a new article, by step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a site publishes and is crawled: `new` articles in each run, a run `every` so often."""

    new: int
    every: timedelta


# In the order in which a run takes them.
STEPS: Mapping[str, Sequence[Place]] = {
    "loading rules": ((templates, "load"),),
    "loading evidence": ((templates, "to_learn"), (templates, "stored_pages")),
    "looking up titles": (
        (relearning, "asked"),
        (recleaning, "asked"),
        (headlines, "owners"),
    ),
    "learning": ((relearning, "learn"),),
    "finding what changed": (
        (relearning, "changes"),
        (relearning, "touches"),
        (templates, "struck_by"),
    ),
    "writing rules": ((templates, "save"), (templates, "set_unclean"), (headlines, "trim")),
    "loading to clean": ((templates, "unclean"),),
    "striking": ((recleaning, "rulebook"), (recleaning, "spared")),
    "writing texts": ((templates, "replace_cleaned"),),
}


def crawled(pages: Sequence[Read], window: int, paces: Mapping[str, Pace]) -> dict[str, Costs]:
    """For each pace what a site with a full window costs from one learning to the next.

    pages: enough for the window and for a cycle of each pace (see `needed`).
    """
    with TemporaryDirectory() as folder:
        engine = prepared(Path(folder) / "cost.db")
        site = _Crawled(engine=engine, pages=pages, window=window)
        site.run(window, timedelta())
        found = {name: site.cycle(pace) for name, pace in paces.items()}
        engine.dispose()
    return found


def medians(runs: Sequence[Mapping[str, Costs]]) -> dict[str, Costs]:
    """The median of several crawls, by pace and step."""
    return {
        pace: {step: median(run[pace][step] for run in runs) for step in costs}
        for pace, costs in runs[0].items()
    }


def needed(window: int, paces: Mapping[str, Pace]) -> int:
    """How many pages `crawled` takes at most."""
    return window + sum(_most(window, pace) for pace in paces.values())


def _most(window: int, pace: Pace) -> int:
    """New articles until the site learns: a fifth of the window, or a day's."""
    runs_a_day = ceil(LONGEST_WAIT / pace.every)
    return pace.new * min(ceil(ceil(window / 5) / pace.new), runs_a_day)


@dataclass(slots=True, kw_only=True)
class _Crawled:
    """A site while it is crawled. filed: its articles so far."""

    engine: Engine
    pages: Sequence[Read]
    window: int
    now: datetime = NOW
    filed: int = 0

    def cycle(self, pace: Pace) -> Costs:
        """Runs at this pace until the site has learned; milliseconds of a new article."""
        first, runs = self.filed, [self.run(pace.new, pace.every)]
        while self.has_unseen():
            runs.append(self.run(pace.new, pace.every))
        count = self.filed - first
        return {step: sum(run[step] for run in runs) / count for step in runs[0]}

    def run(self, new: int, later: timedelta) -> Costs:
        """File so many articles and have the site keep up, as a run of the crawler does."""
        self.now += later
        with writing(self.engine) as connection:
            for number in range(self.filed, self.filed + new):
                articles.file_new(connection, filing(self.pages[number], number, 1))
        self.filed += new
        return by_step(
            lambda: relearning.keep_up(self.engine, SITE, self.window, lambda: self.now), STEPS
        )

    def has_unseen(self) -> bool:
        """Whether articles wait to be learned from."""
        with reading(self.engine) as connection:
            return templates.counts(connection, SITE.key, self.window)[0] > 0
