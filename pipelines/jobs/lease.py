"""Who holds the lease of a database, and is he still alive?"""

import os
import socket
from functools import cache
from pathlib import Path

from pipelines.store.rows import Owner


def myself() -> Owner:
    """This process. `started` tells it from a later process with the same number, and from one of
    a machine or container that goes by the same name."""
    return Owner(host=socket.gethostname(), pid=os.getpid(), started=_started(os.getpid()))


def is_alive(owner: Owner) -> bool:
    """False only where it is certain: the owner ran on this machine and is gone.

    An owner on another machine is believed alive until its heartbeat is too old; so is one of
    before this machine's start.
    """
    if owner.host != socket.gethostname() or not owner.started.endswith(_here()):
        return True
    try:
        os.kill(owner.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # it exists and belongs to somebody else
    return _started(owner.pid) == owner.started


def _started(pid: int) -> str:
    """Clock ticks from boot to the process's start, and `_here`; empty without /proc.

    Source: proc(5), field 22 of /proc/PID/stat; the name in field 2 may hold spaces.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return _here()
    return stat.rpartition(")")[2].split()[19] + _here()


@cache
def _here() -> str:
    """Where process numbers mean what they mean here: this machine since it was started, and in
    it this container. Copied machines share a name; empty where the system has no /proc."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"@{boot}/{Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""
