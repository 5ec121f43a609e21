"""The trees that weigh a page's blocks: plain tables, learned once, read here without any library.

`block_trees.json` is written by benchmarks/train_blocks.py from pages with known content. A tree
asks one trait after another and ends in a leaf; the leaves of all trees are added up and give
the probability that a block is text of the article.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.extract.traits import NAMES, Traits

TABLES = "block_trees.json"

Numbers = NDArray[np.float64]
Indexes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """All nodes of all trees as columns; roots: where each tree begins.

    A node sends a row left when its `trait` is at most `limit`. A leaf leads to itself on both
    sides and adds its `value`. depth: steps from a root to the deepest leaf.
    """

    roots: Indexes
    trait: Indexes
    limit: Numbers
    left: Indexes
    right: Indexes
    value: Numbers
    depth: int

    def probabilities(self, rows: Traits) -> Numbers:
        """For each row of traits the probability of text, 0.0 to 1.0."""
        places = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        number = np.arange(len(rows))[:, np.newaxis]
        for _step in range(self.depth):
            goes_left = rows[number, self.trait[places]] <= self.limit[places]
            places = np.where(goes_left, self.left[places], self.right[places])
        sums = self.value[places].sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-sums)))


@cache
def forest() -> Forest:
    """The trees that come with this package. Raises ValueError when they ask for other traits."""
    return read(json.loads(files(__package__).joinpath(TABLES).read_text(encoding="utf-8")))


def read(tables: Mapping[str, Any]) -> Forest:
    """Trees from the columns of `block_trees.json`. Raises ValueError as `forest` does."""
    if tuple(tables["traits"]) != NAMES:
        raise ValueError(f"{TABLES} was learned with other traits; run benchmarks/train_blocks.py")
    return Forest(
        roots=np.array(tables["roots"], dtype=np.intp),
        trait=np.array(tables["trait"], dtype=np.intp),
        limit=np.array(tables["limit"], dtype=np.float64),
        left=np.array(tables["left"], dtype=np.intp),
        right=np.array(tables["right"], dtype=np.intp),
        value=np.array(tables["value"], dtype=np.float64),
        depth=tables["depth"],
    )
