"""Other systems' answers, kept in the user's cache: they do not change while we do.

A file for each system and version of its package. Their times are those of the day when they
were asked; `--fresh` asks and times anew.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path

from benchmarks.extraction import peers
from benchmarks.extraction.answers import Answer
from benchmarks.extraction.pages import folder
from benchmarks.extraction.unseen import cache_folder


def remembered(system: str, package_version: str) -> dict[str, Answer]:
    """What the system said before, by page id; empty where it was never asked."""
    file = _file(system, package_version)
    if not file.exists():
        return {}
    lines = file.read_text(encoding="utf-8").splitlines()
    return {answer.page: answer for answer in map(_read, map(json.loads, lines))}


def remember(system: str, package_version: str, answers: Iterable[Answer]) -> None:
    """Write all that is known of this system, in place of what stood there."""
    file = _file(system, package_version)
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".new")
    rows = (json.dumps(asdict(answer)) for answer in answers)
    unfinished.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    unfinished.rename(file)


def _file(system: str, package_version: str) -> Path:
    name = f"{system.replace(', ', '-')}-{package_version}-{_digest()}.jsonl"
    return cache_folder("answers") / name


@cache
def _digest() -> str:
    """Of the truth (which pages there are) and of how the systems are asked."""
    made = hashlib.sha256((folder() / "truth.jsonl").read_bytes())
    made.update(Path(peers.__file__).read_bytes())
    return made.hexdigest()[:12]


def _read(row: Mapping[str, object]) -> Answer:
    lists = {name: value for name, value in row.items() if isinstance(value, list)}
    tuples = {name: tuple(value) for name, value in lists.items()}
    return Answer(**{**row, **tuples})  # type: ignore[arg-type]
