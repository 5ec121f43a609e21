"""Every table, with a comment on every column: docs/schema.md is written from them.

Rule 1: the same on SQLite and PostgreSQL. Rule 2: a fact stands in one place; `article` repeats
the current revision's values, because that is the row that people query. Rule 3: what only a
later part of the program fills stands here already, so that no table is rebuilt for it.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from pipelines.store.types import CleanJson, CleanText, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only for a plain INTEGER primary key.
Number = BigInteger().with_variant(Integer(), "sqlite")


def _id() -> Column[Any]:
    return Column("id", Number, primary_key=True, autoincrement=True, comment="number of the row")


def _text(name: str, comment: str, *args: Any, **more: Any) -> Column[Any]:
    return Column(name, CleanText(), *args, comment=comment, **more)


def _time(name: str, comment: str, **more: Any) -> Column[Any]:
    return Column(name, UtcDateTime(), comment=comment, **more)


def _count(name: str, comment: str) -> Column[Any]:
    return Column(name, Integer, nullable=False, default=0, server_default="0", comment=comment)


def _to(name: str, target: str, comment: str, **more: Any) -> Column[Any]:
    """A row that cannot be without its target goes with it; any other only loses the link:
    pruning runs or the archive must not take revisions along."""
    needed = more.get("nullable") is False or more.get("primary_key", False)
    key = ForeignKey(target, ondelete="CASCADE" if needed else "SET NULL")
    return Column(
        name, Number if target.endswith(".id") else CleanText(), key, comment=comment, **more
    )


def _site(**more: Any) -> Column[Any]:
    return _to("site", "sites.key", "the site's key: its registrable domain", **more)


def _where(condition: str) -> dict[str, Any]:
    """An index of those rows alone, on both engines."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _table(name: str, comment: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, comment=comment)


# ---------------------------------------------------------------- sites and their sources

sites = _table(
    "sites",
    "the sites that were ever crawled",
    _text("key", "registrable domain", primary_key=True),
    _text("name", "what a person calls the site", nullable=False),
    _text("home", "the front page", nullable=False),
    _text("language", "BCP 47, only where the site file states it"),
    _time("first_seen_at", "when the site was first crawled", nullable=False),
    _time("judged_until", "the days before it were judged (see alerts); null: none was"),
)

hosts = _table(
    "hosts",
    "what the crawler remembers of an origin: robots.txt, until when it is parked",
    _text("origin", "scheme, host and port", primary_key=True),
    Column("robots_status", Integer, comment="HTTP status of robots.txt; 0: unreachable"),
    Column("robots_body", LargeBinary, comment="robots.txt as it came, at most 500 KiB"),
    _time("robots_fetched_at", "when robots.txt was asked for; used for at most 24 hours"),
    _time("parked_until", "not to be asked before then (Retry-After)"),
    _text("parked_reason", "why it is parked"),
)

sources = _table(
    "sources",
    "feeds, sitemaps and section pages that name a site's articles",
    _id(),
    _site(nullable=False, index=True),
    _text("url", "the source's address", nullable=False),
    _text("kind", "feed, sitemap, news-sitemap or section", nullable=False),
    Column(
        "parent_id",
        Number,
        ForeignKey("sources.id", ondelete="CASCADE"),
        comment="the sitemap index that names it; null: the site file does",
    ),
    _text("etag", "ETag of the last answer"),
    _text("last_modified", "Last-Modified of the last answer, as it was sent"),
    _text("digest", "sha256 of the last answer's payload"),
    _time("last_asked_at", "when it last ended with any outcome"),
    _time("next_due_at", "not to be asked before then; null: at the next run"),
    _count("failures", "failed attempts in a row"),
    _count("links", "links in the last answer that was read"),
    _text("outcome", "how it last ended"),
    _text("problem", "one line of what was wrong last time, else empty"),
    Column("rhythm", CleanJson(), comment="new links and hours watched, by hour of the day"),
    Column("ttl_s", Integer, comment="seconds that it asks to be left alone (RSS ttl)"),
    Column("period_s", Integer, comment="seconds after which it says that it changes (sy:)"),
    _time("failing_since", "first failure of the present row of failures"),
    _time("given_up_at", "when it was given up for dead; asked once a week since"),
    _time("retired_at", "when it left the site file or its index"),
    _text("retired_reason", "which of the two it left"),
    UniqueConstraint("site", "url"),
)

# ---------------------------------------------------------------- URLs

urls = _table(
    "urls",
    "every article address that was ever seen, and how it ended: the frontier",
    _id(),
    _site(nullable=False),
    _text("url", "the address as it was first seen", nullable=False),
    _text("url_key", "its identity: trackers, www and scheme folded", nullable=False),
    _text("state", "found: to be fetched; waiting: again later; done", nullable=False),
    _text("outcome", "how its last request ended; null: not asked yet"),
    _text("reason", "why, in a line; a rejection begins with its name and a colon"),
    _count("attempts", "requests so far"),
    _time("found_at", "when a source first named it", nullable=False),
    _time("fresh_at", "newest date that a source stated for it; orders the frontier"),
    _time("settled_at", "when its last request ended"),
    _time("next_due_at", "when a waiting address is tried again"),
    _to("article_id", "article.id", "the last article that it led to", index=True),
    _time("check_at", "when its article is asked for again; null: never, or by another address"),
    _text("etag", "ETag of its last page"),
    _text("last_modified", "Last-Modified of its last page, as it was sent"),
    _text("digest", "sha256 of its last page's payload"),
    _text("path", "its identity without parameters; null: it has none"),
    UniqueConstraint("site", "url_key"),
    Index("ix_urls_site_state_fresh_at", "site", "state", "fresh_at"),
    Index("ix_urls_site_check_at", "site", "check_at"),
    Index("ix_urls_site_path", "site", "path", **_where("path IS NOT NULL")),
)

aliases = _table(
    "aliases",
    "other addresses of an article",
    _id(),
    _site(nullable=False),
    _text("url_key", "the other address's identity", nullable=False),
    _to("article_id", "article.id", "the article", nullable=False, index=True),
    _text("kind", "redirect, canonical, copy or part", nullable=False),
    UniqueConstraint("site", "url_key"),
)

sightings = _table(
    "sightings",
    "what a source says of an address: a second opinion on its metadata",
    _id(),
    _to("url_id", "urls.id", "the address", nullable=False),
    _text("found_in", "the source's address", nullable=False),
    _text("kind", "the source's kind", nullable=False),
    _text("title", "its title there"),
    _time("date_published", "its publication date there"),
    _time("lastmod", "its last change there"),
    Column("authors", CleanJson(), comment="its authors there, a list"),
    _text("description", "its summary there"),
    Column("keywords", CleanJson(), comment="its keywords there, a list"),
    _text("language", "its language there"),
    _text("publication", "news:publication/news:name"),
    _text("guid", "the feed's permanent name of it (guid, id), where no other entry has the same"),
    _time("seen_at", "when this was last seen", nullable=False),
    UniqueConstraint("url_id", "found_in"),
    Index("ix_sightings_guid", "guid", **_where("guid IS NOT NULL")),
)

url_patterns = _table(
    "url_patterns",
    "what a site's addresses of one shape gave: shapes that lead nowhere are asked no more",
    _id(),
    _site(nullable=False),
    _text("pattern", "the address without what varies: 0 a number, * a slug", nullable=False),
    _count("asked", "pages of it that said something of it"),
    _count("articles", "new articles among them"),
    _count("fruitless", "pages since the last of these"),
    _text("reason", "why it is asked no more; null: it is"),
    _time("closed_at", "since when"),
    _time("probed_at", "when one page of it was let through all the same"),
    UniqueConstraint("site", "pattern"),
)

url_parameters = _table(
    "url_parameters",
    "whether a parameter leads to another article on this site",
    _id(),
    _site(nullable=False),
    _text("name", "the parameter's name", nullable=False),
    _count("same", "articles that were the same with another value of it, or without"),
    _count("different", "articles that were others"),
    UniqueConstraint("site", "name"),
)

titles = _table(
    "titles",
    "a site's headlines, so that somebody else's headline in an article is recognised",
    _id(),
    _site(nullable=False),
    _text("title_key", "the headline, normalised", nullable=False),
    _text("url_key", "the article that owns it: the first that had it", nullable=False),
    UniqueConstraint("site", "title_key"),
)

# ---------------------------------------------------------------- runs

runs = _table(
    "runs",
    "one row a crawl",
    _id(),
    _text("host", "the machine that it ran on", nullable=False),
    Column("pid", Integer, nullable=False, comment="its process id there"),
    _time("started_at", "when it began", nullable=False, index=True),
    _time("heartbeat_at", "its last sign of life", nullable=False),
    _time("ended_at", "when it ended; null while it runs"),
    _text("finish_reason", "finished, shutdown, crashed or killed"),
    Column("counts", CleanJson(), comment="outcomes of sources and articles, by site"),
)

leases = _table(
    "leases",
    "who is at work on this database",
    _text("name", "what the lease is for", primary_key=True),
    _text("host", "the holder's machine", nullable=False),
    Column("pid", Integer, nullable=False, comment="the holder's process id"),
    _text("started", "tells the process from a later one with that id", nullable=False),
    _time("acquired_at", "since when", nullable=False),
    _time("heartbeat_at", "last sign of life; too old: anybody may take it over", nullable=False),
)

fetches = _table(
    "fetches",
    "one row for each article address that was requested",
    _id(),
    _to("run_id", "runs.id", "the run", nullable=False, index=True),
    _to("url_id", "urls.id", "the address", nullable=False, index=True),
    _text("final_url", "the address that answered", nullable=False),
    Column("status", Integer, nullable=False, comment="HTTP status; 0: no answer"),
    _text("outcome", "how it ended", nullable=False),
    _text("reason", "why, in a line"),
    _time("fetched_at", "when it ended", nullable=False),
    Column("size_bytes", BigInteger, nullable=False, comment="payload, decoded"),
    Column("duration_s", Float, nullable=False, comment="seconds to the answer"),
    _to("snapshot_id", "snapshots.id", "what was sent, in the archive"),
)

snapshots = _table(
    "snapshots",
    "where what a site sent lies in the WARC files",
    _id(),
    _text("warc_file", "file within the archive's folder", nullable=False),
    Column("offset", BigInteger, nullable=False, comment="first byte of the gzip member"),
    Column("length", BigInteger, nullable=False, comment="bytes of the gzip member"),
    _text("digest", "sha256 of the payload", nullable=False),
    _text("target_uri", "the address that answered", nullable=False),
    _time("date", "when it answered", nullable=False),
    Column("status", Integer, nullable=False, comment="HTTP status"),
    _time("pruned_at", "when its record was taken out of the archive; null: it is there"),
    UniqueConstraint("warc_file", "offset"),
)

# ---------------------------------------------------------------- articles

article = _table(
    "article",
    "one row an article, with its current values; people query the view `articles`",
    _id(),
    _site(nullable=False),
    _text("url", "its best address", nullable=False),
    _text("url_key", "the address's identity", nullable=False),
    _text("headline", "schema.org headline"),
    _text("alternative_headline", "schema.org alternativeHeadline"),
    _text("description", "schema.org description"),
    _text("body", "the clean text: paragraphs joined by a blank line", nullable=False),
    _time("date_published", "null where nothing states it"),
    _time("date_modified", "null where nothing states it"),
    _text("date_precision", "second, minute, day or month: how exact date_published is"),
    _text("date_origin", "where date_published was read"),
    _text("in_language", "BCP 47"),
    _text("section", "schema.org articleSection"),
    _text("image_url", "the main image"),
    _text("kind", "news, opinion, live, gallery, video, sponsored or press", nullable=False),
    _text("access", "free, metered, paywalled or unknown", nullable=False),
    _text("status", "published or withdrawn", nullable=False),
    Column("word_count", Integer, nullable=False, comment="words of body"),
    Column("revision_count", Integer, nullable=False, comment="revisions, the first included"),
    Column("cluster_id", Number, comment="near-duplicates share it"),
    Column("revision_id", Number, comment="the current revision"),
    Column(
        "template_version",
        Integer,
        nullable=False,
        comment="the template that body was cleaned with; -1: it is to be cleaned again",
    ),
    _time("first_seen_at", "when it was first stored", nullable=False),
    _time("changed_at", "when its values last changed", nullable=False),
    _time("fetched_at", "when its page was last fetched", nullable=False),
    UniqueConstraint("site", "url_key"),
    # Words by author and origins by site are counted from these alone, too.
    Index("ix_article_site_date_published", "site", "date_published", "word_count"),
    Index("ix_article_site_date_origin", "site", "date_origin", "date_precision"),
    # Counts by site and day, and what was stricken of late, read this index alone; the rows are as
    # wide as their texts.
    Index(
        "ix_article_site_first_seen_at", "site", "first_seen_at", "date_published", "revision_id"
    ),
    Index("ix_article_date_published", "date_published"),
    Index("ix_article_changed_at", "changed_at"),
    Index("ix_article_cluster_id", "cluster_id"),
    # Each crawl asks which sites must learn and for their newest articles; without these it
    # would read every article's row and blocks.
    Index("ix_article_site_revision_id", "site", "revision_id"),
    Index("ix_article_site_template_version", "site", "template_version", "revision_id"),
)

revisions = _table(
    "revisions",
    "what an article was, version by version; re-cleaning changes body and adds no row",
    _id(),
    _to("article_id", "article.id", "the article", nullable=False),
    Column("number", Integer, nullable=False, comment="1, 2, 3 ..."),
    _text("kind", "initial, substantive, minor, metadata or withdrawn", nullable=False),
    _to("run_id", "runs.id", "the run that filed it"),
    _to("snapshot_id", "snapshots.id", "the page that it was made from"),
    _time("fetched_at", "when that page was fetched", nullable=False),
    _text("headline", "its headline then"),
    _text("body", "the clean text then", nullable=False),
    _text("text_digest", "sha256 of the folded clean text", nullable=False, index=True),
    _text("metadata_digest", "sha256 of the metadata's values", nullable=False),
    Column(
        "metadata",
        CleanJson(),
        nullable=False,
        comment="every metadata value with its origin, raw string and losing candidates",
    ),
    Column(
        "blocks",
        LargeBinary,
        nullable=False,
        comment="the extractor's blocks with their neighbours: zlib-compressed JSON",
    ),
    _text("method", "the extraction stage that won", nullable=False),
    _text("extractor_version", "version of the extractor", nullable=False),
    Column("truncated", Boolean, nullable=False, comment="the parser lost part of the page"),
    Column(
        "template_version",
        Integer,
        nullable=False,
        comment="the template that body was cleaned with; -1: it is to be cleaned again",
    ),
    UniqueConstraint("article_id", "number"),
    # What an older extractor read, in the order in which it is read anew.
    Index("ix_revisions_extractor_version", "extractor_version", "id"),
    # What was edited on which day, without reading every article's first version.
    Index("ix_revisions_article_id_fetched_at", "article_id", "fetched_at", **_where("number > 1")),
)

article_authors = _table(
    "article_authors",
    "the authors of articles, one row each",
    _to("article_id", "article.id", "the article", primary_key=True),
    Column("place", Integer, primary_key=True, comment="order in the byline, from 0"),
    _text("name", "the author's name", nullable=False, index=True),
)

article_keywords = _table(
    "article_keywords",
    "the keywords of articles, one row each",
    _to("article_id", "article.id", "the article", primary_key=True),
    Column("place", Integer, primary_key=True, comment="order on the page, from 0"),
    _text("keyword", "the keyword", nullable=False, index=True),
)

removals = _table(
    "removals",
    "every block that was stricken from a revision's body, whole, with the reason",
    _to("revision_id", "revisions.id", "the revision", primary_key=True),
    Column("block", Integer, primary_key=True, comment="the block's index on the page"),
    _text("text", "the block's text", nullable=False),
    _text("path", "its DOM path; empty for plain text", nullable=False),
    _text("role", "paragraph, heading, list-item ...", nullable=False),
    _text("rule", "key of the rule that struck it", nullable=False),
    _text("evidence", "site-file, structure, phrase, repetition, slot or title", nullable=False),
    _text("reason", "the reason in words", nullable=False),
    # One phrase is struck on all sites: asked by the rule alone for each article of one site, a
    # hundred thousand articles took a minute (benchmarks/store, 2026-11-23).
    Index("ix_removals_rule", "rule", "revision_id"),
)

# ---------------------------------------------------------------- what a site repeats

templates = _table(
    "templates",
    "one row a site: what its template knows",
    _site(primary_key=True),
    Column("version", Integer, nullable=False, comment="rises when rules change"),
    _time("learned_at", "when it last learned", nullable=False),
    Column("learned_through", Number, nullable=False, comment="the newest revision it has seen"),
    _text("site_rules", "digest of the site file's keep and drop that the articles follow"),
)

rules = _table(
    "rules",
    "what a site repeats, rule by rule",
    _id(),
    _site(nullable=False),
    _text("key", "stable name made of evidence, match, path and pattern", nullable=False),
    _text("evidence", "structure, phrase, repetition, slot or title", nullable=False),
    _text("match", "text, path, phrase, selector or after", nullable=False),
    _text("pattern", "what is matched", nullable=False),
    _text("path", "where it applies; empty: anywhere", nullable=False),
    Column("support_pages", Integer, nullable=False, comment="distinct articles that show it"),
    Column("support_of", Integer, nullable=False, comment="distinct articles looked at"),
    Column("witnesses", CleanJson(), nullable=False, comment="up to five articles that prove it"),
    _text("sample", "one such block as printed", nullable=False),
    _text("state", "active, held, protected or retired", nullable=False),
    _time("first_seen_at", "when it was first learned", nullable=False),
    _time("last_seen_at", "when the evidence was last there", nullable=False),
    Column("position", Integer, nullable=False, comment="order within the template"),
    UniqueConstraint("site", "key"),
)

# ---------------------------------------------------------------- the same story elsewhere

clusters = _table(
    "clusters",
    "articles with nearly the same text, over all sites",
    _id(),
    _to("lead_id", "article.id", "first published, or the named agency's", index=True),
    _time("created_at", "when the second member came", nullable=False),
)

cluster_members = _table(
    "cluster_members",
    "which article belongs to which cluster",
    _to("article_id", "article.id", "the article", primary_key=True),
    _to("cluster_id", "clusters.id", "the cluster", nullable=False, index=True),
    Column(
        "similarity",
        Float,
        nullable=False,
        comment="share of the shorter text's runs of words that it has in common with the member"
        " that it was found by, 0 to 1",
    ),
    Column("agencies", CleanJson(), nullable=False, comment="sites of the agency it credits"),
)

# Asked by hash, the newest holders first; a second copy of the rows serves the articles.
fingerprints = Table(
    "fingerprints",
    metadata,
    Column(
        "hash",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="one of the smallest hashes of its clean text's runs of words",
    ),
    _to("article_id", "article.id", "the article", primary_key=True, index=True),
    comment="what near-duplicates are found by, twelve rows an article; none for a flash",
    sqlite_with_rowid=False,
)

# ---------------------------------------------------------------- signals and troubles

policy_signals = _table(
    "policy_signals",
    "opt-outs seen: AI groups in robots.txt, TDM reservations, noai and the like",
    _id(),
    _text("origin", "scheme, host and port", nullable=False),
    _text("signal", "which signal", nullable=False),
    _text("value", "its value as it was sent", nullable=False),
    _time("first_seen_at", "since when", nullable=False),
    _time("last_seen_at", "until when", nullable=False),
    UniqueConstraint("origin", "signal", "value"),
)

alerts = _table(
    "alerts",
    "what is wrong with a site: one open row per site and cause",
    _id(),
    _site(nullable=False, index=True),
    _text("cause", "silent, below-volume, template-shift ...", nullable=False),
    _time("opened_at", "since when", nullable=False),
    _time("closed_at", "until when; null while it is open"),
    Column("evidence", CleanJson(), nullable=False, comment="the figures that show it"),
    _text("told", "opened or closed: what `copydesk health --quiet` last said of it"),
)

reextractions = _table(
    "reextractions",
    "an extractor upgrade's new text for a revision: no edit of the publisher's",
    _id(),
    _to("revision_id", "revisions.id", "the revision", nullable=False, index=True),
    _text("extractor_version", "the newer extractor", nullable=False),
    _text("previous_version", "the older one", nullable=False),
    Column("previous_blocks", LargeBinary, nullable=False, comment="the blocks before, to undo"),
    _time("made_at", "when", nullable=False),
    Column(
        "previous",
        CleanJson(),
        nullable=False,
        server_default="{}",
        comment="what else it was: metadata, method, truncated, kind and access",
    ),
    Column("run_id", Number, comment="the run that did it"),
)

quarantine = _table(
    "quarantine",
    "pages that could not be filed, with the error; the rest of their batch was",
    _id(),
    _text("site", "the site's key", nullable=False),
    _text("url", "the page's address", nullable=False),
    _text("error", "what the database said", nullable=False),
    _time("at", "when", nullable=False),
)

# ---------------------------------------------------------------- what left the database

cursors = _table(
    "cursors",
    "readers of incremental exports: each gets an article once",
    _id(),
    _text("name", "what a person calls it", nullable=False, unique=True),
    _time("created_at", "when it was first named", nullable=False),
)

exports = _table(
    "exports",
    "the exports of cursors; one that was broken off is settled before the next begins",
    _id(),
    _to("cursor_id", "cursors.id", "the cursor", nullable=False, index=True),
    _text("host", "the machine that it ran on", nullable=False),
    Column("pid", Integer, nullable=False, comment="its process id there"),
    _text("started", "tells the process from a later one with that id", nullable=False),
    _text("file", "the file that was asked for", nullable=False),
    _text("part", "where it is written until it is whole", nullable=False),
    _time("began_at", "when it began", nullable=False),
    _time("sealed_at", "when the part was whole; from then on its name tells whether it arrived"),
    _time("settled_at", "when the file stood in its place; null: it did not come so far"),
    _count("articles", "articles in it"),
)

# Without row numbers SQLite needs half the space: one row an article for each cursor.
given = Table(
    "given",
    metadata,
    _to("article_id", "article.id", "the article", primary_key=True),
    _to("cursor_id", "cursors.id", "the cursor", primary_key=True),
    Column("export_id", Number, primary_key=True, autoincrement=False, comment="the export"),
    _text("state", "digests of text and metadata, their beginnings, and status", nullable=False),
    comment="which article a cursor has been given, and as what",
    sqlite_with_rowid=False,
)
