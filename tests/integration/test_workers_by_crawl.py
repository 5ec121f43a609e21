"""A worker as a person or a service manager meets it: ended in order, cut off, given other jobs."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from benchmarks.trials.databases import Postgres
from benchmarks.trials.desk import Desk, left_behind
from benchmarks.trials.killing import Ground
from crawler.demo.server import Server, serving
from crawler.demo.sites import demo_sites
from pipelines.jobs.run import utc_now

pytestmark = pytest.mark.slow

HELD = 4
AT_WORK = "SELECT count(*) FROM leases"
ARTICLES = "SELECT count(*), count(DISTINCT url_key) FROM article"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(demo_sites(utc_now())[:1]) as running:
        yield running


@pytest.fixture
def databases(postgres_url: str) -> Postgres:
    return Postgres(postgres_url)


@pytest.fixture
def desk(databases: Postgres, server: Server, tmp_path: Path) -> Desk:
    """A project with one site that was never crawled."""
    made = Ground(folder=tmp_path, databases=databases).project()
    home = f"http://{demo_sites(utc_now())[0].host}:{server.port}/"
    assert made.run("sites", "add", home).returncode == 0
    return made


@contextmanager
def working(desk: Desk) -> Iterator["subprocess.Popen[str]"]:
    """A worker while inside; it is ended in order."""
    worker = desk.start("worker", "--jobs", "2", "--json", "--lost-after", "10s")
    try:
        yield worker
    finally:
        if worker.poll() is None:
            worker.send_signal(signal.SIGTERM)
            worker.communicate(timeout=60)


def until(desk: Desk, query: str, least: int, patience_s: float = 60) -> None:
    ends = time.monotonic() + patience_s
    while int(str(desk.rows(query)[0][0])) < least:
        assert time.monotonic() < ends, query
        time.sleep(0.1)


def ended(desk: Desk, jobs: int) -> None:
    """So many jobs have succeeded and none is open."""
    ends = time.monotonic() + 90
    while time.monotonic() < ends:
        told = desk.run("jobs", "list", "--state", "succeeded", "--json").stdout.splitlines()
        if len(told) >= jobs and not desk.run("jobs", "list", "--json").stdout:
            return
        time.sleep(0.3)
    raise AssertionError(desk.run("jobs", "list").stdout)


def test_a_worker_that_is_told_to_end_leaves_the_rest_to_another(desk: Desk) -> None:
    """What was asked for is filed, the job goes back, no process is left, and nothing is twice."""
    desk.environment["COPYDESK_DELAY_S"] = "0.3"
    with working(desk) as first:
        until(desk, ARTICLES, 3)
        first.send_signal(signal.SIGTERM)
        said, errors = first.communicate(timeout=60)
    assert first.returncode == 0, errors
    (job,) = map(json.loads, said.splitlines())
    assert (job["end"], job["again"]) == ("shutdown", True)
    assert left_behind(desk) == []
    desk.environment["COPYDESK_DELAY_S"] = "0.02"
    with working(desk):
        ended(desk, 2)
    assert desk.rows(ARTICLES) == [(36, 36)]


def test_while_a_job_is_at_work_a_crawl_of_the_whole_desk_is_refused(desk: Desk) -> None:
    """And says which machine has which site."""
    desk.environment["COPYDESK_DELAY_S"] = "0.3"
    with working(desk):
        until(desk, AT_WORK, 1)
        refused = desk.run("crawl")
        shown = desk.run("jobs", "list").stdout
    assert refused.returncode == HELD
    assert "(site " in refused.stderr
    assert "doing" in shown


def test_a_worker_outlives_its_database(desk: Desk, databases: Postgres) -> None:
    """The server throws everybody out for a while: the job is done in the end, once."""
    desk.environment["COPYDESK_DELAY_S"] = "0.3"
    with working(desk) as worker:
        until(desk, ARTICLES, 3)
        away(databases, desk.db)
        desk.environment["COPYDESK_DELAY_S"] = "0.02"
        ended(desk, 1)
        assert worker.poll() is None
    assert desk.rows(ARTICLES) == [(36, 36)]


def away(databases: Postgres, db: str) -> None:
    name, admin = make_url(db).database, databases.admin()
    with admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        others = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :n")
        connection.execute(others, {"n": name})
        time.sleep(3)
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    admin.dispose()


def test_a_worker_learns_and_reads_archives_anew(desk: Desk) -> None:
    """On order, each with the figures of its command."""
    with working(desk) as worker:
        ended(desk, 1)
        (site,) = [str(key) for (key,) in desk.rows("SELECT key FROM sites")]
        for kind in ("relearn", "reextract"):
            assert desk.run("jobs", "add", kind, site).returncode == 0
        ended(desk, 3)
        worker.send_signal(signal.SIGTERM)
        said, _ = worker.communicate(timeout=60)
    figures = {job["kind"]: job["figures"] for job in map(json.loads, said.splitlines())}
    assert figures["crawl"]["new"] == 36
    assert figures["relearn"]["rules"] > 0
    assert figures["reextract"] == {"same": 36}


def test_a_cancelled_job_ends_and_frees_its_site(desk: Desk) -> None:
    """What it had asked for is filed; the rest waits for the next order."""
    desk.environment["COPYDESK_DELAY_S"] = "0.3"
    with working(desk):
        until(desk, ARTICLES, 3)
        (job,) = map(json.loads, desk.run("jobs", "list", "--json").stdout.splitlines())
        assert desk.run("jobs", "cancel", str(job["job"])).returncode == 0
        until(desk, "SELECT 1 - count(*) FROM leases", 1)
        shown = desk.run("jobs", "list", "--state", "aborted", "--json").stdout
        assert json.loads(shown)["job"] == job["job"]
    ((count, distinct),) = desk.rows(ARTICLES)
    assert 3 <= int(str(count)) == distinct < 36
