"""Which site a person means by a name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from pipelines.errors import UsageError
from pipelines.sites import SiteFile
from pipelines.typed_toml import nearest

T = TypeVar("T")


def named(files: Sequence[SiteFile], names: Sequence[str]) -> tuple[SiteFile, ...]:
    """The files of these names, keys or file names, each once; all where none is named.

    Raises UsageError with the nearest known name.
    """
    if not names:
        return tuple(files)
    known = {
        word.casefold(): file
        for file in files
        for word in (file.site.name, file.site.key, file.name)
    }
    found = [meant(known, name) for name in names]
    return tuple({file.path: file for file in found}.values())


def meant(known: Mapping[str, T], name: str) -> T:
    """What a name stands for, upper or lower case. Raises UsageError."""
    if name.casefold() in known:
        return known[name.casefold()]
    raise UsageError(f"there is no site {name}{_hint(name, known)}")


def _hint(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"; the nearest is {near}" if near else "; `copydesk sites list` shows all"
