"""What a program wrote and when it had the disk confirm it, and the disk after a power cut.

The system calls are recorded with strace. A file after a cut is what was there at its last
confirmed sync, with any of the later writes, whole or in part, or none: that is what a disk owes.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
TRACED = "pwrite64,write,fsync,fdatasync,ftruncate,unlink"
_CALL = re.compile(
    r"^(?P<pid>\d+)\s+(?P<name>\w+)\((?P<fd>\d*)<?(?P<path>(?:\\x..)*)>?"
    r'(?:"(?P<unlinked>(?:\\x..)*)")?(?:, "(?P<data>(?:\\x..)*)", (?P<length>\d+))?'
    r"(?:, (?P<offset>\d+))?(?P<end>.*)$"
)
_RESUMED = re.compile(r"^(?P<pid>\d+)\s+<\.\.\. (?P<name>\w+) resumed>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One system call that changes a file. name `ack`: a line on standard output, in `data`."""

    name: str
    path: str
    data: bytes = b""
    offset: int | None = None


@dataclass
class Disk:
    """Files of one folder: what is confirmed, and what is only written, in order."""

    confirmed: dict[str, bytearray]
    written: dict[str, list[Call]] = field(default_factory=dict)
    acknowledged: bytearray = field(default_factory=bytearray)

    def take(self, call: Call) -> None:
        """What the call does to it."""
        if call.name == "ack":
            self.acknowledged += call.data
        elif call.name == "sync":
            self.confirmed[call.path] = self._with(call.path, self.written.pop(call.path, []))
        elif call.name == "unlink":
            self.confirmed.pop(call.path, None)
            self.written.pop(call.path, None)
        else:
            self.written.setdefault(call.path, []).append(call)

    def after_a_cut(self, rng: random.Random) -> dict[str, bytes]:
        """Each file as it may be found: of what was not confirmed any part may be there."""
        paths = {*self.confirmed, *self.written}
        return {path: bytes(self._with(path, self._some(path, rng))) for path in paths}

    def _some(self, path: str, rng: random.Random) -> list[Call]:
        share = rng.choice((0.0, 0.5, 1.0))
        return [_torn(one, rng) for one in self.written.get(path, ()) if rng.random() < share]

    def _with(self, path: str, calls: Sequence[Call]) -> bytearray:
        body = bytearray(self.confirmed.get(path, b""))
        for call in calls:
            if call.name == "truncate":
                body = body[: call.offset] + bytes(max((call.offset or 0) - len(body), 0))
                continue
            at = len(body) if call.offset is None else call.offset
            body += bytes(max(at - len(body), 0))
            body[at : at + len(call.data)] = call.data
        return body


def calls(log: Path, folder: Path) -> Iterator[Call]:
    """The calls that concern a folder's files, and what was printed, from strace's output.

    A sync counts when it has returned, a write when it is made.
    """
    waiting: dict[str, Call] = {}
    with log.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            resumed = _RESUMED.match(line)
            if resumed and resumed["pid"] in waiting:
                yield waiting.pop(resumed["pid"])
            found = _CALL.match(line)
            call = _call(found, folder) if found else None
            if found and call and call.name == "sync" and "unfinished" in found["end"]:
                waiting[found["pid"]] = call
            elif call:
                yield call


def _call(found: "re.Match[str]", folder: Path) -> Call | None:
    path = _text(found["path"] or found["unlinked"] or "").decode("utf-8", "replace")
    if found["name"] == "write" and found["fd"] == "1":
        return Call(name="ack", path="", data=_text(found["data"] or ""))
    if not path.startswith(f"{folder}/") or path.endswith("-shm"):
        return None  # the shared memory is made anew from the log
    name, data = found["name"], _text(found["data"] or "")
    if name in ("fsync", "fdatasync"):
        return Call(name="sync", path=path)
    if name == "unlink":
        return Call(name="unlink", path=path)
    if name == "ftruncate":
        return Call(name="truncate", path=path, offset=int(found["offset"] or 0))
    return Call(
        name="write", path=path, data=data, offset=int(found["offset"]) if found["offset"] else None
    )


def _torn(call: Call, rng: random.Random) -> Call:
    """One write in four reaches the disk with its first sectors only."""
    if call.name != "write" or len(call.data) <= SECTOR or rng.random() < 0.75:
        return call
    sectors = rng.randrange(len(call.data) // SECTOR + 1)
    return Call(
        name="write", path=call.path, data=call.data[: sectors * SECTOR], offset=call.offset
    )


def _text(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))
