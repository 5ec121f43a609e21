"""Who asked whom when, as the trial of several workers reads it from the server's log."""

from collections.abc import Sequence

import pytest

from benchmarks.trials.loopback import Asked
from benchmarks.trials.workers import side_by_side


def log(*lines: tuple[str, str, float, float]) -> Sequence[Asked]:
    """Worker, host, begin and end of each request."""
    return [
        Asked("/", at, {"user-agent": agent, "host": host}, ended=end)
        for agent, host, at, end in lines
    ]


def test_one_after_the_other_is_as_it_should_be() -> None:
    """A host that is taken over, and another that is asked meanwhile."""
    asked = log(("a", "x", 0, 1), ("b", "y", 0, 1), ("a", "x", 2, 3), ("b", "x", 4, 5))
    assert list(side_by_side(asked)) == []


@pytest.mark.parametrize(
    "asked",
    [
        log(("a", "x", 0, 1), ("b", "x", 2, 3), ("a", "x", 4, 5)),
        log(("a", "x", 0, 3), ("b", "x", 2, 4)),
    ],
    ids=["by turns", "before the other was answered"],
)
def test_two_workers_at_one_host_are_told(asked: Sequence[Asked]) -> None:
    (line,) = side_by_side(asked)
    assert line.startswith("x: ")
