"""Finds the article in a page's data where its HTML holds none.

Sites that are drawn by a program send their text as JSON: as HTML or Markdown in a string, or
as a list of elements (`{"type": "paragraph", "text": "..."}`), in a dozen dialects. They have in
common that an element says its type and holds its text under one of a few names.

Rule 1: a list of elements or a long string is a candidate; the one counts whose own record bears
    the page's headline, else the one with the most prose.
Rule 2: a record with a headline of its own is a document: its text is never joined with its
    neighbours', and if the headline is another than the page's, its text is another article's.
Rule 3: interface texts stand under telling names (`i18n`, `cookie`, `comments`): never looked at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape

from lxml import etree, html

from pipelines.extract.blocks import Placed, placed_blocks
from pipelines.extract.characters import readable, tidy, weight
from pipelines.extract.document import slimmed
from pipelines.extract.headlines import normal
from pipelines.extract.scripts import LITERAL_CHARS
from pipelines.model import Role

# Characters (see `weight`) of prose below which a candidate is no article's text.
LEAST_WEIGHT = 300
_PROSE_WEIGHT = 40
_MOST_NODES = 200_000
_DEPTH = 60
_STRING_CHARS = 1_000_000
_TITLE_KEY = 6
_MOST_FIT = 20
# Words that tell: of five letters, or two characters of a script without spaces.
_WORDS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{2}|[^\W\d_]{5,}")

_KIND_KEYS = ("type", "_type", "nodeType", "kind", "tag", "tagName", "__typename", "style", "name")
_TEXT_KEYS = (
    "text", "content", "value", "data", "html", "markdown", "body", "children", "items", "blocks",
    "nodes", "elements", "paragraphs", "rendered", "raw", "document", "json", "root", "attributes",
    "props", "fields", "model",
)  # fmt: skip
# Lists whose members are lines each, even plain strings, whatever holds them.
_LINE_LISTS = {"items": Role.LIST_ITEM, "paragraphs": None}
_TITLE_KEYS = ("headline", "headlines", "title", "heading")
_BODY_KEYS = re.compile(
    r"body|content|text|html|markdown|paragraph|blocks|elements|article|story|rendered|json",
    re.IGNORECASE,
)
_INTERFACE = (
    "comments?|cookies?|consent|privacy|gdpr|i18n|translations?|messages|locales?|config|terms|"
    "legal|newsletters?|related|recommend|popular|trending|latest|authors?|bio|footer|header|"
    "navigation|menus?|subscri|paywall|promos?|advert|ads?|captions?|credits?|summary|teasers?"
)
# At the edge of a name: `relatedStories`, `page_footer`, but not `determs`.
_NEVER = re.compile(
    rf"^(?:{_INTERFACE})(?=$|[A-Z_.-])|(?:^|[a-z_.-])(?i:{_INTERFACE})$|^(?i:related|recommend)"
)

# What an element's type says, the first that is found in it; None: the element is no text.
_ROLES: tuple[tuple[re.Pattern[str], Role | None], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), role)
    for pattern, role in (
        (r"image|photo|picture|figure|video|audio|podcast|gallery|embed|iframe|tweet|oembed", None),
        (r"advert|(?:^|[-_ ])ads?(?:$|[-_ ])|promo|related|newsletter|interstitial|divider", None),
        (r"^h[1-6]$|head|^title", Role.HEADING),
        (r"^li$|list[-_]?item|unordered-list|ordered-list", Role.LIST_ITEM),
        (r"quote", Role.QUOTE),
        (r"^(?:pre|code)$|code[-_]?block", Role.CODE),
    )
)
_INLINE = re.compile(
    r"^(?:text|span|a|link|hyperlink|inline.*|strong|em|b|i|u|s|bold|italic|underline|mark|leaf|"
    r"textnode|sub|sup|small|code|entity.*|br|linebreak)$",
    re.IGNORECASE,
)

_BLOCK_MARKUP = re.compile(r"<(?:p|br|h[1-6]|li|div|blockquote)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w+;")
_MARKDOWN = re.compile(r"^#{1,6} |\]\(https?://", re.MULTILINE)
_MARKDOWN_ROLES = (("#", Role.HEADING), (">", Role.QUOTE), ("- ", Role.LIST_ITEM),
                   ("* ", Role.LIST_ITEM))  # fmt: skip
_MARKDOWN_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_MARKDOWN_SIGNS = re.compile(r"^[#>\s]+|^[-*] |\*\*|__")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text with its role; without one it goes on in the line of its neighbours."""

    text: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate: its blocks, and whether its record bears the page's headline (None: none)."""

    blocks: tuple[_Piece, ...]
    own: bool | None

    @property
    def worth(self) -> tuple[bool, int]:
        prose = (size for p in self.blocks if (size := weight(p.text)) >= _PROSE_WEIGHT)
        return bool(self.own), sum(prose)


def article_in(found: Iterable[object], headlines: Iterable[str]) -> tuple[Placed, ...]:
    """The blocks of the article in those values, without paths; empty when none holds one.

    headlines: what the page calls itself, in any spelling.
    """
    titles = tuple(headlines)
    reader = _Reader(frozenset(key for line in titles if len(key := normal(line)) >= _TITLE_KEY))
    for value in found:
        reader.read(value, key="", own=None, depth=_DEPTH)
    fit = [one for one in reader.found if one.own is not False and one.worth[1] >= LEAST_WEIGHT]
    for best in sorted(fit, key=lambda one: one.worth, reverse=True)[:_MOST_FIT]:
        if best.own or speaks_of(" ".join(piece.text for piece in best.blocks), titles):
            return _placed(best.blocks)
    return ()


def speaks_of(text: str, headlines: Iterable[str]) -> bool:
    """Whether a text holds half of the telling words of a headline: a cookie notice does not."""
    folded = text.casefold()
    for line in headlines:
        told = frozenset(_WORDS.findall(line.casefold()))
        if len(told) > 1 and sum(word in folded for word in told) >= len(told) / 2:
            return True
    return False


def text_blocks(text: str) -> tuple[Placed, ...]:
    """The blocks of one string: HTML, Markdown, or a line for each paragraph."""
    return _placed(_string(text))


@dataclass(slots=True)
class _Reader:
    """One pass over the values; each node is visited once."""

    titles: frozenset[str]
    found: list[_Found] = field(default_factory=list)
    left: int = _MOST_NODES

    def read(self, value: object, key: str, own: bool | None, depth: int) -> Sequence[_Piece]:
        """The pieces that the value gives to the element that holds it."""
        self.left -= 1
        if self.left < 0 or depth == 0:
            return ()
        if isinstance(value, str):
            return self.read_string(value, key, own)
        if isinstance(value, list):
            return self.read_list(value, key, own, depth)
        return self.read_record(value, key, own, depth) if isinstance(value, Mapping) else ()

    def read_string(self, value: str, key: str, own: bool | None) -> Sequence[_Piece]:
        pieces = _string(value[:_STRING_CHARS])
        if len(value) >= LITERAL_CHARS // 2 and _BODY_KEYS.search(key):
            self.note(pieces, own)
        return pieces

    def read_list(
        self, value: list[object], key: str, own: bool | None, depth: int
    ) -> Sequence[_Piece]:
        each = [self.read(part, key, own, depth - 1) for part in value]
        if key in _LINE_LISTS:
            each = [tuple(_lines(pieces, _LINE_LISTS[key])) for pieces in each]
        # Each member of a list of elements is a block, even one that is inline elsewhere.
        self.note([block for pieces in each for block in _lines(pieces)], own)
        return [piece for pieces in each for piece in pieces]

    def read_record(
        self, value: Mapping[str, object], key: str, own: bool | None, depth: int
    ) -> Sequence[_Piece]:
        kind = _kind(value)
        title = None if _INLINE.match(kind) else self.is_own(value)
        role, is_text = _role(kind)
        if not is_text:
            return ()
        mine = own if title is None else title
        texts: list[Sequence[_Piece]] = [()]
        for name, part in value.items():
            if not _NEVER.search(name):
                inside = self.read(part, name or key, mine, depth - 1)
                texts.append(inside if name in _TEXT_KEYS else ())
        if title is not None:
            return ()
        # One text may be given twice, as HTML and plain.
        pieces = max(texts, key=lambda found: sum(len(piece.text) for piece in found))
        return pieces if _is_inline(kind, value) else [*_lines(pieces, role)]

    def is_own(self, record: Mapping[str, object]) -> bool | None:
        """Whether a record's headline is the page's; None when it has no headline."""
        lines = [line for key in _TITLE_KEYS for line in _strings(record.get(key))]
        keys = [key for line in lines if len(key := normal(line)) >= _TITLE_KEY]
        return any(key in self.titles for key in keys) if keys else None

    def note(self, pieces: Sequence[_Piece], own: bool | None) -> None:
        if len(pieces) > 1 or (pieces and len(pieces[0].text) >= LITERAL_CHARS):
            self.found.append(_Found(tuple(_lines(pieces)), own))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (part for part in value.values() if isinstance(part, str))


def _kind(record: Mapping[str, object]) -> str:
    """What an element says it is, or empty."""
    for key in _KIND_KEYS:
        kind = record.get(key)
        if isinstance(kind, str) and kind not in ("tag", "element", "block"):
            return kind
    return ""


def _role(kind: str) -> tuple[Role | None, bool]:
    """(role, whether the element is text at all)"""
    for pattern, role in _ROLES:
        if pattern.search(kind):
            return role, role is not None
    return None, True


def _is_inline(kind: str, record: Mapping[str, object]) -> bool:
    return bool(_INLINE.match(kind)) if kind else isinstance(record.get("text"), str)


def _lines(pieces: Iterable[_Piece], role: Role | None = None) -> Iterator[_Piece]:
    """Whole lines: pieces without a role are joined until one with a role comes."""
    run: list[str] = []
    for piece in (*pieces, _Piece("", Role.PARAGRAPH)):
        if piece.role is None:
            run.append(piece.text)
            continue
        if text := tidy("".join(run)):
            yield _Piece(text, role or Role.PARAGRAPH)
        run = []
        if piece.text:
            paragraph = piece.role is Role.PARAGRAPH
            yield replace(piece, role=role) if role and paragraph else piece


def _string(value: str) -> Sequence[_Piece]:
    """The pieces of a string; a short one without markup is a part of its line."""
    value = readable(value)
    if _BLOCK_MARKUP.search(value):
        return [_Piece(block.text, block.role) for block in _html_blocks(value)]
    if _MARKUP.search(value):
        return [_Piece(unescape(_TAG.sub("", value)))]
    if _MARKDOWN.search(value):
        return [piece for line in value.split("\n") if (piece := _markdown(line)).text]
    lines = [line for line in value.split("\n") if line.strip()]
    return [_Piece(tidy(line), Role.PARAGRAPH) for line in lines] if lines[1:] else [_Piece(value)]


def _html_blocks(markup: str) -> tuple[Placed, ...]:
    try:
        return placed_blocks(html.fragment_fromstring(slimmed(markup), create_parent="div"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return ()


def _markdown(line: str) -> _Piece:
    start = line.lstrip()
    role = next((role for sign, role in _MARKDOWN_ROLES if start.startswith(sign)), Role.PARAGRAPH)
    plain = _MARKDOWN_LINK.sub(r"\1", _MARKDOWN_IMAGE.sub("", start))
    return _Piece(tidy(_MARKDOWN_SIGNS.sub("", plain)), role)


def _placed(pieces: Iterable[_Piece]) -> tuple[Placed, ...]:
    return tuple(
        Placed(
            index=index,
            text=piece.text,
            role=piece.role or Role.PARAGRAPH,
            above=(),
            link_share=0.0,
        )
        for index, piece in enumerate(piece for piece in _lines(pieces) if piece.text)
    )
