"""A process for each job: it brings its result, and never outlives the worker.

Rule 1: a job that crashes or is killed takes neither the worker nor another job with it.
Rule 2: a child ends at once when its worker is gone, however that one died: another machine will
    have the site soon.

Children are forked from a process that has everything imported and does nothing else, so that a
job begins within milliseconds and Scrapy's reactor, which runs once in a process, is new in each.
"""

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import ParamSpec, TypeVar

from pipelines.errors import CopydeskError

P = ParamSpec("P")
R = TypeVar("R")

PRELOADED = ("crawler.worker.labour", "crawler.project", "crawler.spiders.news")
_processes = get_context("forkserver")
_processes.set_forkserver_preload(list(PRELOADED))


class LostError(Exception):
    """The job's process ended without a result; the message says how."""


class Children:
    """The jobs' processes that are at work."""

    def __init__(self) -> None:
        self._pids: set[int] = set()

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The function's value, computed in a child. Raises LostError, and the CopydeskError that
        the function raised. Cancelled: the child is asked to end, and waited for."""
        ours, theirs = _processes.Pipe(duplex=False)
        child = _processes.Process(target=_main, args=(theirs, function, args, kwargs))
        child.start()
        theirs.close()
        assert child.pid is not None
        self._pids.add(child.pid)
        try:
            await _ended(child.sentinel, child.terminate)
        finally:
            self._pids.discard(child.pid)
            child.join()
        return _value(ours, child.exitcode)

    def stop(self) -> None:
        """Ask every job to end in order; what is left of it is done by another."""
        for pid in self._pids:
            with contextlib.suppress(ProcessLookupError):  # it has just ended by itself
                os.kill(pid, signal.SIGTERM)


async def _ended(sentinel: int, terminate: Callable[[], None]) -> None:
    """Return when the process is gone; a cancelled caller ends it first."""
    loop, gone = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(sentinel, gone.set)
    try:
        await gone.wait()
    except asyncio.CancelledError:
        terminate()
        await gone.wait()
        raise
    finally:
        loop.remove_reader(sentinel)


def _value(results: Connection, code: int | None) -> R:  # type: ignore[type-var]
    try:
        with results:
            status, value = results.recv()
    except EOFError:
        how = f"signal {-code}" if code and code < 0 else f"exit code {code}"
        raise LostError(f"its process was lost ({how})") from None
    if status == "raised":
        raise value
    if status == "crashed":
        raise LostError(value)
    return value  # type: ignore[no-any-return]


def _main(
    results: Connection,
    function: Callable[..., object],
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> None:
    """The child's side."""
    os.setsid()  # Ctrl-C in a terminal is for the worker, which passes it on in its own words
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=_end_with_worker, daemon=True).start()
    try:
        answer = "value", function(*args, **kwargs)
    except CopydeskError as error:
        answer = "raised", error
    except KeyboardInterrupt:
        answer = "crashed", "it was told to end"
    except Exception as error:  # noqa: BLE001 - the process's border: the worker tells of it
        answer = "crashed", f"{type(error).__name__}: {error}"
    results.send(answer)


def _end_with_worker() -> None:
    worker = parent_process()
    assert worker is not None
    wait([worker.sentinel])
    os._exit(1)
