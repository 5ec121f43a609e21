"""The quick form of each trial of `make trials`: a few faults of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.trials import machine, power
from benchmarks.trials.databases import Databases, Postgres, Sqlite
from benchmarks.trials.exporting import exports
from benchmarks.trials.killing import Ground, Labour, kills, labours
from benchmarks.trials.load import load
from benchmarks.trials.moving import moves
from benchmarks.trials.network import network
from benchmarks.trials.outage import outages
from benchmarks.trials.results import Result, are_sound, lines
from benchmarks.trials.twice import twice
from benchmarks.trials.upgrading import upgrades
from benchmarks.trials.workers import killed_workers
from crawler.demo.server import Server, serving
from crawler.demo.sites import demo_sites
from pipelines.jobs.run import utc_now

pytestmark = pytest.mark.slow

SEED = 11


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Server, tuple[Labour, ...]]]:
    """One demo site, and the commands that work on it."""
    sites = demo_sites(utc_now())[:1]
    with serving(sites) as server:
        yield server, labours(sites, server)


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Each engine's."""
    if request.param == "sqlite":
        return Sqlite()
    return Postgres(request.getfixturevalue("postgres_url"))


@pytest.fixture
def ground(databases: Databases, tmp_path: Path) -> Ground:
    return Ground(folder=tmp_path, databases=databases)


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Ground:
    return Ground(folder=tmp_path, databases=Sqlite())


def check(*results: Result) -> None:
    assert are_sound(results), "\n".join(line for one in results for line in lines(one))
    assert all(one.faults for one in results)


def test_a_killed_crawl_costs_nothing(
    ground: Ground, running: tuple[Server, tuple[Labour, ...]]
) -> None:
    """kill -9 at a random moment; then the command to its end."""
    check(kills(ground, running[1][0], 2, SEED))


@pytest.mark.parametrize("place", [1, 2, 3], ids=["learn", "reextract", "import"])
def test_a_killed_command_costs_nothing(
    on_sqlite: Ground, running: tuple[Server, tuple[Labour, ...]], place: int
) -> None:
    """The other commands that write."""
    check(kills(on_sqlite, running[1][place], 1, SEED))


def test_a_killed_export_gives_each_article_once(ground: Ground) -> None:
    """To its cursor, while articles are filed."""
    check(exports(ground, 3, SEED))


def test_a_killed_move_goes_on(ground: Ground) -> None:
    """Onto a SQLite file, from each engine."""
    check(moves(ground, Sqlite(), 2, SEED))


def test_no_fault_of_the_network_makes_an_article_or_costs_one(on_sqlite: Ground) -> None:
    """Each ends with its outcome; what may pass is an article afterwards."""
    check(network(on_sqlite))


@pytest.mark.skipif(not power.is_possible(), reason="strace is not here, or may not trace")
def test_a_power_cut_costs_nothing_that_was_reported(
    on_sqlite: Ground, running: tuple[Server, tuple[Labour, ...]]
) -> None:
    """Only what the disk has confirmed is left, and any part of the rest."""
    check(power.power(on_sqlite, running[1][0], 30, SEED))


@pytest.mark.skipif(not machine.is_possible(), reason="no mount namespace may be made here")
def test_a_full_disk_and_a_closed_one_end_the_run_in_order(
    on_sqlite: Ground, running: tuple[Server, tuple[Labour, ...]]
) -> None:
    """Exit code 6, a line that says so, and the next run completes the set."""
    check(*machine.machine(on_sqlite, running[1][0], 1, SEED))


def test_a_database_that_is_away_for_a_while_costs_nothing(
    ground: Ground, running: tuple[Server, tuple[Labour, ...]]
) -> None:
    """A lock is waited for; a server that is away ends the run, and the next completes it."""
    check(outages(ground, running[1][0], 1, SEED))


def test_two_runs_at_once_cost_what_one_costs(
    on_sqlite: Ground, running: tuple[Server, tuple[Labour, ...]]
) -> None:
    """The second says so and ends with 4."""
    check(twice(on_sqlite, running[1][0], running[0], 1))


def test_a_killed_upgrade_is_done_by_the_next(ground: Ground) -> None:
    """Old schema or new one, never a mixture; no row is lost."""
    check(upgrades(ground, 2, SEED))


def test_faults_among_many_pages_leave_exactly_the_expected_rows(on_sqlite: Ground) -> None:
    """Every article once, nothing else, and memory within its bound."""
    check(load(on_sqlite, 3, 24, SEED))


def test_killed_workers_cost_nothing(postgres_url: str, tmp_path: Path) -> None:
    """Three machines, two of them killed: each article once, no host asked by two at a time."""
    check(killed_workers(Ground(folder=tmp_path, databases=Postgres(postgres_url)), 4, 4, 2, SEED))
