"""The writer says only what is durable, and one bad row harms nobody else."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, func, select, text, update

from pipelines.errors import DatabaseError
from pipelines.store import articles, schema
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.tables import article
from pipelines.store.writer import Writer
from tests.contract.samples import filing, noise


def test_a_bad_job_does_not_poison_its_batch(desk: Engine) -> None:
    """Each job has its savepoint: the good ones around a bad one are committed."""
    writer = Writer(desk, batch=10)

    def bad(connection: Connection) -> None:
        articles.file_new(connection, filing(2))
        connection.execute(text("INSERT INTO article (id) VALUES (NULL)"))

    futures = [
        writer.submit(lambda connection: articles.file_new(connection, filing(1))),
        writer.submit(bad),
        writer.submit(lambda connection: articles.file_new(connection, filing(3))),
    ]
    writer.close()
    assert [future.exception() is None for future in futures] == [True, False, True]
    with reading(desk) as connection:
        assert set(connection.scalars(select(article.c.headline))) == {"Headline 1", "Headline 3"}


def test_a_row_too_large_for_an_index_does_not_poison_its_batch(desk: Engine) -> None:
    """The driver files it with "disk full"; it is that job's fault and nobody else's."""

    def large(connection: Connection) -> None:
        connection.execute(text("CREATE INDEX by_body ON article (body)"))
        articles.file_new(connection, filing(2, noise(50_000)))

    writer = Writer(desk, batch=10)
    good = writer.submit(lambda connection: articles.file_new(connection, filing(1)))
    bad = writer.submit(large)
    writer.close()
    assert good.exception() is None
    # SQLite has no such limit.
    assert (bad.exception() is None) is (desk.dialect.name == "sqlite")


def test_a_future_is_resolved_only_after_the_commit(desk: Engine) -> None:
    """Whoever hears of it can read the row on another connection."""
    writer = Writer(desk)
    number = writer.submit(lambda connection: articles.file_new(connection, filing(1))).result(30)
    with reading(desk) as connection:
        assert connection.scalar(select(article.c.id)) == number
    writer.close()


def test_a_flush_does_not_wait_for_more_jobs(desk: Engine) -> None:
    """A batch that is not full is written as soon as somebody waits for it."""
    writer = Writer(desk, batch=10, wait_s=3600)
    number = writer.submit(lambda connection: articles.file_new(connection, filing(1)))
    waiting = threading.Thread(target=writer.flush, daemon=True)
    waiting.start()
    waiting.join(30)
    assert not waiting.is_alive()
    assert number.done()
    writer.close()


def test_a_caller_that_gives_up_does_not_stop_the_writer(desk: Engine) -> None:
    """asyncio cancels the future of a cancelled task; its job is not run, all others are."""
    writer = Writer(desk, batch=10)
    given_up = writer.submit(lambda connection: articles.file_new(connection, filing(1)))
    assert given_up.cancel()
    second = writer.submit(lambda connection: articles.file_new(connection, filing(2)))
    second.result(30)
    third = writer.submit(lambda connection: articles.file_new(connection, filing(3)))
    third.result(30)
    writer.close()
    with reading(desk) as connection:
        assert set(connection.scalars(select(article.c.headline))) == {"Headline 2", "Headline 3"}


def test_a_closed_writer_refuses_jobs(desk: Engine) -> None:
    """Nobody would run them, and whoever waits for one would wait for ever."""
    writer = Writer(desk)
    writer.close()
    with pytest.raises(RuntimeError, match="closed"):
        writer.submit(lambda _: None)


def test_a_batch_goes_on_after_the_server_dropped_the_connection(postgres_database: str) -> None:
    """PostgreSQL restarts in mid-run: the whole batch is tried again, and filed once."""
    engine = open_engine(postgres_database)
    schema.upgrade(engine)
    attempts: list[int] = []

    def dropped_once(connection: Connection) -> None:
        attempts.append(1)
        if len(attempts) == 1:
            connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    def count(connection: Connection) -> int | None:
        return connection.scalar(text("SELECT count(*) FROM quarantine"))

    put = text("INSERT INTO quarantine (site, url, error, at) VALUES ('s', 'u', 'e', now())")
    writer = Writer(engine, batch=3)
    jobs = (lambda connection: connection.execute(put) and None, dropped_once, count)
    futures = [writer.submit(job) for job in jobs]
    assert [future.result(30) for future in futures] == [None, None, 1]
    writer.close()
    engine.dispose()


@pytest.mark.slow  # the writer's patience with a full disk
def test_a_full_disk_is_told_to_every_caller_and_the_rest_is_sound(tmp_path: Path) -> None:
    """Nothing half-written; what was acknowledged before is there."""
    engine = open_engine(f"sqlite:///{tmp_path / 'copydesk.db'}")
    schema.upgrade(engine)
    put = "INSERT INTO quarantine (site, url, error, at) VALUES ('s', 'u', :error, :at)"
    row = {"error": noise(100_000), "at": "2026-03-01 12:00:00.000000"}
    event.listen(engine, "begin", lambda one: one.exec_driver_sql("PRAGMA max_page_count=400"))
    writer = Writer(engine, batch=1)
    futures = [writer.submit(lambda one: one.execute(text(put), row) and None) for _ in range(20)]
    writer.close()
    errors = [future.exception() for future in futures]
    told = [error for error in errors if error is not None]
    assert told
    assert {type(error) for error in told} == {DatabaseError}
    with reading(engine) as connection:
        filed = connection.scalar(text("SELECT count(*) FROM quarantine"))
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
    assert filed == 20 - len(told)


def test_what_must_be_on_disk_first_is_asked_before_the_commit(desk: Engine) -> None:
    """If the archive cannot be synced, nothing is filed that would point at it."""

    def full() -> None:
        raise OSError(28, "No space left on device")

    writer = Writer(desk, before_commit=full)
    future = writer.submit(lambda connection: articles.file_new(connection, filing(1)))
    assert isinstance(future.exception(30), OSError)
    writer.close()
    with reading(desk) as connection:
        assert connection.scalar(select(func.count()).select_from(article)) == 0


def test_two_writers_at_once_lose_nothing(desk: Engine) -> None:
    """Read, add one, write: 2 x 50 times give 100 (SQLite's own default loses some)."""
    with writing(desk) as connection:
        number = articles.file_new(connection, filing(1))

    def count_up() -> None:
        for _ in range(50):
            with writing(desk) as connection:
                mine = select(article.c.word_count).where(article.c.id == number)
                now = connection.execute(mine.with_for_update()).scalar_one()
                connection.execute(update(article).values(word_count=now + 1))

    with writing(desk) as connection:
        connection.execute(update(article).values(word_count=0))
    threads = [threading.Thread(target=count_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(desk) as connection:
        assert connection.scalar(select(article.c.word_count)) == 100
