"""What the doctor says of the facts: which are faults, and which can be fixed."""

from datetime import UTC, datetime, timedelta

import pytest

from pipelines.health.findings import (
    LastRun,
    Mend,
    Named,
    State,
    Waiting,
    archive,
    clock,
    last_run,
    room,
    sources,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FILES = (Named(name="a", pages=2, end=100), Named(name="b", pages=1, end=50))


@pytest.mark.parametrize(
    ("free", "needed", "state"),
    [
        (50_000_000, 0, State.FAULT),
        (500_000_000, 0, State.NOTE),
        (5_000_000_000, 9_000_000_000, State.NOTE),
        (5_000_000_000, 4_000_000_000, State.OK),
    ],
)
def test_room_is_judged_by_what_is_written(free: int, needed: int, state: State) -> None:
    """Little is a note, none a fault; an upgrade copies the database."""
    assert room("archive", "/", free, needed).state is state


def test_a_file_that_grew_beyond_its_records_is_sound() -> None:
    """A run that was killed leaves a tail that no row names."""
    (found,) = archive(FILES, {"a": 100, "b": 80}, "archive")
    assert found.state is State.OK


def test_a_file_is_missing_only_where_another_is_there() -> None:
    """Else the disk is away, and nothing may be given up."""
    (some,) = archive(FILES, {"a": 100}, "archive")
    (none,) = archive(FILES, {}, "archive")
    assert (some.fix, none.fix) == (Mend.RECORDS, None)
    assert (some.state, none.state) == (State.FAULT, State.FAULT)


def test_a_file_whose_pages_were_pruned_is_not_missed() -> None:
    """While it is still there, the next pruning takes it away."""
    gone = Named(name="b", pages=0, end=0)
    assert [one.state for one in archive((FILES[0], gone), {"a": 100}, "x")] == [State.OK]
    seen = list(archive((FILES[0], gone), {"a": 100, "b": 9}, "x"))
    assert [one.state for one in seen] == [State.OK, State.NOTE]


def test_machines_that_differ_by_minutes_are_no_fault() -> None:
    """They take turns on one database."""
    assert clock({"a run": NOW + timedelta(minutes=5)}, NOW).state is State.OK
    assert clock({"a run": NOW + timedelta(hours=2)}, NOW).state is State.FAULT


def test_a_source_that_was_never_asked_is_not_late() -> None:
    """It has no turn that could have passed."""
    new = Waiting(count=1, oldest=None, url="u")
    late = Waiting(count=1, oldest=NOW - timedelta(days=3), url="u")
    assert sources(new, NOW).state is State.OK
    assert sources(late, NOW).state is State.FAULT


def test_an_open_run_is_at_work_or_was_killed() -> None:
    """The lease tells which."""
    run = LastRun(started_at=NOW, ended_at=None, reason="")
    assert last_run(run, NOW, held=True).state is State.OK
    assert last_run(run, NOW, held=False).state is State.NOTE
