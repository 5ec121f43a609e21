"""A day of very many sites: `python -m benchmarks.scale [--machines N ...] [options]`.

A sample of the sites is simulated with its share of the machines: sites have nothing to do with
one another but the workers that they wait for.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles

from benchmarks.scale.costs import Costs
from benchmarks.scale.desk import Fleet, Simulation, backlog, by_hour
from benchmarks.scale.world import DAY_S, Site, site
from pipelines.settings import Settings

# A queue in which one job in twenty waits longer than until the next order does not keep up.
KEEPS_UP_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A day with so many machines; everything but delays and shares is of all sites.

    wait: of a job, from order to begin. left: articles of the day that no job ordered on it
    has filed. busy: of all cores, and of all places for jobs; above 1 where work begun on the day
    reaches beyond it. waiting: jobs, at most and at the end.
    """

    machines: int
    articles: int
    median_min: float
    p95_min: float
    wait_p95_min: float
    jobs: int
    requests: int
    rechecks: int
    requests_s: float
    busiest_hour_s: float
    busy_cores: float
    busy_places: float
    waiting_most: int
    waiting_end: int
    left: int
    keeps_up: bool


def figures(done: Simulation, of: Sequence[Site], times: int) -> Figures:
    """What a simulated day came to; times: so many sites stand for each one."""
    jobs = [job for job in done.jobs if 0 <= job.start_s < DAY_S]
    waits = sorted(job.start_s - job.ordered_s for job in done.jobs if 0 <= job.ordered_s < DAY_S)
    published = sum(at >= 0 for one in of for at in one.published)
    queue, hours, fleet = backlog(done.jobs), by_hour(done.jobs), done.fleet
    requests = sum(job.requests for job in jobs)
    wait_p95_s = waits[int(len(waits) * 0.95)]
    return Figures(
        machines=fleet.machines * times,
        articles=published * times,
        median_min=median(done.delays) / 60,
        p95_min=quantiles(done.delays, n=20)[-1] / 60,
        wait_p95_min=wait_p95_s / 60,
        jobs=len(jobs) * times,
        requests=requests * times,
        rechecks=sum(job.rechecks for job in jobs) * times,
        requests_s=requests * times / DAY_S,
        busiest_hour_s=max(hours) * times,
        busy_cores=sum(job.cpu_s for job in jobs) / (DAY_S * fleet.machines * fleet.cores),
        busy_places=sum(job.end_s - job.start_s for job in jobs)
        / (DAY_S * fleet.machines * fleet.jobs),
        waiting_most=max(queue) * times,
        waiting_end=queue[-1] * times,
        left=(published - len(done.delays)) * times,
        keeps_up=wait_p95_s <= KEEPS_UP_S,
    )


def main(arguments: list[str]) -> int:
    """Print a day for each number of machines; 1 where none of them keeps up."""
    given = _given(arguments)
    given_settings = {} if given.recheck is None else {"recheck": given.recheck}
    settings = Settings.model_validate(given_settings)
    mean = given.articles / given.sites
    of = [
        site(given.seed, number, mean, given.weekday, settings)
        for number in range(0, given.sites, given.of)
    ]
    kept_up = False
    for place, machines in enumerate(given.machines):
        fleet = Fleet(machines=max(1, machines // given.of), cores=given.cores, jobs=given.jobs)
        day = Simulation(fleet, settings, given.weekday, Costs(job_s=given.job_s))
        day.run(of)
        found = figures(day, of, given.of)
        kept_up = kept_up or found.keeps_up
        lines = [json.dumps(asdict(found))] if given.json else _lines(found, head=not place)
        print(*lines, sep="\n", flush=True)
    return 0 if kept_up else 1


def _given(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.scale")
    parser.add_argument("--machines", type=int, nargs="+", default=[120, 160, 200])
    parser.add_argument("--cores", type=int, default=2, help="of a machine")
    parser.add_argument("--jobs", type=int, default=16, help="of a machine, at a time")
    parser.add_argument("--sites", type=int, default=100_000)
    parser.add_argument("--articles", type=float, default=1e7, help="of the mean day")
    parser.add_argument("--of", type=int, default=40, help="one of so many sites is simulated")
    parser.add_argument("--weekday", type=int, choices=range(7), default=1, help="0: Monday")
    parser.add_argument("--recheck", nargs="*", help="instead of the setting's default")
    parser.add_argument("--job-s", type=float, default=Costs().job_s, help="processor, of a job")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    return parser.parse_args(arguments)


def _lines(found: Figures, *, head: bool) -> Iterator[str]:
    row = asdict(found)
    if head:
        yield " ".join(f"{name:>{_width(name)}}" for name in row)
    yield " ".join(f"{_cell(value):>{_width(name)}}" for name, value in row.items())


def _width(name: str) -> int:
    return max(len(name), 11)


def _cell(value: float) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else f"{value:.3g}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
