"""The queue of jobs: procrastinate on the desk's own PostgreSQL. No other file knows the engine.

Rule 1: a site's jobs run one after the other (the engine's `lock`), and of one kind one waits at
    most (`queueing_lock`): a site is with one worker at a time. The site's lease holds even where
    a worker is wrongly taken for lost.
Rule 2: a worker that gives no sign of life for `lost_after_s` has lost its jobs: whoever reaps
    next puts them back. The engine itself never does.
Rule 3: a job that is to be tried again is ordered anew, and the old one ends. The engine's own
    retry fails for ever where a newer order of the same site waits, and its lock stays taken.
Rule 4: the engine's tables stand in a schema of their own: nothing else of ours looks at them.

Raises ConfigError on import where procrastinate is not installed.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from sqlalchemy import Engine, func, make_url, select, text

from crawler.worker.labour import KINDS, Order
from pipelines.errors import ConfigError, DatabaseError, SchemaError, UsageError
from pipelines.store.engine import SILENCE, reading, writing

try:
    from procrastinate import App, JobContext, PsycopgConnector
    from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
    from procrastinate.jobs import Status
    from psycopg import Error as PsycopgError
except ModuleNotFoundError as error:
    raise ConfigError(
        "several machines need procrastinate: pip install 'copydesk[distributed]'"
    ) from error

SCHEMA = "copydesk_jobs"
# PostgreSQL: of two that make the tables the second waits. Any number.
LOCK = 6_320_042
SITES, DESK, KEEPING = "sites", "desk", "keeping"
HEARTBEAT_S = 3.0
LOST_AFTER_S = 30.0
SEEN_OFTEN_S = 5.0  # between two looks at the queue, where no notice of a new job came
EVERY_FIVE_MINUTES, EVERY_FIVE_SECONDS, AT_NIGHT = "*/5 * * * *", "* * * * * */5", "17 3 * * *"
KEPT_HOURS = 7 * 24
LOST_OFTEN = 5
STATES = ("todo", "doing", "succeeded", "failed", "cancelled", "aborted")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """A job as it stands. at: its last event. since_sign_s: seconds since its worker's last sign
    of life; None where no worker has it. due_at: not before then."""

    id: int
    state: str
    kind: str
    site: str
    attempt: int
    at: datetime | None
    due_at: datetime | None
    since_sign_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What a worker says of a job that it could not do: order it anew, so many seconds from now."""

    order: Order
    in_s: int


class GivenUpError(Exception):
    """A job that was tried often enough; the worker has told why."""


Work = Callable[[int, Order], Awaitable[Again | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What a worker does. work: one job; raises GivenUpError. due: what is to be ordered for the
    site files of this machine; None where it has none."""

    work: Work
    due: Callable[[], Sequence[Order]] | None
    lost_after_s: float = LOST_AFTER_S


def prepare(engine: Engine) -> None:
    """Make the queue's tables where there are none. Raises SchemaError where they are of another
    version of the engine."""
    ours = ".".join(version("procrastinate").split(".")[:2])
    with writing(engine) as connection:
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        found = _made_by(connection)
        if found is None:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            connection.execute(text(f"SET LOCAL search_path TO {SCHEMA}"))
            script = files("procrastinate.sql").joinpath("schema.sql").read_text("utf-8")
            # Not by SQLAlchemy: the script holds percent signs and colons of its own.
            connection.connection.cursor().execute(script)
            connection.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS 'procrastinate {ours}'"))
        elif found != f"procrastinate {ours}":
            raise SchemaError(
                f"the queue was made by {found}, and here is {ours}: stop every worker, then"
                f" DROP SCHEMA {SCHEMA} CASCADE; what is due is ordered anew"
            )


def is_prepared(engine: Engine) -> bool:
    """Whether the database has a queue."""
    with reading(engine) as connection:
        return _made_by(connection) is not None


def _made_by(connection: Any) -> str | None:
    oid = func.to_regnamespace(SCHEMA)
    made: str | None = connection.scalar(select(func.obj_description(oid, "pg_namespace")))
    return made


class Queue:
    """The jobs of a database. Used inside `opened`."""

    def __init__(self, db: str) -> None:
        dsn = make_url(db).set(drivername="postgresql").render_as_string(hide_password=False)
        self._app = App(
            connector=PsycopgConnector(
                conninfo=dsn, kwargs=dict(SILENCE), configure=_in_our_schema, min_size=1, max_size=8
            ),
            # Overdue by less than a step: the first worker orders what is due at once.
            periodic_defaults={"max_delay": 300},
            worker_defaults={
                "install_signal_handlers": False,
                "update_heartbeat_interval": HEARTBEAT_S,
                "fetch_job_polling_interval": SEEN_OFTEN_S,
            },
        )

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Queue"]:
        """Connected while inside. Raises DatabaseError, also for what fails inside."""
        try:
            async with self._app.open_async():
                yield self
        except (ConnectorException, PsycopgError) as error:
            raise DatabaseError(f"the queue cannot be reached: {_said(error)}") from error

    async def put(self, order: Order, in_s: int = 0) -> int | None:
        """Order a job; its number. None where one of that kind is waiting for the site already."""
        deferrer = self._app.configure_task(
            order.kind,
            queue=SITES,
            lock=order.site,
            queueing_lock=f"{order.kind} {order.site}",
            schedule_in={"seconds": in_s} if in_s else None,
        )
        try:
            return await deferrer.defer_async(
                site=order.site,
                file=order.file,
                options=dict(order.options),
                attempt=order.attempt,
            )
        except AlreadyEnqueued:
            return None

    async def put_due(self, orders: Iterable[Order]) -> int:
        """Order what has no job yet, waiting or at work; how many."""
        query = (
            "SELECT lock FROM procrastinate_jobs"
            " WHERE lock IS NOT NULL AND status IN ('todo', 'doing')"
        )
        rows = await self._app.connector.execute_query_all_async(query)
        busy = {row["lock"] for row in rows}
        return sum([await self.put(one) is not None for one in orders if one.site not in busy])

    async def cancel(self, number: int) -> None:
        """A waiting job is not done; one at work is asked to end. Raises UsageError."""
        if not await self._app.job_manager.cancel_job_by_id_async(number, abort=True):
            raise UsageError(f"there is no job {number} that waits or is at work")

    async def again(self, number: int) -> int | None:
        """Order a job anew that failed, was cancelled or is done. Raises UsageError."""
        found = list(await self._app.job_manager.list_jobs_async(id=number))
        if not found or found[0].task_name not in KINDS:
            raise UsageError(f"there is no job {number}")
        return await self.put(_order(found[0].task_name, {**found[0].task_kwargs, "attempt": 1}))

    async def forget(self, hours: int) -> None:
        """Let go of jobs that ended longer ago, however they ended."""
        await self._app.job_manager.delete_old_jobs(
            hours, include_failed=True, include_cancelled=True, include_aborted=True
        )

    # ------------------------------------------------------------ the worker's side

    async def serve(self, duties: Duties, at_once: int) -> None:
        """Do jobs, so many at a time, until cancelled; what is at work then is waited for.

        Returns when the database is gone, too.
        """
        self._learn(duties)
        keeping = [KEEPING, DESK] if duties.due else [KEEPING]
        # The engine forgets silent workers when one starts. Their jobs are reaped then, too.
        self._app.worker_defaults["stalled_worker_timeout"] = duties.lost_after_s
        await _together(
            self._app.run_worker_async(queues=[SITES], concurrency=at_once),
            # Never behind a crawl that takes hours, and gone when done.
            self._app.run_worker_async(queues=keeping, delete_jobs="successful"),
        )

    def _learn(self, duties: Duties) -> None:
        """Tell the engine what each of its tasks is."""

        async def reap(timestamp: int) -> None:  # noqa: ARG001  the engine's
            await self._reap(duties.lost_after_s)

        async def order_due(timestamp: int) -> None:  # noqa: ARG001  the engine's
            await self.put_due(await asyncio.to_thread(duties.due or tuple))

        async def tidy(timestamp: int) -> None:  # noqa: ARG001  the engine's
            await self.forget(KEPT_HOURS)

        for kind in KINDS:
            self._app.task(name=kind, queue=SITES, pass_context=True)(self._task(kind, duties.work))
        for function, cron, queue in (
            (reap, EVERY_FIVE_SECONDS, KEEPING),
            (order_due, EVERY_FIVE_MINUTES, DESK),
            (tidy, AT_NIGHT, KEEPING),
        ):
            name = function.__name__
            task = self._app.task(name=name, queue=queue, queueing_lock=name)(function)
            self._app.periodic(cron=cron)(task)

    def _task(self, kind: str, work: Work) -> Callable[..., Awaitable[None]]:
        async def do(context: JobContext, **arguments: Any) -> None:
            again = await work(context.job.id or 0, _order(kind, arguments))
            if again is not None:
                await self.put(again.order, again.in_s)

        return do

    async def _reap(self, lost_after_s: float) -> None:
        """Put back the jobs of workers that are gone."""
        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=lost_after_s):
            try:
                if job.attempts >= LOST_OFTEN:  # it may be what ends its workers
                    await manager.finish_job(job, status=Status.FAILED, delete_job=False)
                else:
                    await manager.retry_job(job)
            except ConnectorException:
                # A newer order of the site waits, and does what this one would have done.
                with contextlib.suppress(ConnectorException):
                    await manager.finish_job(job, status=Status.FAILED, delete_job=False)


async def _together(*parts: Coroutine[Any, Any, None]) -> None:
    """Run them until the first ends, or the caller is cancelled; then end the others in order."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end


def quiet() -> None:
    """Of the engine's log only what is the engine's trouble: of jobs the worker tells itself."""
    logging.getLogger("procrastinate.worker").addFilter(_is_no_jobs)


def telling(warn: Callable[[str], None]) -> Callable[[asyncio.AbstractEventLoop, Any], None]:
    """What an event loop does with an end that the engine could not write down: one line. The job
    was given to another meanwhile, or will be."""

    def tell(loop: asyncio.AbstractEventLoop, context: Any) -> None:
        error = context.get("exception")
        if isinstance(error, ConnectorException):
            warn(f"a job's end could not be written ({_said(error)}): another worker has it")
        else:
            loop.default_exception_handler(context)

    return tell


def _is_no_jobs(record: logging.LogRecord) -> bool:
    return getattr(record, "action", "") != "job_error"


async def _in_our_schema(connection: Any) -> None:
    await connection.execute(f"SET search_path TO {SCHEMA}")
    await connection.commit()


def _order(kind: str, arguments: dict[str, Any]) -> Order:
    return Order(
        kind=kind,
        site=arguments["site"],
        file=arguments["file"],
        options=arguments["options"],
        attempt=arguments["attempt"],
    )


def _said(error: Exception) -> str:
    cause = error.__cause__ or error
    return next(iter(str(cause).splitlines()), type(cause).__name__)


# ---------------------------------------------------------------- what is shown

_LISTING = f"""
SELECT j.id, j.status::text AS state, j.task_name AS kind, j.args ->> 'site' AS site,
    (j.args ->> 'attempt')::int + CASE WHEN j.status IN ('todo', 'doing') THEN j.attempts ELSE
    greatest(j.attempts - 1, 0) END AS attempt, j.scheduled_at AS due_at,
    (SELECT max(e.at) FROM {SCHEMA}.procrastinate_events e WHERE e.job_id = j.id) AS at,
    extract(epoch FROM now() - w.last_heartbeat)::float AS since_sign_s
FROM {SCHEMA}.procrastinate_jobs j
LEFT JOIN {SCHEMA}.procrastinate_workers w ON w.id = j.worker_id AND j.status = 'doing'
WHERE j.queue_name = '{SITES}' AND j.status::text = ANY(:states)
    AND (CAST(:site AS text) IS NULL OR j.lock = :site)
ORDER BY j.status <> 'doing', j.status <> 'todo', j.id DESC LIMIT :most
"""
_COUNTS = f"""
SELECT status::text AS state, count(*) AS jobs FROM {SCHEMA}.procrastinate_jobs
WHERE queue_name = '{SITES}' GROUP BY 1
"""


def listing(
    engine: Engine, states: Sequence[str], site: str | None, most: int
) -> tuple[JobRow, ...]:
    """Jobs in these states: at work first, then waiting, then the newest that ended."""
    given = {"states": list(states), "site": site, "most": most}
    with reading(engine) as connection:
        rows = connection.execute(text(_LISTING), given).mappings()
        return tuple(JobRow(**row) for row in rows)


def counts(engine: Engine) -> dict[str, int]:
    """How many jobs are in each state that has any."""
    with reading(engine) as connection:
        return {row.state: row.jobs for row in connection.execute(text(_COUNTS))}
