"""The questions of queries.md as Datasette's canned queries.

Their SQL runs as it stands there; what somebody would put in place of the example (an article's
number, an address) becomes a field to fill in.
"""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files

# In question number: what stands in the example, and the field that takes its place.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "2": {"""'("harbour" AND "council") NOT "ferry"'""": "escape_fts(:words)"},
    "6": {"article_id = 1": "article_id = CAST(:article AS INTEGER)"},
    "7": {"'phrase:x'": ":rule", "'gazette.example'": ":site"},
    "10": {"this.id = 1": "this.id = CAST(:article AS INTEGER)"},
    "20": {"'gazette.example'": ":site", "'https://gazette.example/1'": ":address"},
}
_HEADING = re.compile(r"^## (\d+)\. (.+)$", re.MULTILINE)
_SQL = re.compile(r"^```sql\n-- (?:SQLite|both engines)\n(.+?);?\n```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def canned() -> Mapping[str, Mapping[str, str]]:
    """Datasette's queries by name, in the document's order."""
    return dict(_canned(_document()))


def _document() -> str:
    return files("crawler.browse").joinpath("queries.md").read_text("utf-8")


def _canned(document: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    parts = _HEADING.split(document)[1:]
    for number, title, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        (sql,) = _SQL.findall(body)
        remark = body.partition("```")[0].strip()
        name = re.sub(r"[^a-z]+", "-", title.lower()).strip("-")
        yield (
            name,
            {
                "title": f"{number}. {title}",
                "description": _LINK.sub(r"\1", remark).replace("`", ""),
                "sql": _asked(number, sql),
            },
        )


def _asked(number: str, sql: str) -> str:
    """The SQL with fields. Raises ValueError where the document no longer has the example."""
    for example, field in FIELDS.get(number, {}).items():
        if example not in sql:
            raise ValueError(f"question {number} has no {example}")
        sql = sql.replace(example, field)
    return sql
