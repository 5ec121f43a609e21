"""The trees and what they make of a page."""

import numpy as np
from lxml import html

from pipelines.extract.blocks import placed_blocks
from pipelines.extract.document import Document
from pipelines.extract.forest import Forest, forest
from pipelines.extract.page import BlockedPage
from pipelines.extract.traits import NAMES
from pipelines.extract.weighing import likelihoods, likely


def test_the_trees_that_come_along_ask_for_these_traits() -> None:
    """A trait that is added or renamed asks for new trees: this test says so."""
    trees = forest()
    assert trees.trait.max() < len(NAMES)
    assert len(trees.roots) > 1


def test_a_row_goes_left_at_the_limit_and_leaves_are_added_up() -> None:
    """Two trees of one question each; the sum becomes a probability."""
    trees = Forest(
        roots=np.array([0, 3]),
        trait=np.array([0, 0, 0, 1, 0, 0]),
        limit=np.array([5.0, 0, 0, 1.0, 0, 0]),
        left=np.array([1, 1, 2, 4, 4, 5]),
        right=np.array([2, 1, 2, 5, 4, 5]),
        value=np.array([0, 1.0, -1.0, 0, 2.0, -2.0]),
        depth=1,
    )
    rows = np.array([[5.0, 1.0], [5.1, 1.1], [5.0, 2.0]], dtype=np.float32)
    sums = np.array([3.0, -3.0, -1.0])
    assert np.allclose(trees.probabilities(rows), 1 / (1 + np.exp(-sums)))


def test_nothing_is_weighed_where_nobody_took_anything() -> None:
    """The trees never make an article out of a page without one."""
    root = html.document_fromstring("<html><body><p>Hello</p></body></html>")
    url = "https://gazette.example/a"
    document = Document(url=url, base=url, root=root, json_ld=(), source="")
    page = BlockedPage(document=document, blocks=placed_blocks(root))
    assert likely(page, likelihoods(page, {"engine": frozenset()})) == frozenset()
