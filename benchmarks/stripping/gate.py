"""A few generated pages whose leaks and losses are pinned: `make check` notices when they rise."""

import tomllib
from pathlib import Path

from benchmarks.extraction.gate import Figures
from benchmarks.stripping.generated import SEEDS, measured

PINNED = Path(__file__).with_name("pinned.toml")
# One site with known phrases, one with invented wording, one with teasers: a second in all.
TEMPLATES, PAGES = ("harbour", "kolumne", "bourse"), 12


def small() -> Figures:
    """Leaks, losses and what the extractor never gave, by markup and site file."""
    scores = measured(SEEDS[:1], TEMPLATES, (PAGES,))
    return {
        f"{markup}, {rules}": {what: one.count(what) for what in ("leaked", "lost", "unread")}
        for (_, markup, _, rules), one in scores.items()
    }


def load_pinned() -> Figures:
    """The pinned figures."""
    return tomllib.loads(PINNED.read_text(encoding="utf-8"))


def pin() -> None:
    """Write the figures of now as the ones to keep."""
    lines = ["# Written by `python -m benchmarks.stripping --pin`: lines on a few generated pages."]
    for row, figures in small().items():
        lines += ["", f'["{row}"]', *(f"{what} = {count:g}" for what, count in figures.items())]
    PINNED.write_text("\n".join(lines) + "\n", encoding="utf-8")
