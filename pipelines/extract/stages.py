"""The stages of the cascade: each reads a page and says which blocks are the article.

Every stage is a function BlockedPage -> indexes of blocks; an empty set means "I see none".
"""

import logging
import re
from collections import defaultdict
from itertools import islice

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import Document

from pipelines.extract.align import aligned
from pipelines.extract.blocks import Placed
from pipelines.extract.characters import weight
from pipelines.extract.page import BlockedPage, Taken
from pipelines.model import Role

# trafilatura warns of every page without text; that is this package's verdict to give.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# trafilatura needed 12.9 s for a page of 200,000 links. The largest of 1,377 development pages
# has 9,732 elements, half of them have fewer than 720.
ELEMENT_BUDGET = 20_000

_CONTAINERS = re.compile(
    r"(?:^|[\s_-])(?:article|story|entry|post|news)[_-]*(?:body|content|text|copy)(?:$|[\s_-])"
    r"|articlebody|richtextstorybody|storytext|artikel[_-]?text|texto[_-]noticia",
    re.IGNORECASE,
)
# trafilatura's names for emphasis, links and deletions
_INLINE = frozenset(("hi", "ref", "del", "span"))

# What HTML itself calls beside the point; an article's own aside is found by the engine.
_BESIDE = frozenset(("aside", "nav", "footer"))

_PROSE_CHARS = 80
_LINE_CHARS = 40
_PROSE_LINK_SHARE = 0.4


def fast(page: BlockedPage) -> Taken:
    """trafilatura without its fallbacks, which double its time."""
    return _trafilatura(page, fast=True)


def balanced(page: BlockedPage) -> Taken:
    """trafilatura as it comes: with jusText and readability where its own answer is small."""
    return _trafilatura(page, fast=False)


def json_ld(page: BlockedPage) -> Taken:
    """The blocks that schema.org's `articleBody` holds; it is often cut, never noisy."""
    return (
        aligned(page.article_body.splitlines(), page.blocks) if page.article_body else frozenset()
    )


def container(page: BlockedPage) -> Taken:
    """Prose inside the element that the page itself calls its article."""
    sizes: dict[html.HtmlElement, int] = defaultdict(int)
    for block in filter(is_prose, page.blocks):
        for element in block.above:
            sizes[element] += block.size
    named = {element: size for element, size in sizes.items() if _names_article(element)}
    if not named:
        return frozenset()
    # The innermost container that holds nearly all that the largest one holds.
    largest = max(named.values())
    best = [element for element, size in named.items() if size >= 0.8 * largest][-1]
    return frozenset(b.index for b in page.blocks if best in b.above and is_prose(b))


def density(page: BlockedPage) -> Taken:
    """Prose around the element that holds most of it: readability's idea, over blocks."""
    scores: dict[html.HtmlElement, float] = defaultdict(float)
    for block in filter(is_prose, page.blocks):
        if any(element.tag in _BESIDE for element in block.above):
            continue
        weight = block.size * (1 - block.link_share)
        for distance, element in enumerate(reversed(block.above)):
            # The block's own element, its parent in full, then half, a third, ...
            scores[element] += weight / max(1, distance)
    if not scores:
        return frozenset()
    best = max(_boxes_only(scores), key=lambda element: scores[element])
    return frozenset(b.index for b in page.blocks if best in b.above and is_prose(b))


def flat(page: BlockedPage) -> Taken:
    """All lines of text of a page whose tree is lost, or in which nothing else sees an article."""
    return frozenset(
        block.index
        for block in page.blocks
        if block.size >= _LINE_CHARS and block.link_share <= _PROSE_LINK_SHARE
    )


def over_budget(page: BlockedPage) -> bool:
    """Whether the page has more elements than the engine is given; cheaper stages answer."""
    return sum(1 for _ in islice(page.document.root.iter(), ELEMENT_BUDGET + 1)) > ELEMENT_BUDGET


def is_prose(block: Placed) -> bool:
    """Whether the block reads like running text and not like a menu."""
    if block.link_share > _PROSE_LINK_SHARE or block.role is Role.CAPTION:
        return False
    return weight(block.text) >= _PROSE_CHARS or block.role in (Role.QUOTE, Role.CODE)


def _boxes_only(scores: dict[html.HtmlElement, float]) -> list[html.HtmlElement]:
    """A paragraph is no container, even if it is the only one."""
    boxes = [element for element in scores if element.tag not in ("p", "span", "a", "li", "html")]
    return boxes or list(scores)


def _names_article(element: html.HtmlElement) -> bool:
    if element.tag == "article" or element.get("itemprop") in ("articleBody", "text"):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_CONTAINERS.search(names))


def _trafilatura(page: BlockedPage, *, fast: bool) -> Taken:
    """trafilatura's answer, found again in the page's blocks.

    `deduplicate` stays off: it keeps state between pages and empties the seventh copy of one.
    Metadata stays off: its date search alone can take minutes (see RULES in metadata.py).
    """
    if over_budget(page):
        return frozenset()
    found = bare_extraction(
        page.document.root,
        url=page.document.url,
        fast=fast,
        include_comments=False,
        deduplicate=False,
        with_metadata=False,
    )
    if not isinstance(found, Document) or found.body is None:
        return frozenset()
    return aligned(_segments(found.body), page.blocks)


def _segments(body: etree._Element) -> list[str]:
    """The texts of an answer's elements; inline elements do not end a text."""
    segments = [""]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag not in _INLINE:
            segments.append("")
        segments[-1] += (element.text if event == "start" else element.tail) or ""
    return segments
