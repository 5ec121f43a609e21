"""A page beside the versions of its article that are filed, all cleaned alike, and the decision.

Rule 1: nothing is written here.
Rule 2: equal digests need no second look; else every version is cleaned as the site is cleaned
    now, and so is the page, which came here without having seen the site's headlines.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from pipelines.identity.decide import WINDOW, Decision, Standing, Version, decide, decide_gone
from pipelines.identity.fingerprint import metadata_digest, text_digest
from pipelines.identity.keeping import kept
from pipelines.jobs.alike import cleaned_alike, page_of
from pipelines.model import Access, ArticleKind, Cleaned, Metadata, Outcome, Site, join
from pipelines.process import page
from pipelines.store import histories
from pipelines.store.histories import Filed, Revision
from pipelines.store.rows import Filing, Known

# Of the revisions within the window; more of them say no more about a page that alternates.
MOST_REVISIONS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A decision, and the page as it is to be filed: cleaned as the filed versions were."""

    decision: Decision
    filing: Filing


def weigh(connection: Connection, site: Site, known: Known, filing: Filing) -> Weighed:
    """Decide about a page that came by its article's own address."""
    if _is_plainly_the_same(known, filing):
        return Weighed(decision=Decision(outcome=Outcome.UNCHANGED), filing=filing)
    one = histories.filed(connection, known.article_id)
    filing = _with_first_date(one, filing)
    past = _past(connection, one, filing.fetched_at)
    pages = [page_of(one, revision) for revision in past]
    mine = replace(page(one.url, filing.article.extraction), url=one.url_key)
    *texts, cleaned = cleaned_alike(connection, site, [*pages, mine])
    filing = _with_text(filing, cleaned) if cleaned.kept else filing
    standing = Standing(
        history=tuple(
            _version(one, revision, join(its.kept), filing)
            for revision, its in zip(past, texts, strict=True)
        ),
        fetched_at=one.fetched_at,
        is_withdrawn=known.is_withdrawn,
    )
    incoming = _incoming(filing, is_whole=bool(cleaned.kept))
    return Weighed(decision=decide(standing, incoming), filing=filing)


def weigh_gone(connection: Connection, one: Filed, now: datetime, reason: str) -> Decision:
    """Decide about an article whose own address has nothing to show any more."""
    past = _past(connection, one, now)
    standing = Standing(
        history=tuple(_as_filed(revision) for revision in past),
        fetched_at=one.fetched_at,
        is_withdrawn=one.is_withdrawn,
    )
    return decide_gone(standing, now, reason)


def _is_plainly_the_same(known: Known, filing: Filing) -> bool:
    same_text = known.text_digest == filing.text_digest
    return same_text and known.metadata_digest == filing.metadata_digest and not known.is_withdrawn


def _past(connection: Connection, one: Filed, now: datetime) -> tuple[Revision, ...]:
    """The article's newest revisions within the window, and the one whose text stands."""
    newest = histories.newest(connection, one.id, MOST_REVISIONS)
    return tuple(_within(newest, one.revision_id, now - WINDOW))


def _within(found: Iterable[Revision], current: int, since: datetime) -> Iterable[Revision]:
    return (one for one in found if one.id == current or one.fetched_at >= since)


def _with_first_date(one: Filed, filing: Filing) -> Filing:
    extraction = filing.article.extraction
    metadata = kept(one.metadata, extraction.metadata)
    article = replace(filing.article, extraction=replace(extraction, metadata=metadata))
    return replace(filing, article=article, metadata_digest=metadata_digest(metadata))


def _with_text(filing: Filing, cleaned: Cleaned) -> Filing:
    article = replace(filing.article, cleaned=cleaned)
    return replace(filing, article=article, text_digest=text_digest(article.text))


def _incoming(filing: Filing, *, is_whole: bool) -> Version:
    extraction = filing.article.extraction
    barred = filing.article.verdict.access is Access.PAYWALLED
    return Version(
        text=filing.article.text,
        metadata=filing.metadata_digest,
        fetched_at=filing.fetched_at,
        is_whole=is_whole and not (extraction.truncated or barred),
        is_live=filing.article.verdict.kind is ArticleKind.LIVE,
        extractor=extraction.extractor_version,
        modified_at=_modified_at(extraction.metadata),
    )


def _version(one: Filed, revision: Revision, text: str, filing: Filing) -> Version:
    barred = revision.id == one.revision_id and one.access == Access.PAYWALLED
    return replace(
        _as_filed(revision),
        text=text,
        metadata=_digest(revision, filing.metadata_digest),
        is_whole=not (revision.truncated or barred),
        is_live=revision.id == one.revision_id and one.kind == ArticleKind.LIVE,
    )


def _as_filed(revision: Revision) -> Version:
    return Version(
        text=revision.body,
        metadata=revision.metadata_digest,
        fetched_at=revision.fetched_at,
        kind=revision.kind,
        extractor=revision.extractor_version,
    )


def _digest(revision: Revision, incoming: str) -> str:
    """The stored digest may be an earlier program's: what counts are the values."""
    same = revision.metadata_digest == incoming
    return incoming if same else metadata_digest(revision.metadata)


def _modified_at(metadata: Metadata) -> datetime | None:
    return metadata.date_modified.value.value if metadata.date_modified else None
