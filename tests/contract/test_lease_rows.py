"""One run at a time on a database."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, text

from pipelines.errors import LeaseHeldError
from pipelines.store import runs
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.schema import upgrade
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
        runs.start(connection, ME, NOW)
        assert runs.beat(connection, "crawl", ME, NOW)
        runs.acquire(connection, "crawl", OTHER, NOW, lambda *_: False)
        later = NOW + timedelta(hours=1)
        assert not runs.beat(connection, "crawl", ME, later)
        assert connection.scalar(select(leases.c.heartbeat_at)) == NOW


def test_a_lease_that_is_given_back_at_that_moment_is_taken(postgres_database: str) -> None:
    """One run ends while the next begins: it finds a row to respect, and then finds it gone."""
    engine = open_engine(postgres_database)
    upgrade(engine)
    with writing(engine) as connection:
        runs.acquire(connection, "crawl", ME, NOW, lambda *_: True)

    def give_back(*statement: Any) -> None:
        if "FOR UPDATE" in statement[2] and not given_back:
            given_back.append(True)
            with writing(engine) as connection:
                runs.release(connection, "crawl", ME)

    given_back: list[bool] = []
    event.listen(engine, "before_cursor_execute", give_back)
    with writing(engine) as connection:
        runs.acquire(connection, "crawl", OTHER, NOW, lambda *_: True)
        assert connection.scalar(select(leases.c.host)) == OTHER.host
    engine.dispose()
