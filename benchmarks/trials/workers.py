"""Several workers on one PostgreSQL, killed one after the other.

One machine has the site files, the others nothing but the database's address; each has an archive
of its own. Every article is filed once, no host is asked by two workers at a time (the server's
own log tells: each worker has a user agent of its own), and no process outlives a killed worker.
"""

import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from benchmarks.stripping.values import Sheet
from benchmarks.trials.contents import contents, differences, unsound
from benchmarks.trials.desk import Desk, kill
from benchmarks.trials.killing import Ground
from benchmarks.trials.load import City
from benchmarks.trials.loopback import Asked, serving
from benchmarks.trials.results import Result

MACHINES = 3
DELAY_S = 0.2
TOO_LONG_S = 900
SOUND = 100  # a lot that no fault falls on
OPEN = (
    "SELECT count(*) FROM copydesk_jobs.procrastinate_jobs"
    " WHERE queue_name = 'sites' AND status IN ('todo', 'doing')"
)
ENDED = (
    "SELECT count(*) FROM copydesk_jobs.procrastinate_jobs"
    " WHERE queue_name = 'sites' AND status = 'succeeded'"
)
TAKEN_OVER = "SELECT count(*) FROM runs WHERE finish_reason = 'killed'"


@dataclass
class Town(City):
    """Papers without faults: what differs in the end is the workers' doing."""

    def _prints(self, name: str, sheet: Sheet, lot: int) -> None:  # noqa: ARG002  City's
        super()._prints(name, sheet, SOUND)


@dataclass
class Machine:
    """A worker on a machine of its own, which is started again after a kill."""

    desk: Desk
    name: str
    jobs: int
    started: int = 0
    run: "subprocess.Popen[str] | None" = None
    said: str = ""

    def start(self) -> None:
        """As the system's own service manager would."""
        self.started += 1
        self.desk.environment["COPYDESK_USER_AGENT"] = self.agent
        self.run = self.desk.start("worker", "--jobs", str(self.jobs), "--lost-after", "10s")

    @property
    def agent(self) -> str:
        """What this start of it calls itself."""
        return f"{self.name}-{self.started} (+desk@example.org)"

    def kill(self) -> Iterator[str]:
        """kill -9 of the worker alone; a line for each of its processes that lives on."""
        assert self.run is not None
        kill(self.run)
        until = time.monotonic() + 5
        while (left := _processes(self.agent)) and time.monotonic() < until:
            time.sleep(0.05)
        yield from (f"process {pid} of {self.agent} is left" for pid in left)

    def stop(self) -> Iterator[str]:
        """In order; a line for what went wrong."""
        assert self.run is not None
        self.run.send_signal(signal.SIGTERM)
        self.said, errors = self.run.communicate(timeout=60)
        if self.run.returncode or "Traceback" in errors:
            yield f"{self.agent} ended with {self.run.returncode}: {errors[-300:]}"

    def freeze(self) -> None:
        """The worker alone: its jobs go on, and nobody hears of it."""
        assert self.run is not None
        self.run.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on as if nothing had happened."""
        assert self.run is not None
        self.run.send_signal(signal.SIGCONT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What some machines did together. asked: the requests that they made."""

    contents: Mapping[str, Sequence[tuple[object, ...]]]
    took_s: float
    asked: Sequence[Asked]
    broken: tuple[str, ...]
    taken_over: int


def workers(ground: Ground, papers: int, articles: int, kills: int, seed: int) -> Result:
    """One machine undisturbed, then three, then three that are killed in turn."""
    with serving(site=Town(papers=papers, articles=articles, seed=seed)) as town:
        assert isinstance(town, Town)
        rng = random.Random(seed)
        alone = _shift(ground, town, 1, 0, rng)
        together = _shift(ground, town, MACHINES, 0, rng)
        killed = _shift(ground, town, MACHINES, kills, rng)
    broken = [
        *(f"one machine: {line}" for line in alone.broken),
        *(f"three: {line}" for line in (*together.broken, *_others(together, alone))),
        *(f"killed: {line}" for line in (*killed.broken, *_others(killed, alone))),
    ]
    return Result(
        trial="workers",
        faults=kills,
        survived=kills - min(kills, len(broken)),
        figures=f"{papers} sites, {len(town.headlines)} articles: one machine"
        f" {alone.took_s:.0f} s, three {together.took_s:.0f} s, with {kills} kills"
        f" {killed.took_s:.0f} s and {killed.taken_over} sites taken over;"
        f" {len(alone.asked)}, {len(together.asked)}, {len(killed.asked)} requests",
        broken=tuple(broken),
    )


def killed_workers(ground: Ground, papers: int, articles: int, kills: int, seed: int) -> Result:
    """The last third of `workers` alone: what is filed is held against what was printed."""
    with serving(site=Town(papers=papers, articles=articles, seed=seed)) as town:
        assert isinstance(town, Town)
        killed = _shift(ground, town, MACHINES, kills, random.Random(seed))
    return Result(
        trial="killed workers",
        faults=kills,
        survived=kills - min(kills, len(killed.broken)),
        figures=f"{papers} sites, {len(town.headlines)} articles, {killed.took_s:.0f} s",
        broken=killed.broken,
    )


def frozen_worker(ground: Ground, papers: int, articles: int, seed: int) -> Result:
    """A worker falls silent for longer than it may, while its crawls go on: its jobs are given to
    another, which must leave the sites alone until they are free."""
    with serving(site=Town(papers=papers, articles=articles, seed=seed)) as town:
        assert isinstance(town, Town)
        first = _project(ground, town)
        machines = [_machine(ground, first, number) for number in range(2)]
        machines[0].start()
        until = time.monotonic() + 60
        while len(town.asked) < 4 * papers and time.monotonic() < until:
            time.sleep(0.1)
        machines[0].freeze()
        machines[1].start()
        broken = list(_worked_off(first, papers))
        machines[0].thaw()
        for machine in machines:
            broken += machine.stop()
        if "another run is at work" not in machines[1].said:
            broken.append("the second worker was never refused a site: nothing was tried")
        broken += [*unsound(first), *side_by_side(town.asked), *_missing(first, town)]
        agents = Counter(_agent(one).partition("-")[0] for one in town.asked)
    return Result(
        trial="frozen worker",
        faults=1,
        survived=int(not broken),
        figures=f"{papers} sites, {len(town.headlines)} articles; asked by {dict(agents)}",
        broken=tuple(broken),
    )


def _project(ground: Ground, town: Town) -> Desk:
    """A project with all the town's papers."""
    made = ground.project()
    for name in town.maps:
        home = town.url("/", name)
        made.site(name.partition(".")[0], f'home = "{home}"\nsitemaps = ["{home}map.xml"]\n')
    return made


def _shift(ground: Ground, town: Town, count: int, kills: int, rng: random.Random) -> Shift:
    """All the town's papers by so many machines, to the end of the queue."""
    first = _project(ground, town)
    machines = [_machine(ground, first, number) for number in range(count)]
    start, began = len(town.asked), time.monotonic()
    for machine in machines:
        machine.start()
    broken = list(_disturbed(first, machines, kills, rng))
    broken += _worked_off(first, len(town.maps))
    took_s = time.monotonic() - began
    for machine in machines:
        broken += machine.stop()
    asked = town.asked[start:]
    broken += [*unsound(first), *side_by_side(asked), *_missing(first, town)]
    (taken_over,) = first.rows(TAKEN_OVER)[0]
    return Shift(
        contents=contents(first),
        took_s=took_s,
        asked=asked,
        broken=tuple(broken),
        taken_over=int(str(taken_over)),
    )


def _machine(ground: Ground, first: Desk, number: int) -> Machine:
    """The first has the site files; of the desk the others know the database alone."""
    folder = first.folder
    if number:
        folder = ground.new_folder()
        folder.mkdir()
    environment = {"COPYDESK_DELAY_S": str(DELAY_S)}
    desk = Desk(folder=folder, db=first.db, environment=environment)
    return Machine(desk=desk, name=f"machine{number}", jobs=4)


def _disturbed(
    desk: Desk, machines: Sequence[Machine], kills: int, rng: random.Random
) -> Iterator[str]:
    """kill -9 of each machine in turn while there is something to do; it is started again."""
    until = time.monotonic() + 60
    while kills and not _number(desk, OPEN) and time.monotonic() < until:
        time.sleep(0.2)
    for number in range(kills):
        time.sleep(rng.uniform(0.5, 5))
        if not _number(desk, OPEN):
            yield f"nothing was left to disturb after {number} kills"
        machine = machines[number % len(machines)]
        yield from machine.kill()
        machine.start()


def _worked_off(desk: Desk, sites: int) -> Iterator[str]:
    """Wait until nothing is left in the queue."""
    until = time.monotonic() + TOO_LONG_S
    while time.monotonic() < until:
        if _number(desk, ENDED) >= sites and not _number(desk, OPEN):
            return
        time.sleep(0.2)
    yield f"{_number(desk, OPEN)} jobs are open after {TOO_LONG_S} s"


def _number(desk: Desk, query: str) -> int:
    """0 while the queue is not there yet."""
    if not desk.rows("SELECT to_regclass('copydesk_jobs.procrastinate_jobs') IS NOT NULL")[0][0]:
        return 0
    return int(str(desk.rows(query)[0][0]))


def side_by_side(asked: Sequence[Asked]) -> Iterator[str]:
    """Hosts that two workers asked at the same time: one came between another's requests, or
    before its last one was answered."""
    hosts: dict[str, list[Asked]] = {}
    for one in asked:
        hosts.setdefault(one.headers.get("host", ""), []).append(one)
    for host, mine in hosts.items():
        turns = [agent for agent, _ in groupby(mine, key=_agent)]
        if len(turns) > len(set(turns)):
            yield f"{host}: asked by turns, {len(turns)} times, by {turns[:3]}"
        for before, after in pairwise(mine):
            if _agent(before) != _agent(after) and after.at < before.ended:
                yield f"{host}: {_agent(after)} asked before {_agent(before)} was answered"


def _agent(one: Asked) -> str:
    return one.headers.get("user-agent", "")


def _missing(desk: Desk, town: Town) -> Iterator[str]:
    """Articles that are not there exactly once."""
    filed = [str(url) for (url,) in desk.rows("SELECT url FROM articles")]
    expected = {town.url(path, name) for name, path in town.headlines}
    yield from (f"missing: {url}" for url in sorted(expected - set(filed)))
    yield from (f"too many: {url}" for url in sorted(set(filed) - expected))
    if len(filed) > len(set(filed)):
        yield f"{len(filed) - len(set(filed))} articles are filed twice"


def _others(found: Shift, expected: Shift) -> list[str]:
    return differences(found.contents, expected.contents)


def _processes(agent: str) -> list[int]:
    """Living processes that were started under that user agent."""
    mark = f"COPYDESK_USER_AGENT={agent}".encode()
    return [int(place.name) for place in Path("/proc").glob("[0-9]*") if _has(place, mark)]


def _has(process: Path, mark: bytes) -> bool:
    try:
        return mark in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False  # it ended meanwhile, or is somebody else's
