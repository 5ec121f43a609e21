"""A site whose articles are filed in a database while a trial goes on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, update

from benchmarks.duplicates.desk import file
from benchmarks.trials.desk import Desk
from pipelines.jobs.lease import myself
from pipelines.jobs.run import utc_now
from pipelines.model import Site
from pipelines.store import runs, sites
from pipelines.store.articles import NOT_YET
from pipelines.store.engine import open_engine, writing
from pipelines.store.tables import article

SITE = "gazette.example"
A_BATCH, PAUSE_S = 100, 0.05
_UNCLEAN = update(article).where(article.c.template_version == NOT_YET)


class Press:
    """Files articles, as a crawl does."""

    def __init__(self, desk: Desk) -> None:
        self.printed = 0
        self._engine: Engine = open_engine(desk.db)
        site = Site(key=SITE, name="Gazette", home=f"https://{SITE}/")
        with writing(self._engine) as connection:
            sites.sync(connection, [site], utc_now())
            runs.start(connection, myself(), utc_now())

    def print(self, count: int) -> None:
        """So many more, clean."""
        with writing(self._engine) as connection:
            for number in range(self.printed, self.printed + count):
                file(connection, number, SITE, "en", f"Report number {number} of the harbour.")
            connection.execute(_UNCLEAN.values(template_version=1))
        self.printed += count

    @contextmanager
    def running(self) -> Iterator[None]:
        """It prints while inside."""
        over = threading.Event()

        def work() -> None:
            while not over.wait(PAUSE_S):
                self.print(A_BATCH)

        thread = threading.Thread(target=work, name="press")
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            self._engine.dispose()
