"""The same pages teach the same and are divided the same way in any process."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
SCRIPT = """
import hashlib
from benchmarks.stripping.reading import readings
from benchmarks.stripping.scores import NO_RULES
from benchmarks.stripping.sites import sheets
from pipelines.template.sitewise import learned
digest = hashlib.sha256()
for template in ("bourse", "poisoned"):
    pages = [one.page for one in readings(sheets(template, 4, 12), "flat") if one.page]
    site = learned("one", pages, 200)
    assert site.template.rules
    digest.update(repr(site.template).encode())
    digest.update(repr([site.cleaned(page, NO_RULES) for page in pages]).encode())
print(digest.hexdigest())
"""


def test_the_seed_of_a_process_s_hashes_makes_no_difference() -> None:
    """Sets and their order differ from process to process; rules and removals do not."""
    assert _answer("1") == _answer("2") != ""


def _answer(seed: str) -> str:
    """What a process of its own prints when its strings hash by this seed."""
    given = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
