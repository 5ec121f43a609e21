"""A page parsed once: the tree that JSON-LD, metadata, blocks and trafilatura share.

Rule 1: the tree is parsed from cleaned text, so that every reader sees the same characters.
Rule 2: what the parser could not reach is noticed (`truncated`), never taken for an empty page.
Rule 3: parsing is bounded: in bytes (`MOST_BYTES`, the rest is cut off and that is on record),
    in tags (`MOST_TAGS`, beyond them the page is read by its tags alone) and in attributes.
Rule 4: an element that holds no text by definition but holds the article was never closed in
    the parser's eyes; it is opened up (see `_opened`).
"""

import re
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree, html

from pipelines.extract import charset
from pipelines.extract.characters import readable
from pipelines.model import Snapshot
from pipelines.urls import absolute

# The largest of 1,377 development pages has 1.7 MB, the richest 19,000 tags. 500,000 paragraphs
# (2 MB) cost 6.5 s and 440 MB, 100,000 cost 1.3 s.
MOST_BYTES = 10_000_000
MOST_TAGS = 100_000
# Of a page with more tags, the part that is parsed: its head says what the page is about.
HEAD_TAGS = 20_000

# What is read of a page that ran into its deadline.
CHEAP_BYTES = 2_000_000
CHEAP_HEAD_CHARS = 200_000
CHEAP_JSON_LD_CHARS = 50_000
_HEAD_END = re.compile(r"<body\b", re.IGNORECASE)

# libxml2 compares each attribute of a tag with all others: 1,000,000 take minutes.
MOST_ATTRIBUTES = 1_000
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
# Each blank is looked at once more for every blank before it when comments are mended away.
_BLANKS = re.compile(r"\s{50,}")
# Names are looked up by field: the richest head of the development pages has 286.
MOST_METAS = 1_000
MOST_META_CHARS = 5_000
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_TAG_NAME = re.compile(r"<[a-zA-Z][^\s/]{0,30}")

# Nothing in these is text; without them trafilatura is a third faster with identical text on
# 261 of 261 development pages (measured 2026-11-22).
_NOISE = ("script", "style", "svg", "template")

# By the standard these hold a line of text at most. libxml2 does not close them where the
# standard does (`<button><div></button>`), and then they swallow the rest of the page.
_SMALL = ("button", "svg", "select")
_ONLY_PAGES_HOLD = ("main", "article", "h1", "footer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One parsed page.

    url: the address that answered. base: what relative links are joined to. root: the tree
    without scripts, styles and comments. json_ld: the raw text of its JSON-LD scripts.
    source: the decoded page. truncated: the tree holds only a part of `source`. cut: `source`
    holds only a part of the page.
    """

    url: str
    base: str
    root: html.HtmlElement
    json_ld: tuple[str, ...]
    source: str
    truncated: bool = False
    cut: bool = False


def parse(snapshot: Snapshot) -> Document | None:
    """The snapshot's page, or None when it holds no markup and no text at all."""
    return parsed(decoded(snapshot), snapshot)


def parsed(source: str, snapshot: Snapshot) -> Document | None:
    """The document of that source, which is the snapshot's or was made from it; None as above."""
    head = _within_budget(source)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(slimmed(head).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    json_ld = _json_ld(root)
    _opened(root)
    _bound_metas(root)
    etree.strip_elements(root, *_NOISE, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return Document(
        url=snapshot.target_uri,
        base=_base(root, snapshot.target_uri),
        root=root,
        json_ld=json_ld,
        source=source,
        truncated=len(head) < len(source) or bool(parser.error_log.filter_from_fatals()),
        cut=len(snapshot.payload) > MOST_BYTES,
    )


def head_of(snapshot: Snapshot) -> Document | None:
    """The snapshot's page with a tree of its head alone: what a page costs at most is known.

    For a page that cost too much: its first `CHEAP_BYTES` are decoded, `CHEAP_HEAD_CHARS` parsed.
    """
    source = decoded(replace(snapshot, payload=snapshot.payload[:CHEAP_BYTES]))
    head = parsed(_HEAD_END.split(source[:CHEAP_HEAD_CHARS], maxsplit=1)[0], snapshot)
    return head and replace(
        head,
        source=source,
        json_ld=tuple(one for one in head.json_ld if len(one) <= CHEAP_JSON_LD_CHARS),
        truncated=True,
    )


def decoded(snapshot: Snapshot) -> str:
    """The payload as text (at most its first `MOST_BYTES`), without forbidden characters."""
    payload = snapshot.payload[:MOST_BYTES]
    return readable(charset.decoded(payload, snapshot.header("content-type")))


def _within_budget(source: str) -> str:
    """The source, or only its beginning where it has more tags than a tree is built of."""
    if source.count("<") <= MOST_TAGS:
        return source
    end = next(islice(re.finditer("<", source), HEAD_TAGS, None)).start()
    return source[:end]


def slimmed(source: str) -> str:
    """The source without the attributes of tags that have more than a thousand."""
    return _LONG_TAG.sub(_bare_if_crowded, source)


def _bare_if_crowded(match: re.Match[str]) -> str:
    # Quoted values may be long: a picture, a page's state. Names are what costs.
    tag = match.group()
    crowded = len(_QUOTED.sub("", tag).split()) > MOST_ATTRIBUTES
    name = _TAG_NAME.match(tag)
    return name.group() if crowded and name else tag


def _opened(root: html.HtmlElement) -> None:
    """Unwrap the elements that swallowed the page; what they hold moves up into their place."""
    for element in list(root.iter(*_SMALL)):
        if next(element.iterdescendants(*_ONLY_PAGES_HOLD), None) is not None:
            element.drop_tag()


def _bound_metas(root: html.HtmlElement) -> None:
    for place, meta in enumerate(tuple(root.iter("meta"))):
        content = meta.get("content") or ""
        if place >= MOST_METAS:
            meta.drop_tree()
        elif len(content) > MOST_META_CHARS:
            meta.set("content", content[:MOST_META_CHARS])


def _json_ld(root: html.HtmlElement) -> tuple[str, ...]:
    return tuple(
        _BLANKS.sub(" \n", script.text)
        for script in root.iter("script")
        if script.text and "ld+json" in (script.get("type") or "").lower()
    )


def _base(root: html.HtmlElement, url: str) -> str:
    """`<base href>` as far as it names a web address, else the page's own address."""
    declared = next(
        (element.get("href") for element in root.iter("base") if element.get("href")), None
    )
    return (declared and absolute(url, declared)) or url
