"""What reading one page costs: ours beside trafilatura's, page by page in turns, in one process."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean, median

from trafilatura import bare_extraction

from benchmarks.extraction.pages import KnownPage
from benchmarks.speed.sheets import as_snapshot, hint_of, site_of
from pipelines.model import Template
from pipelines.process import process

GOAL = 0.8  # of trafilatura's processor time
WARM_UP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """ours_ms, theirs_ms: processor milliseconds of each page, in the pages' order."""

    ours_ms: tuple[float, ...]
    theirs_ms: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """All of our time to all of theirs."""
        return sum(self.ours_ms) / sum(self.theirs_ms)


def read(pages: Sequence[KnownPage]) -> Read:
    """Every page once by each, after some that are not counted."""
    for page in pages[:WARM_UP]:
        _both(page)
    both = [_both(page) for page in pages]
    return Read(ours_ms=tuple(a for a, _ in both), theirs_ms=tuple(b for _, b in both))


def table(found: Read) -> list[str]:
    """Lines of Markdown."""
    state = "met" if found.ratio <= GOAL else "MISSED"
    return [
        f"| processor ms a page, {len(found.ours_ms)} pages | mean | median | p95 |",
        "|---|---:|---:|---:|",
        _row("copydesk: cascade, metadata, blocks, verdict", found.ours_ms),
        _row("trafilatura, defaults with metadata", found.theirs_ms),
        f"| **ours / trafilatura's** (goal {GOAL}: {state}) | **{found.ratio:.2f}** | | |",
    ]


def _row(name: str, took: Sequence[float]) -> str:
    late = sorted(took)[int(len(took) * 0.95)]
    return f"| {name} | {mean(took):.1f} | {median(took):.1f} | {late:.1f} |"


def _both(page: KnownPage) -> tuple[float, float]:
    payload, site, hint = page.payload, site_of(page.url), hint_of(page.url)
    snapshot, template = as_snapshot(page.url, payload), Template(site=site.key)
    ours = _took(lambda: process(snapshot, site, template, (hint,)))
    theirs = _took(lambda: bare_extraction(payload, url=page.url, with_metadata=True))
    return ours, theirs


def _took(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000
