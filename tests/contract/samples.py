"""Invented rows that the tests of the store share."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from pipelines.model import (
    Access,
    Article,
    ArticleKind,
    Block,
    Candidate,
    Cleaned,
    Evidence,
    Extraction,
    Link,
    Metadata,
    Moment,
    Outcome,
    Precision,
    Removal,
    Site,
    Source,
    Sourced,
    SourceKind,
    Verdict,
    join,
)
from pipelines.store.rows import Alias, Ended, Fetched, Filing, Owner, SnapshotRow

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FEED = Source(url="https://gazette.example/feed", kind=SourceKind.FEED)
SITE = Site(key="gazette.example", name="Gazette", home="https://gazette.example/", sources=(FEED,))
ME = Owner(host="here", pid=1, started="a")
OTHER = Owner(host="there", pid=2, started="b")


def blocks(*texts: str) -> tuple[Block, ...]:
    return tuple(
        Block(index=place, text=one, path="html/body/p", votes=("engine",))
        for place, one in enumerate(texts)
    )


def removal(block: Block) -> Removal:
    return Removal(block=block, rule="phrase:x", evidence=Evidence.PHRASE, reason="a summary box")


def filing(number: int, *texts: str, strike: int = 0, run_id: int = 1) -> Filing:
    """An article of `texts`, the first `strike` of them stricken."""
    body = blocks(*(texts or (f"Body of article {number}.",)))
    published = Moment(value=NOW, precision=Precision.MINUTE, zone_known=True)
    described = Metadata(
        headline=Sourced(
            value=f"Headline {number}",
            origin="json-ld",
            candidates=(Candidate(value="Other", origin="visible"),),
        ),
        authors=Sourced(value=("Ann Lee", "Bo Diaz"), origin="meta"),
        keywords=Sourced(value=("quay", "ferry"), origin="meta"),
        date_published=Sourced(value=published, origin="json-ld", raw="2026-03-01T12:00Z"),
    )
    cleaned = Cleaned(kept=body[strike:], removals=tuple(map(removal, body[:strike])))
    return Filing(
        article=Article(
            site=SITE.key,
            url=f"https://gazette.example/{number}",
            extraction=Extraction(
                blocks=body, metadata=described, method="engine", extractor_version="1"
            ),
            cleaned=cleaned,
            verdict=Verdict(kind=ArticleKind.NEWS, access=Access.FREE, evidence="json-ld"),
        ),
        url_key=f"https://gazette.example/{number}",
        title_key=f"headline {number}",
        text_digest=hashlib.sha256(join(cleaned.kept).encode(errors="replace")).hexdigest(),
        metadata_digest="m",
        snapshot=SnapshotRow(
            warc_file="a.warc.gz",
            offset=number,
            length=9,
            digest="sha256:0",
            target_uri=f"https://gazette.example/{number}",
            date=NOW,
            status=200,
        ),
        fetched_at=NOW,
        aliases=(Alias(url_key=f"https://gazette.example/old/{number}", kind="redirect"),),
        run_id=run_id,
    )


def with_metadata(filing: Filing, **values: object) -> Filing:
    """The same filing with other metadata."""
    extraction = filing.article.extraction
    described = replace(extraction.metadata, **values)  # type: ignore[arg-type]
    article = replace(filing.article, extraction=replace(extraction, metadata=described))
    return replace(filing, article=article)


def link(number: int, **said: object) -> tuple[str, str | None, Link]:
    url = f"https://gazette.example/{number}"
    hint = Link(url=url, found_in=FEED.url, kind=SourceKind.FEED, **said)  # type: ignore[arg-type]
    return url, f"headline {number}", hint


def ended(outcome: Outcome, **more: object) -> Ended:
    fetch = Fetched(run_id=1, final_url="https://gazette.example/1", status=200)
    return Ended(outcome=outcome, reason="", now=NOW, fetch=fetch, **more)  # type: ignore[arg-type]


def noise(length: int) -> str:
    """Letters and digits that no index can compress, the same ones every time."""
    digests = (hashlib.sha256(str(n).encode()).hexdigest() for n in range(length // 64 + 1))
    return "".join(digests)[:length]
