"""Where a system runs against the others, and what one run of it gave."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.spent import Spent, spent
from benchmarks.speed.town import ROOT, Town

NOBODY = "http://127.0.0.1:9"  # the discard port: closed wherever nobody asked for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """One contestant's run. stored: pages of which it has a text."""

    name: str
    pages: int
    stored: int
    spent: Spent

    @property
    def pages_a_second(self) -> float:
        """From the start of the command to its end."""
        return self.pages / self.spent.seconds

    @property
    def cpu_ms_a_page(self) -> float:
        """Of user and system, of all processes."""
        return self.spent.cpu_s * 1000 / self.pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where a contestant runs. folder: an empty one. python: of the peers' own environment."""

    town: Town
    folder: Path
    python: Path

    @property
    def environment(self) -> dict[str, str]:
        """What everybody runs in. Only the town is there: pictures elsewhere are refused."""
        plain = {name: value for name, value in os.environ.items() if "COPYDESK" not in name}
        proxies = dict.fromkeys(("http_proxy", "https_proxy"), NOBODY)
        return plain | proxies | {"no_proxy": ",".join(self.town.hosts), "PYTHONPATH": str(ROOT)}

    @property
    def urls(self) -> str:
        """A file with every address."""
        file = self.folder / "urls.txt"
        file.write_text("\n".join(self.town.urls) + "\n")
        return str(file)

    def run(
        self, command: Sequence[str], stored: Callable[[Spent], int], **settings: str
    ) -> tuple[Spent, int]:
        """The command to its end, and how many pages it stored. Raises RuntimeError."""
        used = spent(command, self.folder, self.environment | settings)
        if used.status not in (0, 3):
            raise RuntimeError(f"it ended with {used.status}: {used.output[-500:]}")
        return used, stored(used)


Run = Callable[[Course], tuple[Spent, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A system. of_peers: it is installed beside ours and not with it."""

    name: str
    run: Run
    of_peers: bool = False

    def heat(self, course: Course) -> Heat:
        """One run. Raises RuntimeError where it does not end well."""
        used, stored = self.run(course)
        return Heat(name=self.name, pages=len(course.town.urls), stored=stored, spent=used)
