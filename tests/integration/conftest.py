"""The command in a folder of its own, and the demo sites to point it at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.trials.desk import Desk
from crawler.demo.server import Server, serving
from crawler.demo.sites import DemoSite, demo_sites
from pipelines.jobs.run import utc_now


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A project on SQLite, begun with `copydesk init`."""
    made = Desk(folder=tmp_path, db=f"sqlite:///{tmp_path / 'copydesk.db'}")
    assert made.run("init").returncode == 0
    return made


@pytest.fixture
def gazette() -> DemoSite:
    """One demo site, with its truth."""
    return demo_sites(utc_now())[0]


@pytest.fixture
def server(gazette: DemoSite) -> Iterator[Server]:
    """The demo sites on loopback."""
    with serving(demo_sites(utc_now())) as running:
        yield running
