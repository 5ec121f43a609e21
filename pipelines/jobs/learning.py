"""What a run learns at its end: each site with new articles, one after the other.

Rule: a site whose template cannot be learned is an error of its own; the others learn on.
"""

from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Engine

from pipelines.errors import DatabaseError
from pipelines.jobs import duplicates
from pipelines.jobs.relearn import Relearned, keep_up
from pipelines.jobs.run import Clock
from pipelines.jobs.second_look import fresh, second_look
from pipelines.jobs.site_files import mark_changed
from pipelines.jobs.tally import Tally
from pipelines.model import Site
from pipelines.store import templates
from pipelines.store.engine import reading


class Learning:
    """The sites of a run that are not up to date, and what came of each."""

    def __init__(
        self, engine: Engine, sites: Mapping[str, Site], window: int, tally: Tally, clock: Clock
    ) -> None:
        self._engine = engine
        self._sites = sites
        self._window = window
        self._tally = tally
        self._clock = clock

    def learn(self, fail: Callable[[Exception], None]) -> Iterator[Relearned]:
        """Let each site learn, and clean the articles that it concerns again.

        fail: told of a database that gives up, which ends the learning.
        """
        duplicates.mend(self._engine)
        mark_changed(self._engine, self._sites.values())
        with reading(self._engine) as connection:
            stale = templates.stale(connection, tuple(self._sites))
        for key in stale:
            try:
                yield self._learn(self._sites[key])
            except DatabaseError as error:
                fail(error)
                return
            except Exception as error:  # noqa: BLE001 - a site's border: the others learn on
                reason = f"its template was not learned: {type(error).__name__}: {error}"
                self._tally.site(key).error(reason)

    def _learn(self, site: Site) -> Relearned:
        edited = fresh(self._engine, site.key)
        learned = keep_up(self._engine, site, self._window, self._clock)
        self._tally.taken_back(site.key, second_look(self._engine, site, edited))
        return learned
