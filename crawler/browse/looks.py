"""What Datasette is told of our tables: names, meanings, facets, what to hide."""

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from crawler.browse.canned import canned
from pipelines.store import wording
from pipelines.store.tables import metadata
from pipelines.store.views import VIEWS

# Tables that somebody who looks around wants to see; the rest is a click away.
SHOWN = ("sites", "sources", "urls", "rules", "runs", "alerts")
FACETS: Mapping[str, tuple[str, ...]] = {
    "articles": ("site", "kind", "in_language", "access", "status"),
    "removed_text": ("site", "evidence"),
    "article_revisions": ("site", "kind"),
    "urls": ("site", "state", "outcome"),
    "rules": ("site", "evidence", "state"),
    "sources": ("site", "kind", "outcome"),
}
# The newest first, where an index makes it quick.
NEWEST_FIRST = {"articles": "date_published", "runs": "id", "runs_by_site": "run_id"}
# Beside the articles.
ROOMS = ("removed_text", "article_revisions", "site_health", "site_days", "runs_by_site", "rules")
AT_A_GLANCE = ("id", "date_published", "site", "headline", "authors", "kind", "word_count")
CSS = "/-/look.css"
SETTINGS: Mapping[str, object] = {
    "default_page_size": 50,
    "truncate_cells_html": 200,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": False,
    "allow_download": False,
    "default_cache_ttl": 0,
}


def looks(database: str) -> Mapping[str, Any]:
    """Datasette's metadata for the database of that name."""
    tables = {view.name: _look(view.name, view.comment, view.columns) for view in VIEWS}
    for table in metadata.tables.values():
        meanings = {column.name: column.comment or "" for column in table.columns}
        tables[table.name] = _look(table.name, table.comment or "", meanings)
        tables[table.name]["hidden"] = table.name not in SHOWN
    tables["articles"] |= {"fts_table": wording.NAME, "fts_pk": "id"}
    tables["alembic_version"] = {"hidden": True}
    tables[wording.NAME] = {"hidden": True}
    doors = _doors(database)
    return {
        "title": "Copydesk",
        "description_html": doors,
        "extra_css_urls": [CSS],
        "databases": {
            database: {"description_html": doors, "tables": tables, "queries": dict(canned())}
        },
    }


def front(database: str) -> str:
    """The path of the newest articles, without their long columns."""
    columns = "&".join(f"_col={name}" for name in AT_A_GLANCE)
    return f"/{quote(database)}/articles?{columns}"


def _doors(database: str) -> str:
    """Where people go first."""
    rooms = [("articles", front(database))]
    rooms += [(name.replace("_", " "), f"/{quote(database)}/{name}") for name in ROOMS]
    links = [f'<a href="{escape(path)}">{escape(name)}</a>' for name, path in rooms]
    return f"<p>{' · '.join(links)}</p>"


def _look(name: str, meaning: str, columns: Mapping[str, str]) -> dict[str, Any]:
    look: dict[str, Any] = {"description": meaning, "columns": dict(columns)}
    if name in FACETS:
        look["facets"] = list(FACETS[name])
    if name in NEWEST_FIRST:
        look["sort_desc"] = NEWEST_FIRST[name]
    return look
