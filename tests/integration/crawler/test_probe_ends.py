"""A command that looks at a page ends with its last result, not when Scrapy next looks."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.trials.loopback import serving

# Scrapy looks every five seconds; here it would be after an hour.
NEVER = (
    "import sys; from scrapy.core.engine import ExecutionEngine;"
    "assert ExecutionEngine._SLOT_HEARTBEAT_INTERVAL == 5.0;"
    "ExecutionEngine._SLOT_HEARTBEAT_INTERVAL = 3600.0;"
    "from crawler.cli.main import main; main()"
)


def tried(folder: Path, address: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """`copydesk try` with that engine."""
    return subprocess.run(
        [sys.executable, "-c", NEVER, "try", address],
        cwd=folder,
        env={**os.environ, "COPYDESK_CONTACT": "desk@example.org", **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_page_that_was_shown_ends_the_command(tmp_path: Path) -> None:
    """Its verdict is printed, and that is all."""
    with serving() as site:
        done = tried(tmp_path, site.url("/a"), COPYDESK_ALLOW_NETWORKS="127.0.0.0/8")
    assert "too-short" in done.stdout, done


def test_a_refused_address_ends_it_too(tmp_path: Path) -> None:
    """In one line."""
    done = tried(tmp_path, "http://10.0.0.1/")
    assert "blocked address" in done.stderr
