"""The twenty questions of docs/queries.md, read, and asked as of any moment."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

DOC = Path(__file__).resolve().parents[2] / "docs" / "queries.md"
ENGINES = {"both engines": ("sqlite", "postgresql"), "SQLite": ("sqlite",)} | {
    "PostgreSQL": ("postgresql",)
}


@dataclass(frozen=True, slots=True)
class Question:
    """A numbered heading of the document with its SQL, by engine."""

    number: int
    title: str
    sql: dict[str, str]


def questions() -> dict[int, Question]:
    """The document, read."""
    parts = re.split(r"^## (\d+)\. (.+)$", DOC.read_text(encoding="utf-8"), flags=re.M)[1:]
    return {
        int(number): Question(int(number), title, _blocks(body))
        for number, title, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    }


def _blocks(body: str) -> dict[str, str]:
    return {
        engine: sql
        for named, sql in re.findall(r"^```sql\n-- ([^\n]+)\n(.+?)^```$", body, flags=re.M | re.S)
        for engine in ENGINES[named]
    }


def as_of(engine: str, sql: str, now: datetime) -> str:
    """The SQL with this moment (UTC) in place of the clock's: a generated database has a present
    of its own, that of its last run."""
    if engine == "sqlite":
        return sql.replace("'now'", f"'{now:%Y-%m-%d %H:%M:%S}'")
    return sql.replace("now()", f"timestamptz '{now:%Y-%m-%d %H:%M:%S}+00'")
