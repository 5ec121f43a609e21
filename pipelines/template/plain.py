"""Flat text, as other programs dump it, cut into blocks without markup."""

import re

from pipelines.model import Block

# Word processors and old Macs end lines in their own ways.
_LINE_END = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# A line this long was not wrapped by a text editor: it is a paragraph of its own.
_WRAP_CHARS = 100
_LINES_OF_WRAPPED_TEXT = 3


def blocks_of(text: str) -> tuple[Block, ...]:
    """One block a line; paragraphs that were wrapped at a column are joined again.

    Dumps print a label and the headline that it announces on two lines, so a line is a block.
    Only a paragraph of several lines of much the same length, as a wrapped one has, is one.
    """
    paragraphs = _BLANK_LINE.split(_LINE_END.sub("\n", text))
    texts = [line for paragraph in paragraphs for line in _lines(paragraph)]
    return tuple(Block(index=index, text=line) for index, line in enumerate(texts))


def _lines(paragraph: str) -> list[str]:
    lines = [" ".join(line.split()) for line in paragraph.split("\n")]
    lines = [line for line in lines if line]
    return [" ".join(lines)] if _is_wrapped(lines) else lines


def _is_wrapped(lines: list[str]) -> bool:
    if len(lines) < _LINES_OF_WRAPPED_TEXT:
        return False
    widths = [len(line) for line in lines[:-1]]
    longest = max(widths)
    return 40 <= longest <= _WRAP_CHARS and min(widths) >= longest * 0.75
