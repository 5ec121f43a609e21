"""A process for each job, and what becomes of it."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.worker.children import Children, LostError
from pipelines.errors import LeaseHeldError

pytestmark = pytest.mark.slow


def doubled(number: int) -> int:
    return 2 * number


def held() -> None:
    raise LeaseHeldError("another run is at work")


def broken() -> None:
    raise ZeroDivisionError("by zero")


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def waiting(file: Path) -> str:
    """Writes its number down; ends in order when it is told to."""
    file.write_text(str(os.getpid()))
    try:
        time.sleep(60)
    except KeyboardInterrupt:
        return "told to end"
    return "never told"


def run(function: Callable[..., object], *args: object) -> object:
    return asyncio.run(Children().run(function, *args))


def written(file: Path) -> int:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if file.exists() and file.read_text():
            return int(file.read_text())
        time.sleep(0.02)
    raise AssertionError("the job did not begin")


def test_a_job_brings_its_result() -> None:
    assert run(doubled, 21) == 42


def test_what_we_raise_on_purpose_comes_back_as_it_is() -> None:
    """The worker must tell a held site from a broken one."""
    with pytest.raises(LeaseHeldError, match="another run"):
        run(held)


@pytest.mark.parametrize(
    ("function", "words"), [(broken, "ZeroDivisionError: by zero"), (killed, "signal 9")]
)
def test_a_job_that_crashes_costs_itself(function: Callable[[], None], words: str) -> None:
    """Also one that the system kills for its memory."""
    with pytest.raises(LostError, match=words):
        run(function)


def test_a_job_that_is_told_to_end_brings_what_it_has(tmp_path: Path) -> None:
    file = tmp_path / "pid"

    async def told() -> object:
        children = Children()
        job = asyncio.create_task(children.run(waiting, file))
        await asyncio.to_thread(written, file)
        children.stop()
        return await job

    assert asyncio.run(told()) == "told to end"


def test_a_cancelled_job_is_ended_and_waited_for(tmp_path: Path) -> None:
    """No process goes on with what nobody waits for."""
    file = tmp_path / "pid"

    async def cancelled() -> None:
        job = asyncio.create_task(Children().run(waiting, file))
        await asyncio.to_thread(written, file)
        job.cancel()
        await job

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled())
    assert not Path(f"/proc/{written(file)}/stat").exists()


def test_no_job_outlives_its_worker(tmp_path: Path) -> None:
    """kill -9 of the worker alone: its site will soon be another's."""
    file = tmp_path / "pid"
    code = (
        "import asyncio, pathlib, sys; from crawler.worker.children import Children;"
        " from tests.unit.crawler.worker.test_children import waiting;"
        " asyncio.run(Children().run(waiting, pathlib.Path(sys.argv[1])))"
    )
    root = Path(__file__).parents[4]
    worker = subprocess.Popen([sys.executable, "-c", code, str(file)], cwd=root)
    job = Path(f"/proc/{written(file)}/stat")
    assert job.exists()
    worker.kill()
    worker.wait()
    until = time.monotonic() + 10
    while job.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not job.exists()
