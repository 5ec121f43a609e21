"""How much memory a command and its worker processes take while they run. Linux only."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


class Watch:
    """The most memory that a process and its children held, each and together, in MB."""

    def __init__(self) -> None:
        self.each: dict[str, int] = {}
        self.together = 0

    @contextmanager
    def of(self, root: int) -> Iterator[None]:
        done = threading.Event()
        thread = threading.Thread(target=self._look, args=(root, done))
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _look(self, root: int, done: threading.Event) -> None:
        while not done.wait(0.05):
            now = {name: kb // 1024 for name, kb in resident(root).items()}
            self.together = max(self.together, sum(now.values()))
            for name, mb in now.items():
                self.each[name] = max(self.each.get(name, 0), mb)


def resident(root: int) -> Mapping[str, int]:
    """Resident kB of a process and all below it, by process."""
    parents, kb = {}, {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            text = (place / "status").read_text()
        except OSError:
            continue
        lines = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
        parents[int(place.name)] = int(lines["PPid"])
        kb[int(place.name)] = int(lines.get("VmRSS", "0 kB").split()[0])
    found = {root} & set(kb)
    while grown := {one for one, parent in parents.items() if parent in found} - found:
        found |= grown
    return {("crawl" if one == root else f"worker-{one}"): kb[one] for one in found}
