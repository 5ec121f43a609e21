"""An endless invented site, as filings: boxes that vary, and teasers that are new on each page."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

from pipelines.model import (
    Access,
    Article,
    ArticleKind,
    Block,
    Cleaned,
    Extraction,
    Metadata,
    Role,
    Site,
    Sourced,
    Verdict,
    join,
)
from pipelines.store.rows import Filing, SnapshotRow
from pipelines.template.titles import title_key

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SITE = Site(key="gazette.example", name="Gazette", home="https://gazette.example/")
BOXES = 40  # which box a page prints changes; each is printed on one page in ten
TEASERS = 3  # teasers come new with a page and stay for as many pages


def filing(number: int, run_id: int) -> Filing:
    """Article `number`, as a crawl files it before anything was learned."""
    blocks = tuple(
        Block(index=at, text=text, role=role, path=path, link_share=share)
        for at, (text, role, path, share) in enumerate(_lines(number))
    )
    cleaned = Cleaned(kept=blocks)
    described = Metadata(headline=Sourced(value=headline(number), origin="json-ld"))
    return Filing(
        article=Article(
            site=SITE.key,
            url=_url(number),
            extraction=Extraction(
                blocks=blocks, metadata=described, method="generated", extractor_version="1"
            ),
            cleaned=cleaned,
            verdict=Verdict(kind=ArticleKind.NEWS, access=Access.FREE, evidence="generated"),
        ),
        url_key=_url(number),
        title_key=title_key(headline(number)),
        text_digest=hashlib.sha256(join(cleaned.kept).encode()).hexdigest(),
        metadata_digest="",
        snapshot=_snapshot(number),
        fetched_at=NOW,
        aliases=(),
        run_id=run_id,
    )


def headline(number: int) -> str:
    """An article's own headline; no two are equal."""
    return f"Ward {number} votes on ferry {number * 7 % 9973} after a long hearing"


def _lines(number: int) -> Iterator[tuple[str, Role, str, float]]:
    """Text, role, path and link share of each block."""
    yield headline(number), Role.HEADING, "body/article/h1", 0.0
    yield "Fetch me a gist", Role.PARAGRAPH, "body/article/div.k0/p", 0.0
    for at in range(4):
        yield _paragraph(number, at), Role.PARAGRAPH, "body/article/div.text/p", 0.0
    for box in range(number % 10, BOXES, 10):
        yield f"The choir of pier {box} sings", Role.PARAGRAPH, f"body/article/div.k{box}/p", 0.0
    for new in range(max(0, number - TEASERS), number + 1):
        yield f"Elsewhere: boat {new} is late", Role.PARAGRAPH, "body/article/div.k1/p", 1.0
    yield "Onward to", Role.PARAGRAPH, "body/article/div.k2/p", 0.0
    yield headline(max(0, number - 1)), Role.PARAGRAPH, "body/article/div.k2/p/a", 1.0


def _paragraph(number: int, at: int) -> str:
    return (
        f"Witness {number}-{at} told the board of ward {number} that {number * 31 + at} boats had"
        f" left before the tide turned, and nobody at table {number + at} disagreed with her."
    )


def _url(number: int) -> str:
    return f"https://gazette.example/{number}"


def _snapshot(number: int) -> SnapshotRow:
    return SnapshotRow(
        warc_file="generated.warc.gz",
        offset=number,
        length=1,
        digest="sha256:0",
        target_uri=_url(number),
        date=NOW,
        status=200,
    )
