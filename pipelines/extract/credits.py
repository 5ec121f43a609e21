"""Whom does the page itself name as the article's author?

Rule 1: near the headline a link to a person's page, a class that says author, or a line that
    begins with "by" names the author; farther off only the one whose box is the headline's, too.
Rule 2: a bio, a comment and a teaser of another article have authors of their own.
Rule 3: a name without any of these counts only on the line of the article's date.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import html

from pipelines.extract.authors import BY, authors, is_body, is_full_name
from pipelines.extract.blocks import Placed
from pipelines.extract.characters import tidy
from pipelines.extract.datelines import common_containers, is_elsewhere, says
from pipelines.extract.offers import Offer, offer
from pipelines.extract.words import MODIFIED, PUBLISHED

_ABOVE, _BELOW = 5, 12  # blocks between the headline and its byline
_LINE_CHARS = 200
_NAME_CHARS = 60
_DATED_CHARS = 80
_CREDIT_CHARS = 100
_MOST_LINES = 60
_MOST_INSIDE = 40
_MOSTLY = 0.8

_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:authors?|byline|autor|autoren|auteurs?|writer|fn|username|contributor)"
    r"(?:[\s_-]*(?:name|link|title|list|info|data|details))*(?:$|[\s_-])|[Aa]uthorName|author__name",
    re.IGNORECASE,
)
_NO_AUTHOR_CLASS = re.compile(
    r"bio|about|desc|avatar|image|photo|comment|social|follow|role|position|date|box__text|job",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|in|es)?|auteurs?|autore|auteurs|profiles?|profil|people|persons?|"
    r"personen|contributors?|writers?|journalists?|journalistes?|journalisten|reporters?|"
    r"producers?|redakteure?|redaktion|staff|user|users|u|blogger|firma|experten)/[^/?#]+",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^[^\W\d_]+(?:in|e|es|\s(?:by|von|par|por))?\s*[:：]|^\w+\s(?:by|von|par|por)\s", re.I
)
# "Posted on 3 March 2025 by Ada Marsh"
_INNER_BY = re.compile(r"\s(?:by|von|par|por|door)\s+(\S.*)$", re.IGNORECASE)
# where a label ends the name in "Ada Marsh Updated: 3 March 2025"
_STATED = re.compile(rf"\s(?:{MODIFIED.pattern}|{PUBLISHED.pattern})", re.IGNORECASE)
_CUT = re.compile(r"\s*(?:[|•·⋅●∙/–—]|\s-\s|,|\n)\s*")
_DATE = re.compile(r"(?:19|20)\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2}")
_DAY = re.compile(
    r"\d{1,2}\s?[./]\s?\d{1,2}[./]|\d{1,2}\.?\s[^\W\d]{3,}\.?\s\d|[^\W\d]{3,}\.?\s\d{1,2},\s\d"
)


def byline_offers(blocks: Sequence[Placed], headline: Placed | None) -> Iterator[Offer]:
    """The authors that the page shows, the surest first."""
    around = headline.above if headline is not None else ()
    place = headline.index if headline is not None else None
    near = list(_near(blocks, around, place))
    signed = [names for block in near if (names := _signed(block))]
    said = [line for block in near for line in _said(block)]
    for names in signed[:1]:
        yield from offer("authors", "signed", *names)
    for line in said:
        yield from offer("authors", "visible", line)
    if not signed and not said:
        yield from _afar(blocks, around)
    for block in near:
        yield from offer("authors", "visible", *_beside_date(block)[:1])


def _near(
    blocks: Sequence[Placed], around: Sequence[html.HtmlElement], place: int | None
) -> Iterator[Placed]:
    """The short blocks round the headline, those below it first."""
    if place is None:
        return
    below = blocks[place + 1 : place + 1 + _BELOW]
    above = blocks[max(0, place - _ABOVE) : place]
    for block in (*below, *reversed(above)):
        short = block.size <= _LINE_CHARS and not _is_quoted(block)
        if short and not is_elsewhere(block, around, block.index - place):
            yield block


def _is_meta_line(block: Placed) -> bool:
    return BY.match(block.text) is not None or _DATE.search(block.text) is not None


def _is_quoted(block: Placed) -> bool:
    """Whether the block is an embedded post, which has an author of its own."""
    return "(@" in block.text or any(e.tag == "blockquote" for e in block.above)


def _signed(block: Placed) -> tuple[str, ...]:
    """The names that the block's markup says are authors."""
    boxed = _is_author_box(block)
    if boxed and block.size <= _NAME_CHARS and block.link is not None:
        return (block.text.split("\n")[0],)
    if not block.above or not (boxed or block.link_share or _is_meta_line(block)):
        return ()
    if boxed and len(several := _side_by_side(block)) > 1:
        return several
    marked = dict.fromkeys(tidy(e.text_content()) for e in _inside(block) if _marks_author(e))
    names = [t for t in marked if 1 < len(t) <= _NAME_CHARS and t in block.text]
    # "by Ada Marsh" around "Ada Marsh": the inner one is the name.
    return tuple(t for t in names if not any(o != t and o in t for o in names))


def _side_by_side(block: Placed) -> tuple[str, ...]:
    """Full names that stand in elements of their own and are all that the block says."""
    texts = [tidy(e.text or "") for e in _inside(block) if not len(e)]
    names = tuple(dict.fromkeys(text for text in texts if is_full_name(text)))
    said = sum(map(len, names))
    return names if said >= _MOSTLY * block.size else ()


def _inside(block: Placed) -> Iterator[html.HtmlElement]:
    for element in islice(block.above[-1].iter(), _MOST_INSIDE):
        if isinstance(element.tag, str):
            yield element


def _marks_author(element: html.HtmlElement) -> bool:
    if element.tag == "a" and (
        "author" in (element.get("rel") or "").lower() or _PROFILE.search(element.get("href") or "")
    ):
        return True
    names = element.get("class") or ""
    small = element.tag in ("a", "span", "strong", "b", "address", "em", "cite")
    return small and says(_AUTHOR_CLASS, names) and not says(_NO_AUTHOR_CLASS, names)


def _is_author_box(block: Placed) -> bool:
    """Whether the block's own containers say author, in their class, rel or target."""
    inner = block.above[-3:]
    names = " ".join(e.get("class") or "" for e in inner)
    if any(e.tag == "a" and _marks_author(e) for e in inner) or any(
        e.tag == "address" for e in inner
    ):
        return True
    return says(_AUTHOR_CLASS, names) and not says(_NO_AUTHOR_CLASS, names)


def _said(block: Placed) -> Iterator[str]:
    """Lines that begin with a word like "by", and those of a box that says author.

    Prose begins with "By" and "Von" too, so that the rest must be names in full; a single word
    is one only behind a label ("Author: Ada", "Posted by Ada") or beside a date.
    """
    boxed = _is_author_box(block)
    for line in block.text.split("\n"):
        if len(line) > _LINE_CHARS:
            continue
        for part, sure in _parts(line, boxed=boxed):
            named = authors((part,))
            full = [name for name in named if is_full_name(name.split(",")[0]) or is_body(name)]
            if named and (sure or len(full) == len(named)):
                yield part


def _parts(line: str, *, boxed: bool) -> Iterator[tuple[str, bool]]:
    """The pieces of a line that may name an author, and whether one word is enough there."""
    if not _DATE.search(line):
        if boxed or BY.match(line):
            yield line, _LABEL.match(line) is not None
        return
    pieces = [piece for piece in _CUT.split(_STATED.split(line)[0] or line) if piece]
    for place, piece in enumerate(pieces):
        if BY.match(piece) or (boxed and place == 0):
            yield piece, True
    if _DAY.search(line) and (inner := _INNER_BY.search(line)):
        yield inner.group(1), False


def _afar(blocks: Sequence[Placed], around: Sequence[html.HtmlElement]) -> Iterator[Offer]:
    """The "by" lines and links to a person that share most containers with the headline.

    Where they name several authors they are a list of articles.
    """
    found: list[tuple[int, tuple[str, ...]]] = []
    for block in blocks:
        lines = _credit(block)
        if lines and not is_elsewhere(block, around, 0):
            found.append((common_containers(block.above, around), lines))
            if len(found) >= _MOST_LINES:
                break
    closest = max((shared for shared, _ in found), default=0)
    named = {
        names: lines for shared, lines in found if shared == closest and (names := authors(lines))
    }
    if len(named) == 1:
        yield from offer("authors", "visible", *next(iter(named.values())))


def _credit(block: Placed) -> tuple[str, ...]:
    """The lines by which a block far from the headline names an author, or none."""
    if block.size > _CREDIT_CHARS or not block.above:
        return ()
    linked = block.link is not None and _marks_author(block.link)
    lines = block.text.split("\n") if "\n" in block.text else (block.text,)
    if not (linked or any(BY.match(line) for line in lines)) or _is_quoted(block):
        return ()
    return tuple(_said(block))


def _beside_date(block: Placed) -> list[str]:
    """Full names that stand on one line with a date."""
    return [
        part
        for line in block.text.split("\n")
        if len(line) <= _DATED_CHARS and _DAY.search(line)
        for part in _CUT.split(re.sub(r"(?<=[a-z])(?=\d)", "|", line))
        if is_full_name(part)
    ]
