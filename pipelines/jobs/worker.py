"""The child's side of `workers.WorkerPool`: read a call, run it, write what came of it.

Frames on standard input and output are a length of 8 bytes and a pickle. The parent is this
program itself, so the pickles are its own.
"""

import contextlib
import os
import pickle
import resource
import signal
import sys
import threading
import time
from typing import Any, BinaryIO

from pipelines.jobs.workers import HEADER_BYTES

PARENT_POLL_S = 0.5


def main(memory_bytes: int) -> None:
    """Serve calls until standard input ends or the parent is gone."""
    answers = _claim_stdout()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory_bytes)
    threading.Thread(target=_exit_with_parent, args=(os.getppid(),), daemon=True).start()
    while (request := _read_frame(sys.stdin.buffer)) is not None:
        answer = pickle.dumps(_run(request))
        answers.write(len(answer).to_bytes(HEADER_BYTES, "big") + answer)
        answers.flush()


def _claim_stdout() -> BinaryIO:
    """Keep the pipe for frames; whatever a library prints goes to standard error instead."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _limit_memory(size_bytes: int) -> None:
    # macOS refuses RLIMIT_AS; the deadline still bounds a page there.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size_bytes, size_bytes))


def _exit_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_POLL_S)
    os._exit(1)


def _read_frame(stream: BinaryIO) -> bytes | None:
    header = stream.read(HEADER_BYTES)
    if len(header) < HEADER_BYTES:
        return None
    size = int.from_bytes(header, "big")
    frame = stream.read(size)
    return frame if len(frame) == size else None


def _run(request: bytes) -> tuple[str, Any]:
    """("value", what the function returned) or ("raised", the exception in words)."""
    try:
        function, args, kwargs = pickle.loads(request)
        return "value", function(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 - the process border: the parent counts it
        return "raised", f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main(int(sys.argv[1]))
