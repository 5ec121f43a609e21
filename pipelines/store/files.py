"""Is there a file behind an address? Asked before SQLite is, which makes one by looking at it."""

from pathlib import Path


def has_no_file(url: str) -> bool:
    """Whether the address is a SQLite file's that does not exist; False for a server."""
    scheme, _, file = url.partition(":///")
    return scheme.startswith("sqlite") and not Path(file.partition("?")[0]).is_file()
