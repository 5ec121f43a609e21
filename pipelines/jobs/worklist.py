"""The pages that a run asks for: what is new up to each site's limit, then filed articles again.

Rule 1: a page is taken once in a run. What is over the limit, or older than the run looks at,
    stays on the frontier.
Rule 2: what leads into a trap is not taken; see `trapping.py`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from math import ceil

from sqlalchemy import Connection

from pipelines.jobs import trapping
from pipelines.jobs.filing import indexed_title
from pipelines.jobs.ledger import Ledger
from pipelines.jobs.tally import Tally
from pipelines.jobs.trapping import Gave, Sifted
from pipelines.model import Link, Outcome, Site
from pipelines.patterns import pattern, without
from pipelines.settings import Settings
from pipelines.store import frontier
from pipelines.store.rows import PatternRow, Pending
from pipelines.urls import site_key, url_key

# Links filed in one transaction: a sitemap of 50,000 must not hold up finished articles.
SIGHT_BATCH = 1000
_NOTHING = Sifted(wanted=(), excluded={}, closed={}, probed=())
_Keyed = tuple[str, str | None, Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one run is confined to: these sites.

    limit: most new pages of each of them; since: pages that a source dates before it are left
    for another run.
    """

    sites: tuple[Site, ...]
    limit: int | None = None
    since: datetime | None = None


class Worklist:
    """What is taken up in one run."""

    def __init__(
        self,
        ledger: Ledger,
        tally: Tally,
        scope: Scope,
        settings: Settings,
        clock: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._tally = tally
        self._sites = {site.key: site for site in scope.sites}
        self._settings = settings
        self._scope = scope
        self._clock = clock
        self._taken: dict[str, set[int]] = {key: set() for key in self._sites}
        self._closed: dict[tuple[str, str], str] = {}
        self._without: dict[str, frozenset[str]] = {}

    def waiting(self, site: str) -> tuple[Pending, ...]:
        """Known URLs that earlier runs found and did not settle, freshest first."""
        now, since, limit = self._clock(), self._scope.since, self._left(site)
        job = partial(_waiting, site=self._sites[site], now=now, limit=limit, since=since)
        found = self._ledger.read(job, _NOTHING)
        if found.excluded or found.probed:
            self._ledger.post(lambda c: trapping.leave_out(c, found, now))
        return self._take(site, found)

    def checks(self, site: str) -> tuple[Pending, ...]:
        """Articles that are to be asked for again, freshest first.

        At most their share of a run, which is beside the new articles' limit and after them.
        """
        now, limit = self._clock(), ceil(self._settings.recheck_share * self._limit(site))
        due = self._ledger.read(lambda c: frontier.checks(c, site, now, limit), ())
        self._tally.site(site).asked += len(due)
        return due

    async def sighted(self, site: str, links: Sequence[Link]) -> tuple[Pending, ...]:
        """Put a source's links on the frontier; those that are to be fetched come back."""
        taken: list[Pending] = []
        for first in range(0, len(links), SIGHT_BATCH):
            batch = [self._keyed(site, link) for link in links[first : first + SIGHT_BATCH]]
            job = partial(_sight, site=self._sites[site], links=batch, now=self._clock())
            taken.extend(self._take(site, await self._ledger.write(job, _NOTHING)))
        return tuple(taken)

    def refusal(self, url: str) -> str:
        """Why a page that was taken is not asked for after all: a trap that this run found."""
        return self._closed.get((site_key(url), pattern(url)), "") if self._closed else ""

    def ended(
        self, connection: Connection, pending: Pending, outcome: Outcome, reason: str
    ) -> PatternRow | None:
        """Note what a page gave for its pattern, within the transaction that settles it."""
        gave = Gave(pending=pending, outcome=outcome, reason=reason, now=self._clock())
        return trapping.learn(connection, self._sites[pending.site], gave)

    def close(self, row: PatternRow | None) -> None:
        """Ask for nothing more of a pattern that `ended` has just found to be a trap."""
        if row is not None and row.reason:
            self._closed[row.site, row.pattern] = row.reason

    def _keyed(self, site: str, link: Link) -> _Keyed:
        """The link with the keys that the store files it under."""
        if site not in self._without:
            known = self._ledger.read(lambda c: trapping.without_effect(c, site), frozenset())
            self._without[site] = known
        return without(url_key(link.url), self._without[site]), indexed_title(link.title), link

    def _limit(self, site: str) -> int:
        usual = self._sites[site].max_articles_per_run or self._settings.max_articles_per_run
        return usual if self._scope.limit is None else min(usual, self._scope.limit)

    def _left(self, site: str) -> int:
        return max(0, self._limit(site) - len(self._taken[site]))

    def _take(self, site: str, found: Sifted) -> tuple[Pending, ...]:
        """Those not yet taken in this run, up to the site's limit; the rest stays waiting."""
        taken, figures = self._taken[site], self._tally.site(site)
        fresh = [one for one in found.wanted if one.url_id not in taken]
        mine = tuple(islice(self._recent(fresh), self._left(site)))
        taken.update(one.url_id for one in mine)
        figures.asked += len(mine)
        figures.left_for_later += len(fresh) - len(mine)
        figures.excluded += len(found.excluded)
        return mine

    def _recent(self, found: Iterable[Pending]) -> Iterable[Pending]:
        """Those that no source dates before the run's `since`."""
        since = self._scope.since
        return found if since is None else (one for one in found if _is_since(one, since))


def _is_since(one: Pending, since: datetime) -> bool:
    stated = [hint.date_published or hint.lastmod for hint in one.hints]
    newest = max(filter(None, stated), default=None)
    return newest is None or newest >= since


def _waiting(
    connection: Connection, *, site: Site, now: datetime, limit: int, since: datetime | None
) -> Sifted:
    found = frontier.pending(connection, site.key, now, limit, since)
    return trapping.sift(connection, site, found, now)


def _sight(connection: Connection, *, site: Site, links: Sequence[_Keyed], now: datetime) -> Sifted:
    found = frontier.sight(connection, site.key, links, now)
    sifted = trapping.sift(connection, site, found, now)
    trapping.leave_out(connection, sifted, now)
    return sifted
