"""A story as the extraction hands it on: blocks with their neighbours, metadata with origins."""

import random
from datetime import datetime

from benchmarks.store.world import Story, box
from pipelines.extract import EXTRACTOR_VERSION
from pipelines.model import (
    Access,
    Article,
    ArticleKind,
    Block,
    Candidate,
    Cleaned,
    Extraction,
    Metadata,
    Moment,
    Precision,
    Role,
    Snapshot,
    Sourced,
    Verdict,
)

BODY = "html/body/div#page.site-wrap/main.content/article.story/div.story__text/p"
AROUND = "html/body/div#page.site-wrap/aside.rail/ul.list/li/a"
NEIGHBOURS = 6  # blocks around the article that are kept beside it
OLD_PERCENT = 4  # of the articles were read by the extractor before today's
# Bytes of a page, as the archive's digest and the request's record know it.
PAGES = tuple(b" " * size for size in (31_000, 58_000, 94_000))


def article(story: Story, edit: str = "") -> Article:
    """The story's page, read. edit: a paragraph that the publisher added at its end."""
    paragraphs = (*story.paragraphs, *([edit] if edit else []))
    blocks = _blocks(story, paragraphs)
    rng = random.Random(story.url)
    return Article(
        site=story.site,
        url=story.url,
        extraction=Extraction(
            blocks=blocks,
            metadata=_metadata(story, rng),
            method="engine",
            extractor_version="1" if rng.randrange(100) < OLD_PERCENT else EXTRACTOR_VERSION,
        ),
        cleaned=Cleaned(kept=tuple(block for block in blocks if block.in_body)),
        verdict=Verdict(
            kind=ArticleKind.OPINION if story.is_opinion else ArticleKind.NEWS,
            access=Access.PAYWALLED if story.is_walled else Access.FREE,
            evidence="json-ld",
        ),
    )


def _blocks(story: Story, paragraphs: tuple[str, ...]) -> tuple[Block, ...]:
    """The site's box above the text, a headline of another article below it, and the rail."""
    size = len(paragraphs)
    inside = (
        box(story.site, size % 12),
        *paragraphs,
        box(story.site, (size + 1) % 12),
        "Next Article",
        story.neighbour,
    )
    rail = tuple(f"{story.section} {number} {story.neighbour}" for number in range(NEIGHBOURS))
    return tuple(
        Block(
            index=at,
            text=text,
            role=Role.PARAGRAPH if at < len(inside) else Role.LIST_ITEM,
            path=BODY if at < len(inside) else AROUND,
            link_share=0.0 if at < len(inside) else 1.0,
            in_body=at < len(inside),
            votes=("engine", "trees") if at < len(inside) else (),
        )
        for at, text in enumerate((*inside, *rail))
    )


def _metadata(story: Story, rng: random.Random) -> Metadata:
    origin = rng.choices(("json-ld", "meta", "visible", "feed"), weights=(70, 20, 8, 2))[0]
    return Metadata(
        headline=_offered(story.headline, origin),
        description=_offered(story.description, "meta") if story.description else None,
        authors=Sourced(value=story.authors, origin=origin, raw=", ".join(story.authors)),
        date_published=_dated(story.published, story.is_exact, origin),
        date_modified=_dated(story.published, story.is_exact, origin),
        in_language=_offered(story.language, "html-lang"),
        section=_offered(story.section, origin),
        keywords=Sourced(value=story.keywords, origin="meta") if story.keywords else None,
        image_url=_offered(f"{story.url}/image.jpg", "meta"),
        canonical_url=_offered(story.url, "link"),
    )


def _offered(value: str, origin: str) -> Sourced[str]:
    """A value that two places of the page state."""
    return Sourced(
        value=value,
        origin=origin,
        raw=value,
        candidates=(Candidate(value=value, origin="open-graph", raw=value),),
    )


def _dated(at: datetime | None, is_exact: bool, origin: str) -> Sourced[Moment] | None:
    if at is None:
        return None
    precision = Precision.MINUTE if is_exact else Precision.DAY
    moment = Moment(value=at, precision=precision, zone_known=is_exact)
    return Sourced(value=moment, origin=origin, raw=at.isoformat())


def snapshot(requested: str, target: str, now: datetime, rng: random.Random) -> Snapshot:
    """The bytes that the article was read from; only their number and digest are filed."""
    return Snapshot(
        target_uri=target,
        requested_uri=requested,
        date=now,
        status=200,
        headers=(("etag", f'"{rng.getrandbits(64):x}"'), ("last-modified", f"{now:%c}")),
        payload=rng.choice(PAGES),
        payload_digest=f"sha256:{rng.getrandbits(256):064x}",
        redirects=() if requested == target else (requested,),
    )
