"""The formats of an export: each takes articles as they come and writes them to a binary stream.

Rule 1: the fields are the columns of the view `articles`, in its order, in every format.
Rule 2: nothing is kept of an article that was written; a format's library is imported when it is
asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO, Protocol

from pipelines.export.commas import Commas, Spreadsheet
from pipelines.export.lines import Lines
from pipelines.store.corpus import Story


class Format(Protocol):
    """An open export."""

    def write(self, stories: Sequence[Story]) -> None:
        """These articles come next. Raises OSError."""

    def close(self) -> None:
        """Nothing comes any more: what is still held is written. The stream stays open."""


def _lines(stream: BinaryIO) -> Format:
    return Lines(stream)


def _commas(stream: BinaryIO) -> Format:
    return Commas(stream)


def _spreadsheet(stream: BinaryIO) -> Format:
    return Spreadsheet(stream)


def _parquet(stream: BinaryIO) -> Format:
    from pipelines.export.parquet import Parquet  # noqa: PLC0415 - pyarrow takes .2 s and 60 MB

    return Parquet(stream)


FORMATS: Mapping[str, Callable[[BinaryIO], Format]] = {
    "jsonl": _lines,
    "csv": _commas,
    "spreadsheet": _spreadsheet,
    "parquet": _parquet,
}
