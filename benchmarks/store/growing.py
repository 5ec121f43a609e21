"""A database that grows: run after run, and block by block where that would take too long."""

from copy import copy, deepcopy
from datetime import datetime

from benchmarks.store.copying import Copier
from benchmarks.store.crawl import Crawler, Spent, prepared
from benchmarks.store.world import EVERY, FIRST, RUN, Press
from pipelines.store.engine import open_engine

# The block that is copied: the runs to the first mark, and the one that is measured there.
BLOCK_RUNS = 11


class Growing:
    """One database. `articles` stand in it; `now` is its present, the moment of its last run."""

    def __init__(self, db: str, first: int) -> None:
        """first: the first mark; a tenth of it is filed in a run, a thousand at most."""
        self._each = max(1, min(RUN, first // (BLOCK_RUNS - 1)))
        self._press = Press(run=self._each)
        self.engine = prepared(db, self._press)
        self._crawler = Crawler(self.engine, self._press)
        self._copier: Copier | None = None
        self._runs = 0

    @property
    def articles(self) -> int:
        """How many were filed or copied."""
        return self._runs * self._each

    @property
    def now(self) -> datetime:
        """The moment of the last run."""
        return FIRST + (self._runs - 1) * EVERY

    def beside(self, db: str) -> "Growing":
        """One that goes its own way from here, in a copy of the database."""
        other = copy(self)
        other.engine = open_engine(db)
        other._press = deepcopy(self._press)
        other._crawler = self._crawler.beside(other.engine)
        return other

    def run(self) -> Spent:
        """One more run, as a crawl files it."""
        spent = self._crawler.run(self._press.edition(self._runs))
        self._runs += 1
        if self._runs == BLOCK_RUNS:
            self._copier = Copier(self.engine)
        return spent

    def to(self, articles: int) -> None:
        """Grow to so many: whole blocks are copied, what is left is filed."""
        while self.articles < articles:
            blocks = (articles - self.articles) // (BLOCK_RUNS * self._each)
            if self._copier is None or blocks == 0:
                self.run()
                continue
            end = FIRST + (self._runs + blocks * BLOCK_RUNS) * EVERY
            self._copier.copy(blocks, self._runs * EVERY, end)
            self._runs += blocks * BLOCK_RUNS
