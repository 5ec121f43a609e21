"""Views for those who query, and the words of every article for those who search.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

from pipelines.store import wording

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ARTICLE_REVISIONS = (
    "SELECT article.id AS article_id, article.site AS site, article.url AS url, "
    "revisions.number AS number, revisions.kind AS kind, CASE WHEN revisions.id = "
    "article.revision_id THEN 1 ELSE 0 END AS is_current, revisions.fetched_at AS "
    "fetched_at, revisions.headline AS headline, revisions.body AS body, "
    "revisions.text_digest AS text_digest, revisions.metadata_digest AS "
    "metadata_digest, revisions.metadata AS metadata, revisions.method AS method, "
    "revisions.extractor_version AS extractor_version, revisions.run_id AS run_id "
    "FROM revisions JOIN article ON article.id = revisions.article_id"
)
REMOVED_TEXT = (
    "SELECT article.id AS article_id, article.site AS site, article.url AS url, "
    "article.headline AS headline, revisions.number AS number, CASE WHEN "
    "revisions.id = article.revision_id THEN 1 ELSE 0 END AS is_current, "
    "revisions.fetched_at AS fetched_at, removals.block AS block, removals.text AS "
    "text, removals.role AS role, removals.path AS path, removals.rule AS rule, "
    "removals.evidence AS evidence, removals.reason AS reason FROM removals JOIN "
    "revisions ON revisions.id = removals.revision_id JOIN article ON article.id = "
    "revisions.article_id"
)
SITE_HEALTH = (
    "SELECT sites.key AS site, sites.name AS name, sites.home AS home, "
    "sites.first_seen_at AS first_seen_at, (SELECT count(*) FROM article WHERE "
    "article.site = sites.key) AS articles, (SELECT max(article.first_seen_at) FROM "
    "article WHERE article.site = sites.key) AS last_filed_at, (SELECT "
    "max(article.date_published) FROM article WHERE article.site = sites.key) AS "
    "last_published_at, (SELECT count(*) FROM sources WHERE sources.site = "
    "sites.key AND sources.retired_at IS NULL) AS sources, (SELECT "
    "max(sources.last_asked_at) FROM sources WHERE sources.site = sites.key) AS "
    "last_asked_at, (SELECT count(*) FROM sources WHERE sources.site = sites.key "
    "AND sources.retired_at IS NULL AND sources.failures > 0) AS failing_sources, "
    "(SELECT count(*) FROM sources WHERE sources.site = sites.key AND "
    "sources.retired_at IS NULL AND sources.given_up_at IS NOT NULL) AS "
    "given_up_sources, (SELECT count(*) FROM urls WHERE urls.site = sites.key AND "
    "urls.state = 'found') AS urls_found, (SELECT count(*) FROM urls WHERE "
    "urls.site = sites.key AND urls.state = 'waiting') AS urls_waiting, (SELECT "
    "count(*) FROM alerts WHERE alerts.site = sites.key AND alerts.closed_at IS "
    "NULL) AS open_alerts FROM sites"
)
SITE_DAYS = {
    "sqlite": (
        "SELECT site, day, CAST(sum(published) AS bigint) AS published, "
        "CAST(sum(filed) AS bigint) AS filed, CAST(sum(revised) AS bigint) AS "
        "revised FROM (SELECT site, substr(coalesce(date_published, first_seen_at), "
        "1, 10) AS day, count(*) AS published, 0 AS filed, 0 AS revised FROM "
        "article GROUP BY 1, 2 UNION ALL SELECT site, substr(first_seen_at, 1, 10), "
        "0, count(*), 0 FROM article GROUP BY 1, 2 UNION ALL SELECT article.site, "
        "substr(revisions.fetched_at, 1, 10), 0, 0, count(*) FROM revisions JOIN "
        "article ON article.id = revisions.article_id WHERE revisions.number > 1 "
        "GROUP BY 1, 2) AS days GROUP BY 1, 2"
    ),
    "postgresql": (
        "SELECT site, day, CAST(sum(published) AS bigint) AS published, "
        "CAST(sum(filed) AS bigint) AS filed, CAST(sum(revised) AS bigint) AS "
        "revised FROM (SELECT site, (coalesce(date_published, first_seen_at) AT "
        "TIME ZONE 'UTC')::date AS day, count(*) AS published, 0 AS filed, 0 AS "
        "revised FROM article GROUP BY 1, 2 UNION ALL SELECT site, (first_seen_at "
        "AT TIME ZONE 'UTC')::date, 0, count(*), 0 FROM article GROUP BY 1, 2 UNION "
        "ALL SELECT article.site, (revisions.fetched_at AT TIME ZONE 'UTC')::date, "
        "0, 0, count(*) FROM revisions JOIN article ON article.id = "
        "revisions.article_id WHERE revisions.number > 1 GROUP BY 1, 2) AS days "
        "GROUP BY 1, 2"
    ),
}
RUNS_BY_SITE = (
    "SELECT runs.id AS run_id, urls.site AS site, runs.started_at AS started_at, "
    "runs.ended_at AS ended_at, runs.finish_reason AS finish_reason, count(*) AS "
    "requests, CAST(sum(CASE WHEN fetches.outcome = 'new' THEN 1 ELSE 0 END) AS "
    "bigint) AS new, CAST(sum(CASE WHEN fetches.outcome = 'revised' THEN 1 ELSE 0 "
    "END) AS bigint) AS revised, CAST(sum(CASE WHEN fetches.outcome = 'updated' "
    "THEN 1 ELSE 0 END) AS bigint) AS updated, CAST(sum(CASE WHEN fetches.outcome = "
    "'unchanged' THEN 1 ELSE 0 END) AS bigint) AS unchanged, CAST(sum(CASE WHEN "
    "fetches.outcome = 'not-modified' THEN 1 ELSE 0 END) AS bigint) AS "
    "not_modified, CAST(sum(CASE WHEN fetches.outcome = 'duplicate' THEN 1 ELSE 0 "
    "END) AS bigint) AS duplicate, CAST(sum(CASE WHEN fetches.outcome = 'part' THEN "
    "1 ELSE 0 END) AS bigint) AS part, CAST(sum(CASE WHEN fetches.outcome = "
    "'rejected' THEN 1 ELSE 0 END) AS bigint) AS rejected, CAST(sum(CASE WHEN "
    "fetches.outcome = 'gone' THEN 1 ELSE 0 END) AS bigint) AS gone, CAST(sum(CASE "
    "WHEN fetches.outcome = 'robots' THEN 1 ELSE 0 END) AS bigint) AS robots, "
    "CAST(sum(CASE WHEN fetches.outcome = 'excluded' THEN 1 ELSE 0 END) AS bigint) "
    "AS excluded, CAST(sum(CASE WHEN fetches.outcome = 'rate-limited' THEN 1 ELSE 0 "
    "END) AS bigint) AS rate_limited, CAST(sum(CASE WHEN fetches.outcome = "
    "'unreachable' THEN 1 ELSE 0 END) AS bigint) AS unreachable, CAST(sum(CASE WHEN "
    "fetches.outcome = 'too-large' THEN 1 ELSE 0 END) AS bigint) AS too_large, "
    "CAST(sum(CASE WHEN fetches.outcome = 'failed' THEN 1 ELSE 0 END) AS bigint) AS "
    "failed, CAST(sum(CASE WHEN fetches.outcome IN ('new', 'revised', 'updated', "
    "'unchanged', 'not-modified', 'duplicate', 'part', 'rejected', 'gone', "
    "'robots', 'excluded', 'rate-limited', 'unreachable', 'too-large', 'failed') "
    "THEN 0 ELSE 1 END) AS bigint) AS others, CAST(sum(fetches.size_bytes) AS "
    "bigint) AS size_bytes, sum(fetches.duration_s) AS duration_s FROM fetches JOIN "
    "runs ON runs.id = fetches.run_id JOIN urls ON urls.id = fetches.url_id GROUP "
    "BY runs.id, urls.site, runs.started_at, runs.ended_at, runs.finish_reason"
)
WORDS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE article_words USING fts5"
        " (headline, description, body, tokenize = 'ascii')",
        "CREATE TRIGGER article_words_go AFTER DELETE ON article"
        " BEGIN DELETE FROM article_words WHERE rowid = old.id; END",
    ),
    "postgresql": (
        "CREATE TABLE article_words ("
        "article_id BIGINT CONSTRAINT pk_article_words PRIMARY KEY"
        " CONSTRAINT fk_article_words_article_id REFERENCES article (id) ON DELETE CASCADE,"
        " words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_article_words_words ON article_words USING gin (words)",
    ),
}
FURTHER = sa.text("number > 1")


def upgrade() -> None:
    """Five views, the indexes that they read, and the words of what is filed already."""
    op.create_index(
        "ix_article_site_first_seen_at", "article", ["site", "first_seen_at", "date_published"]
    )
    op.create_index(
        "ix_revisions_article_id_fetched_at",
        "revisions",
        ["article_id", "fetched_at"],
        sqlite_where=FURTHER,
        postgresql_where=FURTHER,
    )
    op.execute("CREATE VIEW article_revisions AS " + ARTICLE_REVISIONS)
    op.execute("CREATE VIEW removed_text AS " + REMOVED_TEXT)
    op.execute("CREATE VIEW site_health AS " + SITE_HEALTH)
    op.execute("CREATE VIEW site_days AS " + SITE_DAYS[op.get_bind().dialect.name])
    op.execute("CREATE VIEW runs_by_site AS " + RUNS_BY_SITE)
    for statement in WORDS[op.get_bind().dialect.name]:
        op.execute(statement)
    # The program's own folding, not a frozen one: it is what searches will be folded with.
    wording.index_all(op.get_bind())
