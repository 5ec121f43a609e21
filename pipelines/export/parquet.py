"""Parquet with the values' own types: aware microseconds, lists, 64-bit numbers.

Raises ConfigError on import where pyarrow is not installed.
"""

from collections.abc import Sequence
from typing import Any, BinaryIO

from pipelines.errors import ConfigError
from pipelines.export.lines import NAMES
from pipelines.store.corpus import TIMES, Story

try:
    import pyarrow
    from pyarrow import parquet
except ModuleNotFoundError as error:
    raise ConfigError("Parquet needs pyarrow: pip install 'copydesk[parquet]'") from error

_LISTS = ("authors", "keywords")
_NUMBERS = ("id", "word_count", "revision_count", "cluster_id")
_MAYBE = (
    "headline",
    "alternative_headline",
    "description",
    "date_published",
    "date_modified",
    "date_precision",
    "date_origin",
    "in_language",
    "section",
    "image_url",
    "cluster_id",
)
# A reader takes a row group at a time: some 20 MB of articles, and so much is held here.
ROW_GROUP = 4000


class Parquet:
    """Row groups of `ROW_GROUP` articles, compressed by zstd."""

    def __init__(self, stream: BinaryIO) -> None:
        self._writer: Any = parquet.ParquetWriter(stream, _SCHEMA, compression="zstd")
        self._held: list[Story] = []

    def write(self, stories: Sequence[Story]) -> None:
        """They are held until a row group is full."""
        self._held += stories
        if len(self._held) >= ROW_GROUP:
            self._flush()

    def close(self) -> None:
        """The last row group, and the file's directory."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        columns = [[getattr(story, name) for story in self._held] for name in NAMES]
        self._held = []
        if columns[0]:
            arrays = [pyarrow.array(*one) for one in zip(columns, _SCHEMA.types, strict=True)]
            self._writer.write_table(pyarrow.Table.from_arrays(arrays, schema=_SCHEMA))


def _type(name: str) -> Any:
    if name in TIMES:
        return pyarrow.timestamp("us", tz="UTC")
    if name in _LISTS:
        return pyarrow.list_(pyarrow.string())
    return pyarrow.int64() if name in _NUMBERS else pyarrow.string()


_SCHEMA: Any = pyarrow.schema(
    [pyarrow.field(name, _type(name), nullable=name in _MAYBE) for name in NAMES]
)
