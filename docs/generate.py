"""Write docs/cli.md, docs/schema.md and docs/queries.md from what they describe.

    .venv/bin/python docs/generate.py          # `make docs`

A test compares the files with what this would write (tests/contract/test_docs.py).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from sqlalchemy import Column, ForeignKey, Table

from crawler.cli.main import cli
from pipelines.settings import GROUPS, Settings
from pipelines.store import wording
from pipelines.store.tables import metadata
from pipelines.store.views import VIEWS

FOLDER = Path(__file__).resolve().parent
QUERIES = FOLDER.parent / "crawler" / "browse" / "queries.md"
WRITTEN_BY = "<!-- Written by docs/generate.py; `make docs` writes it anew. -->"


def files() -> Mapping[str, str]:
    """Each generated file's name and text."""
    return {
        "cli.md": _joined(_cli()),
        "schema.md": _joined(_schema()),
        "queries.md": _joined(_queries()),
    }


def _joined(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _cli() -> Iterator[str]:
    yield from ("# The command", "", WRITTEN_BY, "")
    yield from _command(cli, click.Context(cli, info_name="copydesk"))
    yield from _settings()


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield from (f"## {context.command_path}", "", "```", command.get_help(context), "```", "")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _command(inner, click.Context(inner, info_name=name, parent=context))


def _queries() -> Iterator[str]:
    """They belong to `copydesk browse`, which offers them to fill in."""
    title, *lines = QUERIES.read_text(encoding="utf-8").splitlines()
    yield from (title, "", WRITTEN_BY, *lines)


def _settings() -> Iterator[str]:
    yield from (
        "## Settings",
        "",
        "In `copydesk.toml`, or as `COPYDESK_` and the name in capitals.",
    )
    for title, keys in GROUPS.items():
        yield from ("", f"### {title}", "", "| setting | default | meaning |", "|---|---|---|")
        for key in keys:
            field = Settings.model_fields[key]
            default = "" if field.default is None else f"`{field.default}`"
            yield f"| `{key}` | {default} | {field.description} |"


def _schema() -> Iterator[str]:
    yield from ("# The schema", "", WRITTEN_BY, "")
    yield "The same on SQLite and PostgreSQL. Times are UTC. What people query is `articles` and"
    yield "the other views; [queries.md](queries.md) has twenty questions with their SQL."
    yield from _diagram()
    for view in VIEWS:
        yield from ("", f"## {view.name} (view)", "", view.comment, "", "| column | meaning |")
        yield "|---|---|"
        yield from (f"| `{name}` | {meaning} |" for name, meaning in view.columns.items())
    for table in metadata.sorted_tables:
        yield from _table(table)
    yield from ("", f"## {wording.NAME}", "", wording.COMMENT)


def _diagram() -> Iterator[str]:
    """Every table, and which row belongs to which: a line for each foreign key."""
    yield from ("", "## How the tables hang together", "", "```mermaid", "erDiagram")
    for table in metadata.sorted_tables:
        lines = [f"    {_relation(key)}" for key in sorted(table.foreign_keys, key=_relation)]
        yield from lines or [f"    {table.name}"]
    yield "```"


def _relation(key: ForeignKey) -> str:
    """`|o`: the row can be without its target and stays when that goes; `||`: it goes too."""
    column = key.parent
    owner = "|o" if column.nullable else "||"
    return f"{key.column.table.name} {owner}--o{{ {column.table.name} : {column.name}"


def _table(table: Table) -> Iterator[str]:
    yield from ("", f"## {table.name}", "", table.comment or "", "")
    yield from ("| column | type | meaning |", "|---|---|---|")
    for column in table.columns:
        yield f"| `{column.name}` | {_type(column)} | {column.comment} |"


def _type(column: Column[object]) -> str:
    words = [str(column.type).lower()]
    words += ["key"] if column.primary_key else []
    words += [f"to `{key.target_fullname}`" for key in column.foreign_keys]
    words += [] if column.nullable or column.primary_key else ["not null"]
    return ", ".join(words)


if __name__ == "__main__":
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
