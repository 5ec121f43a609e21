"""The text blocks of a page, in document order, with their place in the tree.

Rule 1: a box element begins and ends a block, an inline element never does, two `<br>` do:
    no words are glued together and none is split.
Rule 2: loose text beside a box is a block of its own (trafilatura loses it).
Rule 3: nothing is rewritten; white space is folded, a single `<br>` is a line break.
Rule 4: a row of a data table is one block, a layout table is read cell by cell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from pipelines.extract.characters import squeezed, tidy, unseen_dropped
from pipelines.extract.paths import Paths
from pipelines.extract.tables import is_data_table, rows
from pipelines.model import Block, Role
from pipelines.urls import absolute

BOXES = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
        "legend", "li", "listing", "main", "menu", "nav", "noindex", "ol", "optgroup", "p", "pre",
        "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul", "xmp",
    )
)  # fmt: skip
SILENT = frozenset(
    (
        "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "map",
        "noframes", "noscript", "object", "rp", "script", "select", "style", "svg", "template",
        "textarea", "video",
    )
)  # fmt: skip
# What holds one paragraph or less, so that the box around it is the one that counts.
SMALL = frozenset(
    (
        "a", "b", "blockquote", "cite", "em", "font", "h2", "h3", "h4", "i", "li", "ol", "p", "q",
        "small", "span", "strong", "u", "ul",
    )
)  # fmt: skip
ROLES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Role.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), Role.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), Role.CAPTION),
    **dict.fromkeys(("pre", "xmp", "listing"), Role.CODE),
    "blockquote": Role.QUOTE,
}
# An item that wraps a whole section of the page says nothing of the blocks in that section.
_ROLE_ENDS = frozenset(("article", "section", "main", "aside", "nav", "form", "td", "body"))
# Words for screen readers inside a line ("opens new tab") are no part of the text.
_UNSEEN = re.compile(r"sr-only|visually-?hidden|screen-?reader|assistive-text", re.IGNORECASE)
_CLIPPED = re.compile(r"clip:\s*rect\(\s*[01]|clip-path:\s*inset\(\s*50%", re.IGNORECASE)
_EMBEDS = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|bluesky-embed"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block's text and where it stands.

    above: the elements that hold its whole text, outermost first. link: the one link that
    holds all of it. The path and the link's target are written only for blocks that are kept
    (`Document` has a thousand links, an article a dozen): see `as_block`.
    """

    index: int
    text: str
    role: Role
    above: tuple[html.HtmlElement, ...]
    link_share: float
    link: html.HtmlElement | None = None

    @property
    def size(self) -> int:
        """Characters of text."""
        return len(self.text)

    @property
    def box(self) -> html.HtmlElement | None:
        """The element that holds this paragraph and its like; None without a tree."""
        return next((e for e in reversed(self.above) if e.tag not in SMALL), None)


def as_block(
    placed: Placed, base: str, paths: Paths, *, in_body: bool, votes: tuple[str, ...]
) -> Block:
    """The placed block as the value that leaves this package."""
    href = placed.link.get("href") if placed.link is not None else None
    return Block(
        index=placed.index,
        text=placed.text,
        role=placed.role,
        path=paths.of(placed.above),
        link_share=placed.link_share,
        href=(href and absolute(base, href)) or "",
        in_body=in_body,
        votes=votes,
    )


@dataclass(slots=True)
class _Run:
    """The text of one block while it is being read.

    above: the elements that were open at its first piece, outermost first. shared: how many
    of them hold all of its pieces. depth: the lowest depth since the last piece.
    """

    above: tuple[html.HtmlElement, ...] = ()
    shared: int = 0
    depth: int = 0
    pieces: list[str] = field(default_factory=list)
    links: list[html.HtmlElement | None] = field(default_factory=list)
    after_break: bool = False


def placed_blocks(root: html.HtmlElement) -> tuple[Placed, ...]:
    """All blocks of the page under `root`."""
    reader = _Reader()
    reader.read(root)
    return tuple(reader.found)


@dataclass(slots=True, kw_only=True)
class _Reader:
    """One pass over the tree. stack, links, code: the open elements, links and `<pre>`s of it."""

    stack: list[html.HtmlElement] = field(default_factory=list)
    links: list[html.HtmlElement] = field(default_factory=list)
    code: list[html.HtmlElement] = field(default_factory=list)
    run: _Run = field(default_factory=_Run)
    found: list[Placed] = field(default_factory=list)

    def read(self, root: html.HtmlElement) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self.leave(element)
            elif self.enter(element):
                walk.skip_subtree()
        self.flush()

    def enter(self, element: html.HtmlElement) -> bool:
        """Open an element; True when nothing below it is to be read."""
        tag = element.tag
        if tag in BOXES or self.begins_box(element):
            self.flush()
        self.stack.append(element)
        if tag in SILENT or (tag == "span" and _is_unseen(element)):
            return True
        if tag == "table" and is_data_table(element):
            self.take_rows(element)
            return True
        self.note(element)
        if element.text:
            self.take(element.text)
        return False

    def note(self, element: html.HtmlElement) -> None:
        """Remember what the element means for the text inside it."""
        if element.tag == "br":
            self.line_break()
        elif element.tag == "a" and element.get("href"):
            self.links.append(element)
        elif ROLES.get(str(element.tag)) is Role.CODE:
            self.code.append(element)

    def leave(self, element: html.HtmlElement) -> None:
        if element.tag in BOXES:
            self.flush()
        self.stack.pop()
        if self.links and self.links[-1] is element:
            self.links.pop()
        if self.code and self.code[-1] is element:
            self.code.pop()
        self.run.depth = min(self.run.depth, len(self.stack))
        if element.tail and self.stack:
            self.take(element.tail)

    def begins_box(self, element: html.HtmlElement) -> bool:
        """Whether an inline element that follows another without a space is a box by its look.

        `<a><span>Previous</span><span>Another headline</span></a>` is shown as two lines by the
        site's style sheet, while `<b>W</b><span>ORDS</span>` and `<i>un</i><b>able</b>` are words.
        """
        before = element.getprevious()
        if before is None or before.tail or not self.run.pieces or before.tag != element.tag:
            return False
        last, first = self.run.pieces[-1], next(iter(element.itertext()), "")
        return first[:1].isupper() and len(last) > 2 and (last[-1].islower() or last[-1] in ".?!:")

    def take(self, text: str) -> None:
        """Add a piece of text at the current place."""
        if not text.strip():
            if self.run.pieces:
                self.run.pieces.append(text if self.code else " ")
                self.run.links.append(None)
            return
        run, depth = self.run, len(self.stack)
        if not run.above:
            run.above, run.shared = tuple(self.stack), depth
        run.shared, run.depth = min(run.shared, run.depth or depth, depth), depth
        run.pieces.append(text if self.code else text.replace("\n", " "))
        run.links.append(self.links[-1] if self.links else None)
        run.after_break = False

    def line_break(self) -> None:
        if self.run.after_break:
            self.flush()
        elif self.run.pieces:
            self.run.pieces.append("\n")
            self.run.links.append(None)
            self.run.after_break = True

    def take_rows(self, table: html.HtmlElement) -> None:
        for row, text, linked in rows(table):
            self.add(text, (*self.stack, row), Role.TABLE, linked / max(1, len(squeezed(text))))

    def flush(self) -> None:
        """End the block that is being read, if there is one."""
        if not self.run.above:  # nothing was read: so ends most of what is opened
            return
        run, self.run = self.run, _Run()
        above = run.above[: run.shared]
        role = _role(above)
        text = _code(run.pieces) if role is Role.CODE else _prose(run.pieces)
        if text:
            share, link = _links(run)
            self.add(text, above, role, share, link)

    def add(
        self,
        text: str,
        above: tuple[html.HtmlElement, ...],
        role: Role,
        share: float,
        link: html.HtmlElement | None = None,
    ) -> None:
        self.found.append(
            Placed(
                index=len(self.found),
                text=text,
                role=role,
                above=above,
                link_share=round(min(1.0, share), 3),
                link=link,
            )
        )


def _is_unseen(element: html.HtmlElement) -> bool:
    """Whether an element is for screen readers, by its class or by its own style."""
    return bool(
        _UNSEEN.search(element.get("class") or "") or _CLIPPED.search(element.get("style") or "")
    )


def _links(run: _Run) -> tuple[float, html.HtmlElement | None]:
    """The share of characters inside links, and the link when one holds them all."""
    inside = [link for link in run.links if link is not None]
    if not inside:
        return 0.0, None
    sizes = [len("".join(piece.split())) for piece in run.pieces]
    linked = sum(size for size, link in zip(sizes, run.links, strict=True) if link is not None)
    share = linked / max(1, sum(sizes))
    return share, inside[0] if share == 1 and len(set(inside)) == 1 else None


def _role(above: tuple[html.HtmlElement, ...]) -> Role:
    """The role that the nearest telling element gives; a bare heading tag wins over its list."""
    for element in _until_section(above):
        if element.tag == "blockquote" and _EMBEDS.search(element.get("class") or ""):
            return Role.EMBED
        if role := ROLES.get(str(element.tag)):
            return role
    return Role.PARAGRAPH


def _until_section(above: tuple[html.HtmlElement, ...]) -> Iterator[html.HtmlElement]:
    for element in reversed(above):
        if element.tag in _ROLE_ENDS:
            return
        yield element


def _prose(pieces: list[str]) -> str:
    lines = (tidy(line) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _code(pieces: list[str]) -> str:
    lines = unseen_dropped("".join(pieces)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
