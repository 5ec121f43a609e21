"""The command in a folder of its own, and the demo sites to point it at."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from crawler.demo.server import Server, serving
from crawler.demo.sites import DemoSite, demo_sites
from pipelines.jobs.run import utc_now
from pipelines.store.engine import open_engine, reading


@dataclass
class Desk:
    """A project folder in which commands are typed. Loopback is open, pages are fast."""

    folder: Path
    db: str
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "crawler.cli", *words]

    @property
    def variables(self) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if "COPYDESK" not in name}
        return {
            **plain,
            "COPYDESK_ALLOW_NETWORKS": "127.0.0.0/8,::1/128",
            "COPYDESK_DELAY_S": "0.02",
            "COPYDESK_DB": self.db,
            **self.environment,
        }

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.command(*words),
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """The command in the background, in a process group of its own."""
        return subprocess.Popen(
            self.command(*words),
            cwd=self.folder,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def site(self, name: str, text_: str) -> None:
        """Write a site file."""
        (self.folder / "sites").mkdir(exist_ok=True)
        (self.folder / "sites" / f"{name}.toml").write_text(text_, encoding="utf-8")

    def rows(self, query: str) -> Sequence[tuple[object, ...]]:
        engine = open_engine(self.db)
        with reading(engine) as connection:
            found = [tuple(row) for row in connection.execute(text(query))]
        engine.dispose()
        return found


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
