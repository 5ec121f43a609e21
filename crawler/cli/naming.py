"""Which site a person means by a name, and what its file says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from crawler.cli.options import Invocation
from pipelines.errors import UsageError
from pipelines.model import Site
from pipelines.sites import SiteFile, load_files
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


def site_files(call: Invocation) -> dict[str, Site]:
    """The sites of the site files by key, for what their files say of stored articles."""
    files, problems = load_files(call.settings.sites_dir)
    for problem in problems:
        call.terminal.warn(problem)
    return {file.site.key: file.site for file in files}


def bare(key: str) -> Site:
    """A site whose file is gone: its articles are there all the same."""
    return Site(key=key, name=key, home="")


def _hint(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"; the nearest is {near}" if near else "; `copydesk sites list` shows all"
