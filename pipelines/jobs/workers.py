"""Worker processes for what costs CPU: a page takes 10 to 40 ms, at times seconds.

Rule 1: one task at a time per worker, so a page that crashes or hangs takes nobody with it.
Rule 2: a worker past its deadline is killed and replaced; the task ends as `WorkerTimeoutError`.
Rule 3: no worker outlives its parent, however that one dies (see `worker.py`).

concurrent.futures' pool loses every queued task when one page crashes and leaves orphans after
a kill -9; Pebble can hang at shutdown (both were tried before this was written).
"""

import asyncio
import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

HEADER_BYTES = 8
# A worker's memory creeps up (lxml arenas, compiled patterns); a fresh one costs 0.5 s of CPU.
TASKS_BEFORE_RESPAWN = 2000


class WorkerError(Exception):
    """A task did not come back with a value; the message says what happened to the worker."""


class WorkerTimeoutError(WorkerError):
    """The task ran past its deadline and its worker was killed."""


class WorkerCrashedError(WorkerError):
    """The worker died while it held the task (out of memory, a fault in native code)."""


class TaskFailedError(WorkerError):
    """The function raised; the message holds the exception's type and text."""


@dataclass(slots=True, eq=False)
class _Worker:
    """One child process and what it has done so far."""

    process: asyncio.subprocess.Process
    tasks: int = 0


@dataclass(slots=True, eq=False)
class WorkerPool:
    """`size` child processes that run picklable functions.

    deadline_s: wall seconds that one task may take; the process is killed after that.
    memory_bytes: address space of one worker; beyond it Python raises MemoryError in the task.
    """

    size: int
    deadline_s: float
    memory_bytes: int
    _idle: "asyncio.LifoQueue[_Worker | None]" = field(init=False)
    _all: set[_Worker] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        # Workers start when they are first needed: a run that finds nothing new starts none.
        self._idle = asyncio.LifoQueue()
        for _ in range(self.size):
            self._idle.put_nowait(None)

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The function's value, computed in a worker. Raises `WorkerError` and its kinds."""
        worker = await self._idle.get()
        keep: _Worker | None = None
        try:
            worker = worker or await self._spawn()
            status, value = await self._exchange(worker, pickle.dumps((function, args, kwargs)))
            worker.tasks += 1
            keep = worker if worker.tasks < TASKS_BEFORE_RESPAWN else None
        finally:
            if keep is None and worker is not None:
                await self._end(worker)
            self._idle.put_nowait(keep)
        if status == "raised":
            raise TaskFailedError(value)
        return value  # type: ignore[no-any-return]

    async def close(self) -> None:
        """End every worker; tasks still running are lost."""
        await asyncio.gather(*(self._end(worker) for worker in tuple(self._all)))

    async def _exchange(self, worker: _Worker, request: bytes) -> tuple[str, Any]:
        try:
            async with asyncio.timeout(self.deadline_s):
                return await _call(worker.process, request)
        except TimeoutError as error:
            raise WorkerTimeoutError(f"no answer within {self.deadline_s:g} s") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise WorkerCrashedError("the worker died while it held the page") from error

    async def _spawn(self) -> _Worker:
        command = (sys.executable, "-m", "pipelines.jobs.worker", str(self.memory_bytes))
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                # Ctrl-C goes to the foreground group: a worker must finish the page it holds.
                start_new_session=True,
            )
        except OSError as error:
            raise WorkerCrashedError(f"no worker could be started: {error}") from error
        worker = _Worker(process)
        self._all.add(worker)
        return worker

    async def _end(self, worker: _Worker) -> None:
        self._all.discard(worker)
        if worker.process.returncode is None:
            worker.process.kill()
        await worker.process.wait()


async def _call(process: asyncio.subprocess.Process, request: bytes) -> tuple[str, Any]:
    if process.stdin is None or process.stdout is None:
        raise WorkerCrashedError("the worker has no pipes")
    process.stdin.write(len(request).to_bytes(HEADER_BYTES, "big") + request)
    await process.stdin.drain()
    size = int.from_bytes(await process.stdout.readexactly(HEADER_BYTES), "big")
    answer: tuple[str, Any] = pickle.loads(await process.stdout.readexactly(size))
    return answer
