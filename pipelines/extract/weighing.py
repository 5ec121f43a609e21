"""Which of the blocks that somebody took, or that stand near them, are text?

The engine's answer and the cheap stages' votes are traits among others; so are a block's place,
its names, its words and its neighbours. The trees have learned from pages of many sites how
these go together, and know no site by name.
"""

from collections.abc import Mapping

from pipelines.extract.forest import forest
from pipelines.extract.page import BlockedPage, Taken
from pipelines.extract.traits import traits

# Probability from which a block is taken. From .5 to .4 one page in forty more leaks, and one in
# fifty more is complete (five folds over 754 development pages, no site in two folds).
LIKELY = 0.5


def weighed(page: BlockedPage, answers: Mapping[str, Taken]) -> Taken:
    """The blocks that are probably text; nothing where nobody took anything.

    answers: see `traits.traits`.
    """
    indexes, rows = traits(page, answers)
    if not indexes:
        return frozenset()
    likely = forest().probabilities(rows) >= LIKELY
    return frozenset(index for index, one in zip(indexes, likely, strict=True) if one)
