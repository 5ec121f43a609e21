"""One run at a time on a database."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, text

from pipelines.errors import LeaseHeldError
from pipelines.jobs import run
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


GAZETTE, HERALD = runs.of_site("gazette.example"), runs.of_site("herald.example")


def test_two_sites_are_worked_on_side_by_side(engine: Engine) -> None:
    """One worker each; a second one for the same site is told who has it."""
    with writing(engine) as connection:
        runs.acquire(connection, GAZETTE, ME, NOW, lambda *_: True)
        runs.acquire(connection, HERALD, OTHER, NOW, lambda *_: True)
        assert runs.holders(connection) == {GAZETTE: ME, HERALD: OTHER}
    with pytest.raises(LeaseHeldError, match="site gazette"), writing(engine) as connection:
        runs.acquire(connection, GAZETTE, OTHER, NOW, lambda *_: True)


@pytest.mark.parametrize("names", [(runs.WHOLE, GAZETTE), (GAZETTE, runs.WHOLE)])
def test_whoever_holds_the_whole_works_alone(engine: Engine, names: tuple[str, str]) -> None:
    """A plain `copydesk crawl` and a worker's job keep each other out."""
    with writing(engine) as connection:
        runs.acquire(connection, names[0], ME, NOW, lambda *_: True)
    with pytest.raises(LeaseHeldError, match="process 1 on here"), writing(engine) as connection:
        runs.acquire(connection, names[1], OTHER, NOW, lambda *_: True)


def test_of_a_dead_workers_site_only_its_own_run_is_marked_killed(engine: Engine) -> None:
    """The runs of the other sites go on."""
    with writing(engine) as connection:
        for owner, name in ((ME, GAZETTE), (OTHER, HERALD)):
            runs.acquire(connection, name, owner, NOW, lambda *_: True)
            runs.start(connection, owner, NOW)
        runs.acquire(connection, GAZETTE, OTHER, NOW, lambda holder, _: holder != ME)
    with reading(engine) as connection:
        ends = connection.execute(text("SELECT host, finish_reason FROM runs ORDER BY id")).all()
    assert list(map(tuple, ends)) == [("here", "killed"), ("there", None)]


def test_the_whole_is_taken_over_from_dead_workers(engine: Engine) -> None:
    """However many they were; nothing of them is left."""
    with writing(engine) as connection:
        runs.acquire(connection, GAZETTE, ME, NOW, lambda *_: True)
        runs.acquire(connection, HERALD, ME, NOW, lambda *_: True)
        runs.acquire(connection, runs.WHOLE, OTHER, NOW, lambda *_: False)
        assert runs.holders(connection) == {runs.WHOLE: OTHER}


def test_of_the_whole_and_a_site_at_once_one_is_refused(engine: Engine) -> None:
    """Neither sees a row of the other's before its commit."""
    ends: list[str] = []

    def second() -> None:
        try:
            with writing(engine) as connection:
                runs.acquire(connection, GAZETTE, OTHER, NOW, lambda *_: True)
            ends.append("at work")
        except LeaseHeldError as error:
            ends.append(str(error))

    thread = threading.Thread(target=second)
    with writing(engine) as connection:
        runs.acquire(connection, runs.WHOLE, ME, NOW, lambda *_: True)
        thread.start()
        thread.join(0.5)
        assert ends == []
    thread.join(30)
    assert "process 1 on here" in ends[0]


def test_a_run_that_cannot_say_that_it_lives_ends_before_it_is_taken_for_dead(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its site will be another worker's in a moment, who must be alone with it."""
    monkeypatch.setattr(run, "HEARTBEAT_S", 0.02)
    monkeypatch.setattr(run, "GIVEN_UP_AFTER_S", 0.2)
    lease = run.Lease(engine, name=GAZETTE)
    lost = threading.Event()
    lease.on_lost = lambda _: lost.set()
    assert not lost.wait(0.5)
    with writing(engine) as connection:
        connection.execute(text("ALTER TABLE leases RENAME TO away"))
    assert lost.wait(10)
    with writing(engine) as connection:
        connection.execute(text("ALTER TABLE away RENAME TO leases"))
    lease.give_back()
