"""A processed page becomes rows: look up, decide, carry out, in one transaction.

Rule 1: the decision is `identity.decide`'s; here it is only carried out.
Rule 2: whatever the decision, the URL is settled with exactly one `Outcome` in the same commit.
"""

from dataclasses import replace

from sqlalchemy import Connection

from pipelines.identity.decide import DUPLICATE, NEW
from pipelines.identity.fingerprint import metadata_digest, text_digest
from pipelines.jobs import duplicates
from pipelines.jobs.settling import Recheck, never
from pipelines.jobs.visit import Visit
from pipelines.jobs.visit_ends import Filed, settle, settle_parts, snapshot_row
from pipelines.jobs.weighing import Weighed, weigh
from pipelines.jobs.withdrawing import says_gone, withdraw
from pipelines.model import Article, Outcome, Rejected
from pipelines.store import articles, quarantine, recognition
from pipelines.store.clusters import Copy
from pipelines.store.rows import (
    Alias,
    Filing,
    Known,
    Notice,
)
from pipelines.template.titles import title_key
from pipelines.urls import url_key

# Below this many words two equal texts are no proof of one article: wire flashes recur.
WORDS_THAT_IDENTIFY = 50
LONGEST_TITLE = 300


def file_visit(
    connection: Connection, visit: Visit, run_id: int, recheck: Recheck = never
) -> Filed:
    """File one page that has been through the stages."""
    filed = _filed(connection, visit, run_id)
    settle(connection, visit, run_id, filed, recheck)
    settle_parts(connection, visit, run_id, filed)
    return filed


def _filed(connection: Connection, visit: Visit, run_id: int) -> Filed:
    if isinstance(visit.result, Article):
        return _file_article(connection, visit, visit.result, run_id)
    if isinstance(visit.result, Rejected):
        return _file_rejection(connection, visit, visit.result, run_id)
    raise ValueError(f"{visit.pending.url} was not processed before it was filed")


def set_aside(
    connection: Connection, visit: Visit, reason: str, run_id: int, recheck: Recheck = never
) -> None:
    """The page could not be filed: keep the error, and settle its URL as failed."""
    quarantine.add(connection, visit.site.key, visit.pending.url, reason, visit.snapshot.date)
    failed = Filed(outcome=Outcome.FAILED, url=visit.pending.url, reason=reason)
    settle(connection, visit, run_id, failed, recheck)


def _file_article(connection: Connection, visit: Visit, article: Article, run_id: int) -> Filed:
    filing = _filing(visit, article, run_id)
    known = _known(connection, visit, article, filing)
    if known is not None and _is_misled(visit, filing, known):
        article = replace(article, url=visit.snapshot.target_uri)
        filing = _filing(visit, article, run_id)
        known = _known(connection, visit, article, filing)
    weighed = _weighed(connection, visit, known, filing)
    article_id = _carry_out(connection, weighed, known)
    decision = weighed.decision
    if known is None:
        duplicates.join_new(connection, _copy(article_id, weighed.filing))
    elif decision.revision is not None or decision.amends:
        duplicates.follow(connection, [article_id])
    return Filed(
        outcome=decision.outcome, url=article.url, reason=decision.reason, article_id=article_id
    )


def _copy(article_id: int, filing: Filing) -> Copy:
    """An article as its copies are looked for, as it has just been filed."""
    language = filing.article.extraction.metadata.in_language
    return Copy(
        article_id=article_id,
        site=filing.article.site,
        text=filing.article.text,
        language=language.value if language else "",
        cluster_id=None,
        fetched_at=filing.fetched_at,
    )


def _file_rejection(connection: Connection, visit: Visit, no: Rejected, run_id: int) -> Filed:
    reason = f"{no.reason.value}: {no.evidence}"
    check = visit.pending.check
    if check is not None and says_gone(no):
        notice = Notice(fetched_at=visit.snapshot.date, run_id=run_id, snapshot=snapshot_row(visit))
        withdraw(connection, check, notice, reason)
    return Filed(outcome=Outcome.REJECTED, url=no.url, reason=reason)


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
    site = visit.site.key
    known = recognition.known(connection, site, _addresses(filing), filing.text_digest)
    if known is None or known.matched_by != "text":
        return known or _renamed(connection, visit, filing)
    is_flash = len(article.text.split()) < WORDS_THAT_IDENTIFY
    return _renamed(connection, visit, filing) if is_flash else known


def _renamed(connection: Connection, visit: Visit, filing: Filing) -> Known | None:
    """The article that a feed gave the same name, if headline or text say so, too.

    Feeds number their entries anew, or give one name to everything; the name alone joins nothing.
    """
    known = recognition.named(connection, visit.site.key, visit.pending.url_id)
    return known if known is not None and _is_alike(filing, known) else None


def _addresses(filing: Filing) -> tuple[str, ...]:
    """The page's own address first."""
    return (filing.url_key, *(alias.url_key for alias in filing.aliases))


def _is_misled(visit: Visit, filing: Filing, known: Known) -> bool:
    """Whether the page's canonical link names somebody else's article: neither the text nor the
    headline is that article's. Some templates print one canonical link on every page."""
    came_by_another = filing.url_key != url_key(visit.snapshot.target_uri)
    if known.matched_by in ("text", "guid") or not came_by_another:
        return False
    return not _is_alike(filing, known)


def _is_alike(filing: Filing, known: Known) -> bool:
    title = indexed_title(known.headline)
    same_title = title is not None and title == filing.title_key
    return same_title or known.text_digest == filing.text_digest


def _weighed(connection: Connection, visit: Visit, known: Known | None, filing: Filing) -> Weighed:
    if known is None:
        return Weighed(decision=NEW, filing=filing)
    if not _is_own_page(visit, known, filing):
        return Weighed(decision=DUPLICATE, filing=filing)
    return weigh(connection, visit.site, known, filing)


def _is_own_page(visit: Visit, known: Known, filing: Filing) -> bool:
    """An AMP twin or a redirect brings an alias along; the article's own page brings none.

    The address that is asked for the article again is its own, wherever it leads by now; so is
    the one to which its feed says that it has moved.
    """
    if known.matched_by == "guid":
        return True
    if visit.pending.check is not None and known.matched_by != "text":
        return visit.pending.check.article_id == known.article_id
    return _addresses(filing) == (known.url_key,)


def _carry_out(connection: Connection, weighed: Weighed, known: Known | None) -> int:
    filing, decision = weighed.filing, weighed.decision
    if known is None:
        return articles.file_new(connection, filing)
    if decision.revision == "withdrawn":
        articles.withdraw(connection, known.article_id, _notice(filing))
    elif decision.amends:
        articles.amend(connection, known.article_id, filing)
        return known.article_id
    elif decision.revision is not None:
        articles.revise(connection, known.article_id, filing, decision.revision)
        if known.url_key not in _addresses(filing):
            articles.alias(connection, known.article_id, filing.article.site, known.url_key, "copy")
        return known.article_id  # its address and its aliases are the page's by now
    elif decision is not DUPLICATE:
        articles.touch(connection, known.article_id, filing.fetched_at)
        articles.mark(connection, known.article_id, withdrawn=decision.is_withdrawn)
    others = {alias.url_key: alias.kind for alias in filing.aliases}
    others.setdefault(filing.url_key, "copy")
    others.pop(known.url_key, None)
    for key, kind in others.items():
        articles.alias(connection, known.article_id, filing.article.site, key, kind)
    return known.article_id


def _notice(filing: Filing) -> Notice:
    extraction = filing.article.extraction
    return Notice(
        fetched_at=filing.fetched_at,
        run_id=filing.run_id,
        snapshot=filing.snapshot,
        text=filing.article.text,
        text_digest=filing.text_digest,
        blocks=extraction.blocks,
        method=extraction.method,
        extractor_version=extraction.extractor_version,
    )
