"""The queue on a real PostgreSQL: the engine's traps, each with what is done about it."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from crawler.worker import queue as queues
from crawler.worker.labour import Order
from crawler.worker.queue import Again, Duties, GivenUpError, Queue, counts, listing, prepare
from pipelines.errors import SchemaError, UsageError
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.schema import missing, upgrade

pytestmark = pytest.mark.slow

CRAWL = Order(kind="crawl", site="gazette.example", file='home = "https://gazette.example/"\n')
JOBS = "copydesk_jobs.procrastinate_jobs"
Work = Callable[[int, Order], Awaitable[Again | None]]


@pytest.fixture
def desk(postgres_database: str) -> Iterator[Engine]:
    engine = open_engine(postgres_database)
    upgrade(engine)
    prepare(engine)
    yield engine
    engine.dispose()


def db(desk: Engine) -> str:
    return desk.url.render_as_string(hide_password=False)


def put(desk: Engine, *orders: Order) -> list[int | None]:
    async def go() -> list[int | None]:
        async with Queue(db(desk)).opened() as queue:
            return [await queue.put(one) for one in orders]

    return asyncio.run(go())


def change(desk: Engine, statement: str) -> None:
    with writing(desk) as connection:
        connection.execute(text("SET LOCAL search_path TO copydesk_jobs"))  # its triggers' own
        connection.execute(text(statement))


def states(desk: Engine) -> list[tuple[int, str]]:
    with reading(desk) as connection:
        rows = connection.execute(text(f"SELECT id, status::text FROM {JOBS} ORDER BY id"))
        return [tuple(row) for row in rows]


def served(desk: Engine, work: Work, until: Callable[[], bool], lost_after_s: float = 30) -> None:
    """A worker that works until the condition holds."""

    async def go() -> None:
        async with Queue(db(desk)).opened() as queue:
            duties = Duties(work=work, due=None, lost_after_s=lost_after_s)
            serving = asyncio.create_task(queue.serve(duties, 2))
            async with asyncio.timeout(30):
                while not await asyncio.to_thread(until):
                    await asyncio.sleep(0.1)
            serving.cancel()
            with pytest.raises(asyncio.CancelledError):
                await serving

    asyncio.run(go())


def settled(desk: Engine) -> bool:
    return not {"todo", "doing"} & counts(desk).keys()


async def nothing(number: int, order: Order) -> Again | None:
    return None


def test_the_queue_is_made_once_and_stands_apart(desk: Engine) -> None:
    """The engine's own script fails the second time; nothing of ours sees its tables."""
    prepare(desk)
    assert put(desk, CRAWL)
    assert missing(desk) == ()


def test_two_that_make_it_at_once_make_one(postgres_database: str) -> None:
    """Three machines are started by one hand."""
    engine = open_engine(postgres_database)
    threads = [threading.Thread(target=prepare, args=(engine,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts(engine) == {}
    engine.dispose()


def test_a_queue_of_another_version_is_refused(desk: Engine) -> None:
    """Its functions may be others; a line says what to do."""
    change(desk, "COMMENT ON SCHEMA copydesk_jobs IS 'procrastinate 2.0'")
    with pytest.raises(SchemaError, match=r"made by procrastinate 2\.0.*DROP SCHEMA"):
        prepare(desk)


def test_of_one_kind_a_site_waits_once(desk: Engine) -> None:
    """Ordered every five minutes by every machine that has its file."""
    others = (replace(CRAWL, kind="relearn"), replace(CRAWL, site="herald.example"))
    assert put(desk, CRAWL, CRAWL, *others) == [1, None, 3, 4]


def test_a_site_that_is_busy_is_not_ordered_as_due(desk: Engine) -> None:
    """It is due until its crawl has ended."""
    put(desk, CRAWL)
    change(desk, f"UPDATE {JOBS} SET status = 'doing'")
    other = replace(CRAWL, site="herald.example")

    async def go() -> int:
        async with Queue(db(desk)).opened() as queue:
            return await queue.put_due([CRAWL, other])

    assert asyncio.run(go()) == 1
    assert [row.site for row in listing(desk, ["todo"], None, 10)] == ["herald.example"]


def test_a_sites_jobs_are_done_one_after_the_other(desk: Engine) -> None:
    """Of whatever kind; another site's go on meanwhile."""
    at_work: list[str] = []
    most: dict[str, int] = {}

    async def work(number: int, order: Order) -> Again | None:
        at_work.append(order.site)
        most[order.site] = max(most.get(order.site, 0), at_work.count(order.site))
        await asyncio.sleep(0.3)
        at_work.remove(order.site)
        return None

    put(desk, CRAWL, replace(CRAWL, kind="relearn"), replace(CRAWL, site="herald.example"))
    served(desk, work, lambda: settled(desk))
    assert most == {"gazette.example": 1, "herald.example": 1}
    assert counts(desk) == {"succeeded": 3}


def test_what_could_not_be_done_is_done_again_with_what_it_said(desk: Engine) -> None:
    seen: list[Order] = []

    async def work(number: int, order: Order) -> Again | None:
        seen.append(order)
        last = replace(order, attempt=order.attempt + 1)
        return Again(order=last, in_s=0) if order.attempt == 1 else None

    order = replace(CRAWL, kind="reextract", options={"changed_only": "yes"})
    put(desk, order)
    served(desk, work, lambda: settled(desk))
    assert seen == [order, replace(order, attempt=2)]


def test_what_is_given_up_is_told_as_failed_and_can_be_ordered_anew(desk: Engine) -> None:
    async def fails(number: int, order: Order) -> Again | None:
        raise GivenUpError("no")

    put(desk, replace(CRAWL, attempt=3))
    served(desk, fails, lambda: settled(desk))
    assert [(row.state, row.attempt) for row in listing(desk, ["failed"], None, 9)] == [
        ("failed", 3)
    ]

    async def again() -> int | None:
        async with Queue(db(desk)).opened() as queue:
            return await queue.again(1)

    assert asyncio.run(again())
    assert [row.attempt for row in listing(desk, ["todo"], CRAWL.site, 9)] == [1]


def test_a_lost_workers_job_is_done_by_another(desk: Engine) -> None:
    """The engine never takes it up by itself."""
    put(desk, CRAWL)
    _lose(desk)
    done: list[int] = []

    async def work(number: int, order: Order) -> Again | None:
        done.append(number)
        return None

    served(desk, work, lambda: settled(desk))
    assert done == [1]


def test_a_lost_workers_job_does_not_keep_its_site_where_a_newer_one_waits(desk: Engine) -> None:
    """The engine cannot put it back then, for ever; it ends, and the newer one is done."""
    put(desk, CRAWL)
    _lose(desk)
    put(desk, CRAWL)
    served(desk, nothing, lambda: settled(desk))
    assert states(desk)[:2] == [(1, "failed"), (2, "succeeded")]


def test_a_job_that_loses_every_worker_is_given_up(desk: Engine) -> None:
    """It may be what kills them."""
    put(desk, CRAWL)
    _lose(desk)
    change(desk, f"UPDATE {JOBS} SET attempts = {queues.LOST_OFTEN}")
    served(desk, nothing, lambda: settled(desk))
    assert states(desk)[0] == (1, "failed")


def _lose(desk: Engine) -> None:
    """A worker took the job a minute ago and has not been heard of since."""
    change(
        desk,
        "INSERT INTO copydesk_jobs.procrastinate_workers (last_heartbeat)"
        " VALUES (now() - interval '1 minute')",
    )
    change(
        desk,
        f"UPDATE {JOBS} SET status = 'doing',"
        " worker_id = (SELECT max(id) FROM copydesk_jobs.procrastinate_workers)",
    )


def test_a_waiting_job_can_be_cancelled_and_an_unknown_one_not(desk: Engine) -> None:
    put(desk, CRAWL)

    async def cancel(number: int) -> None:
        async with Queue(db(desk)).opened() as queue:
            await queue.cancel(number)

    asyncio.run(cancel(1))
    assert counts(desk) == {"cancelled": 1}
    with pytest.raises(UsageError, match="no job 7"):
        asyncio.run(cancel(7))


def test_what_ended_long_ago_is_forgotten(desk: Engine) -> None:
    """Not what waits, however long, and not what ended of late."""
    put(desk, CRAWL, replace(CRAWL, kind="relearn"), replace(CRAWL, kind="reextract"))
    change(desk, f"UPDATE {JOBS} SET status = 'doing', lock = id::text WHERE id < 3")
    change(desk, f"UPDATE {JOBS} SET status = 'failed' WHERE id < 3")
    change(desk, "UPDATE procrastinate_events SET at = at - interval '3 hours' WHERE job_id <> 2")

    async def forget() -> None:
        async with Queue(db(desk)).opened() as queue:
            await queue.forget(2)

    asyncio.run(forget())
    assert states(desk) == [(2, "failed"), (3, "todo")]
