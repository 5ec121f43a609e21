"""A simulated desk: every five minutes the sites that are due are ordered, workers take them.

Rule 1: when a source or an article is due again is decided by the crawler's own functions.
Rule 2: a site is with one worker at a time, and its requests stand at least its gap apart.
Rule 3: jobs are taken in the order in which they were ordered, by the slot that is free first. A
    machine's cores do the work of its jobs one job after the other, as they began.
"""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from random import Random

from benchmarks.scale.costs import Costs
from benchmarks.scale.world import DAY_S, HOUR_S, SPIN_UP_S, Site, known, moment
from crawler.asked import bounds
from crawler.recheck import recheck_due, steps
from crawler.rhythm import Wishes
from crawler.schedule import Standing, after_answer
from pipelines.settings import Settings

TICK_S = 300  # a worker looks for what is due every five minutes
_NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """So many machines, each with cores and with jobs at a time."""

    machines: int
    cores: int
    jobs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Seconds of the simulated clock. cpu_s: of a core. requests: to the site, rechecks among
    them, from start_s on, a gap apart."""

    site: int
    ordered_s: float
    start_s: float
    end_s: float
    cpu_s: float
    requests: int
    sources: int
    new: int
    rechecks: int


@dataclass(slots=True)
class _Cohort:
    """Articles that were filed in one job and are due again together."""

    count: int
    born_s: float
    due_s: float


@dataclass(slots=True)
class _Desk:
    """What is known of a site. sighted, filed: how many of its articles a source has shown, and
    how many were asked for."""

    site: Site
    standing: Standing
    cohorts: list[_Cohort]
    sighted: int = 0
    filed: int = 0
    free_s: float = -SPIN_UP_S

    def due_s(self, source_s: float) -> float:
        """When there is something to ask; never while a worker has the site."""
        first = min((one.due_s for one in self.cohorts), default=source_s)
        wants = -SPIN_UP_S if self.filed < self.sighted else min(first, source_s)
        return max(wants, self.free_s)


@dataclass(slots=True)
class Simulation:
    """delays: from publication to filing, seconds, of articles published on the day."""

    fleet: Fleet
    settings: Settings
    weekday: int
    costs: Costs = field(default_factory=Costs)
    jobs: list[Job] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    _slots: list[tuple[float, int]] = field(default_factory=list)
    _cores: list[list[float]] = field(default_factory=list)

    def run(self, of: Sequence[Site], until_s: float = DAY_S) -> None:
        """The spin-up and the day."""
        self._slots = [
            (float(-SPIN_UP_S), slot) for slot in range(self.fleet.machines * self.fleet.jobs)
        ]
        self._cores = [[float(-SPIN_UP_S)] * self.fleet.cores for _ in range(self.fleet.machines)]
        ticks: dict[int, list[int]] = {}
        desks = [self._desk(one) for one in of]
        for place, desk in enumerate(desks):
            self._wait(ticks, place, desk)
        for tick in range(-SPIN_UP_S // TICK_S, ceil(until_s / TICK_S)):
            for place in sorted(ticks.pop(tick, ())):
                self._work(desks[place], tick * TICK_S)
                self._wait(ticks, place, desks[place])

    def _desk(self, of: Site) -> _Desk:
        """A site that was crawled for weeks; its first turn is anywhere in its usual wait."""
        now = moment(-SPIN_UP_S, self.weekday)
        watched = Standing(rhythm=known(of, now))
        after = after_answer(watched, (), _NO_WISHES, now, bounds(self.settings))
        assert after.due_at is not None
        chance = Random(of.number)
        due_at = now + (after.due_at - now) * chance.random()
        cohorts = list(_filed_before(of, self.settings, chance))
        return _Desk(
            site=of, standing=Standing(rhythm=after.rhythm, due_at=due_at), cohorts=cohorts
        )

    def _wait(self, ticks: dict[int, list[int]], place: int, desk: _Desk) -> None:
        assert desk.standing.due_at is not None
        due_s = desk.due_s(self._seconds(desk.standing.due_at))
        ticks.setdefault(ceil(due_s / TICK_S), []).append(place)

    def _work(self, desk: _Desk, ordered_s: float) -> None:
        """A job, from its order to its end, and what is known of the site then."""
        free_s, slot = heapq.heappop(self._slots)
        start_s = max(ordered_s, free_s)
        now = moment(start_s, self.weekday)
        sources = int(desk.standing.due_at is not None and desk.standing.due_at <= now)
        if sources:
            self._ask(desk, start_s, now)
        new = min(desk.sighted - desk.filed, self.settings.max_articles_per_run)
        checked = list(_checks(desk, start_s, self.settings))
        rechecks = sum(count for count, _ in checked)
        requests = sources + new + rechecks
        costs = self.costs
        cpu_s = costs.job_s + requests * costs.request_s + new * costs.article_s
        cores = self._cores[slot // self.fleet.jobs]
        worked_s = max(cores[0], start_s) + cpu_s
        heapq.heapreplace(cores, worked_s)
        asked_s = costs.job_wall_s + requests * desk.site.gap_s
        end_s = max(start_s + asked_s, worked_s)
        heapq.heappush(self._slots, (end_s, slot))
        job = Job(
            site=desk.site.number,
            ordered_s=ordered_s,
            start_s=start_s,
            end_s=end_s,
            cpu_s=cpu_s,
            requests=requests,
            sources=sources,
            new=new,
            rechecks=rechecks,
        )
        self.jobs.append(job)
        self._file(desk, job, checked)

    def _ask(self, desk: _Desk, start_s: float, now: datetime) -> None:
        published, fresh = desk.site.published, []
        while desk.sighted < len(published) and published[desk.sighted] <= start_s:
            fresh.append(moment(published[desk.sighted], self.weekday))
            desk.sighted += 1
        within = bounds(self.settings)
        desk.standing = after_answer(desk.standing, fresh, _NO_WISHES, now, within)

    def _file(self, desk: _Desk, job: Job, checked: Sequence[tuple[int, float]]) -> None:
        """New articles, the freshest first, then those that were looked at again."""
        each_s = (job.end_s - job.start_s) / max(job.requests, 1)
        places = range(desk.filed + job.new - 1, desk.filed - 1, -1)
        for number, place in enumerate(places, job.sources + 1):
            at = desk.site.published[place]
            if at >= 0:
                self.delays.append(job.start_s + number * each_s - at)
        newest_s = desk.site.published[desk.filed + job.new - 1] if job.new else 0.0
        desk.filed += job.new
        desk.free_s = job.end_s
        again = [*checked, (job.new, newest_s)] if job.new else checked
        table = steps(self.settings.recheck)
        asked_at = moment(job.end_s, self.weekday)
        for count, born_s in again:
            due = recheck_due(moment(born_s, self.weekday), asked_at, table)
            due_s = self._seconds(due) if due else DAY_S * 2
            if due_s < DAY_S * 2:
                desk.cohorts.append(_Cohort(count, born_s, due_s))

    def _seconds(self, at: datetime) -> float:
        return (at - moment(0, self.weekday)).total_seconds()


def _checks(desk: _Desk, now_s: float, settings: Settings) -> Iterator[tuple[int, float]]:
    """What is due again, the youngest first, up to its share of a run; taken off the cohorts."""
    left = ceil(settings.recheck_share * settings.max_articles_per_run)
    due = sorted((one for one in desk.cohorts if one.due_s <= now_s), key=lambda one: -one.born_s)
    for cohort in due:
        taken = min(cohort.count, left)
        if taken:
            yield taken, cohort.born_s
        cohort.count -= taken
        left -= taken
    desk.cohorts = [one for one in desk.cohorts if one.count]


def _filed_before(of: Site, settings: Settings, chance: Random) -> Iterator[_Cohort]:
    """Articles of the past year that come due until the day ends, as they stand at the spin-up."""
    table, step_from = steps(settings.recheck), 0.0
    for step in table:
        every_s, until_s = step.every.total_seconds(), step.until.total_seconds()
        pieces = ceil(min(until_s - step_from, DAY_S * 7) / min(every_s, DAY_S))
        width_s = (until_s - step_from) / pieces
        for piece in range(pieces):
            age_s = step_from + (piece + 0.5) * width_s
            # Only those whose turn comes within the time simulated are kept in mind.
            wait_s = chance.random() * min(every_s, DAY_S + SPIN_UP_S)
            share = min((DAY_S + SPIN_UP_S) / every_s, 1.0)
            count = int(of.a_day * width_s / DAY_S * share + chance.random())
            if count:
                yield _Cohort(count, -SPIN_UP_S - age_s, -SPIN_UP_S + wait_s)
        step_from = until_s


def backlog(jobs: Sequence[Job]) -> list[int]:
    """How many jobs were ordered and not begun, at the end of each five minutes of the day."""
    changes: Counter[int] = Counter()
    for job in jobs:
        changes[int(job.ordered_s // TICK_S)] += 1
        changes[int(job.start_s // TICK_S)] -= 1
    waiting, found = 0, []
    for tick in range(-SPIN_UP_S // TICK_S, DAY_S // TICK_S):
        waiting += changes[tick]
        found.append(waiting)
    return found[SPIN_UP_S // TICK_S :]


def by_hour(jobs: Sequence[Job]) -> list[float]:
    """Requests a second in each hour of the day, by when their job began."""
    hours = [0.0] * 24
    for job in jobs:
        if 0 <= job.start_s < DAY_S:
            hours[int(job.start_s // HOUR_S)] += job.requests / HOUR_S
    return hours
