"""Is the page an article, of which kind, and may everybody read it?

Rule 1: running text under one roof speaks for an article, whatever the page's labels say.
    `flow` measures it: the most prose that any one box holds directly. A listing's teasers
    each have a box of their own; an article's paragraphs share one.
Rule 2: one sentence is an article when the page calls it one (type or date, and a headline).
Rule 3: every rejection quotes what was seen.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import html

from pipelines.extract.blocks import Placed
from pipelines.extract.cascade import Choice
from pipelines.extract.jsonld import ARTICLE_TYPES, Node, article_node, types_of
from pipelines.extract.metadata import Source
from pipelines.extract.stages import is_prose
from pipelines.extract.visible import headings
from pipelines.extract.walls import KINDS_BY_ADDRESS, LISTING_ADDRESS, LISTING_TYPES, WORDS
from pipelines.model import Access, ArticleKind, Metadata, Reason, Role, Snapshot, Verdict
from pipelines.urls import url_key

# Characters. Below ENOUGH_FLOW other signs are asked; with these no article of 327 development
# news pages (aeb, fundus-eval, fundus-tests) is rejected.
ENOUGH_FLOW = 600
SHORT_FLOW = 250
_LEAST = 40
_TEASERS = 6
_TEASER_CHARS = 25
_FEWEST_TEASERS = 3
_MOSTLY = 0.6

_MARKUP_TYPES = ("text/html", "application/xhtml", "application/xml", "text/xml", "text/plain")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"\x00\x00\x00")

_KINDS_BY_TYPE = {
    "LiveBlogPosting": ArticleKind.LIVE,
    "OpinionNewsArticle": ArticleKind.OPINION,
    "AdvertiserContentArticle": ArticleKind.SPONSORED,
}

# Bytes that no text holds in any encoding; NUL is not among them, since UTF-16 is full of it.
_CONTROLS = bytes((*range(1, 9), 11, *range(14, 27), *range(28, 32)))
_MOST_CONTROLS = 0.05

_Refusal = tuple[Reason, str]


def refused_unread(snapshot: Snapshot) -> _Refusal | None:
    """Why the answer is no page to be read, before it is parsed."""
    kind = (snapshot.header("content-type") or "text/html").split(";")[0].strip().lower()
    if snapshot.status >= 400:
        return Reason.ERROR, f"status {snapshot.status}"
    if snapshot.header("cf-mitigated") == "challenge":
        return Reason.CHALLENGE, "header cf-mitigated: challenge"
    if kind and not kind.startswith(_MARKUP_TYPES):
        return Reason.NOT_HTML, f"content-type {kind}"
    start = snapshot.payload[:512].lstrip()
    if start.startswith(_BINARY):
        return Reason.NOT_HTML, f"payload begins with {start[:4]!r}"
    if not start:
        return Reason.NO_TEXT, "empty payload"
    if len(start.translate(None, _CONTROLS)) < (1 - _MOST_CONTROLS) * len(start):
        return Reason.NOT_HTML, "payload begins with bytes that are no text"
    if start[:1] in (b"{", b"["):
        return Reason.NOT_HTML, "payload is JSON"
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """What a verdict is made of. node: the page's own article in JSON-LD. teasers: headings
    that are links, outside the body's box. announced: share of the body's prose that stands
    right below a line that is one link, 0 to 1."""

    source: Source
    metadata: Metadata
    node: Node | None
    og_type: str
    text_chars: int
    flow: int
    teasers: int
    announced: float

    @property
    def says_article(self) -> bool:
        """Whether the page itself calls its content an article."""
        return self.node is not None or self.og_type == "article"


def judged(source: Source, choice: Choice, found: Metadata) -> Verdict | _Refusal:
    """The verdict on a page that was read, or why it is no article."""
    body = [source.blocks[index] for index in sorted(choice.taken)]
    signs = _Signs(
        source=source,
        metadata=found,
        node=article_node(source.nodes, source.document.url),
        og_type=source.metas.get("og:type", ("",))[0].lower(),
        text_chars=sum(block.size for block in body),
        flow=_flow(body),
        teasers=_teasers(source.blocks),
        announced=_announced(source.blocks, body),
    )
    return _wall(signs) or _no_article(signs) or _article(signs, body)


def _flow(body: list[Placed]) -> int:
    """The most prose that one box holds directly, in characters."""
    sizes: Counter[html.HtmlElement | None] = Counter()
    for block in filter(is_prose, body):
        sizes[block.box] += block.size
    return max(sizes.values(), default=0)


def _teasers(blocks: tuple[Placed, ...]) -> int:
    """Headings that are one link each: what listings are made of."""
    return sum(
        block.role is Role.HEADING and block.link is not None and block.size >= _TEASER_CHARS
        for block in blocks
    )


def _announced(blocks: tuple[Placed, ...], body: list[Placed]) -> float:
    """How much of the body is teasers: each of them stands below the headline that it leads to.

    It finds the listings of pages without classes, where all teasers share one box. A flash of
    one sentence above a related box begins with a paragraph of its own: 0.
    """
    prose = [block for block in body if is_prose(block)]
    above = [blocks[block.index - 1] for block in prose if block.index]
    linked = [one.link is not None and one.size >= _TEASER_CHARS for one in above]
    return sum(linked) / len(prose) if len(prose) >= _FEWEST_TEASERS and linked[0] else 0.0


def _wall(signs: _Signs) -> _Refusal | None:
    """A page that stands before an article or in its place."""
    if signs.flow >= ENOUGH_FLOW:
        return None
    for reason, pattern in WORDS.items():
        for line in _loud_lines(signs.source):
            if (match := pattern.search(line)) and _is_wall(reason, signs):
                return reason, f"{match.group()!r} in {line[:80]!r}"
    return None


def _is_wall(reason: Reason, signs: _Signs) -> bool:
    """Words suffice where nothing speaks for an article; a login also needs its password."""
    if reason is Reason.LOGIN:
        return signs.source.document.root.find(".//input[@type='password']") is not None
    return signs.node is None and signs.flow < SHORT_FLOW * 2


def _loud_lines(source: Source) -> Iterator[str]:
    """The title and the headings; of a page with hardly any blocks every line."""
    title = next(source.document.root.iter("title"), None)
    if title is not None and title.text:
        yield title.text.strip()
    yield from headings(source.blocks)
    if len(source.blocks) <= 12:
        yield from (block.text for block in source.blocks)


def _no_article(signs: _Signs) -> _Refusal | None:
    """A home page, a listing, or too little to be anything."""
    url = signs.source.document.url
    if urlsplit(url).path in ("", "/") and not urlsplit(url).query:
        return Reason.HOME, "the address is a host's root"
    if url_key(url) == url_key(signs.source.site.home):
        return Reason.HOME, "the address is the site's home"
    if not signs.text_chars:
        return Reason.NO_TEXT, "no stage of the cascade found text"
    return _listing(signs) or _too_short(signs)


def _listing(signs: _Signs) -> _Refusal | None:
    if signs.flow >= ENOUGH_FLOW and signs.says_article:
        return None
    types = frozenset(name for node in signs.source.nodes for name in types_of(node))
    listed = sorted(types & LISTING_TYPES)
    if signs.announced >= _MOSTLY and not signs.says_article:
        return Reason.LISTING, f"{signs.announced:.0%} of its paragraphs stand below a link"
    if listed and not types & ARTICLE_TYPES and signs.og_type != "article":
        return Reason.LISTING, f"schema.org type {listed[0]}"
    if signs.flow >= ENOUGH_FLOW:
        return None
    if LISTING_ADDRESS.search(signs.source.document.url) and signs.node is None:
        return Reason.LISTING, f"address like a listing's, {signs.teasers} linked headings"
    if signs.teasers >= _TEASERS and signs.node is None and signs.metadata.date_published is None:
        return Reason.LISTING, f"{signs.teasers} linked headings, {signs.flow} characters of flow"
    return None


def _too_short(signs: _Signs) -> _Refusal | None:
    """Less than a sentence, or less than a paragraph that nobody calls an article."""
    called = signs.says_article or signs.metadata.date_published is not None
    least = _LEAST if called and signs.metadata.headline else SHORT_FLOW
    if signs.text_chars >= least:
        return None
    return Reason.TOO_SHORT, f"{signs.text_chars} characters of text"


def _article(signs: _Signs, body: list[Placed]) -> Verdict:
    kind, why = _kind(signs)
    return Verdict(kind=kind, access=_access(signs, body), evidence=why)


def _kind(signs: _Signs) -> tuple[ArticleKind, str]:
    types = types_of(signs.node) if signs.node is not None else frozenset()
    for name in sorted(types & _KINDS_BY_TYPE.keys()):
        return _KINDS_BY_TYPE[name], f"schema.org type {name}"
    path = urlsplit(signs.source.document.url).path
    for kind, pattern in KINDS_BY_ADDRESS:
        if match := pattern.search(path):
            # Galleries and videos with an article's worth of text are articles.
            if kind in (ArticleKind.GALLERY, ArticleKind.VIDEO) and signs.flow >= ENOUGH_FLOW:
                continue
            return kind, f"{match.group()!r} in the address"
    if types & ARTICLE_TYPES:
        return ArticleKind.NEWS, f"schema.org type {min(types & ARTICLE_TYPES)}"
    if signs.og_type:
        return ArticleKind.NEWS, f"og:type {signs.og_type}"
    return ArticleKind.NEWS, f"{signs.flow} characters of flow"


def _access(signs: _Signs, body: list[Placed]) -> Access:
    """What the page says of its own access; silence is `unknown`."""
    free = signs.metadata.is_accessible_for_free
    if free is None:
        return Access.UNKNOWN
    if free.value:
        return Access.FREE
    # schema.org asks for `false` on metered pages too; the whole text tells them apart.
    return (
        Access.METERED if sum(block.size for block in body) >= 4 * ENOUGH_FLOW else Access.PAYWALLED
    )
