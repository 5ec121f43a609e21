"""Worker processes: only the culprit fails, and nobody is left behind."""

import asyncio
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import TypeVar

import pytest

from pipelines.jobs.workers import (
    TaskFailedError,
    WorkerCrashedError,
    WorkerPool,
    WorkerTimeoutError,
)

T = TypeVar("T")
GIGABYTE = 1 << 30


def with_pool(
    use: Callable[[WorkerPool], Awaitable[T]], *, size: int = 2, deadline_s: float = 30
) -> T:
    async def session() -> T:
        pool = WorkerPool(size=size, deadline_s=deadline_s, memory_bytes=GIGABYTE)
        try:
            return await use(pool)
        finally:
            await pool.close()

    return asyncio.run(session())


async def outcomes(*tasks: Coroutine[object, object, object]) -> list[object]:
    return await asyncio.gather(*tasks, return_exceptions=True)


def test_a_crash_takes_only_its_own_task_along() -> None:
    """A page that kills its worker is one failure; the others come back."""

    async def use(pool: WorkerPool) -> list[object]:
        tasks = [pool.run(math.sqrt, n * n) for n in range(20)]
        tasks.insert(7, pool.run(os._exit, 9))
        return await outcomes(*tasks)

    results = with_pool(use)
    assert isinstance(results.pop(7), WorkerCrashedError)
    assert results == list(range(20))


def test_a_task_past_its_deadline_is_killed_and_the_rest_goes_on() -> None:
    """A page that hangs costs its deadline once."""

    async def use(pool: WorkerPool) -> list[object]:
        return await outcomes(pool.run(time.sleep, 600), pool.run(math.sqrt, 4.0))

    late, root = with_pool(use, deadline_s=5)
    assert isinstance(late, WorkerTimeoutError)
    assert root == 2.0


def test_an_exception_comes_back_in_words_and_the_worker_lives_on() -> None:
    """The function's own error is no reason to start a new process."""

    async def use(pool: WorkerPool) -> tuple[int, int]:
        before = await pool.run(os.getpid)
        with pytest.raises(TaskFailedError, match="ValueError: math domain error"):
            await pool.run(math.sqrt, -1.0)
        return before, await pool.run(os.getpid)

    before, after = with_pool(use, size=1)
    assert before == after


def test_memory_beyond_the_limit_fails_the_task_alone() -> None:
    """A bomb ends as MemoryError in its worker, not as a dead machine."""

    async def use(pool: WorkerPool) -> list[object]:
        return await outcomes(pool.run(bytes, 4 * GIGABYTE), pool.run(len, b"abc"))

    bomb, size = with_pool(use)
    assert isinstance(bomb, TaskFailedError)
    assert size == 3


def test_no_worker_starts_before_it_is_needed() -> None:
    """A run that finds nothing new pays for no process."""

    async def use(pool: WorkerPool) -> int:
        return len(pool._all)

    assert with_pool(use) == 0


ORPHAN_MAKER = """
import asyncio, os
from pipelines.jobs.workers import WorkerPool

async def main():
    pool = WorkerPool(size=1, deadline_s=60, memory_bytes=1 << 30)
    print(await pool.run(os.getpid), flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.slow
def test_a_killed_parent_leaves_no_worker_behind() -> None:
    """kill -9 of the parent ends its workers by themselves."""
    parent = subprocess.Popen([sys.executable, "-c", ORPHAN_MAKER], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    patience = time.monotonic() + 20
    while _is_running(worker) and time.monotonic() < patience:
        time.sleep(0.1)
    assert not _is_running(worker)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
