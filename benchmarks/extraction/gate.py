"""Pinned scores: a change that makes extraction worse is noticed before it is merged.

Judged with the trees that are shipped, so that every machine gets the same figures; how well they
do on sites that they have not seen is the benchmark's business, not the gate's.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.extraction.goals import AT_MOST, MEASURES
from benchmarks.extraction.pages import SETS, load, sample
from benchmarks.extraction.results import our_scores
from benchmarks.extraction.run import extracted
from benchmarks.extraction.scores import Summary, summary

PINNED = Path(__file__).with_name("pinned.toml")
SIZES = ("small", "whole")
# Share points of 100; a figure may fall by so much before the gate closes.
TOLERANCE = 0.1
# Pages of each set in the small gate: 10 seconds on two cores.
SMALL = 20

Figures = Mapping[str, Mapping[str, float]]
"""`set, system` -> measure -> figure; shares as points of 100."""

_SHARES: Mapping[str, Callable[[Summary], float | None]] = {
    "precision": lambda s: s.precision,
    "recall": lambda s: s.recall,
    **{name: read for name, read in MEASURES.items() if name not in AT_MOST},
}
_COUNTS: Mapping[str, Callable[[Summary], float | None]] = {
    "leaked": lambda s: s.leaked,
    "lost": lambda s: s.lost,
    "repeated": lambda s: s.repeated,
    "failures": lambda s: s.failures,
    "empty": lambda s: s.empty,
}


def measured(size: str) -> Figures:
    """Our figures over the gate's pages. size: `small` or `whole`."""
    pages = load() if size == "whole" else sample(load(), SMALL)
    scores = our_scores(extracted(pages, None))
    return {
        f"{name}, {system}": _figures(summary(sets[name]))
        for system, sets in scores.items()
        for name in SETS
        if name in sets
    }


def fallen(pinned: Figures, now: Figures) -> Iterator[str]:
    """What is worse than pinned, in words; a share may fall by `TOLERANCE`, a count may not rise.

    A figure that is pinned and no longer measured is worse.
    """
    for row, figures in pinned.items():
        for measure, was in figures.items():
            figure = now.get(row, {}).get(measure)
            if figure is None:
                yield f"{row}: {measure} is no longer measured"
            elif _is_worse(measure, was, figure):
                yield f"{row}: {measure} was {was:g}, is {figure:g}"


def load_pinned(size: str) -> Figures:
    """The pinned figures of one gate; nothing where none were pinned."""
    if not PINNED.exists():
        return {}
    sizes = tomllib.loads(PINNED.read_text(encoding="utf-8"))
    return {row: dict(figures) for row, figures in sizes.get(size, {}).items()}


def pin(sizes: Mapping[str, Figures]) -> None:
    """Write the figures of both gates as the ones to keep."""
    lines = ["# Written by `python -m benchmarks.extraction --pin`; shares are points of 100."]
    for size, rows in sizes.items():
        for row, figures in rows.items():
            lines += ["", f'[{size}."{row}"]']
            lines += [f"{measure} = {figure:g}" for measure, figure in figures.items()]
    PINNED.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _figures(one: Summary) -> dict[str, float]:
    shares = {name: read(one) for name, read in _SHARES.items()}
    counts = {name: read(one) for name, read in _COUNTS.items()}
    rounded = {name: round(100 * value, 2) for name, value in shares.items() if value is not None}
    return rounded | {name: value for name, value in counts.items() if value is not None}


def _is_worse(measure: str, was: float, figure: float) -> bool:
    return figure > was if measure in _COUNTS else figure < was - TOLERANCE
