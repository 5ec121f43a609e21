"""The values that travel through Copydesk, from a link on a feed to a filed article.

Rule 1: every value is frozen, slotted, keyword-only and picklable; nothing here acts.
Rule 2: names are schema.org NewsArticle's, WARC's and sitemaps.org's, in snake case.
Rule 3: a datetime is aware and in UTC; the string that the page printed is kept beside it.
Rule 4: a value from a page says where it came from (`Sourced`), and what lost against it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

# ---------------------------------------------------------------- sites and links


class SourceKind(StrEnum):
    """What a source is, which decides how it is read."""

    FEED = "feed"
    SITEMAP = "sitemap"
    NEWS_SITEMAP = "news-sitemap"
    SECTION = "section"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page of a site that names articles; `url` is absolute http(s)."""

    url: str
    kind: SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRules:
    """What a person wrote in the site's file; it beats everything that is learned.

    keep, drop: phrases (compared as normalised whole-block text), or CSS selectors when they
        start with `css:`. include, exclude: regular expressions searched in an article's URL;
        an empty `include` admits every URL.
    """

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class Cause(StrEnum):
    """What is wrong with a site; at most one alert of each is open for it."""

    SILENT = "silent"
    BELOW_VOLUME = "below-volume"
    ABOVE_VOLUME = "above-volume"
    FIELD_LOST = "field-lost"
    BODIES_SHRUNK = "bodies-shrunk"
    TEMPLATE_SHIFT = "template-shift"
    WALL = "wall"
    PAYWALL = "paywall"
    SOURCE_GONE = "source-gone"
    ROBOTS = "robots"
    ERRORS = "errors"
    DUPLICATES = "duplicates"
    FUTURE_DATES = "future-dates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a person wrote of a site's health; it beats what is learned.

    articles_per_day: the fewest and the most that are ordinary, None where they are learned.
    ignored: causes that are no alert here. reason: why, for whoever reads the file later.
    """

    articles_per_day: tuple[int, int] | None = None
    ignored: tuple[Cause, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site as it is crawled. `key` is its registrable domain (see `urls.site_key`)."""

    key: str
    name: str
    home: str
    language: str | None = None  # BCP 47, only where a person stated it
    sources: tuple[Source, ...] = ()
    rules: SiteRules = field(default_factory=SiteRules)
    delay_s: float | None = None  # None: the run's default applies
    max_articles_per_run: int | None = None
    render: tuple[str, ...] = ()  # expressions searched in the URL of what a browser has to render
    expected: Expected = field(default_factory=Expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What one source says of one URL: a hint, never a fact.

    found_in: the source's URL. guid: the permanent name that a feed gives the article, whatever
    its address. The rest is None or empty where the source is silent.
    """

    url: str
    found_in: str
    kind: SourceKind
    title: str | None = None
    date_published: datetime | None = None
    lastmod: datetime | None = None
    authors: tuple[str, ...] = ()
    description: str | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()
    publication: str | None = None  # news:publication/news:name
    guid: str | None = None


# ---------------------------------------------------------------- pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a server sent, in WARC's terms.

    target_uri: the address that answered. payload: bytes after Content-Encoding is undone.
    payload_digest: `sha256:` and 64 hex digits. headers: as received, names lower-case, in
    order. requested_uri and redirects: how the request got there, first hop first.
    rendered_by: the browser whose DOM the payload is, in UTF-8; empty for what the server sent.
    Status and headers are the server's in both cases.
    """

    target_uri: str
    requested_uri: str
    date: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    payload: bytes = field(repr=False)
    payload_digest: str
    redirects: tuple[str, ...] = ()
    rendered_by: str = ""

    def header(self, name: str) -> str | None:
        """The first header of that name (any case), or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)


class Role(StrEnum):
    """What a block is in its text."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    TABLE = "table"
    CAPTION = "caption"
    CODE = "code"
    EMBED = "embed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a page's text; `index` is its place in document order, from 0.

    text: the page's own words, white space normalised. path: DOM path without positions, steps
    joined by `/`, each `tag#id.class.class[rel=..][role=..][label=..]` with digits as `0`;
    it goes down to the innermost element that holds the whole text; empty for plain text.
    link_share: characters inside links / all characters, 0.0 to 1.0. href: absolute target when
    one link holds the whole block, else empty. in_body: the extractor took it into the article;
    the others are kept as neighbours, because a label like "Next Article" names what follows it.
    votes: the extraction stages that took the block.
    """

    index: int
    text: str
    role: Role = Role.PARAGRAPH
    path: str = ""
    link_share: float = 0.0
    href: str = ""
    in_body: bool = True
    votes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """What a site reserves against machines, as it said it: `tdm-reservation` "1"."""

    name: str
    value: str


# ---------------------------------------------------------------- metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Generic[T]):
    """A value that some origin offered, and the string that it offered it as."""

    value: T
    origin: str
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced(Generic[T]):
    """A value with its origin (`json-ld`, `meta`, `visible`, `feed`, ...) and the losers."""

    value: T
    origin: str
    raw: str = ""
    candidates: tuple[Candidate[T], ...] = ()


class Precision(StrEnum):
    """How exact a date is as the page stated it."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant in UTC. With precision `day` the time is 00:00 and says nothing.

    day: the calendar day that the page prints, where its zone makes it another than UTC's.
    """

    value: datetime
    precision: Precision
    zone_known: bool  # False: the page gave no zone and UTC was assumed
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """schema.org NewsArticle's fields; None where no origin offered a value worth believing.

    refused_dates: what the page stated as a date and what cannot be one, with the reason.
    """

    headline: Sourced[str] | None = None
    alternative_headline: Sourced[str] | None = None
    description: Sourced[str] | None = None
    authors: Sourced[tuple[str, ...]] | None = None
    date_published: Sourced[Moment] | None = None
    date_modified: Sourced[Moment] | None = None
    in_language: Sourced[str] | None = None
    section: Sourced[str] | None = None
    keywords: Sourced[tuple[str, ...]] | None = None
    image_url: Sourced[str] | None = None
    canonical_url: Sourced[str] | None = None
    schema_type: Sourced[str] | None = None
    is_accessible_for_free: Sourced[bool] | None = None
    refused_dates: Sourced[tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What the cascade made of a page.

    blocks: the body's blocks and their near neighbours, document order, indexes rising.
    method: the stage that won. truncated: the parser lost text (nesting, size) and a cheaper
    parse answered.
    """

    blocks: tuple[Block, ...]
    metadata: Metadata
    method: str
    extractor_version: str
    truncated: bool = False

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks that the extractor took into the article."""
        return tuple(block for block in self.blocks if block.in_body)


class ArticleKind(StrEnum):
    NEWS = "news"
    OPINION = "opinion"
    LIVE = "live"
    GALLERY = "gallery"
    VIDEO = "video"
    SPONSORED = "sponsored"
    PRESS = "press"


class Access(StrEnum):
    FREE = "free"
    METERED = "metered"
    PAYWALLED = "paywalled"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The page is an article; `evidence` says in a few words why it is of this kind."""

    kind: ArticleKind
    access: Access
    evidence: str


class Reason(StrEnum):
    """Why a page is no article."""

    LISTING = "listing"
    HOME = "home"
    CONSENT = "consent"
    CHALLENGE = "challenge"
    SOFT_404 = "soft-404"
    LOGIN = "login"
    ERROR = "error"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    NOT_HTML = "not-html"
    NO_TEXT = "no-text"
    OPTED_OUT = "opted-out"
    TIMEOUT = "extract-timeout"
    CRASHED = "extract-crashed"


# ---------------------------------------------------------------- templates


class Evidence(StrEnum):
    """The four kinds of evidence for a strike, from sure to learned (slot and title are one)."""

    SITE_FILE = "site-file"
    STRUCTURE = "structure"
    PHRASE = "phrase"
    REPETITION = "repetition"
    SLOT = "slot"
    TITLE = "title"


class Match(StrEnum):
    """How a rule recognises a block."""

    TEXT = "text"  # normalised text (numbers folded) equals `pattern`
    PATH = "path"  # DOM path equals `pattern`
    PHRASE = "phrase"  # an interface phrase of a language's data file
    SELECTOR = "selector"  # a path step of the site file's `css:` selector
    AFTER = "after"  # the block after a label; `pattern` is the label, `path` its slot


class RuleState(StrEnum):
    ACTIVE = "active"
    HELD = "held"  # would touch too much; reported, not applied
    PROTECTED = "protected"  # a person said: never strike this
    RETIRED = "retired"


# What a person said; learning leaves it alone.
DECIDED = frozenset((RuleState.PROTECTED, RuleState.RETIRED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that a site repeats.

    key: stable name made of evidence, match, path and pattern; equal evidence gives equal keys.
    support_pages, support_of: seen on so many distinct articles of so many that were looked at.
    witnesses: up to five article URLs that prove it. sample: one block's text as printed.
    """

    key: str
    evidence: Evidence
    match: Match
    pattern: str
    path: str = ""
    support_pages: int = 0
    support_of: int = 0
    witnesses: tuple[str, ...] = ()
    sample: str = ""
    state: RuleState = RuleState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What one site repeats. `version` rises when `rules` change, never otherwise."""

    site: str
    version: int = 0
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One article's blocks as the template code sees them.

    story: equal for copies and revisions of one story, so that they count as one witness.
    """

    url: str
    headline: str
    language: str
    blocks: tuple[Block, ...]
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One whole stricken block, with the rule that struck it and the reason in words."""

    block: Block
    rule: str
    evidence: Evidence
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A body divided: `kept` and `removals` together are the body again, in order."""

    kept: tuple[Block, ...]
    removals: tuple[Removal, ...] = ()


# ---------------------------------------------------------------- results


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A clean article, ready to be filed. url: the page's own best address (not the key)."""

    site: str
    url: str
    extraction: Extraction
    cleaned: Cleaned
    verdict: Verdict

    @property
    def text(self) -> str:
        """The clean body: paragraphs joined by a blank line."""
        return join(self.cleaned.kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Why a page is no article; `evidence` quotes what was seen, in a few words."""

    site: str
    url: str
    reason: Reason
    evidence: str


class Outcome(StrEnum):
    """How a requested URL ended; every one ends in exactly one of these."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    PART = "part"
    REJECTED = "rejected"
    NOT_MODIFIED = "not-modified"
    ROBOTS = "robots"
    GONE = "gone"
    RATE_LIMITED = "rate-limited"
    UNREACHABLE = "unreachable"
    TOO_LARGE = "too-large"
    FAILED = "failed"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article of a cluster of near-duplicates. agencies: sites that its credit names.

    precision: how exact date_published is, as in `Precision`; both are None together.
    """

    article_id: int
    site: str
    date_published: datetime | None
    precision: str | None
    first_seen_at: datetime
    agencies: tuple[str, ...] = ()


RevisionKind = Literal["initial", "substantive", "minor", "metadata", "withdrawn"]


def join(blocks: Iterable[Block]) -> str:
    """Blocks as text to read: joined by a blank line, in their order."""
    return "\n\n".join(block.text for block in blocks)
