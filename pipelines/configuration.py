"""Which settings are in force, and where each value came from.

Rule 1: defaults < copydesk.toml < COPYDESK_* variables < command line.
Rule 2: a path in copydesk.toml is relative to that file's folder, so that every command works
    from any directory below it; a path in a variable or on the command line is relative to the
    current directory, as with every other program.
Rule 3: an unknown key or variable is an error: a misspelt limit that is silently ignored is
    found out by the sites.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipelines import typed_toml
from pipelines.settings import GROUPS, Settings
from pipelines.typed_toml import Document, Problem

FILE_NAME = "copydesk.toml"
PREFIX = "COPYDESK_"
_PATHS = ("sites_dir", "archive_dir")
# Variables that share the prefix and are no settings: the file's own place, the tests' server, the
# pages that extraction is judged by.
_NOT_SETTINGS = {"COPYDESK_BENCHMARK", "COPYDESK_CONFIG", "COPYDESK_TEST_PG_URL"}
_LISTS = ("allow_networks", "recheck")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The settings of one command.

    origins: for each key "default", the file, the variable's name or "command line".
    root: the folder of copydesk.toml, or the current directory where there is none.
    """

    settings: Settings
    origins: Mapping[str, str]
    root: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A value that somebody gave; a relative path in it starts at `base`."""

    value: object
    origin: str
    base: Path
    line: int | None = None


def load(path: Path | None, environ: Mapping[str, str], overrides: Mapping[str, object]) -> Loaded:
    """The settings in force, every path in them absolute.

    path: a file that was asked for by name; None: COPYDESK_CONFIG, else the nearest
    copydesk.toml from the current directory upward. overrides: from the command line; None and
    an empty variable count as not given. Raises ConfigError with one line per problem.
    """
    file = path or _named(environ) or _nearest(Path.cwd())
    root = file.resolve().parent if file else Path.cwd()
    stated = dict(_from_file(file)) | dict(_from_environment(environ)) | dict(_given(overrides))
    settings = _validated(stated)
    bases = {key: value.base for key, value in stated.items()}
    return Loaded(
        settings=_anchored(settings, bases, root),
        origins={
            key: stated[key].origin if key in stated else "default" for key in Settings.model_fields
        },
        root=root,
    )


def commented(contact: str = "") -> str:
    """A copydesk.toml with every setting at its default, commented out, but for the contact."""
    lines = [
        "# Settings of Copydesk. What is commented out is the default; remove the # to change it.",
        "# Each can also be set by a variable (COPYDESK_DELAY_S=1), which beats this file.",
    ]
    for title, keys in GROUPS.items():
        lines += ["", f"# {title}"]
        for key in keys:
            field = Settings.model_fields[key]
            unset = "; not set, for example:" if field.examples else ""
            value = field.examples[0] if field.examples else field.default
            stated = contact if key == "contact" else ""
            line = f"{key} = {_toml(stated)}" if stated else f"# {key} = {_toml(value)}"
            lines += ["", f"# {field.description}{unset}", line]
    return "\n".join(lines) + "\n"


def _named(environ: Mapping[str, str]) -> Path | None:
    name = environ.get("COPYDESK_CONFIG")
    return Path(name) if name else None


def _nearest(folder: Path) -> Path | None:
    files = (parent / FILE_NAME for parent in (folder, *folder.parents))
    return next((file for file in files if file.is_file()), None)


def _from_file(path: Path | None) -> Iterator[tuple[str, _Stated]]:
    if path is None:
        return
    document: Document = typed_toml.read(path)
    base = path.resolve().parent
    for key, value in document.values.items():
        line = document.line_of((key,))
        yield key, _Stated(value=value, origin=str(path), base=base, line=line)


def _from_environment(environ: Mapping[str, str]) -> Iterator[tuple[str, _Stated]]:
    for name, text in sorted(environ.items()):
        if not name.startswith(PREFIX) or name in _NOT_SETTINGS or not text:
            continue
        key = name.removeprefix(PREFIX).lower()
        value = _items(text) if key in _LISTS else text
        yield key, _Stated(value=value, origin=name, base=Path.cwd())


def _given(overrides: Mapping[str, object]) -> Iterator[tuple[str, _Stated]]:
    for key, value in overrides.items():
        if value is not None:
            yield key, _Stated(value=value, origin="command line", base=Path.cwd())


def _validated(stated: Mapping[str, _Stated]) -> Settings:
    try:
        return Settings.model_validate({key: value.value for key, value in stated.items()})
    except ValidationError as error:
        found = typed_toml.messages(error, Settings)
        typed_toml.raise_for(_placed(stated[str(keys[0])], text) for keys, text in found)
        raise


def _placed(stated: _Stated, message: str) -> Problem:
    return Problem(where=stated.origin, line=stated.line, message=message)


def _anchored(settings: Settings, bases: Mapping[str, Path], root: Path) -> Settings:
    """Every path made absolute; a default starts at the root."""
    paths = {key: bases.get(key, root) / getattr(settings, key) for key in _PATHS}
    db = _anchored_url(settings.db, bases.get("db", root))
    return settings.model_copy(update={**paths, "db": db})


def _anchored_url(url: str, base: Path) -> str:
    """SQLite's file made absolute; `sqlite://` alone and `:memory:` have none."""
    scheme, _, file = url.partition(":///")
    if not scheme.startswith("sqlite") or not file or file.startswith((":memory:", "file:")):
        return url
    return f"{scheme}:///{base / file}"


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _toml(value: Any) -> str:
    return json.dumps(str(value) if isinstance(value, Path) else value)
