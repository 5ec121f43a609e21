"""Which versions this program runs with, and which of its extras are there."""

import platform
import re
import sqlite3
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version

from pipelines.health.findings import Finding, fault, ok

# Those whose version a report of a fault should name.
_LIBRARIES = ("scrapy", "trafilatura", "lxml", "sqlalchemy", "alembic", "fastwarc", "pydantic")
_REQUIRED = re.compile(r"([A-Za-z0-9_.-]+).*?(?:extra == ['\"](\w+)['\"])?$")


def versions() -> Iterator[Finding]:
    """The program and its libraries, then its extras."""
    own = f"copydesk {_version('copydesk') or 'not installed'}, Python {platform.python_version()}"
    found = {name: _version(name) for name in _LIBRARIES}
    listed = ", ".join(f"{name} {number}" for name, number in found.items() if number)
    yield ok("versions", f"{own}, SQLite {sqlite3.sqlite_version}, {listed}")
    for name in (name for name, number in found.items() if not number):
        yield fault("versions", f"{name} is not installed", "install copydesk again")
    yield ok(
        "extras", ", ".join(f"{name} {_said(is_there)}" for name, is_there in _extras().items())
    )


def _said(is_there: bool) -> str:
    return "installed" if is_there else "not installed"


def _extras() -> Mapping[str, bool]:
    """Whether all that an extra needs is there."""
    found: dict[str, bool] = {}
    for line in requires("copydesk") or ():
        match = _REQUIRED.match(line)
        if match and match[2]:
            found[match[2]] = found.get(match[2], True) and _version(match[1]) is not None
    return found


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
