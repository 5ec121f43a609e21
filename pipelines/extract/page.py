"""A page as the stages of the cascade see it."""

from dataclasses import dataclass

from pipelines.extract.blocks import Placed
from pipelines.extract.document import Document

Taken = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedPage:
    """A parsed page with its blocks; article_body is what its JSON-LD gives as text, or empty."""

    document: Document
    blocks: tuple[Placed, ...]
    article_body: str = ""

    def size(self, taken: Taken) -> int:
        """Characters of text in those blocks."""
        return sum(self.blocks[index].size for index in taken)
