"""Snapshot in, extraction and verdict out: what is the article on this page?

The tree is parsed once; JSON-LD, metadata, blocks and trafilatura read the same one:

    decode and parse -> blocks -> cascade (which blocks?) -> metadata -> verdict
    charset, document   blocks,    stages, align, cascade    see below       verdict, walls
                        tables,
                        paths, flat

Metadata is offered (jsonld, meta, visible, credits, datelines), read (headlines, authors, dates,
language) and believed (believe; titles, signing, dating, tongue where more than rank decides).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.extract.blocks import Placed, as_block, placed_blocks
from pipelines.extract.bylines import is_byline
from pipelines.extract.cascade import Choice, choose
from pipelines.extract.document import Document, head_of, parse
from pipelines.extract.elsewhere import found_elsewhere
from pipelines.extract.flat import densest, flat_blocks
from pipelines.extract.headlines import normal
from pipelines.extract.jsonld import article_body, article_node, nodes
from pipelines.extract.meta import metas, title_of
from pipelines.extract.metadata import Source, gather, offered
from pipelines.extract.notes import noted
from pipelines.extract.page import BlockedPage, Taken
from pipelines.extract.paths import Paths
from pipelines.extract.verdict import judged, refused_unread
from pipelines.model import (
    Block,
    Extraction,
    Link,
    Metadata,
    Reason,
    Rejected,
    Site,
    Snapshot,
    Verdict,
)

__all__ = ["EXTRACTOR_VERSION", "blocked_page", "extract", "extract_cheaply"]

EXTRACTOR_VERSION = "2"

# What of a body tells its language, where time counts.
CHEAP_BODY_CHARS = 10_000

# The longest paragraph that the 1,377 development pages are known by has 17,518 characters. Nine
# million in one line took 887 MB on their way into the database.
MOST_BLOCK_CHARS = 100_000
MOST_TEXT_CHARS = 1_000_000

# Blocks kept on either side of each body block: a label names what stands next to it.
NEIGHBOURS = 3


def extract(
    snapshot: Snapshot, site: Site, hints: Sequence[Link] = ()
) -> tuple[Extraction, Verdict] | Rejected:
    """The page's article with its verdict, or why the page is none.

    hints: what feeds, sitemaps and sections said of this URL. Pure and deterministic; raises
    nothing that a page can cause, but takes its time on a hostile one: callers set a deadline.
    """
    refusal = refused_unread(snapshot)
    document = None if refusal else parse(snapshot)
    if document is None:
        return _rejected(snapshot, site, refusal or (Reason.NO_TEXT, "no markup and no text"))
    source = _source(document, snapshot, site, hints)
    page = _page(source)
    # The cascade prunes the tree, hence everything is read from it before.
    offers, notes = tuple(offered(source)), noted(source)
    choice = choose(page)
    page, choice = found_elsewhere(source, page, choice, snapshot) or (page, choice)
    body = "\n".join(page.blocks[i].text for i in sorted(choice.taken))
    if len(body) > MOST_TEXT_CHARS:
        seen = f"{len(body)} characters of text; {MOST_TEXT_CHARS} are read"
        return _rejected(snapshot, site, (Reason.TOO_LONG, seen))
    found = gather(source, offers, body)
    verdict = judged(replace(source, blocks=page.blocks), notes, choice, found)
    if not isinstance(verdict, Verdict):
        return _rejected(snapshot, site, verdict)
    return _extraction(page, choice, found), verdict


def extract_cheaply(
    snapshot: Snapshot, site: Site, hints: Sequence[Link] = ()
) -> tuple[Extraction, Verdict] | Rejected:
    """What `extract` gives, from the page's tags and its head alone: for pages past the deadline.

    One pass over the first 2 MB, no engine, no tree but the head's; the body is the densest
    stretch of text. The method is `cheap-flat`, and `truncated` is set. A page of any kind costs
    about as much as a normal one by `extract`.
    """
    refusal = refused_unread(snapshot)
    document = None if refusal else head_of(snapshot)
    if document is None:
        return _rejected(snapshot, site, refusal or (Reason.NO_TEXT, "no markup and no text"))
    source = _source(document, snapshot, site, hints)
    page = _page(source)
    taken = densest(source.blocks)
    votes = dict.fromkeys(taken, ("cheap-flat",))
    choice = Choice(method="cheap-flat", taken=taken, votes=votes)
    body = "\n".join(source.blocks[i].text for i in sorted(taken))[:CHEAP_BODY_CHARS]
    found = gather(source, tuple(offered(source)), body)
    verdict = judged(source, noted(source), choice, found)
    if not isinstance(verdict, Verdict):
        return _rejected(snapshot, site, verdict)
    return _extraction(page, choice, found), verdict


def blocked_page(snapshot: Snapshot, site: Site) -> BlockedPage | None:
    """The page with its blocks as the cascade reads it; None without markup and text."""
    document = parse(snapshot)
    return _page(_source(document, snapshot, site, ())) if document else None


def without_headline(blocks: Sequence[Placed], taken: Taken, headline: str) -> Taken:
    """`taken` without the headline's own block, which is a field, not a paragraph."""
    key = normal(headline)
    return frozenset(i for i in taken if not key or normal(blocks[i].text) != key) or taken


def without_byline(blocks: Sequence[Placed], taken: Taken, authors: Sequence[str]) -> Taken:
    """`taken` without a first line that only says who wrote it and when: those are fields."""
    first = min(taken)
    rest = taken - {first}
    return rest if rest and is_byline(blocks[first].text, authors) else taken


def _source(document: Document, snapshot: Snapshot, site: Site, hints: Sequence[Link]) -> Source:
    blocks = _bounded(document)
    found, said = nodes(document.json_ld), metas(document.root)
    titles = (*said.get("og:title", ()), title_of(document.root))
    return Source(
        document=document,
        blocks=blocks,
        metas=said,
        nodes=found,
        node=article_node(found, document.url, titles),
        hints=tuple(hints),
        site=site,
        date=snapshot.date,
    )


def _bounded(document: Document) -> tuple[Placed, ...]:
    """The page's blocks, each no longer than any paragraph is."""
    blocks = flat_blocks(document.source) if document.truncated else placed_blocks(document.root)
    return tuple(
        block if block.size <= MOST_BLOCK_CHARS else replace(block, text=_beginning(block.text))
        for block in blocks
    )


def _beginning(text: str) -> str:
    return text[:MOST_BLOCK_CHARS].rstrip()


def _is_cut(blocks: Iterable[Placed]) -> bool:
    return any(block.size >= MOST_BLOCK_CHARS - 1 for block in blocks)


def _page(source: Source) -> BlockedPage:
    body = article_body(source.node) if source.node is not None else ""
    return BlockedPage(document=source.document, blocks=source.blocks, article_body=body)


def _extraction(page: BlockedPage, choice: Choice, found: Metadata) -> Extraction:
    headline = found.headline.value if found.headline else ""
    authors = found.authors.value if found.authors else ()
    body = without_headline(page.blocks, choice.taken, headline)
    return Extraction(
        blocks=_kept(page, choice, without_byline(page.blocks, body, authors)),
        metadata=found,
        method=choice.method,
        extractor_version=EXTRACTOR_VERSION,
        truncated=page.document.truncated or page.document.cut or _is_cut(page.blocks),
    )


def _kept(page: BlockedPage, choice: Choice, body: Iterable[int]) -> tuple[Block, ...]:
    """The body's blocks and their neighbours, as values."""
    inside = frozenset(body)
    near = {i + step for i in inside for step in range(-NEIGHBOURS, NEIGHBOURS + 1)}
    paths = Paths()
    return tuple(
        as_block(
            page.blocks[i],
            page.document.base,
            paths,
            in_body=i in inside,
            votes=choice.votes.get(i, ()),
        )
        for i in sorted(near)
        if 0 <= i < len(page.blocks)
    )


def _rejected(snapshot: Snapshot, site: Site, refusal: tuple[Reason, str]) -> Rejected:
    reason, evidence = refusal
    return Rejected(site=site.key, url=snapshot.target_uri, reason=reason, evidence=evidence)
