"""The values that cross between the store and the jobs: rows as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipelines.model import Article, Block, Link, Outcome, Page, Source, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A process: host name, process id, and what tells it from a later one with that id."""

    host: str
    pid: int
    started: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """When it is a source's turn, and what that was learned from.

    next_due_at: None for the next run. rhythm: as `crawler/rhythm.py` writes it. ttl_s, period_s:
    what its document asks for and says. failures: in a row, the first at `failing_since`.
    given_up_at: since when it counts as dead; None after a good answer, so that it is back.
    """

    next_due_at: datetime | None = None
    rhythm: Mapping[str, object] | None = None
    ttl_s: int | None = None
    period_s: int | None = None
    failures: int = 0
    failing_since: datetime | None = None
    given_up_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSource:
    """A source that is to be asked, with the validators of its last answer.

    depth: how many indexes lead to it.
    """

    id: int
    site: str
    source: Source
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    depth: int = 0
    turn: Turn = Turn()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of asking a source. links: how many it named; problem: a line, or empty."""

    now: datetime
    outcome: Outcome
    problem: str
    etag: str | None
    last_modified: str | None
    digest: str | None
    links: int
    turn: Turn = Turn()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """How a source stands. outcome: None before it was asked."""

    site: str
    url: str
    kind: SourceKind
    last_asked_at: datetime | None
    outcome: Outcome | None
    problem: str
    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """By what an unchanged answer is known: its headers as they were sent, its payload's sha256."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """An article that is filed and asked for again. born_at: published, else first seen.

    validators: of the last page that its address gave.
    """

    article_id: int
    born_at: datetime
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A URL that is to be fetched, with all that sources said of it.

    check: the article that it gave before; None where it gave none, or was never asked.
    found_at: when a source first named it; None where no source did.
    """

    url_id: int
    site: str
    url: str
    url_key: str
    hints: tuple[Link, ...] = ()
    attempts: int = 0
    check: Check | None = None
    found_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRow:
    """What a site's addresses of one shape gave; see the table `url_patterns`."""

    site: str
    pattern: str
    asked: int = 0
    articles: int = 0
    fruitless: int = 0
    reason: str | None = None
    closed_at: datetime | None = None
    probed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotRow:
    """Where a page lies in the archive."""

    warc_file: str
    offset: int
    length: int
    digest: str
    target_uri: str
    date: datetime
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One request's record. status 0: no answer."""

    run_id: int
    final_url: str
    status: int
    size_bytes: int = 0
    duration_s: float = 0.0
    snapshot: SnapshotRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a URL's request ended. next_due_at: when to try again; None: never, it is done.

    check_at: when to ask for its article again; None: not by this URL. validators: of the page
    that it gave; None where it gave none.
    """

    outcome: Outcome
    reason: str
    now: datetime
    fetch: Fetched
    next_due_at: datetime | None = None
    article_id: int | None = None
    check_at: datetime | None = None
    validators: Validators | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another address of an article. kind: redirect, canonical, copy or part."""

    url_key: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """All that is written of a clean article. The digests are `identity.fingerprint`'s."""

    article: Article
    url_key: str
    title_key: str | None
    text_digest: str
    metadata_digest: str
    snapshot: SnapshotRow | None
    fetched_at: datetime
    aliases: tuple[Alias, ...]
    run_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What stood in place of an article that was withdrawn; no text where nothing did (404)."""

    fetched_at: datetime
    run_id: int
    snapshot: SnapshotRow | None = None
    text: str = ""
    text_digest: str = ""
    blocks: tuple[Block, ...] = ()
    method: str = ""
    extractor_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article that is filed already. matched_by: url, alias, text or guid."""

    article_id: int
    url_key: str
    matched_by: str
    headline: str
    text_digest: str
    metadata_digest: str
    fetched_at: datetime
    is_withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """A current revision's blocks, as the template code wants them."""

    revision_id: int
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRobots:
    """What an origin answered for robots.txt. status 0: it could not be reached."""

    origin: str
    status: int
    body: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """A site with how much of it is filed."""

    key: str
    name: str
    articles: int
    newest: datetime | None
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article as a reader sees it; authors joined by "; "."""

    id: int
    site: str
    url: str
    headline: str
    date_published: datetime | None
    authors: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedRow:
    """A text that was stricken, and how often."""

    count: int
    site: str
    text: str
    evidence: str
    reason: str


# A date without a time may be a day late, one without a day a month.
_IMPRECISE = {"day": timedelta(days=1), "month": timedelta(days=31)}


def born_at(published: datetime | None, precision: str | None, first_seen: datetime) -> datetime:
    """Since when an article's age counts: when it was published, as far as that is stated and not
    later than when it was first seen (dates in the future are planned, or wrong)."""
    if published is None:
        return first_seen
    return min(first_seen, published + _IMPRECISE.get(precision or "", timedelta()))
