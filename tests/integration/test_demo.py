"""`copydesk demo` and the real pages: whole runs against a known truth."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.trials.desk import Desk

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
BENCHMARK = ROOT.parent / "shared" / "benchmark"


def test_the_demo_meets_its_truth(desk: Desk) -> None:
    """Every article found and identical to the letter, no wrong page, nothing leaked: exit 0."""
    ended = desk.run("demo", "--folder", str(desk.folder / "demo"))
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr
    total = re.search(r"^6 sites +(\d+) +(\d+) +0 +0 +(\d+) +0 +0$", ended.stdout, re.MULTILINE)
    assert total, ended.stdout[-3000:]
    expected, found, identical = map(int, total.groups())
    assert expected == found == 216
    assert identical >= 0.99 * expected
    assert "Nothing new" in ended.stdout


def test_every_real_page_ends_as_an_article(tmp_path: Path) -> None:
    """The 122 pages of two benchmark sets, through the whole program under their own names.

    Three of them state no date anywhere; none is made up for them.
    """
    if not BENCHMARK.exists():
        pytest.skip("the benchmark's pages are not here; they are no part of the repository")
    command = [sys.executable, str(ROOT / "benchmarks" / "replay.py"), "--keep", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert ended.returncode == 0, ended.stderr
    counts = {
        name: int(count) for count, name in re.findall(r"^ *(\d+)  (\S.*)$", ended.stdout, re.M)
    }
    assert counts["pages"] == 122
    assert counts["article with body, headline and date"] >= 119
    assert counts["pages"] == counts["article with body, headline and date"] + counts.get(
        "article without date", 0
    )
