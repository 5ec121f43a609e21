"""What a machine wrote whose clock was ahead, on both engines."""

from datetime import timedelta

from sqlalchemy import Engine, text

from pipelines.store import clocks, runs
from pipelines.store.engine import reading, writing
from tests.contract.samples import ME, NOW
from tests.contract.visits import file, page, visit

YEARS = timedelta(days=3650)


def run(desk: Engine, now: object) -> int:
    with writing(desk) as connection:
        return runs.start(connection, ME, now)  # type: ignore[arg-type]


def test_what_was_seen_in_the_future_counts_as_seen_now(desk: Engine) -> None:
    """Else every later fetch of the article would pass for an older one."""
    ahead = int(YEARS.total_seconds() // 60)
    run(desk, NOW + YEARS)
    file(desk, visit(desk, "/one", page("one"), ahead))
    later = run(desk, NOW)
    with writing(desk) as connection:
        assert clocks.mend(connection, later, NOW)
    with reading(desk) as connection:
        row = connection.execute(text("SELECT a.fetched_at, u.check_at FROM article a, urls u"))
        assert {str(value)[:10] for value in row.one()} == {"2026-03-01"}


def test_a_run_after_one_of_the_present_changes_nothing(desk: Engine) -> None:
    """Machines that take turns differ by minutes."""
    run(desk, NOW + timedelta(minutes=30))
    later = run(desk, NOW)
    with writing(desk) as connection:
        assert not clocks.mend(connection, later, NOW)
