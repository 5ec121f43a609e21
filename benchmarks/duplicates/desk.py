"""A database to file generated articles in, as a crawl does."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from pipelines.model import (
    Access,
    Article,
    ArticleKind,
    Block,
    Cleaned,
    Extraction,
    Metadata,
    Site,
    Sourced,
    Verdict,
)
from pipelines.store import articles, runs, schema, sites
from pipelines.store.engine import open_engine, writing
from pipelines.store.rows import Filing, Owner

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def prepared(path: Path, keys: Iterable[str]) -> Engine:
    """An empty SQLite database with these sites and an open run."""
    engine = open_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    known = [Site(key=key, name=key, home=f"https://{key}/") for key in sorted(set(keys))]
    with writing(engine) as connection:
        sites.sync(connection, known, NOW)
        runs.start(connection, Owner(host="here", pid=1, started=""), NOW)
    return engine


def file(connection: Connection, number: int, site: str, language: str, text: str) -> int:
    """File a text as article `number` of the site; the row's number."""
    blocks = tuple(Block(index=at, text=one) for at, one in enumerate(text.split("\n\n")))
    tongue = Sourced(value=language, origin="generated") if language else None
    article = Article(
        site=site,
        url=f"https://{site}/{number}",
        extraction=Extraction(
            blocks=blocks,
            metadata=Metadata(in_language=tongue),
            method="generated",
            extractor_version="1",
        ),
        cleaned=Cleaned(kept=blocks),
        verdict=Verdict(kind=ArticleKind.NEWS, access=Access.FREE, evidence="generated"),
    )
    filing = Filing(
        article=article,
        url_key=article.url,
        title_key=None,
        text_digest=hashlib.sha256(text.encode()).hexdigest(),
        metadata_digest="",
        snapshot=None,
        fetched_at=NOW,
        aliases=(),
        run_id=1,
    )
    return articles.file_new(connection, filing)
