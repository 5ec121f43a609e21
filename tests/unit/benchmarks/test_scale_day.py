"""The simulated day: what holds of it with any number of machines."""

from collections import defaultdict
from itertools import pairwise

import pytest

from benchmarks.scale.__main__ import figures
from benchmarks.scale.desk import Fleet, Job, Simulation
from benchmarks.scale.world import DAY_S, Site, site
from pipelines.settings import Settings

SETTINGS = Settings.model_validate({})
TUESDAY = 1


@pytest.fixture(scope="module")
def few() -> list[Site]:
    """Thirty sites."""
    return [site(3, number, 60.0, TUESDAY, SETTINGS) for number in range(30)]


@pytest.fixture(scope="module", params=[(1, 1, 1), (1, 2, 16)], ids=["behind", "at ease"])
def day(request: pytest.FixtureRequest, few: list[Site]) -> Simulation:
    """A desk with too little, and one with enough; two hours of the next day included."""
    machines, cores, jobs = request.param
    done = Simulation(Fleet(machines=machines, cores=cores, jobs=jobs), SETTINGS, TUESDAY)
    done.run(few, DAY_S * 1.2)
    return done


def test_equal_seeds_give_equal_days(few: list[Site]) -> None:
    """Also where others are asked for; another seed gives another site."""
    assert site(3, 7, 60.0, TUESDAY, SETTINGS) == few[7]
    assert site(4, 7, 60.0, TUESDAY, SETTINGS) != few[7]
    once, again = (Simulation(Fleet(machines=1, cores=2, jobs=4), SETTINGS, TUESDAY) for _ in "12")
    once.run(few[:5], 7200)
    again.run(few[:5], 7200)
    assert once.jobs == again.jobs != []


def test_no_site_is_asked_by_two_at_once(day: Simulation) -> None:
    """A site's next job is ordered when the one before has ended."""
    jobs = defaultdict(list)
    for job in day.jobs:
        jobs[job.site].append(job)
    for of_site in jobs.values():
        for before, after in pairwise(of_site):
            assert before.end_s <= after.ordered_s <= after.start_s


def test_no_site_is_asked_faster_than_it_wants(day: Simulation, few: list[Site]) -> None:
    """Its job lasts as long as its requests with the gap after each."""
    gaps = {one.number: one.gap_s for one in few}
    assert all(gap >= SETTINGS.delay_s for gap in gaps.values())
    assert all(job.end_s - job.start_s >= job.requests * gaps[job.site] for job in day.jobs)


def test_every_article_is_filed_once(day: Simulation, few: list[Site]) -> None:
    """Each after it was published; nothing else is."""
    assert sum(job.new for job in day.jobs) == sum(len(one.published) for one in few)
    assert len(day.delays) == sum(at >= 0 for one in few for at in one.published)
    assert min(day.delays) >= 0


def test_work_is_conserved(day: Simulation) -> None:
    """No place has two jobs at once, and no core does more than a second's work in a second."""
    fleet = day.fleet
    events = sorted([(job.start_s, 1) for job in day.jobs] + [(job.end_s, -1) for job in day.jobs])
    at_once = 0
    for _, change in events:
        at_once += change
        assert 0 <= at_once <= fleet.machines * fleet.jobs
    begin, end = day.jobs[0].start_s, max(job.end_s for job in day.jobs)
    assert sum(job.cpu_s for job in day.jobs) <= (end - begin) * fleet.machines * fleet.cores
    assert all(_requests(job) == job.requests for job in day.jobs)


def _requests(job: Job) -> int:
    return job.sources + job.new + job.rechecks


def test_a_desk_with_too_little_is_seen(few: list[Site]) -> None:
    """More machines wait less, and where one does not keep up the figures say so."""
    found = []
    for jobs in (1, 16):
        done = Simulation(Fleet(machines=1, cores=2, jobs=jobs), SETTINGS, TUESDAY)
        done.run(few)
        found.append(figures(done, few, 10))
    assert [one.keeps_up for one in found] == [False, True]
    assert found[0].median_min > found[1].median_min
    assert found[0].articles == found[1].articles > 0
    assert found[1].rechecks > found[1].articles
