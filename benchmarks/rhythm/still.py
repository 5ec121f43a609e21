"""What a run costs that finds nothing new: `python -m benchmarks.rhythm still`.

500 sites on loopback, each known with a feed and an article. Then three kinds of runs, typed as
cron types them: every feed is due and answers 304; nothing is due at all; one of 500 is due.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.rhythm.papers import Papers, serving

GOAL_S = 2.0  # of a run with nothing due
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A kind of run. seconds: from its start to its end; cpu_s: of the processor, its worker
    processes included; both are medians of its repetitions.

    requests: all that reached the sites in one run; not_modified: of these with a 304.
    """

    run: str
    seconds: float
    cpu_s: float
    requests: int
    not_modified: int


@dataclass(frozen=True, slots=True)
class _Desk:
    folder: Path
    papers: Papers

    def type(self, *words: str) -> tuple[float, float]:
        """How long the command took, and the processor for it. Raises CalledProcessError."""
        plain = {name: value for name, value in os.environ.items() if "COPYDESK" not in name}
        more = {"COPYDESK_ALLOW_NETWORKS": "127.0.0.0/8,::1/128", "PYTHONPATH": str(_ROOT)}
        start, cpu_s = time.monotonic(), _cpu_s()
        subprocess.run(
            [sys.executable, "-m", "crawler.cli", *words],
            cwd=self.folder,
            env=plain | more,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return time.monotonic() - start, _cpu_s() - cpu_s

    def cost(self, run: str, times: int, *words: str) -> Cost:
        """The command typed so often."""
        took, before = [], Counter(self.papers.answered)
        for _ in range(times):
            took.append(self.type(*words))
        answered = self.papers.answered - before
        return Cost(
            run=run,
            seconds=median(seconds for seconds, _ in took),
            cpu_s=median(cpu_s for _, cpu_s in took),
            requests=answered.total() // times,
            not_modified=sum(n for (_, status), n in answered.items() if status == 304) // times,
        )


def _cpu_s() -> float:
    """Seconds of the processor in all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def costs(sites: int, times: int) -> list[Cost]:
    """The first run, and those that follow when nothing changes."""
    with TemporaryDirectory() as folder, serving() as papers:
        desk = _Desk(Path(folder), papers)
        desk.type("init")
        for number in range(sites):
            file = desk.folder / "sites" / f"p{number}.toml"
            file.write_text(papers.site_file(number), encoding="utf-8")
        return [
            desk.cost("first run", 1, "crawl", "--quiet"),
            desk.cost("all due, all 304", times, "crawl", "--now", "--quiet"),
            desk.cost("one due", times, "crawl", "--now", "--quiet", "p0.localhost"),
            desk.cost("nothing due", times, "crawl", "--quiet"),
            desk.cost("the program alone", times, "--version"),
        ]


def main(arguments: list[str]) -> int:
    """Print what the runs cost; 1 where a run with nothing due takes too long."""
    parser = argparse.ArgumentParser(prog="benchmarks.rhythm still")
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    given = parser.parse_args(arguments)
    found = costs(given.sites, given.times)
    for one in found:
        print(json.dumps(asdict(one)) if given.json else _line(one))
    return 0 if reached(found) else 1


def reached(found: Sequence[Cost]) -> bool:
    """The goal: a fresh start with nothing due asks nothing and ends within two seconds."""
    (idle,) = (one for one in found if one.run == "nothing due")
    return idle.seconds <= GOAL_S and idle.requests == 0


def _line(one: Cost) -> str:
    times = f"{one.seconds:8.2f} s{one.cpu_s:8.2f} s cpu"
    return f"{one.run:20}{times}{one.requests:8} requests{one.not_modified:8} of them 304"
