"""CSV as RFC 4180 has it, UTF-8, with a header; and CSV that a spreadsheet may open.

A spreadsheet reads a cell that begins with = + - @ as a formula, which may call programs or send
the sheet's content away: a headline is enough. Source: OWASP, CSV Injection.
"""

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from pipelines.export.lines import NAMES
from pipelines.store.corpus import Story

# White space, also what only looks like it, is skipped by some of the programs before they look.
_FORMULA = re.compile(r"[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


class Commas:
    """Times in ISO 8601 with their zone, lists joined by "; ", what is missing as nothing."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._write_rows([NAMES])

    def write(self, stories: Sequence[Story]) -> None:
        """A row for each."""
        self._write_rows([[self.cell(getattr(story, name)) for name in NAMES] for story in stories])

    def close(self) -> None:
        """Every row is written already."""

    def cell(self, value: object) -> str:
        """The value as a cell's text."""
        if value is None:
            return ""
        if isinstance(value, tuple):
            return "; ".join(value)
        return value.isoformat() if isinstance(value, datetime) else str(value)

    def _write_rows(self, rows: Sequence[Sequence[str]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        self._stream.write(text.getvalue().encode())


class Spreadsheet(Commas):
    """The same with a byte order mark, without which Excel takes UTF-8 for another encoding, and
    with an apostrophe before each cell that would be read as a formula."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.write(b"\xef\xbb\xbf")
        super().__init__(stream)

    def cell(self, value: object) -> str:
        """The value as a cell's text that is no formula."""
        text = super().cell(value)
        return f"'{text}" if _FORMULA.match(text) else text
