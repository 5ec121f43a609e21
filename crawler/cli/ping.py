"""Tell a watcher how a run ended, as healthchecks.io and its like expect it.

The address itself for a success, the address with `/fail` for anything else; the watcher's own
alarm is that neither comes. A watcher that cannot be reached is a warning, never the run's end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

from crawler.cli.terminal import Terminal
from pipelines.errors import LeaseHeldError

TIMEOUT_S = 10.0


@dataclass(slots=True)
class Ending:
    """How the run ended; 1 until somebody says otherwise."""

    code: int = 1


@contextmanager
def pinged(url: str | None, terminal: Terminal) -> Iterator[Ending]:
    """Ping at the end of the block, also when it raises. None: nobody is told.

    A run that found another one at work tells nothing: the other one will.
    """
    ending = Ending()
    try:
        yield ending
    except LeaseHeldError:
        raise
    except BaseException:
        _ping(url, 1, terminal)
        raise
    _ping(url, ending.code, terminal)


def _ping(url: str | None, code: int, terminal: Terminal) -> None:
    if url is None:
        return
    try:
        with urlopen(_address(url, code), timeout=TIMEOUT_S) as answer:
            answer.read(1024)
    except (URLError, OSError, ValueError) as error:
        # Without the address: who knows it can ping, too.
        reason = getattr(error, "reason", None) or type(error).__name__
        terminal.warn(f"ping_url could not be told how the run ended: {reason}")


def _address(url: str, code: int) -> str:
    parts = urlsplit(url)
    path = parts.path if code == 0 else f"{parts.path.rstrip('/')}/fail"
    return urlunsplit(parts._replace(path=path))
