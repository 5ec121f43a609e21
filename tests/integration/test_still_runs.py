"""Runs that find nothing new, on a few sites: what `python -m benchmarks.rhythm still` measures."""

import pytest

from benchmarks.rhythm.still import Cost, costs, reached

pytestmark = pytest.mark.slow


def test_a_run_over_unchanged_sites_asks_each_source_once() -> None:
    """With conditions, so that all answers are 304; with nothing due not a single request."""
    found = {one.run: one for one in costs(sites=3, times=1)}
    assert found["first run"].requests == 4 * 3, "robots.txt, tdmrep.json, feed, article"
    still = found["all due, all 304"]
    assert (still.requests, still.not_modified) == (3, 3)
    assert (found["one due"].requests, found["one due"].not_modified) == (1, 1)
    assert found["nothing due"].requests == 0
    assert 0 < found["nothing due"].cpu_s < still.cpu_s


@pytest.mark.parametrize(
    ("seconds", "requests", "goal"), [(1.5, 0, True), (2.5, 0, False), (1.0, 1, False)]
)
def test_the_goal_is_two_seconds_and_no_request(seconds: float, requests: int, goal: bool) -> None:
    """Of a run with nothing due."""
    idle = Cost(run="nothing due", seconds=seconds, cpu_s=0.5, requests=requests, not_modified=0)
    assert reached([idle]) is goal
