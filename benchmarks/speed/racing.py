"""All contestants over the same pages, in turns, and what comes of it."""

import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.extraction.pages import KnownPage
from benchmarks.speed.contestants import CONTESTANTS
from benchmarks.speed.course import Course, Heat
from benchmarks.speed.peers.installing import peers_python
from benchmarks.speed.town import town

# How many times as many pages a second, from the shared page on performance.
GOALS = {
    "news-please": 12.0,
    "newspaper4k": 6.0,
    "naive spider": 3.0,
    "trafilatura's command": 2.5,
}
LIMIT_GOAL = 0.9  # of the pages a second of fetching and extraction, each alone on all cores
OURS, FETCHING, EXTRACTING = "copydesk", "Scrapy, fetching only", "our extraction only"


def raced(
    pages: Sequence[KnownPage], papers: int, rounds: int, peers: Path, names: Sequence[str]
) -> Iterator[Heat]:
    """Each contestant's runs, in turns, so that a busy minute meets all of them.

    peers: the folder that the others are installed in. names: who takes part.
    """
    python = _python(peers)
    asked = [one for one in CONTESTANTS if one.name in names and (python or not one.of_peers)]
    with town(pages, papers) as shared:
        for one in asked * rounds:
            with tempfile.TemporaryDirectory(prefix="copydesk-speed-") as folder:
                course = Course(town=shared, folder=Path(folder), python=python or Path())
                try:
                    yield one.heat(course)
                except RuntimeError as error:
                    print(f"{one.name} is left out: {error}")


def table(heats: Sequence[Heat]) -> list[str]:
    """Lines of Markdown: medians of the rounds, and ratios of neighbours within a round."""
    by_name = _by_name(heats)
    lines = [
        "| system | pages/s | CPU ms/page | MB at the peak | with a text | ours is faster | goal |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for name, runs in by_name.items():
        factor = _factor(by_name, name)
        goal = _judged(factor, GOALS[name]) if name in GOALS else ""
        lines.append(
            f"| {name} | {median(one.pages_a_second for one in runs):.1f}"
            f" | {median(one.cpu_ms_a_page for one in runs):.1f}"
            f" | {max(one.spent.peak_mb for one in runs):.0f}"
            f" | {runs[-1].stored} of {runs[-1].pages} | {_times(name, factor)} | {goal} |"
        )
    return [*lines, *_of_the_limit(by_name)]


def limit_of(fetching: Heat, extracting: Heat) -> float:
    """Pages a second at best: the processor that both need for a page, on all cores at once.

    Extraction alone ran on all of them; what fetching costs comes on top for each page.
    """
    busy_cores = extracting.spent.cpu_s / extracting.spent.seconds
    return busy_cores * 1000 / (extracting.cpu_ms_a_page + fetching.cpu_ms_a_page)


def _python(peers: Path) -> Path | None:
    try:
        return peers_python(peers)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"newspaper4k and news-please are left out, they cannot be installed: {error}")
        return None


def _by_name(heats: Sequence[Heat]) -> dict[str, list[Heat]]:
    found: dict[str, list[Heat]] = {}
    for heat in heats:
        found.setdefault(heat.name, []).append(heat)
    return found


def _factor(by_name: Mapping[str, Sequence[Heat]], name: str) -> float:
    """How many times as fast ours is, the median over the rounds; 0: ours did not run."""
    pairs = zip(by_name.get(OURS, ()), by_name[name], strict=False)
    ratios = [ours.pages_a_second / theirs.pages_a_second for ours, theirs in pairs]
    return median(ratios) if ratios else 0.0


def _times(name: str, factor: float) -> str:
    return f"{factor:.1f} x" if factor and name != OURS else ""


def _judged(factor: float, goal: float) -> str:
    return f"{goal:g} x: {'met' if factor >= goal else 'MISSED'}"


def _of_the_limit(by_name: Mapping[str, Sequence[Heat]]) -> list[str]:
    runs = [by_name.get(name, ()) for name in (OURS, FETCHING, EXTRACTING)]
    shares = [
        ours.pages_a_second / limit_of(fetching, extracting)
        for ours, fetching, extracting in zip(*runs, strict=False)
    ]
    if not shares:
        return []
    share = median(shares)
    state = "met" if share >= LIMIT_GOAL else "MISSED"
    return [
        "",
        f"Of the limit of fetching and extraction: {share:.2f} (goal {LIMIT_GOAL}: {state}).",
    ]
