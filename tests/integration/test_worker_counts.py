"""How many processes extract changes how long a crawl takes, and nothing else."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.trials.contents import Rows, contents, differences
from benchmarks.trials.databases import Sqlite
from benchmarks.trials.killing import Ground, labours
from crawler.demo.server import serving
from crawler.demo.sites import demo_sites
from pipelines.jobs.run import utc_now

pytestmark = pytest.mark.slow


def test_one_two_and_eight_workers_leave_the_same_rows(tmp_path: Path) -> None:
    """Articles, revisions, removals, aliases and the end of each address, row for row."""
    sites = demo_sites(utc_now())[:1]
    ground, found = Ground(folder=tmp_path, databases=Sqlite()), dict[str, Mapping[str, Rows]]()
    with serving(sites) as server:
        crawl = labours(sites, server)[0]
        for workers in ("1", "2", "8"):
            desk = ground.project()
            crawl.begin(desk)
            desk.environment["COPYDESK_WORKERS"] = workers
            assert desk.run(*crawl.words).returncode == 0
            found[workers] = contents(desk)
    assert found["1"]["articles"]
    assert not differences(found["2"], found["1"])
    assert not differences(found["8"], found["1"])
