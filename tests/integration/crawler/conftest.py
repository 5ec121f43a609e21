"""A site on loopback that answers with exactly the bytes it is told, and a crawl of it."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.trials.loopback import LoopbackSite, answer, serving

TRIAL = Path(__file__).parent / "trial.py"
ROOT = Path(__file__).parents[3]
# Loopback is opened, or no site of these tests could be reached at all.
OPEN = {"ALLOW_NETWORKS": ["127.0.0.0/8"], "DOWNLOAD_DELAY": 0.01, "DOWNLOAD_TIMEOUT": 10}


@pytest.fixture
def http() -> Callable[..., bytes]:
    """Writes one whole HTTP answer: body, status line, headers with `_` for `-`."""
    return answer


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    """A site at 127.0.0.1 that has every page and no robots.txt."""
    with serving() as site:
        yield site


@pytest.fixture
def everywhere() -> Iterator[LoopbackSite]:
    """The same, at every address of this machine: a canary that no crawl may reach."""
    with serving("::" if socket.has_dualstack_ipv6() else "0.0.0.0") as site:
        yield site


@dataclass(frozen=True)
class Crawled:
    """How each address ended, what was warned about, and the process's peak memory."""

    ends: dict[str, list[str]]
    log: list[str]
    peak_mb: int

    def outcome(self, url: str) -> str:
        """The outcome of one address; `page` for an answer with status 200."""
        return self.ends[url][0]

    def reason(self, url: str) -> str:
        """Why it ended so; for a page the addresses that led to it."""
        return self.ends[url][1]

    def body(self, url: str) -> str:
        """The beginning of the page."""
        return self.ends[url][2]


@pytest.fixture
def crawl() -> Callable[..., Crawled]:
    """Crawl these addresses with the project's settings and loopback opened, unless told."""

    def run(urls: list[str], settings: dict[str, Any] | None = None, **job: Any) -> Crawled:
        job = {"urls": urls, "settings": {**OPEN, **(settings or {})}, **job}
        done = subprocess.run(
            [sys.executable, str(TRIAL)],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        crawled = Crawled(**json.loads(done.stdout))
        assert not [line for line in crawled.log if "Traceback" in line], "an operator reads this"
        return crawled

    return run


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where connections are refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.fixture
def paper(site: LoopbackSite, http: Callable[..., bytes], tmp_path: Path) -> Any:
    """A paper whose feed names one story."""
    from tests.contract.visits import page
    from tests.integration.crawler.paper import MODIFIED, Paper  # which needs this module

    made = Paper(site=site, http=http, folder=tmp_path)
    made.names("one")
    made.prints("one", page("one"), ETag='"1"', Last_Modified=MODIFIED)
    return made
