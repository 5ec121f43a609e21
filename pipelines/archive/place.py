"""Where a snapshot lies in the archive."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """warc_file: name within the archive's folder; offset, length: bytes of the gzip member."""

    warc_file: str
    offset: int
    length: int
