"""Is there a file behind an address? Asked before SQLite is, which makes one by looking at it."""

from pathlib import Path


def has_no_file(url: str) -> bool:
    """Whether the address is a SQLite file's that does not exist; False for a server."""
    file = file_of(url)
    return file is not None and not file.is_file()


def file_of(url: str) -> Path | None:
    """The SQLite file that the address names; None for a server."""
    scheme, _, file = url.partition(":///")
    return Path(file.partition("?")[0]) if scheme.startswith("sqlite") else None
