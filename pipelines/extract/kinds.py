"""Which kind of article is a page?

Rule 1: the page's own type first, then what it says above and in its headline, then its section,
    then its address; each rule is a row of `_RULES`, first hit wins.
Rule 2: a gallery or a video with an article's worth of text is an article that has pictures.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlsplit

from pipelines.extract.blocks import Placed
from pipelines.extract.jsonld import ARTICLE_TYPES, strings
from pipelines.extract.signs import ENOUGH_FLOW, Signs
from pipelines.extract.walls import KINDS_BY_ADDRESS, words
from pipelines.model import ArticleKind, Role

Found = tuple[ArticleKind, str]

_BY_TYPE = {
    "LiveBlogPosting": ArticleKind.LIVE,
    "OpinionNewsArticle": ArticleKind.OPINION,
    "AdvertiserContentArticle": ArticleKind.SPONSORED,
}
_BY_MAIN_TYPE = {
    "ImageGallery": ArticleKind.GALLERY,
    "MediaGallery": ArticleKind.GALLERY,
    "VideoObject": ArticleKind.VIDEO,
}
# Kinds that text may not contradict, in the order in which a page's words are asked for them.
_SPOKEN = (
    ArticleKind.SPONSORED,
    ArticleKind.PRESS,
    ArticleKind.LIVE,
    ArticleKind.OPINION,
    ArticleKind.GALLERY,
    ArticleKind.VIDEO,
)
_PICTURED = (ArticleKind.GALLERY, ArticleKind.VIDEO)

_ABOVE = 4
_LABEL_CHARS = 40
_FIRST_LINES = 3
_STARTS = 160
# An article with fewer characters than this is what stands beside its pictures.
_FEW_WORDS = 1_200
_FEWEST_ENTRIES = 6
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-4])(?:[:.h]|\s?[時时])[0-5]\d(?:[:.][0-5]\d)?\s?(?:[分h]|uhr|hrs?|[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_CLOCK_LINE_CHARS = 40
# Forums, programmes and lists of headlines print times of day as well.
_LIVE_NAMES = re.compile(
    r"(?:^|[\s/_-])live(?:-?(?:blog|ticker|updates?|entry|feed|events?|posts?))?(?=$|[\s/_-])"
    r"|ticker|key-?(?:moment|event)",
    re.IGNORECASE,
)
_FEWEST_PICTURES = 8


def kind_of(signs: Signs) -> Found:
    """The article's kind, and in a few words why."""
    return next(found for rule in _RULES if (found := rule(signs)) is not None)


def _by_type(signs: Signs) -> Found | None:
    for name in sorted(signs.own_types & _BY_TYPE.keys()):
        return _BY_TYPE[name], f"schema.org type {name}"
    if signs.node is not None and "coverageStartTime" in signs.node:
        return ArticleKind.LIVE, "coverageStartTime in its JSON-LD"
    return None


def _by_label(signs: Signs) -> Found | None:
    """What the line above the headline says, and the first lines and the title."""
    for kind in _SPOKEN:
        for label in _kickers(signs):
            if words("kind", kind).fullmatch(label) and _fits(kind, signs):
                return kind, f"label {label!r} above the headline"
        for line in _opening_lines(signs, kind):
            if (match := words("head", kind).search(line)) and _fits(kind, signs):
                return kind, f"{match.group()!r} in {line[:60]!r}"
    return None


def _by_entries(signs: Signs) -> Found | None:
    """A live blog: many entries, each under its time of day, in a place that is called live."""
    first, last = (signs.body[0].index, signs.body[-1].index) if signs.body else (0, 0)
    lines = signs.source.blocks[max(0, first - 2) : last]
    entries = [b for b in lines if b.size <= _CLOCK_LINE_CHARS and _CLOCK.match(b.text)]
    path = urlsplit(signs.source.document.url).path
    named = [b for b in entries if any(_LIVE_NAMES.search(name) for name in (path, *_names(b)))]
    if len({block.text for block in named}) < _FEWEST_ENTRIES:
        return None
    return ArticleKind.LIVE, f"{len(named)} entries with a time of day"


def _names(block: Placed) -> Iterator[str]:
    """The classes and identifiers of the boxes that hold a block."""
    for element in block.above:
        yield (element.get("class") or "")[:_STARTS]
        yield (element.get("id") or "")[:_STARTS]


def _by_section(signs: Signs) -> Found | None:
    for kind in _SPOKEN:
        for section in _sections(signs):
            if words("kind", kind).fullmatch(section) and _fits(kind, signs):
                return kind, f"section {section!r}"
    return None


def _by_address(signs: Signs) -> Found | None:
    path = unquote(urlsplit(signs.source.document.url).path)
    for kind, pattern in KINDS_BY_ADDRESS:
        if (match := pattern.search(path)) and _fits(kind, signs):
            return kind, f"{match.group()!r} in the address"
    return None


def _by_main_type(signs: Signs) -> Found | None:
    """A page whose only content is a gallery or a video."""
    if signs.og_type.startswith("video") and _fits(ArticleKind.VIDEO, signs):
        return ArticleKind.VIDEO, f"og:type {signs.og_type}"
    for name in sorted(signs.types & _BY_MAIN_TYPE.keys()):
        if signs.node is None and _fits(_BY_MAIN_TYPE[name], signs):
            return _BY_MAIN_TYPE[name], f"schema.org type {name}"
    captions = sum(block.role is Role.CAPTION for block in signs.source.blocks)
    if captions >= _FEWEST_PICTURES and _fits(ArticleKind.GALLERY, signs):
        return ArticleKind.GALLERY, f"{captions} captions, {signs.flow} characters of flow"
    return None


def _news(signs: Signs) -> Found:
    if own := sorted(signs.own_types & ARTICLE_TYPES):
        return ArticleKind.NEWS, f"schema.org type {own[0]}"
    if signs.og_type:
        return ArticleKind.NEWS, f"og:type {signs.og_type}"
    return ArticleKind.NEWS, f"{signs.flow} characters of flow"


_RULES: tuple[Callable[[Signs], Found | None], ...] = (
    _by_type,
    _by_label,
    _by_entries,
    _by_section,
    _by_address,
    _by_main_type,
    _news,
)


def _fits(kind: ArticleKind, signs: Signs) -> bool:
    return kind not in _PICTURED or (signs.flow < ENOUGH_FLOW and signs.size < _FEW_WORDS)


def _kickers(signs: Signs) -> Iterator[str]:
    """Short lines in the headline's own box, right above it.

    Words like "Anzeige" stand above each advertisement, too, but in a box of their own.
    """
    blocks = signs.source.blocks
    found = ((b.index, e.getparent()) for b in blocks for e in b.above[-3:] if e.tag == "h1")
    place, box = next(found, (0, None))
    if box is None or box.tag in ("body", "main"):
        return
    for block in blocks[max(0, place - _ABOVE) : place]:
        if block.size <= _LABEL_CHARS and box in block.above:
            yield block.text.strip(" :|·•-–—[]()")


def _opening_lines(signs: Signs, kind: ArticleKind) -> Iterator[str]:
    headline = signs.metadata.headline.value if signs.metadata.headline else ""
    yield headline
    if signs.title != headline:
        yield signs.title
    if kind in (ArticleKind.PRESS, ArticleKind.SPONSORED):
        yield from (block.text[:_STARTS] for block in signs.body[:_FIRST_LINES])


def _sections(signs: Signs) -> Iterator[str]:
    """The section as the page states it, and the parts of its breadcrumb in JSON-LD."""
    if signs.metadata.section is not None:
        yield from (part.strip() for part in re.split(r"[>/|,]", signs.metadata.section.value))
    if signs.node is not None:
        yield from strings(signs.node.get("articleSection"))
        yield from strings(signs.node.get("genre"))
