"""One run at a time on a database."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, text

from pipelines.errors import LeaseHeldError
from pipelines.store import runs
from pipelines.store.engine import reading, writing
from pipelines.store.tables import leases
from tests.contract.samples import ME, NOW, OTHER


def test_a_second_run_is_told_who_is_at_work(engine: Engine) -> None:
    """It ends at once instead of fetching everything a second time."""
    with writing(engine) as connection:
        runs.acquire(connection, "crawl", ME, NOW, lambda *_: True)
    with pytest.raises(LeaseHeldError, match="process 1 on here"), writing(engine) as connection:
        runs.acquire(connection, "crawl", OTHER, NOW, lambda *_: True)


def test_of_two_runs_that_begin_at_once_one_is_refused(engine: Engine) -> None:
    """Also where nobody held the lease before, so that there is no row yet to lock."""
    ends: list[str] = []

    def second() -> None:
        try:
            with writing(engine) as connection:
                runs.acquire(connection, "crawl", OTHER, NOW, lambda *_: True)
            ends.append("at work")
        except LeaseHeldError as error:
            ends.append(str(error))

    thread = threading.Thread(target=second)
    with writing(engine) as connection:
        runs.acquire(connection, "crawl", ME, NOW, lambda *_: True)
        thread.start()
        thread.join(0.5)  # time to come to the lock; before the commit it must not pass
        assert ends == []
    thread.join(30)
    assert len(ends) == 1
    assert "process 1 on here" in ends[0]


def test_a_dead_holder_is_replaced_and_its_run_marked_killed(engine: Engine) -> None:
    """kill -9 leaves a lease and an open run behind; the next run tidies up."""
    with writing(engine) as connection:
        runs.acquire(connection, "crawl", ME, NOW, lambda *_: True)
        runs.start(connection, ME, NOW)
        runs.acquire(connection, "crawl", OTHER, NOW, lambda *_: False)
        runs.release(connection, "crawl", ME)  # the dead one's; the new holder keeps its own
    with pytest.raises(LeaseHeldError, match="process 2"), writing(engine) as connection:
        runs.acquire(connection, "crawl", ME, NOW, lambda *_: True)
    with reading(engine) as connection:
        reason = connection.scalar(text("SELECT finish_reason FROM runs"))
    assert reason == "killed"


def test_a_run_that_was_taken_for_dead_does_not_keep_its_successor_alive(engine: Engine) -> None:
    """A machine that slept wakes up: its heartbeat says that the lease is another's now."""
    with writing(engine) as connection:
        runs.acquire(connection, "crawl", ME, NOW, lambda *_: True)
        mine = runs.start(connection, ME, NOW)
        assert runs.beat(connection, "crawl", mine, NOW)
        runs.acquire(connection, "crawl", OTHER, NOW, lambda *_: False)
        assert not runs.beat(connection, "crawl", mine, NOW + timedelta(hours=1))
        assert connection.scalar(select(leases.c.heartbeat_at)) == NOW
