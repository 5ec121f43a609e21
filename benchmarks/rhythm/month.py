"""A simulated month: 200 sites, a run every 15 minutes, by rhythm and with everything polled.

What is asked and when is decided by the functions that the crawler calls; only the sites, their
answers and the clock are invented.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from statistics import mean, median, quantiles

from benchmarks.rhythm.habits import DAYS, START, Site, Source, sites
from crawler.asked import bounds
from crawler.hints import wishes
from crawler.rhythm import Bounds
from crawler.schedule import Standing, after_answer, after_failure
from pipelines.settings import Settings

EVERY = timedelta(minutes=15)
_ASKS_FOR_TIME = timedelta(minutes=30)
Decide = Callable[[Standing, "Answer", Source], Standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """kind: new, unchanged (304 or the same bytes) or failed. arrived: see `rhythm.observed`."""

    at: datetime
    kind: str
    arrived: tuple[datetime | None, ...] = ()
    parked_until: datetime | None = None


@dataclass(slots=True)
class Score:
    """What a month came to. delays: of each article of the month that was stored, in minutes.

    kinds: requests by how they ended. still: those to sources that never change, past sitemaps.
    """

    published: int = 0
    delays: list[float] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    still: int = 0

    @property
    def requests(self) -> int:
        """To sources; those to articles are the same however sources are asked."""
        return sum(self.kinds.values())

    def add(self, other: "Score") -> None:
        """The sum of both."""
        self.published += other.published
        self.delays += other.delays
        self.still += other.still
        for kind, count in other.kinds.items():
            self.kinds[kind] = self.kinds.get(kind, 0) + count


@dataclass(slots=True)
class _Crawl:
    """One site's month."""

    site: Site
    decide: Decide
    chance: Random
    score: Score = field(default_factory=Score)
    stored: set[int] = field(default_factory=set)
    seen: dict[int, int] = field(default_factory=dict)

    def run(self) -> Score:
        standings = [Standing() for _ in self.site.sources]
        for number in range(DAYS * (timedelta(days=1) // EVERY)):
            start = START + number * EVERY
            for place, source in enumerate(self.site.sources):
                due_at = standings[place].due_at
                if due_at is None or due_at <= start:
                    at = start + self.site.answers_after
                    answer = self._ask(place, source, at)
                    standings[place] = self.decide(standings[place], answer, source)
        self.score.published = sum(at >= START for at in self.site.published)
        return self.score

    def _ask(self, place: int, source: Source, at: datetime) -> Answer:
        answer, kind = self._answer(place, source, at)
        self.score.kinds[kind] = self.score.kinds.get(kind, 0) + 1
        self.score.still += not source.shown
        return answer

    def _answer(self, place: int, source: Source, at: datetime) -> tuple[Answer, str]:
        if source.is_away(at):
            return Answer(at=at, kind="failed"), "failed"
        if source.manner.fails and self.chance.random() < source.manner.fails:
            return Answer(at=at, kind="failed", parked_until=at + _ASKS_FOR_TIME), "failed"
        version = source.version(at)
        same = self.seen.get(place) == version and not source.manner.noise
        self.seen[place] = version
        if same:
            return Answer(at=at, kind="unchanged"), "304" if source.manner.validators else "same"
        return Answer(at=at, kind="new", arrived=self._store(source, version, at)), "read"

    def _store(self, source: Source, version: int, at: datetime) -> tuple[datetime | None, ...]:
        fresh = [one for one in source.newest(version) if one not in self.stored]
        self.stored.update(fresh)
        dates = [self.site.published[one] for one in fresh]
        self.score.delays += [(at - date) / timedelta(minutes=1) for date in dates if date >= START]
        return tuple(date if source.manner.dated else None for date in dates)


def by_rhythm(within: Bounds) -> Decide:
    """As the crawler decides."""

    def decide(before: Standing, answer: Answer, source: Source) -> Standing:
        if answer.kind == "failed":
            return after_failure(before, answer.parked_until, answer.at)
        manner = source.manner
        headers = {"cache-control": f"max-age={manner.max_age_s}"} if manner.max_age_s else {}
        asked_for = wishes(headers.get, manner.ttl_s, manner.period_s, answer.at)
        return after_answer(before, answer.arrived, asked_for, answer.at, within)

    return decide


def everything(before: Standing, answer: Answer, source: Source) -> Standing:  # noqa: ARG001
    """Ask at every run, whatever was answered."""
    return before


def crawled(of: Sequence[Site], decide: Decide, seed: int) -> Iterator[tuple[str, Score]]:
    """Each site's habit and what its month came to."""
    for number, site in enumerate(of):
        yield site.habit, _Crawl(site, decide, Random(f"{seed} {number}")).run()


def _by_habit(of: Sequence[Site], decide: Decide, seed: int) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    for habit, score in crawled(of, decide, seed):
        for name in (habit, "all"):
            scores.setdefault(name, Score()).add(score)
    return scores


def row(score: Score) -> dict[str, float | None]:
    """The figures of a table's line; delays in minutes, None where nothing was stored."""
    delays = sorted(score.delays)
    return {
        "requests": score.requests,
        "to_still": score.still,
        "articles": score.published,
        "per_article": score.requests / score.published if score.published else None,
        "median_min": median(delays) if delays else None,
        "p95_min": quantiles(delays, n=20)[-1] if len(delays) > 1 else None,
        "mean_min": mean(delays) if delays else None,
        "share_304": score.kinds.get("304", 0) / score.requests,
        "share_same": score.kinds.get("same", 0) / score.requests,
        "share_failed": score.kinds.get("failed", 0) / score.requests,
        "missed": score.published - len(delays),
    }


def main(arguments: list[str]) -> int:
    """Print both ways, all sites together and by habit; 1 where the goal is missed."""
    parser = argparse.ArgumentParser(prog="benchmarks.rhythm month")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    given = parser.parse_args(arguments)
    of = sites(given.seed)
    ways = {"rhythm": by_rhythm(bounds(Settings.model_validate({}))), "poll": everything}
    scores = {way: _by_habit(of, decide, given.seed) for way, decide in ways.items()}
    rows = {
        habit: {way: row(scores[way][habit]) for way in ways} for habit in sorted(scores["poll"])
    }
    print(json.dumps(rows) if given.json else "\n".join(_lines(rows)))
    return 0 if reached(scores["rhythm"]["all"], scores["poll"]["all"]) else 1


def reached(rhythm: Score, poll: Score) -> bool:
    """The goal: at most a third of the requests at no more than twice the median delay."""
    return rhythm.requests * 3 <= poll.requests and median(rhythm.delays) <= 2 * median(poll.delays)


def _lines(rows: dict[str, dict[str, dict[str, float | None]]]) -> Iterator[str]:
    columns = next(iter(next(iter(rows.values())).values()))
    yield f"{'habit':20}{'':8}" + "".join(f"{name:>13}" for name in columns)
    for habit, ways in rows.items():
        for way, figures in ways.items():
            cells = "".join(f"{_cell(value):>13}" for value in figures.values())
            yield f"{habit:20}{way:8}{cells}"


def _cell(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"
