"""A processed page becomes rows: look up, decide, carry out, in one transaction.

Rule 1: the decision is `identity.decide`'s; here it is only carried out.
Rule 2: whatever the decision, the URL is settled with exactly one `Outcome` in the same commit.
"""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from pipelines.identity.decide import Decision, Standing, Version, decide
from pipelines.identity.fingerprint import metadata_digest, text_digest
from pipelines.jobs import duplicates
from pipelines.jobs.visit import Visit
from pipelines.model import Article, Outcome, Rejected
from pipelines.store import articles, frontier, quarantine
from pipelines.store.rows import Alias, Ended, Fetched, Filing, Known, SnapshotRow
from pipelines.template.titles import title_key
from pipelines.urls import url_key

# Below this many words two equal texts are no proof of one article: wire flashes recur.
WORDS_THAT_IDENTIFY = 50
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """How the page ended; `url` is the article's address where there is one."""

    outcome: Outcome
    url: str
    reason: str = ""


def file_visit(connection: Connection, visit: Visit, run_id: int) -> Filed:
    """File one page that has been through the stages."""
    if isinstance(visit.result, Article):
        return _file_article(connection, visit, visit.result, run_id)
    if isinstance(visit.result, Rejected):
        return _file_rejection(connection, visit, visit.result, run_id)
    raise ValueError(f"{visit.pending.url} was not processed before it was filed")


def set_aside(connection: Connection, visit: Visit, reason: str, run_id: int) -> None:
    """The page could not be filed: keep the error, and settle its URL as failed."""
    quarantine.add(connection, visit.site.key, visit.pending.url, reason, visit.snapshot.date)
    failed = Filed(outcome=Outcome.FAILED, url=visit.pending.url, reason=reason)
    _settle(connection, visit, run_id, failed, None)


def _file_article(connection: Connection, visit: Visit, article: Article, run_id: int) -> Filed:
    filing = _filing(visit, article, run_id)
    known = _known(connection, visit, article, filing)
    if known is not None and _is_misled(visit, filing, known):
        article = replace(article, url=visit.snapshot.target_uri)
        filing = _filing(visit, article, run_id)
        known = _known(connection, visit, article, filing)
    decision = _decide(known, filing)
    article_id = _carry_out(connection, decision, known, filing)
    if decision.revision is not None:
        duplicates.follow(connection, [article_id])
    filed = Filed(outcome=decision.outcome, url=article.url)
    _settle(connection, visit, run_id, filed, article_id)
    return filed


def _file_rejection(connection: Connection, visit: Visit, no: Rejected, run_id: int) -> Filed:
    reason = f"{no.reason.value}: {no.evidence}"
    filed = Filed(outcome=Outcome.REJECTED, url=no.url, reason=reason)
    _settle(connection, visit, run_id, filed, None)
    return filed


def _filing(visit: Visit, article: Article, run_id: int) -> Filing:
    headline = article.extraction.metadata.headline
    return Filing(
        article=article,
        url_key=url_key(article.url),
        title_key=indexed_title(headline.value if headline else None),
        text_digest=text_digest(article.text),
        metadata_digest=metadata_digest(article.extraction.metadata),
        snapshot=snapshot_row(visit),
        fetched_at=visit.snapshot.date,
        aliases=_aliases(visit, article),
        run_id=run_id,
    )


def indexed_title(title: str | None) -> str | None:
    """A headline's key for the title index; None for what is too long to be one.

    PostgreSQL refuses index entries beyond 2,704 bytes; a headline of 300 characters is rare.
    """
    key = title_key(title) if title else ""
    return key if 0 < len(key) <= LONGEST_TITLE else None


def snapshot_row(visit: Visit) -> SnapshotRow | None:
    """Where the page lies in the archive, None where it was not archived."""
    if visit.place is None:
        return None
    return SnapshotRow(
        warc_file=visit.place.warc_file,
        offset=visit.place.offset,
        length=visit.place.length,
        digest=visit.snapshot.payload_digest,
        target_uri=visit.snapshot.target_uri,
        date=visit.snapshot.date,
        status=visit.snapshot.status,
    )


def _aliases(visit: Visit, article: Article) -> tuple[Alias, ...]:
    """Every other address that led to this article."""
    own = url_key(article.url)
    hops = (visit.snapshot.requested_uri, *visit.snapshot.redirects, visit.pending.url)
    kinds = {url_key(visit.snapshot.target_uri): "canonical"}
    for hop in hops:
        kinds.setdefault(url_key(hop), "redirect")
    kinds.pop(own, None)
    return tuple(Alias(url_key=key, kind=kind) for key, kind in kinds.items())


def _known(connection: Connection, visit: Visit, article: Article, filing: Filing) -> Known | None:
    keys = (filing.url_key, *(alias.url_key for alias in filing.aliases))
    known = articles.known(connection, visit.site.key, keys, filing.text_digest)
    is_copy = known is not None and known.matched_by == "text"
    if is_copy and len(article.text.split()) < WORDS_THAT_IDENTIFY:
        return None
    return known


def _is_misled(visit: Visit, filing: Filing, known: Known) -> bool:
    """Whether the page's canonical link names somebody else's article: neither the text nor the
    headline is that article's. Some templates print one canonical link on every page."""
    came_by_another = filing.url_key != url_key(visit.snapshot.target_uri)
    if known.matched_by == "text" or not came_by_another:
        return False
    same_text = known.text_digest == filing.text_digest
    return not same_text and indexed_title(known.headline) != filing.title_key


def _decide(known: Known | None, filing: Filing) -> Decision:
    incoming = Version(
        text_digest=filing.text_digest,
        metadata_digest=filing.metadata_digest,
        fetched_at=filing.fetched_at,
    )
    if known is None:
        return decide(None, incoming)
    filed = Version(
        text_digest=known.text_digest,
        metadata_digest=known.metadata_digest,
        fetched_at=known.fetched_at,
    )
    came_by = (filing.url_key, *(alias.url_key for alias in filing.aliases))
    # An AMP twin or a redirect brings an alias along; the article's own page brings none.
    own_page = known.url_key == filing.url_key and len(came_by) == 1
    return decide(Standing(version=filed, same_address=own_page), incoming)


def _carry_out(
    connection: Connection, decision: Decision, known: Known | None, filing: Filing
) -> int:
    if known is None:
        return articles.file_new(connection, filing)
    if decision.revision is not None:
        articles.revise(connection, known.article_id, filing, decision.revision)
    else:
        articles.touch(connection, known.article_id, filing.fetched_at)
    others = {alias.url_key: alias.kind for alias in filing.aliases}
    others.setdefault(filing.url_key, "copy")
    others.pop(known.url_key, None)
    for key, kind in others.items():
        articles.alias(connection, known.article_id, filing.article.site, key, kind)
    return known.article_id


def _settle(
    connection: Connection, visit: Visit, run_id: int, filed: Filed, article_id: int | None
) -> None:
    fetch = Fetched(
        run_id=run_id,
        final_url=visit.snapshot.target_uri,
        status=visit.snapshot.status,
        size_bytes=len(visit.snapshot.payload),
        duration_s=visit.duration_s,
        snapshot=snapshot_row(visit),
    )
    end = Ended(
        outcome=filed.outcome,
        reason=filed.reason,
        now=visit.snapshot.date,
        fetch=fetch,
        article_id=article_id,
    )
    frontier.settle(connection, visit.pending.url_id, end)
