"""Is the page an article, of which kind, and may everybody read it?

Rule 1: running text under one roof speaks for an article, whatever the page's labels say.
    `flow` measures it: the most prose that any one box holds directly. A listing's teasers
    each have a box of their own; an article's paragraphs share one.
Rule 2: one sentence is an article when the page calls it one (type or date, and a headline).
Rule 3: words reject only a page without an article's worth of text, and only where nothing
    speaks for an article.
Rule 4: every rejection quotes what was seen.
"""

import codecs
from collections.abc import Iterator
from urllib.parse import urlsplit

from pipelines.extract.access import access_of
from pipelines.extract.cascade import Choice
from pipelines.extract.jsonld import ARTICLE_TYPES
from pipelines.extract.kinds import kind_of
from pipelines.extract.metadata import Source
from pipelines.extract.notes import Notes
from pipelines.extract.signs import ENOUGH_FLOW, Signs
from pipelines.extract.walls import (
    CHALLENGE_MARKS,
    CONTENT_TYPES,
    LISTING_ADDRESS,
    LISTING_TYPES,
    WALLS,
    words,
)
from pipelines.model import Metadata, Reason, Role, Snapshot, Verdict
from pipelines.urls import url_key

# Characters of an alphabet.
SHORT_FLOW = 250
_LEAST = 40
_TEASERS = 6
_MOSTLY = 0.6
# A notice is short: a page with more lines than this is asked only for its title and headings.
_FEW_BLOCKS = 30
_LOUD_CHARS = 160
# A home page with one long text and hardly a teaser is somebody's page about something.
_HOME_SHARE = 0.3
_MARKED_WEIGHT = 200

_MARKUP_TYPES = ("text/html", "application/xhtml", "application/xml", "text/xml", "text/plain")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"\x00\x00\x00")
_CHALLENGE_HEADERS = {
    "cf-mitigated": "challenge",
    "x-amzn-waf-action": "",
    "x-datadome": "protected",
}

# Bytes that no text holds in any encoding; NUL is not among them, since UTF-16 is full of it.
_CONTROLS = bytes((*range(1, 9), 11, *range(14, 27), *range(28, 32)))
_MOST_CONTROLS = 0.05

_Refusal = tuple[Reason, str]


def refused_unread(snapshot: Snapshot) -> _Refusal | None:
    """Why the answer is no page to be read, before it is parsed."""
    kind = (snapshot.header("content-type") or "text/html").split(";")[0].strip().lower()
    for name, value in _CHALLENGE_HEADERS.items():
        if (stated := snapshot.header(name)) is not None and value in (stated, ""):
            return Reason.CHALLENGE, f"header {name}: {stated}"
    if snapshot.status >= 400:
        return Reason.ERROR, f"status {snapshot.status}"
    if kind and not kind.startswith(_MARKUP_TYPES):
        return Reason.NOT_HTML, f"content-type {kind}"
    start = snapshot.payload[:512].removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(_BINARY):
        return Reason.NOT_HTML, f"payload begins with {start[:4]!r}"
    if not start:
        return Reason.NO_TEXT, "empty payload"
    if len(start.translate(None, _CONTROLS)) < (1 - _MOST_CONTROLS) * len(start):
        return Reason.NOT_HTML, "payload begins with bytes that are no text"
    if start[:1] in (b"{", b"["):
        return Reason.NOT_HTML, "payload is JSON"
    return None


def judged(source: Source, notes: Notes, choice: Choice, found: Metadata) -> Verdict | _Refusal:
    """The verdict on a page that was read, or why it is no article.

    notes: of the tree as it was parsed; the cascade has thinned it since.
    """
    body = [source.blocks[index] for index in sorted(choice.taken)]
    signs = Signs(source=source, notes=notes, metadata=found, body=body)
    return _wall(signs) or _no_article(signs) or _article(signs)


def _article(signs: Signs) -> Verdict:
    kind, why = kind_of(signs)
    access, shown = access_of(signs)
    return Verdict(kind=kind, access=access, evidence="; ".join(filter(None, (why, shown))))


def _wall(signs: Signs) -> _Refusal | None:
    """A page that stands before an article or in its place."""
    if signs.flow >= ENOUGH_FLOW:
        return None
    if signs.size < _MARKED_WEIGHT and not signs.says_article:
        for mark in CHALLENGE_MARKS:
            if mark in signs.source.document.source:
                return Reason.CHALLENGE, f"{mark!r} in the source of a page without text"
    for reason in WALLS:
        for line in _loud_lines(signs):
            if (match := words("reason", reason).search(line)) and _is_wall(reason, signs):
                return reason, f"{match.group()!r} in {line[:80]!r}"
    return None


def _is_wall(reason: Reason, signs: Signs) -> bool:
    """Words suffice where nothing speaks for an article; a login also needs its form."""
    if reason is Reason.LOGIN:
        return signs.node is None and _asks_who(signs)
    return signs.node is None and signs.flow < SHORT_FLOW * 2


def _asks_who(signs: Signs) -> bool:
    """Whether a form asks for a password, or first for a name, on a page with little else."""
    notes = signs.notes
    return notes.asks_password or (notes.asks_name and signs.size < SHORT_FLOW)


def _loud_lines(signs: Signs) -> Iterator[str]:
    """The title and the headings; of a page with few blocks that is no article every line.

    A page with a date is one: a notice about cookies stands above many a wire flash.
    """
    yield signs.title[:_LOUD_CHARS]
    blocks = signs.source.blocks
    yield from (line[:_LOUD_CHARS] for line in signs.headings)
    dated = signs.metadata.date_published is not None
    if not (signs.says_article or dated) and len(blocks) <= _FEW_BLOCKS:
        yield from (block.text[:_LOUD_CHARS] for block in blocks)
    else:
        yield from (b.text for b in blocks[:_FEW_BLOCKS] if b.role is Role.HEADING and b.size < 80)


def _no_article(signs: Signs) -> _Refusal | None:
    """A home page, a listing, or too little to be anything."""
    if refusal := _home(signs):
        return refusal
    if not signs.size:
        return Reason.NO_TEXT, "no stage of the cascade found text"
    return _listing(signs) or _too_short(signs)


def _home(signs: Signs) -> _Refusal | None:
    """A site's first page, unless it is one text with hardly anything around it."""
    url = urlsplit(signs.source.document.url)
    at_root = url.path in ("", "/") and not url.query
    if not at_root and url_key(signs.source.document.url) != url_key(signs.source.site.home):
        return None
    everything = sum(block.size for block in signs.source.blocks)
    one_text = signs.flow >= ENOUGH_FLOW and signs.size >= _HOME_SHARE * everything
    if one_text and signs.teasers < _TEASERS and signs.announced < _MOSTLY:
        return None
    where = "a host's root" if at_root else "the site's home"
    return Reason.HOME, f"the address is {where}, {signs.teasers} linked headings"


def _listing(signs: Signs) -> _Refusal | None:
    if signs.flow >= ENOUGH_FLOW and signs.says_article:
        return None
    if signs.node is not None or signs.types & CONTENT_TYPES:
        return None
    if signs.announced >= _MOSTLY:
        return Reason.LISTING, f"{signs.announced:.0%} of its paragraphs stand below a link"
    return _called_listing(signs) or _like_a_listing(signs)


def _called_listing(signs: Signs) -> _Refusal | None:
    """What the page calls itself. A list of items may be part of an article, a collection not."""
    listed = sorted(signs.types & LISTING_TYPES)
    if not listed or signs.types & ARTICLE_TYPES:
        return None
    # Blogs call the archives of a tag `article` in og:type, and a collection in JSON-LD.
    believed = signs.og_type != "article" or signs.teasers >= _TEASERS
    if not believed or (listed == ["ItemList"] and signs.size >= ENOUGH_FLOW):
        return None
    return Reason.LISTING, f"schema.org type {listed[0]}"


def _like_a_listing(signs: Signs) -> _Refusal | None:
    if signs.flow >= ENOUGH_FLOW:
        return None
    if LISTING_ADDRESS.search(signs.source.document.url):
        return Reason.LISTING, f"address like a listing's, {signs.teasers} linked headings"
    dated = signs.metadata.date_published is not None
    if signs.teasers < _TEASERS or dated or signs.says_article or signs.size >= 2 * ENOUGH_FLOW:
        return None
    return Reason.LISTING, f"{signs.teasers} linked headings, {signs.flow} characters of flow"


def _too_short(signs: Signs) -> _Refusal | None:
    """Less than a sentence, or less than a paragraph that nobody calls an article."""
    called = signs.says_article or signs.metadata.date_published is not None
    least = _LEAST if called and signs.metadata.headline else SHORT_FLOW
    if signs.size >= least:
        return None
    return Reason.TOO_SHORT, f"{signs.size} characters of text"
