"""How far a long command is, said now and then to whoever waits for it."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from crawler.cli.terminal import Terminal

T = TypeVar("T")

# As often as a crawl's lines: it shows life without burying what matters.
LINE_EVERY_S = 10.0


def paced(
    terminal: Terminal,
    steps: Iterable[T],
    total: int,
    noun: str,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[T]:
    """The steps as they come, with a line every ten seconds that says how many of `total` came.

    noun: what the steps are, in the plural. clock: seconds, from anywhere.
    """
    said_at = clock()
    for done, step in enumerate(steps, start=1):
        yield step
        if (now := clock()) - said_at >= LINE_EVERY_S:
            terminal.progress(f"{done:,} of {total:,} {noun}")
            said_at = now
