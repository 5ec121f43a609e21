"""python -m benchmarks.trials [NAME...]: what the program survives, tried out.

Prints a row for each trial: how many faults were injected, how many were survived without a
loss, and what else was counted. Ends with 1 where something was lost.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.trials import machine
from benchmarks.trials.databases import Databases, Sqlite, postgres
from benchmarks.trials.exporting import exports
from benchmarks.trials.killing import Ground, kills, labours
from benchmarks.trials.load import load
from benchmarks.trials.moving import moves
from benchmarks.trials.neighbours import neighbours
from benchmarks.trials.network import network
from benchmarks.trials.outage import outages
from benchmarks.trials.power import is_possible, power
from benchmarks.trials.results import HEAD, Result, are_sound, lines
from benchmarks.trials.twice import twice
from benchmarks.trials.upgrading import upgrades
from benchmarks.trials.workers import frozen_worker, workers
from crawler.demo.server import serving
from crawler.demo.sites import demo_sites
from pipelines.jobs.run import utc_now

SITES = 2
PAPERS, ARTICLES = 20, 500
TOWN, TOWN_ARTICLES = 60, 20
# A cut is a replay and costs little.
CUTS_A_KILL = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was asked for. times: of what is repeated, for each command and engine."""

    times: int
    seed: int
    engines: tuple[Databases, ...]
    folder: Path


def _grounds(given: Given) -> Iterator[Ground]:
    """A place for projects on each engine, thrown away afterwards."""
    for databases in given.engines:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            yield Ground(folder=Path(folder), databases=databases)


def killing(given: Given) -> Iterator[Result]:
    """kill -9 of each writing command, on each engine."""
    sites = demo_sites(utc_now())[:SITES]
    with serving(sites) as server:
        for ground in _grounds(given):
            for labour in labours(sites, server):
                yield kills(ground, labour, given.times, given.seed)


def exporting(given: Given) -> Iterator[Result]:
    """kill -9 of exports for a cursor, on each engine."""
    for ground in _grounds(given):
        yield exports(ground, given.times, given.seed)


def moving(given: Given) -> Iterator[Result]:
    """kill -9 of moves, from each engine onto the other; of SQLite alone onto SQLite."""
    for ground, onto in zip(_grounds(given), reversed(given.engines), strict=True):
        yield moves(ground, onto, given.times, given.seed)


def networking(given: Given) -> Iterator[Result]:
    """Every fault of the network, on each engine."""
    for ground in _grounds(given):
        yield network(ground)


def cutting(given: Given) -> Iterator[Result]:
    """Power cuts of a crawl, on SQLite: PostgreSQL's disk is PostgreSQL's business."""
    if not is_possible():
        print("power cut: left out, it needs strace")
        return
    sites = demo_sites(utc_now())[:SITES]
    with serving(sites) as server, tempfile.TemporaryDirectory(dir=given.folder) as folder:
        ground = Ground(folder=Path(folder), databases=Sqlite())
        yield power(ground, labours(sites, server)[0], CUTS_A_KILL * given.times, given.seed)


def hindering(given: Given) -> Iterator[Result]:
    """A full disk and what may only be read, on SQLite."""
    if not machine.is_possible():
        print("disk full, read-only: left out, they need a mount namespace (unshare)")
        return
    sites = demo_sites(utc_now())[:SITES]
    with serving(sites) as server, tempfile.TemporaryDirectory(dir=given.folder) as folder:
        ground = Ground(folder=Path(folder), databases=Sqlite())
        yield from machine.machine(ground, labours(sites, server)[0], given.times // 4, given.seed)


def losing(given: Given) -> Iterator[Result]:
    """A database that is locked or away for a while, on each engine."""
    sites = demo_sites(utc_now())[:SITES]
    with serving(sites) as server:
        for ground in _grounds(given):
            yield outages(ground, labours(sites, server)[0], given.times // 8, given.seed)


def pairing(given: Given) -> Iterator[Result]:
    """Two runs that begin at once, on each engine."""
    sites = demo_sites(utc_now())[:SITES]
    with serving(sites) as server:
        for ground in _grounds(given):
            yield twice(ground, labours(sites, server)[0], server, given.times // 8)


def migrating(given: Given) -> Iterator[Result]:
    """kill -9 of an upgrade, on each engine."""
    for ground in _grounds(given):
        yield upgrades(ground, given.times // 2, given.seed)


def loading(given: Given) -> Iterator[Result]:
    """20 sites with 500 articles each, on each engine."""
    for ground in _grounds(given):
        yield load(ground, PAPERS, ARTICLES, given.seed)


def mixing(given: Given) -> Iterator[Result]:
    """Bad sites beside good ones, on SQLite."""
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        ground = Ground(folder=Path(folder), databases=Sqlite())
        yield neighbours(ground, max(given.times // 12, 1), given.seed)


def sharing(given: Given) -> Iterator[Result]:
    """Three workers on one PostgreSQL, killed in turn."""
    for databases in given.engines:
        if databases.engine == "postgresql":
            with tempfile.TemporaryDirectory(dir=given.folder) as folder:
                ground = Ground(folder=Path(folder), databases=databases)
                yield workers(ground, TOWN, TOWN_ARTICLES, max(given.times // 4, 3), given.seed)
                yield frozen_worker(ground, 3, 120, given.seed)


TRIALS: Mapping[str, Callable[[Given], Iterator[Result]]] = {
    "kill": killing,
    "export": exporting,
    "move": moving,
    "network": networking,
    "power": cutting,
    "machine": hindering,
    "database": losing,
    "twice": pairing,
    "upgrade": migrating,
    "neighbours": mixing,
    "load": loading,
    "workers": sharing,
}


def main() -> int:
    asked = _arguments()
    results = []
    print(HEAD, flush=True)
    with ExitStack() as opened:
        engines: list[Databases] = []
        if "sqlite" in asked.engine:
            engines.append(Sqlite())
        if "postgresql" in asked.engine:
            engines.append(opened.enter_context(postgres()))
        folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="copydesk-trials-"))
        given = Given(
            times=asked.times, seed=asked.seed, engines=tuple(engines), folder=Path(folder)
        )
        for name in asked.names or TRIALS:
            for result in TRIALS[name](given):
                results.append(result)
                print(*lines(result), sep="\n", flush=True)
    return 0 if are_sound(results) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trials", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*TRIALS, []], help="default: all")
    parser.add_argument("--times", type=int, default=40, help="kills of each command and engine")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", nargs="+", default=["sqlite", "postgresql"])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
