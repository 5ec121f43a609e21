"""What differs between two texts, printed: what changed, and how much stayed between."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crawler.cli.terminal import Terminal

if TYPE_CHECKING:
    from pipelines.identity.differences import Passage


def show_passages(terminal: Terminal, passages: "Iterable[Passage]") -> None:
    """Changed passages word by word; a line that counts those that stayed."""
    stayed = 0
    for passage in passages:
        if not passage.is_changed:
            stayed += passage.paragraphs
            continue
        _show_stayed(terminal, stayed)
        stayed = 0
        terminal.parts([(piece.text, piece.side.value) for piece in passage.pieces])
    _show_stayed(terminal, stayed)


def _show_stayed(terminal: Terminal, paragraphs: int) -> None:
    if paragraphs:
        terminal.answer(f"  ... {paragraphs} unchanged")
