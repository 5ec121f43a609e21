"""An article on several pages becomes one: their blocks in order, what they repeat kept once."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.model import Block, Extraction


def joined(first: Extraction, others: Sequence[Extraction], *, is_whole: bool) -> Extraction:
    """The article with the blocks of its further pages; everything else is the first page's.

    Block indexes go on rising. is_whole: False where a further page could not be had; the
    article then counts as one of which a part could not be read.
    """
    blocks = list(first.blocks)
    seen = {_key(block) for block in first.body}
    for other in others:
        start = blocks[-1].index + 1 if blocks else 0
        new = [block for block in other.blocks if not block.in_body or _key(block) not in seen]
        seen.update(_key(block) for block in other.body)
        if any(block.in_body for block in new):
            blocks += [replace(block, index=start + block.index) for block in new]
    cut = any(one.truncated for one in (first, *others))
    return replace(first, blocks=tuple(blocks), truncated=cut or not is_whole)


def _key(block: Block) -> str:
    """The words alone."""
    return " ".join(block.text.split()).casefold()
