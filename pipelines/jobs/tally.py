"""What a run has done so far: the figures behind the progress display, the run's record and
the last table."""

from collections import Counter
from dataclasses import dataclass, field

from pipelines.model import Outcome

ERRORS_KEPT = 5
# An outcome that a person may have to act on, if it befalls a source.
TROUBLE = frozenset(
    {
        Outcome.GONE,
        Outcome.ROBOTS,
        Outcome.RATE_LIMITED,
        Outcome.UNREACHABLE,
        Outcome.TOO_LARGE,
        Outcome.FAILED,
    }
)


@dataclass(slots=True)
class SiteTally:
    """One site's figures. errors: the first few lines, the rest is counted.

    asked: sources and articles requested in this run. left_for_later: known, but over the limit.
    excluded: addresses of traps, not asked for.
    """

    articles: Counter[Outcome] = field(default_factory=Counter)
    sources: Counter[Outcome] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    error_count: int = 0
    asked: int = 0
    left_for_later: int = 0
    excluded: int = 0

    @property
    def ended(self) -> int:
        """How many of the URLs asked for have their outcome."""
        return self.articles.total() + self.sources.total()

    def error(self, line: str) -> None:
        """Count an error; the first few are kept in words."""
        self.error_count += 1
        if len(self.errors) < ERRORS_KEPT and line not in self.errors:
            self.errors.append(line)


@dataclass(slots=True)
class Tally:
    """The run's figures, by site."""

    sites: dict[str, SiteTally] = field(default_factory=dict)
    size_bytes: int = 0

    def site(self, key: str) -> SiteTally:
        """The figures of that site, begun when first asked for."""
        return self.sites.setdefault(key, SiteTally())

    def source(self, site: str, outcome: Outcome, problem: str) -> None:
        """A feed, sitemap or section has ended; `problem` is empty where there is none."""
        mine = self.site(site)
        mine.sources[outcome] += 1
        if outcome in TROUBLE or problem:
            mine.error(problem or outcome.value)

    def page(self, site: str, outcome: Outcome, reason: str, url: str) -> None:
        """An article's URL has ended; `reason` begins with a rejection's name before a colon."""
        mine = self.site(site)
        mine.articles[outcome] += 1
        if outcome is Outcome.REJECTED:
            mine.rejected[reason.partition(":")[0]] += 1
        elif outcome in TROUBLE and outcome not in (Outcome.GONE, Outcome.ROBOTS):
            mine.error(f"{url}: {reason}")

    def taken_back(self, site: str, count: int) -> None:
        """So many revisions were none after all; an earlier run's are not in these figures."""
        mine = self.site(site).articles
        known = min(count, mine[Outcome.REVISED])
        mine[Outcome.REVISED] -= known
        mine[Outcome.UNCHANGED] += known

    def total(self, outcome: Outcome) -> int:
        """How many article URLs ended so, over all sites."""
        return sum(site.articles[outcome] for site in self.sites.values())

    @property
    def requests(self) -> int:
        """How many URLs have ended, sources and articles together."""
        return sum(site.ended for site in self.sites.values())

    @property
    def to_go(self) -> int:
        """How many URLs are asked for and have no outcome yet."""
        return sum(site.asked - site.ended for site in self.sites.values())

    @property
    def error_count(self) -> int:
        """Errors over all sites."""
        return sum(site.error_count for site in self.sites.values())

    def as_json(self) -> dict[str, dict[str, dict[str, int]]]:
        """Counts by site for the run's record."""
        return {
            key: {
                "articles": {outcome.value: n for outcome, n in site.articles.items()},
                "sources": {outcome.value: n for outcome, n in site.sources.items()},
                "rejected": dict(site.rejected),
            }
            for key, site in sorted(self.sites.items())
        }
