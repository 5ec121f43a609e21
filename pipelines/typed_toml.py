"""A TOML file as a typed value, or everything that is wrong with it at once.

Rule 1: all problems of a file are reported together, each with its line where it can be found.
Rule 2: an unknown key is a problem, and the nearest known key is named.
Rule 3: a message never repeats a value; it may hold a password.
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pipelines.errors import ConfigError

_TABLE = re.compile(r"\s*\[\s*([A-Za-z0-9_.\" -]+?)\s*\]\s*(#.*)?$")
_ASSIGNMENT = re.compile(r"\s*(?:\"([^\"]+)\"|([A-Za-z0-9_-]+))\s*=")

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong. where: a file, a variable or "command line". line: from 1."""

    where: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        place = self.where if self.line is None else f"{self.where}:{self.line}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A TOML file as read; values are what tomllib made of its text."""

    path: Path
    text: str
    values: Mapping[str, Any]

    def line_of(self, keys: KeyPath) -> int | None:
        """The line on which a key is written; its table's line if only that is found."""
        names = [str(key) for key in keys if isinstance(key, str)]
        lines = _lines(self.text)
        return lines.get(".".join(names)) or lines.get(names[0] if names else "")


def read(path: Path) -> Document:
    """Raises ConfigError when the file cannot be read or is no TOML; its line is in the message."""
    try:
        return parse(path, path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error


def parse(path: Path, text: str) -> Document:
    """A file's text, wherever it was read. Raises ConfigError when it is no TOML."""
    try:
        return Document(path=path, text=text, values=tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: no valid TOML: {error}") from error


def messages(error: ValidationError, model: type[BaseModel]) -> tuple[tuple[KeyPath, str], ...]:
    """Each problem that pydantic found, as the key's path and one line in plain words."""
    return tuple((tuple(item["loc"]), _message(item, model)) for item in error.errors())


def raise_for(problems: Iterable[Problem]) -> None:
    """Raises ConfigError with one line per problem; does nothing when there is none."""
    in_order = sorted(problems, key=lambda problem: (problem.where, problem.line or 0))
    if in_order:
        raise ConfigError("\n".join(map(str, in_order)))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that somebody who wrote `name` most likely meant, or None."""
    close = difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def _message(item: ErrorDetails, model: type[BaseModel]) -> str:
    key = _written(tuple(item["loc"]))
    if item["type"] == "extra_forbidden":
        return f'unknown key "{key}"{_suggestion(tuple(item["loc"]), model)}'
    if item["type"] == "missing":
        return f'"{key}" is missing'
    text = item["msg"].removeprefix("Value error, ")
    if text.startswith("Input should be"):
        wanted = text.removeprefix("Input should be").replace("a valid tuple", "a list")
        return f'"{key}" must be{wanted}'
    return f'"{key}": {text}'


def _written(keys: KeyPath) -> str:
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return text.removeprefix(".")


def _suggestion(keys: KeyPath, model: type[BaseModel]) -> str:
    """The same table's nearest key first, since a key may be right and only stand elsewhere."""
    known = _known(model)
    table = ".".join(map(str, keys[:-1]))
    siblings = {path.rpartition(".")[2]: path for path in known if _table_of(path) == table}
    elsewhere = {path.rpartition(".")[2]: path for path in known}
    for names in (siblings, elsewhere):
        name = nearest(str(keys[-1]), names)
        if name:
            return f'; the nearest known one is "{names[name]}"'
    return f"; known are {', '.join(sorted(siblings or elsewhere))}"


def _known(model: type[BaseModel], table: str = "") -> list[str]:
    paths = []
    for name, field in model.model_fields.items():
        paths.append(table + name)
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            paths += _known(field.annotation, f"{table}{name}.")
    return paths


def _table_of(path: str) -> str:
    return path.rpartition(".")[0]


def _lines(text: str) -> dict[str, int]:
    """Dotted key -> its line. A line inside a multi-line string can mislead, but only by a hint."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        header, assignment = _TABLE.match(line), _ASSIGNMENT.match(line)
        if header:
            table = header[1]
            found.setdefault(table, number)
        elif assignment:
            name = assignment[1] or assignment[2]
            found.setdefault(f"{table}.{name}" if table else name, number)
    return found
