"""The views that people query, as SQL for both engines, with their columns explained.

Rule 1: the same columns, in the same order, with the same meaning on both engines.
Rule 2: a migration freezes what stands here; tests/contract/test_schema.py compares them.
Rule 3: no view looks at the clock: what "late" or "silent" means is the query's to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Table

from pipelines.store.tables import article, removals, revisions, runs, sites


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


# ---------------------------------------------------------------- versions and what was stricken


def _meant(table: Table, *names: str) -> dict[str, str]:
    """These columns of a table with their comments."""
    return {name: table.columns[name].comment or "" for name in names}


_REVISION_COLUMNS = {
    "article_id": "the article's number in `articles`",
    **_meant(article, "site", "url"),
    **_meant(revisions, "number", "kind"),
    "is_current": "1: the version that `articles` shows; else 0",
    **_meant(revisions, "fetched_at", "headline", "body"),
    **_meant(revisions, "text_digest", "metadata_digest", "metadata", "method"),
    **_meant(revisions, "extractor_version", "run_id"),
}
_IS_CURRENT = "CASE WHEN revisions.id = article.revision_id THEN 1 ELSE 0 END"
_REVISIONS = (
    "SELECT article.id AS article_id, article.site AS site, article.url AS url,"
    f" revisions.number AS number, revisions.kind AS kind, {_IS_CURRENT} AS is_current,"
    " revisions.fetched_at AS fetched_at, revisions.headline AS headline,"
    " revisions.body AS body, revisions.text_digest AS text_digest,"
    " revisions.metadata_digest AS metadata_digest, revisions.metadata AS metadata,"
    " revisions.method AS method, revisions.extractor_version AS extractor_version,"
    " revisions.run_id AS run_id"
    " FROM revisions JOIN article ON article.id = revisions.article_id"
)

_REMOVED_COLUMNS = {
    "article_id": "the article's number in `articles`",
    **_meant(article, "site", "url"),
    "headline": "the article's headline now",
    "number": "the revision that the block was stricken from",
    "is_current": "1: the version that `articles` shows; else 0",
    **_meant(revisions, "fetched_at"),
    **_meant(removals, "block", "text", "role", "path", "rule", "evidence", "reason"),
}
_REMOVED = (
    "SELECT article.id AS article_id, article.site AS site, article.url AS url,"
    f" article.headline AS headline, revisions.number AS number, {_IS_CURRENT} AS is_current,"
    " revisions.fetched_at AS fetched_at, removals.block AS block, removals.text AS text,"
    " removals.role AS role, removals.path AS path, removals.rule AS rule,"
    " removals.evidence AS evidence, removals.reason AS reason"
    " FROM removals JOIN revisions ON revisions.id = removals.revision_id"
    " JOIN article ON article.id = revisions.article_id"
)

# ---------------------------------------------------------------- how sites do

_HEALTH_COLUMNS = {
    "site": "the site's key: its registrable domain",
    **_meant(sites, "name", "home", "first_seen_at"),
    "articles": "articles filed",
    "last_filed_at": "when the newest of them was first stored; null: none yet",
    "last_published_at": "the latest of their dates of publication",
    "sources": "feeds, sitemaps and sections that are asked",
    "last_asked_at": "when one of these was last asked",
    "failing_sources": "those whose last attempts failed",
    "given_up_sources": "those that were given up for dead",
    "urls_found": "addresses that wait for their first request",
    "urls_waiting": "addresses that are tried again later",
    "open_alerts": "alerts that are open",
}


def _of_site(what: str, table: str, condition: str = "") -> str:
    more = f" AND {condition}" if condition else ""
    return f"(SELECT {what} FROM {table} WHERE {table}.site = sites.key{more})"


_STILL = "sources.retired_at IS NULL"
_HEALTH_PARTS = {
    "site": "sites.key",
    "name": "sites.name",
    "home": "sites.home",
    "first_seen_at": "sites.first_seen_at",
    "articles": _of_site("count(*)", "article"),
    "last_filed_at": _of_site("max(article.first_seen_at)", "article"),
    "last_published_at": _of_site("max(article.date_published)", "article"),
    "sources": _of_site("count(*)", "sources", _STILL),
    "last_asked_at": _of_site("max(sources.last_asked_at)", "sources"),
    "failing_sources": _of_site("count(*)", "sources", f"{_STILL} AND sources.failures > 0"),
    "given_up_sources": _of_site(
        "count(*)", "sources", f"{_STILL} AND sources.given_up_at IS NOT NULL"
    ),
    "urls_found": _of_site("count(*)", "urls", "urls.state = 'found'"),
    "urls_waiting": _of_site("count(*)", "urls", "urls.state = 'waiting'"),
    "open_alerts": _of_site("count(*)", "alerts", "alerts.closed_at IS NULL"),
}
_HEALTH = (
    "SELECT "
    + ", ".join(f"{_HEALTH_PARTS[name]} AS {name}" for name in _HEALTH_COLUMNS)
    + " FROM sites"
)

_DAY_COLUMNS = {
    "site": "the site's key: its registrable domain",
    "day": "UTC; text like 2026-03-01 on SQLite, a date on PostgreSQL; days without any are absent",
    "published": "articles published then; those without a date count where they were filed",
    "filed": "articles first stored then",
    "revised": "further revisions fetched then",
}
_DAY = {"sqlite": "substr({0}, 1, 10)", "postgresql": "({0} AT TIME ZONE 'UTC')::date"}


def _sum(what: str) -> str:
    """PostgreSQL would give a decimal."""
    return f"CAST(sum({what}) AS bigint)"


def _days(engine: str) -> str:
    """Three counts by day, added up; each inner one runs over an index alone."""
    day = _DAY[engine].format
    born = day("coalesce(date_published, first_seen_at)")
    counted = (
        f"SELECT site, {born} AS day, count(*) AS published, 0 AS filed, 0 AS revised"
        " FROM article GROUP BY 1, 2",
        f"SELECT site, {day('first_seen_at')}, 0, count(*), 0 FROM article GROUP BY 1, 2",
        f"SELECT article.site, {day('revisions.fetched_at')}, 0, 0, count(*)"
        " FROM revisions JOIN article ON article.id = revisions.article_id"
        " WHERE revisions.number > 1 GROUP BY 1, 2",
    )
    sums = ", ".join(f"{_sum(name)} AS {name}" for name in ("published", "filed", "revised"))
    return f"SELECT site, day, {sums} FROM ({' UNION ALL '.join(counted)}) AS days GROUP BY 1, 2"


# Every `Outcome` of today; what a later program adds counts in `others` until a migration.
_COUNTED = (
    *("new", "revised", "updated", "unchanged", "not-modified", "duplicate", "part", "rejected"),
    *("gone", "robots", "excluded", "rate-limited", "unreachable", "too-large", "failed"),
)
_RUN_COLUMNS = {
    "run_id": "the run's number in `runs`",
    "site": "the site's key: its registrable domain",
    **_meant(runs, "started_at", "ended_at", "finish_reason"),
    "requests": "article addresses that were asked for",
    **{name.replace("-", "_"): f"those that ended as {name}" for name in _COUNTED},
    "others": "those that ended otherwise; `fetches.outcome` says how",
    "size_bytes": "what they sent, decoded",
    "duration_s": "seconds until they had answered, added up",
}


def _ended(name: str) -> str:
    counted = _sum(f"CASE WHEN fetches.outcome = '{name}' THEN 1 ELSE 0 END")
    return f"{counted} AS {name.replace('-', '_')}"


_RUNS = (
    "SELECT runs.id AS run_id, urls.site AS site, runs.started_at AS started_at,"
    " runs.ended_at AS ended_at, runs.finish_reason AS finish_reason, count(*) AS requests, "
    + ", ".join(map(_ended, _COUNTED))
    + f", {_sum(f'CASE WHEN fetches.outcome IN {_COUNTED} THEN 0 ELSE 1 END')} AS others,"
    f" {_sum('fetches.size_bytes')} AS size_bytes, sum(fetches.duration_s) AS duration_s"
    " FROM fetches JOIN runs ON runs.id = fetches.run_id JOIN urls ON urls.id = fetches.url_id"
    " GROUP BY runs.id, urls.site, runs.started_at, runs.ended_at, runs.finish_reason"
)


def _alike(select: str) -> dict[str, str]:
    return dict.fromkeys(_JOINED, select)


VIEWS = (
    View(
        name="articles",
        comment="the articles, a row each, with their current values: what people query",
        columns=_ARTICLE_COLUMNS,
        select={engine: _articles(engine) for engine in _JOINED},
    ),
    View(
        name="article_revisions",
        comment="what each article was, version by version",
        columns=_REVISION_COLUMNS,
        select=_alike(_REVISIONS),
    ),
    View(
        name="removed_text",
        comment="every block that was stricken from a version of an article, with the reason",
        columns=_REMOVED_COLUMNS,
        select=_alike(_REMOVED),
    ),
    View(
        name="site_health",
        comment="a row a site: what it gave, when it was last heard of, what fails",
        columns=_HEALTH_COLUMNS,
        select=_alike(_HEALTH),
    ),
    View(
        name="site_days",
        comment="a row for each site and day on which anything was published, filed or revised",
        columns=_DAY_COLUMNS,
        select={engine: _days(engine) for engine in _DAY},
    ),
    View(
        name="runs_by_site",
        comment="a row for each run and site: how its requests ended; killed runs included",
        columns=_RUN_COLUMNS,
        select=_alike(_RUNS),
    ),
)
