"""The first schema.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ARTICLES = {
    "sqlite": (
        "SELECT article.id AS id, article.site AS site, article.url AS url, "
        "article.headline AS headline, article.alternative_headline AS "
        "alternative_headline, article.description AS description, article.body AS body, "
        "(SELECT group_concat(name, '; ') FROM (SELECT name FROM article_authors WHERE "
        "article_id = article.id ORDER BY place)) AS authors, article.date_published AS "
        "date_published, article.date_modified AS date_modified, article.date_precision "
        "AS date_precision, article.date_origin AS date_origin, article.in_language AS "
        "in_language, article.section AS section, (SELECT group_concat(keyword, '; ') "
        "FROM (SELECT keyword FROM article_keywords WHERE article_id = article.id ORDER "
        "BY place)) AS keywords, article.image_url AS image_url, article.kind AS kind, "
        "article.access AS access, article.status AS status, article.word_count AS "
        "word_count, article.revision_count AS revision_count, article.cluster_id AS "
        "cluster_id, article.first_seen_at AS first_seen_at, article.changed_at AS "
        "changed_at FROM article"
    ),
    "postgresql": (
        "SELECT article.id AS id, article.site AS site, article.url AS url, "
        "article.headline AS headline, article.alternative_headline AS "
        "alternative_headline, article.description AS description, article.body AS body, "
        "(SELECT string_agg(name, '; ' ORDER BY place) FROM article_authors WHERE "
        "article_id = article.id) AS authors, article.date_published AS date_published, "
        "article.date_modified AS date_modified, article.date_precision AS "
        "date_precision, article.date_origin AS date_origin, article.in_language AS "
        "in_language, article.section AS section, (SELECT string_agg(keyword, '; ' ORDER "
        "BY place) FROM article_keywords WHERE article_id = article.id) AS keywords, "
        "article.image_url AS image_url, article.kind AS kind, article.access AS access, "
        "article.status AS status, article.word_count AS word_count, "
        "article.revision_count AS revision_count, article.cluster_id AS cluster_id, "
        "article.first_seen_at AS first_seen_at, article.changed_at AS changed_at FROM "
        "article"
    ),
}


def upgrade() -> None:
    """Make every table, and the view that people query."""
    op.create_table(
        "hosts",
        sa.Column("origin", sa.Text(), nullable=False, comment="scheme, host and port"),
        sa.Column(
            "robots_status",
            sa.Integer(),
            nullable=True,
            comment="HTTP status of robots.txt; 0: unreachable",
        ),
        sa.Column(
            "robots_body",
            sa.LargeBinary(),
            nullable=True,
            comment="robots.txt as it came, at most 500 KiB",
        ),
        sa.Column(
            "robots_fetched_at",
            INSTANT,
            nullable=True,
            comment="when robots.txt was asked for; used for at most 24 hours",
        ),
        sa.Column(
            "parked_until",
            INSTANT,
            nullable=True,
            comment="not to be asked before then (Retry-After)",
        ),
        sa.Column("parked_reason", sa.Text(), nullable=True, comment="why it is parked"),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_hosts")),
        comment="what the crawler remembers of an origin: robots.txt, until when it is parked",
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False, comment="what the lease is for"),
        sa.Column("host", sa.Text(), nullable=False, comment="the holder's machine"),
        sa.Column("pid", sa.Integer(), nullable=False, comment="the holder's process id"),
        sa.Column(
            "started",
            sa.Text(),
            nullable=False,
            comment="tells the process from a later one with that id",
        ),
        sa.Column("acquired_at", INSTANT, nullable=False, comment="since when"),
        sa.Column(
            "heartbeat_at",
            INSTANT,
            nullable=False,
            comment="last sign of life; too old: anybody may take it over",
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
        comment="who is at work on this database",
    )
    op.create_table(
        "policy_signals",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column("origin", sa.Text(), nullable=False, comment="scheme, host and port"),
        sa.Column("signal", sa.Text(), nullable=False, comment="which signal"),
        sa.Column("value", sa.Text(), nullable=False, comment="its value as it was sent"),
        sa.Column("first_seen_at", INSTANT, nullable=False, comment="since when"),
        sa.Column("last_seen_at", INSTANT, nullable=False, comment="until when"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_signals")),
        sa.UniqueConstraint(
            "origin", "signal", "value", name=op.f("uq_policy_signals_origin_signal_value")
        ),
        comment="opt-outs seen: AI groups in robots.txt, TDM reservations, noai and the like",
    )
    op.create_table(
        "quarantine",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column("site", sa.Text(), nullable=False, comment="the site's key"),
        sa.Column("url", sa.Text(), nullable=False, comment="the page's address"),
        sa.Column("error", sa.Text(), nullable=False, comment="what the database said"),
        sa.Column("at", INSTANT, nullable=False, comment="when"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
        comment="pages that could not be filed, with the error; the rest of their batch was",
    )
    op.create_table(
        "runs",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column("host", sa.Text(), nullable=False, comment="the machine that it ran on"),
        sa.Column("pid", sa.Integer(), nullable=False, comment="its process id there"),
        sa.Column("started_at", INSTANT, nullable=False, comment="when it began"),
        sa.Column("heartbeat_at", INSTANT, nullable=False, comment="its last sign of life"),
        sa.Column("ended_at", INSTANT, nullable=True, comment="when it ended; null while it runs"),
        sa.Column(
            "finish_reason",
            sa.Text(),
            nullable=True,
            comment="finished, shutdown, crashed or killed",
        ),
        sa.Column(
            "counts", sa.JSON(), nullable=True, comment="outcomes of sources and articles, by site"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        comment="one row a crawl",
    )
    op.create_table(
        "sites",
        sa.Column("key", sa.Text(), nullable=False, comment="registrable domain"),
        sa.Column("name", sa.Text(), nullable=False, comment="what a person calls the site"),
        sa.Column("home", sa.Text(), nullable=False, comment="the front page"),
        sa.Column(
            "language",
            sa.Text(),
            nullable=True,
            comment="BCP 47, only where the site file states it",
        ),
        sa.Column(
            "first_seen_at", INSTANT, nullable=False, comment="when the site was first crawled"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sites")),
        comment="the sites that were ever crawled",
    )
    op.create_table(
        "snapshots",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column(
            "warc_file", sa.Text(), nullable=False, comment="file within the archive's folder"
        ),
        sa.Column(
            "offset", sa.BigInteger(), nullable=False, comment="first byte of the gzip member"
        ),
        sa.Column("length", sa.BigInteger(), nullable=False, comment="bytes of the gzip member"),
        sa.Column("digest", sa.Text(), nullable=False, comment="sha256 of the payload"),
        sa.Column("target_uri", sa.Text(), nullable=False, comment="the address that answered"),
        sa.Column("date", INSTANT, nullable=False, comment="when it answered"),
        sa.Column("status", sa.Integer(), nullable=False, comment="HTTP status"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
        sa.UniqueConstraint("warc_file", "offset", name=op.f("uq_snapshots_warc_file_offset")),
        comment="where what a site sent lies in the WARC files",
    )
    op.create_table(
        "alerts",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column(
            "site", sa.Text(), nullable=False, comment="the site's key: its registrable domain"
        ),
        sa.Column(
            "cause", sa.Text(), nullable=False, comment="silent, below-volume, template-shift ..."
        ),
        sa.Column("opened_at", INSTANT, nullable=False, comment="since when"),
        sa.Column("closed_at", INSTANT, nullable=True, comment="until when; null while it is open"),
        sa.Column("evidence", sa.JSON(), nullable=False, comment="the figures that show it"),
        sa.ForeignKeyConstraint(
            ["site"], ["sites.key"], name=op.f("fk_alerts_site"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        comment="what is wrong with a site: one open row per site and cause",
    )
    op.create_index(op.f("ix_alerts_site"), "alerts", ["site"], unique=False)
    op.create_table(
        "article",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column(
            "site", sa.Text(), nullable=False, comment="the site's key: its registrable domain"
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="its best address"),
        sa.Column("url_key", sa.Text(), nullable=False, comment="the address's identity"),
        sa.Column("headline", sa.Text(), nullable=True, comment="schema.org headline"),
        sa.Column(
            "alternative_headline",
            sa.Text(),
            nullable=True,
            comment="schema.org alternativeHeadline",
        ),
        sa.Column("description", sa.Text(), nullable=True, comment="schema.org description"),
        sa.Column(
            "body",
            sa.Text(),
            nullable=False,
            comment="the clean text: paragraphs joined by a blank line",
        ),
        sa.Column("date_published", INSTANT, nullable=True, comment="null where nothing states it"),
        sa.Column("date_modified", INSTANT, nullable=True, comment="null where nothing states it"),
        sa.Column(
            "date_precision",
            sa.Text(),
            nullable=True,
            comment="second, minute, day or month: how exact date_published is",
        ),
        sa.Column("date_origin", sa.Text(), nullable=True, comment="where date_published was read"),
        sa.Column("in_language", sa.Text(), nullable=True, comment="BCP 47"),
        sa.Column("section", sa.Text(), nullable=True, comment="schema.org articleSection"),
        sa.Column("image_url", sa.Text(), nullable=True, comment="the main image"),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="news, opinion, live, gallery, video, sponsored or press",
        ),
        sa.Column(
            "access", sa.Text(), nullable=False, comment="free, metered, paywalled or unknown"
        ),
        sa.Column("status", sa.Text(), nullable=False, comment="published or withdrawn"),
        sa.Column("word_count", sa.Integer(), nullable=False, comment="words of body"),
        sa.Column(
            "revision_count", sa.Integer(), nullable=False, comment="revisions, the first included"
        ),
        sa.Column("cluster_id", NUMBER, nullable=True, comment="near-duplicates share it"),
        sa.Column("revision_id", NUMBER, nullable=True, comment="the current revision"),
        sa.Column(
            "template_version",
            sa.Integer(),
            nullable=False,
            comment="the template that body was cleaned with; -1: it is to be cleaned again",
        ),
        sa.Column("first_seen_at", INSTANT, nullable=False, comment="when it was first stored"),
        sa.Column("changed_at", INSTANT, nullable=False, comment="when its values last changed"),
        sa.Column("fetched_at", INSTANT, nullable=False, comment="when its page was last fetched"),
        sa.ForeignKeyConstraint(
            ["site"], ["sites.key"], name=op.f("fk_article_site"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("site", "url_key", name=op.f("uq_article_site_url_key")),
        comment="one row an article, with its current values; people query the view `articles`",
    )
    op.create_index("ix_article_changed_at", "article", ["changed_at"], unique=False)
    op.create_index("ix_article_date_published", "article", ["date_published"], unique=False)
    op.create_index("ix_article_site_revision_id", "article", ["site", "revision_id"], unique=False)
    op.create_index(
        "ix_article_site_template_version",
        "article",
        ["site", "template_version", "revision_id"],
        unique=False,
    )
    op.create_index(
        "ix_article_site_date_published", "article", ["site", "date_published"], unique=False
    )
    op.create_table(
        "rules",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column(
            "site", sa.Text(), nullable=False, comment="the site's key: its registrable domain"
        ),
        sa.Column(
            "key",
            sa.Text(),
            nullable=False,
            comment="stable name made of evidence, match, path and pattern",
        ),
        sa.Column(
            "evidence",
            sa.Text(),
            nullable=False,
            comment="structure, phrase, repetition, slot or title",
        ),
        sa.Column(
            "match", sa.Text(), nullable=False, comment="text, path, phrase, selector or after"
        ),
        sa.Column("pattern", sa.Text(), nullable=False, comment="what is matched"),
        sa.Column("path", sa.Text(), nullable=False, comment="where it applies; empty: anywhere"),
        sa.Column(
            "support_pages", sa.Integer(), nullable=False, comment="distinct articles that show it"
        ),
        sa.Column(
            "support_of", sa.Integer(), nullable=False, comment="distinct articles looked at"
        ),
        sa.Column(
            "witnesses", sa.JSON(), nullable=False, comment="up to five articles that prove it"
        ),
        sa.Column("sample", sa.Text(), nullable=False, comment="one such block as printed"),
        sa.Column("state", sa.Text(), nullable=False, comment="active, held, protected or retired"),
        sa.Column("first_seen_at", INSTANT, nullable=False, comment="when it was first learned"),
        sa.Column(
            "last_seen_at", INSTANT, nullable=False, comment="when the evidence was last there"
        ),
        sa.Column("position", sa.Integer(), nullable=False, comment="order within the template"),
        sa.ForeignKeyConstraint(
            ["site"], ["sites.key"], name=op.f("fk_rules_site"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules")),
        sa.UniqueConstraint("site", "key", name=op.f("uq_rules_site_key")),
        comment="what a site repeats, rule by rule",
    )
    op.create_table(
        "sources",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column(
            "site", sa.Text(), nullable=False, comment="the site's key: its registrable domain"
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="the source's address"),
        sa.Column(
            "kind", sa.Text(), nullable=False, comment="feed, sitemap, news-sitemap or section"
        ),
        sa.Column(
            "parent_id",
            NUMBER,
            nullable=True,
            comment="the sitemap index that names it; null: the site file does",
        ),
        sa.Column("etag", sa.Text(), nullable=True, comment="ETag of the last answer"),
        sa.Column(
            "last_modified",
            sa.Text(),
            nullable=True,
            comment="Last-Modified of the last answer, as it was sent",
        ),
        sa.Column(
            "digest", sa.Text(), nullable=True, comment="sha256 of the last answer's payload"
        ),
        sa.Column(
            "last_asked_at", INSTANT, nullable=True, comment="when it last ended with any outcome"
        ),
        sa.Column(
            "next_due_at",
            INSTANT,
            nullable=True,
            comment="not to be asked before then; null: at the next run",
        ),
        sa.Column(
            "failures",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="failed attempts in a row",
        ),
        sa.Column(
            "links",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="links in the last answer that was read",
        ),
        sa.Column("outcome", sa.Text(), nullable=True, comment="how it last ended"),
        sa.Column(
            "problem",
            sa.Text(),
            nullable=True,
            comment="one line of what was wrong last time, else empty",
        ),
        sa.Column(
            "retired_at", INSTANT, nullable=True, comment="when it left the site file or its index"
        ),
        sa.Column("retired_reason", sa.Text(), nullable=True, comment="which of the two it left"),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["sources.id"], name=op.f("fk_sources_parent_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["site"], ["sites.key"], name=op.f("fk_sources_site"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("site", "url", name=op.f("uq_sources_site_url")),
        comment="feeds, sitemaps and section pages that name a site's articles",
    )
    op.create_index(op.f("ix_sources_site"), "sources", ["site"], unique=False)
    op.create_table(
        "templates",
        sa.Column(
            "site", sa.Text(), nullable=False, comment="the site's key: its registrable domain"
        ),
        sa.Column("version", sa.Integer(), nullable=False, comment="rises when rules change"),
        sa.Column("learned_at", INSTANT, nullable=False, comment="when it last learned"),
        sa.Column(
            "learned_through", NUMBER, nullable=False, comment="the newest revision it has seen"
        ),
        sa.ForeignKeyConstraint(
            ["site"], ["sites.key"], name=op.f("fk_templates_site"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_templates")),
        comment="one row a site: what its template knows",
    )
    op.create_table(
        "titles",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column(
            "site", sa.Text(), nullable=False, comment="the site's key: its registrable domain"
        ),
        sa.Column("title_key", sa.Text(), nullable=False, comment="the headline, normalised"),
        sa.Column(
            "url_key",
            sa.Text(),
            nullable=False,
            comment="the article that owns it: the first that had it",
        ),
        sa.ForeignKeyConstraint(
            ["site"], ["sites.key"], name=op.f("fk_titles_site"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_titles")),
        sa.UniqueConstraint("site", "title_key", name=op.f("uq_titles_site_title_key")),
        comment="a site's headlines, so that somebody else's headline in an article is recognised",
    )
    op.create_table(
        "aliases",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column(
            "site", sa.Text(), nullable=False, comment="the site's key: its registrable domain"
        ),
        sa.Column("url_key", sa.Text(), nullable=False, comment="the other address's identity"),
        sa.Column("article_id", NUMBER, nullable=False, comment="the article"),
        sa.Column(
            "kind", sa.Text(), nullable=False, comment="redirect, canonical, amp, guid or copy"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_aliases_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["site"], ["sites.key"], name=op.f("fk_aliases_site"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aliases")),
        sa.UniqueConstraint("site", "url_key", name=op.f("uq_aliases_site_url_key")),
        comment="other addresses of an article",
    )
    op.create_index(op.f("ix_aliases_article_id"), "aliases", ["article_id"], unique=False)
    op.create_table(
        "article_authors",
        sa.Column("article_id", NUMBER, nullable=False, comment="the article"),
        sa.Column("place", sa.Integer(), nullable=False, comment="order in the byline, from 0"),
        sa.Column("name", sa.Text(), nullable=False, comment="the author's name"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_article_authors_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "place", name=op.f("pk_article_authors")),
        comment="the authors of articles, one row each",
    )
    op.create_index(op.f("ix_article_authors_name"), "article_authors", ["name"], unique=False)
    op.create_table(
        "article_keywords",
        sa.Column("article_id", NUMBER, nullable=False, comment="the article"),
        sa.Column("place", sa.Integer(), nullable=False, comment="order on the page, from 0"),
        sa.Column("keyword", sa.Text(), nullable=False, comment="the keyword"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_article_keywords_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "place", name=op.f("pk_article_keywords")),
        comment="the keywords of articles, one row each",
    )
    op.create_index(
        op.f("ix_article_keywords_keyword"), "article_keywords", ["keyword"], unique=False
    )
    op.create_table(
        "bands",
        sa.Column("article_id", NUMBER, nullable=False, comment="the article"),
        sa.Column("band", sa.Integer(), nullable=False, comment="number of the band"),
        sa.Column("hash", sa.BigInteger(), nullable=False, comment="hash of the band"),
        sa.Column(
            "algorithm", sa.Text(), nullable=False, comment="signature algorithm and version"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_bands_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "band", name=op.f("pk_bands")),
        comment="hashes of near-duplicate signatures, for one look-up an article",
    )
    op.create_index("ix_bands_band_hash", "bands", ["band", "hash"], unique=False)
    op.create_table(
        "clusters",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column(
            "lead_id", NUMBER, nullable=True, comment="first published, or the named agency's"
        ),
        sa.Column("created_at", INSTANT, nullable=False, comment="when the second member came"),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["article.id"], name=op.f("fk_clusters_lead_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
        comment="articles with nearly the same text, over all sites",
    )
    op.create_table(
        "revisions",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column("article_id", NUMBER, nullable=False, comment="the article"),
        sa.Column("number", sa.Integer(), nullable=False, comment="1, 2, 3 ..."),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="initial, substantive, minor, metadata or withdrawn",
        ),
        sa.Column("run_id", NUMBER, nullable=True, comment="the run that filed it"),
        sa.Column("snapshot_id", NUMBER, nullable=True, comment="the page that it was made from"),
        sa.Column("fetched_at", INSTANT, nullable=False, comment="when that page was fetched"),
        sa.Column("headline", sa.Text(), nullable=True, comment="its headline then"),
        sa.Column("body", sa.Text(), nullable=False, comment="the clean text then"),
        sa.Column(
            "text_digest", sa.Text(), nullable=False, comment="sha256 of the folded clean text"
        ),
        sa.Column(
            "metadata_digest", sa.Text(), nullable=False, comment="sha256 of the metadata's values"
        ),
        sa.Column(
            "metadata",
            sa.JSON(),
            nullable=False,
            comment="every metadata value with its origin, raw string and losing candidates",
        ),
        sa.Column(
            "blocks",
            sa.LargeBinary(),
            nullable=False,
            comment="the extractor's blocks with their neighbours: zlib-compressed JSON",
        ),
        sa.Column("method", sa.Text(), nullable=False, comment="the extraction stage that won"),
        sa.Column(
            "extractor_version", sa.Text(), nullable=False, comment="version of the extractor"
        ),
        sa.Column(
            "truncated", sa.Boolean(), nullable=False, comment="the parser lost part of the page"
        ),
        sa.Column(
            "template_version",
            sa.Integer(),
            nullable=False,
            comment="the template that body was cleaned with; -1: it is to be cleaned again",
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_revisions_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["runs.id"], name=op.f("fk_revisions_run_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["snapshots.id"],
            name=op.f("fk_revisions_snapshot_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_revisions_article_id_number")),
        comment="what an article was, version by version; re-cleaning changes body and adds no row",
    )
    op.create_index(op.f("ix_revisions_text_digest"), "revisions", ["text_digest"], unique=False)
    op.create_table(
        "urls",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column(
            "site", sa.Text(), nullable=False, comment="the site's key: its registrable domain"
        ),
        sa.Column("url", sa.Text(), nullable=False, comment="the address as it was first seen"),
        sa.Column(
            "url_key",
            sa.Text(),
            nullable=False,
            comment="its identity: trackers, www and scheme folded",
        ),
        sa.Column(
            "state",
            sa.Text(),
            nullable=False,
            comment="found: to be fetched; waiting: again later; done",
        ),
        sa.Column(
            "outcome",
            sa.Text(),
            nullable=True,
            comment="how its last request ended; null: not asked yet",
        ),
        sa.Column(
            "reason",
            sa.Text(),
            nullable=True,
            comment="why, in a line; a rejection begins with its name and a colon",
        ),
        sa.Column(
            "attempts", sa.Integer(), server_default="0", nullable=False, comment="requests so far"
        ),
        sa.Column("found_at", INSTANT, nullable=False, comment="when a source first named it"),
        sa.Column(
            "fresh_at",
            INSTANT,
            nullable=True,
            comment="newest date that a source stated for it; orders the frontier",
        ),
        sa.Column("settled_at", INSTANT, nullable=True, comment="when its last request ended"),
        sa.Column(
            "next_due_at", INSTANT, nullable=True, comment="when a waiting address is tried again"
        ),
        sa.Column("article_id", NUMBER, nullable=True, comment="the last article that it led to"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_urls_article_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["site"], ["sites.key"], name=op.f("fk_urls_site"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urls")),
        sa.UniqueConstraint("site", "url_key", name=op.f("uq_urls_site_url_key")),
        comment="every article address that was ever seen, and how it ended: the frontier",
    )
    op.create_index(op.f("ix_urls_article_id"), "urls", ["article_id"], unique=False)
    op.create_index(
        "ix_urls_site_state_fresh_at", "urls", ["site", "state", "fresh_at"], unique=False
    )
    op.create_table(
        "cluster_members",
        sa.Column("article_id", NUMBER, nullable=False, comment="the article"),
        sa.Column("cluster_id", NUMBER, nullable=False, comment="the cluster"),
        sa.Column(
            "similarity",
            sa.Float(),
            nullable=False,
            comment="estimated Jaccard to the lead, 0 to 1",
        ),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_cluster_members_article_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["clusters.id"],
            name=op.f("fk_cluster_members_cluster_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_cluster_members")),
        comment="which article belongs to which cluster",
    )
    op.create_index(
        op.f("ix_cluster_members_cluster_id"), "cluster_members", ["cluster_id"], unique=False
    )
    op.create_table(
        "fetches",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column("run_id", NUMBER, nullable=False, comment="the run"),
        sa.Column("url_id", NUMBER, nullable=False, comment="the address"),
        sa.Column("final_url", sa.Text(), nullable=False, comment="the address that answered"),
        sa.Column("status", sa.Integer(), nullable=False, comment="HTTP status; 0: no answer"),
        sa.Column("outcome", sa.Text(), nullable=False, comment="how it ended"),
        sa.Column("reason", sa.Text(), nullable=True, comment="why, in a line"),
        sa.Column("fetched_at", INSTANT, nullable=False, comment="when it ended"),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False, comment="payload, decoded"),
        sa.Column("duration_s", sa.Float(), nullable=False, comment="seconds to the answer"),
        sa.Column("snapshot_id", NUMBER, nullable=True, comment="what was sent, in the archive"),
        sa.ForeignKeyConstraint(
            ["run_id"], ["runs.id"], name=op.f("fk_fetches_run_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["snapshots.id"],
            name=op.f("fk_fetches_snapshot_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["url_id"], ["urls.id"], name=op.f("fk_fetches_url_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetches")),
        comment="one row for each article address that was requested",
    )
    op.create_index(op.f("ix_fetches_run_id"), "fetches", ["run_id"], unique=False)
    op.create_index(op.f("ix_fetches_url_id"), "fetches", ["url_id"], unique=False)
    op.create_table(
        "reextractions",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column("revision_id", NUMBER, nullable=False, comment="the revision"),
        sa.Column("extractor_version", sa.Text(), nullable=False, comment="the newer extractor"),
        sa.Column("previous_version", sa.Text(), nullable=False, comment="the older one"),
        sa.Column(
            "previous_blocks",
            sa.LargeBinary(),
            nullable=False,
            comment="the blocks before, to undo",
        ),
        sa.Column("made_at", INSTANT, nullable=False, comment="when"),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
            name=op.f("fk_reextractions_revision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reextractions")),
        comment="an extractor upgrade's new text for a revision: no edit of the publisher's",
    )
    op.create_index(
        op.f("ix_reextractions_revision_id"), "reextractions", ["revision_id"], unique=False
    )
    op.create_table(
        "removals",
        sa.Column("revision_id", NUMBER, nullable=False, comment="the revision"),
        sa.Column("block", sa.Integer(), nullable=False, comment="the block's index on the page"),
        sa.Column("text", sa.Text(), nullable=False, comment="the block's text"),
        sa.Column("path", sa.Text(), nullable=False, comment="its DOM path; empty for plain text"),
        sa.Column("role", sa.Text(), nullable=False, comment="paragraph, heading, list-item ..."),
        sa.Column("rule", sa.Text(), nullable=False, comment="key of the rule that struck it"),
        sa.Column(
            "evidence",
            sa.Text(),
            nullable=False,
            comment="site-file, structure, phrase, repetition, slot or title",
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="the reason in words"),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
            name=op.f("fk_removals_revision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("revision_id", "block", name=op.f("pk_removals")),
        comment="every block that was stricken from a revision's body, whole, with the reason",
    )
    op.create_index(op.f("ix_removals_rule"), "removals", ["rule"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column("url_id", NUMBER, nullable=False, comment="the address"),
        sa.Column("found_in", sa.Text(), nullable=False, comment="the source's address"),
        sa.Column("kind", sa.Text(), nullable=False, comment="the source's kind"),
        sa.Column("title", sa.Text(), nullable=True, comment="its title there"),
        sa.Column("date_published", INSTANT, nullable=True, comment="its publication date there"),
        sa.Column("lastmod", INSTANT, nullable=True, comment="its last change there"),
        sa.Column("authors", sa.JSON(), nullable=True, comment="its authors there, a list"),
        sa.Column("description", sa.Text(), nullable=True, comment="its summary there"),
        sa.Column("keywords", sa.JSON(), nullable=True, comment="its keywords there, a list"),
        sa.Column("language", sa.Text(), nullable=True, comment="its language there"),
        sa.Column("publication", sa.Text(), nullable=True, comment="news:publication/news:name"),
        sa.Column("seen_at", INSTANT, nullable=False, comment="when this was last seen"),
        sa.ForeignKeyConstraint(
            ["url_id"], ["urls.id"], name=op.f("fk_sightings_url_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sightings")),
        sa.UniqueConstraint("url_id", "found_in", name=op.f("uq_sightings_url_id_found_in")),
        comment="what a source says of an address: a second opinion on its metadata",
    )
    op.execute("CREATE VIEW articles AS " + ARTICLES[op.get_bind().dialect.name])
