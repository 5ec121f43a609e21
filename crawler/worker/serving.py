"""A worker: it takes jobs from the queue, does each in a child, and says what came of it.

Rule 1: told to end (SIGTERM, Ctrl-C), it asks its jobs to end in order and puts back what is left
    of them; told twice, it ends at once, and others find that it is gone.
Rule 2: a database that is away for a while costs nothing but time.
"""

import asyncio
import signal
from collections.abc import Callable
from dataclasses import dataclass, replace

from crawler.running import SHUTDOWN
from crawler.worker.children import Children, LostError
from crawler.worker.labour import Done, Order, labour
from crawler.worker.queue import Again, Duties, GivenUpError, Queue, telling
from pipelines.errors import CopydeskError, DatabaseError, LeaseHeldError
from pipelines.settings import Settings

# A held site is asked for again soon: its holder may be one that was just killed.
HELD_S, FAILED_S = 10, 60
ATTEMPTS = 3
AWAY_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What is told of a job. done: None where it did not come to an end of its own. again: it is
    tried once more."""

    job: int
    order: Order
    done: Done | None
    problem: str = ""
    again: bool = False


class Worker:
    """One machine's share. tell: what came of a job; warn: what a person must act on."""

    def __init__(
        self, settings: Settings, tell: Callable[[Ended], None], warn: Callable[[str], None]
    ) -> None:
        self._settings = settings
        self._tell = tell
        self._warn = warn
        self._children = Children()
        self._is_ending = False

    async def run(self, duties: Duties, at_once: int) -> None:
        """Work until told to end. Raises DatabaseError where it cannot even begin."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(telling(self._warn))
        serving: asyncio.Task[None] | None = None

        def end() -> None:
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)
            self._is_ending = True
            self._children.stop()
            if serving is not None:
                serving.cancel()

        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, end)
        while not self._is_ending:
            serving = asyncio.create_task(self._serve(duties, at_once))
            try:
                await serving
            except asyncio.CancelledError:
                return
            except DatabaseError as error:
                self._warn(f"{error}; trying again")
            await asyncio.sleep(0 if self._is_ending else AWAY_S)

    async def _serve(self, duties: Duties, at_once: int) -> None:
        async with Queue(self._settings.db).opened() as queue:
            await queue.serve(duties, at_once)

    async def work(self, number: int, order: Order) -> Again | None:
        """Do one job. Raises GivenUpError."""
        try:
            done = await self._children.run(labour, self._settings, order)
        except LeaseHeldError as error:
            self._ended(number, order, problem=str(error), again=True)
            return Again(order=order, in_s=HELD_S)
        except (CopydeskError, LostError) as error:
            return self._failed(number, order, str(error))
        if done.end == SHUTDOWN:
            self._tell(Ended(job=number, order=order, done=done, again=True))
            return Again(order=order, in_s=0)
        self._tell(Ended(job=number, order=order, done=done))
        return None

    def _failed(self, number: int, order: Order, problem: str) -> Again:
        """Once more: at once where it is this worker that ends, later and not for ever else."""
        if self._is_ending:
            self._ended(number, order, problem=problem, again=True)
            return Again(order=order, in_s=0)
        again = order.attempt < ATTEMPTS
        self._ended(number, order, problem=problem, again=again)
        if not again:
            raise GivenUpError(problem)
        return Again(order=replace(order, attempt=order.attempt + 1), in_s=FAILED_S)

    def _ended(self, number: int, order: Order, *, problem: str, again: bool) -> None:
        self._tell(Ended(job=number, order=order, done=None, problem=problem, again=again))
