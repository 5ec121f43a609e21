"""What libFuzzer printed, read into a row."""

from pathlib import Path

from benchmarks.fuzz.__main__ import _fuzzed, _share
from benchmarks.fuzz.seeds import SEEDS

LOG = """#2\tINITED cov: 12 ft: 13 corp: 1/1b exec/s: 0 rss: 90Mb
#4711\tNEW    cov: 141 ft: 200 corp: 9/99b lim: 6 exec/s: 9 rss: 90Mb
Done 5000 runs in 3 second(s)
"""
BROKEN = LOG.replace("Done 5000 runs in 3 second(s)\n", "") + (
    " === Uncaught Python exception: ===\nValueError: no date\nTraceback (most recent call last):\n"
)


def test_a_door_that_held_has_its_runs_and_branches() -> None:
    """The last status counts."""
    held = _fuzzed("dates", 0, LOG, set())
    assert (held.runs, held.coverage, held.error) == (5000, 141, "")


def test_a_broken_door_names_its_error_and_its_input() -> None:
    """What a person needs to begin."""
    broken = _fuzzed("dates", 77, BROKEN, {Path("found/crash-1")})
    assert (broken.runs, broken.error) == (4711, "ValueError: no date")
    assert broken.found == (Path("found/crash-1"),)


def test_all_of_the_time_is_shared_out() -> None:
    """Pages cost most and get most."""
    shares = {door: _share(1600, door, list(SEEDS)) for door in SEEDS}
    assert shares["html"] == max(shares.values())
    assert 1500 <= sum(shares.values()) <= 1600
