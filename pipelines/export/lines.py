"""JSON Lines: an object on each line, UTF-8. Source: jsonlines.org."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import BinaryIO

from pipelines.store.corpus import Story

NAMES = tuple(field.name for field in fields(Story))
# JSON lets them stand, but many a reader splits lines at them.
_LINE_ENDS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


class Lines:
    """Times in ISO 8601 with their zone, lists as lists, what is missing as null."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, stories: Sequence[Story]) -> None:
        """A line for each."""
        self._stream.write("".join(map(_line, stories)).encode())

    def close(self) -> None:
        """Every line is written already."""


def _line(story: Story) -> str:
    record = {name: getattr(story, name) for name in NAMES}
    return json.dumps(record, ensure_ascii=False, default=_moment).translate(_LINE_ENDS) + "\n"


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
