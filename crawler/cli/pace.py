"""How far a long command is, said now and then to whoever waits for it."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from crawler.cli.terminal import Terminal, is_terminal

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
    """The steps as they come, with a bar for a person who looks, else with a line every ten
    seconds that says how many of `total` came.

    noun: what the steps are, in the plural. clock: seconds, from anywhere.
    """
    if is_terminal(sys.stderr) and not terminal.quiet:
        return _drawn(steps, total, noun)
    return _told(terminal, steps, total, noun, clock)


def _drawn(steps: Iterable[T], total: int, noun: str) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), noun, TimeRemainingColumn(compact=True))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(steps, total=total)


def _told(
    terminal: Terminal, steps: Iterable[T], total: int, noun: str, clock: Callable[[], float]
) -> Iterator[T]:
    said_at = clock()
    for done, step in enumerate(steps, start=1):
        yield step
        if (now := clock()) - said_at >= LINE_EVERY_S:
            terminal.progress(f"{done:,} of {total:,} {noun}")
            said_at = now
