"""The views that people query, as SQL for both engines, with their columns explained."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.store.tables import article


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view. select: for each engine; columns: name and meaning, in order."""

    name: str
    comment: str
    columns: Mapping[str, str]
    select: Mapping[str, str]


_OWN = {column.name: column.comment or "" for column in article.columns}

_ARTICLE_COLUMNS = {
    **{name: _OWN[name] for name in ("id", "site", "url", "headline", "alternative_headline")},
    **{name: _OWN[name] for name in ("description", "body")},
    "authors": 'names in the byline\'s order, joined by "; "',
    **{name: _OWN[name] for name in ("date_published", "date_modified", "date_precision")},
    **{name: _OWN[name] for name in ("date_origin", "in_language", "section")},
    "keywords": 'in the page\'s order, joined by "; "',
    **{name: _OWN[name] for name in ("image_url", "kind", "access", "status", "word_count")},
    **{name: _OWN[name] for name in ("revision_count", "cluster_id", "first_seen_at")},
    "changed_at": _OWN["changed_at"],
}

_JOINED = {
    "sqlite": (
        "(SELECT group_concat({column}, '; ') FROM (SELECT {column} FROM {table}"
        " WHERE article_id = article.id ORDER BY place))"
    ),
    "postgresql": (
        "(SELECT string_agg({column}, '; ' ORDER BY place) FROM {table}"
        " WHERE article_id = article.id)"
    ),
}


def _articles(engine: str) -> str:
    lists = {
        "authors": _JOINED[engine].format(column="name", table="article_authors"),
        "keywords": _JOINED[engine].format(column="keyword", table="article_keywords"),
    }
    parts = [f"{lists.get(name, f'article.{name}')} AS {name}" for name in _ARTICLE_COLUMNS]
    return f"SELECT {', '.join(parts)} FROM article"


VIEWS = (
    View(
        name="articles",
        comment="the articles, a row each, with their current values: what people query",
        columns=_ARTICLE_COLUMNS,
        select={engine: _articles(engine) for engine in _JOINED},
    ),
)
