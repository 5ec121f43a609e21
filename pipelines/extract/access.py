"""May everybody read the article, and is what we have the whole of it?

FREE: the page says so. METERED: it says that it is not free, yet the whole text was sent.
PAYWALLED: it is closed, by its own word or because the text ends where a wall begins.
UNKNOWN: the page says nothing, and nothing is seen.

Rule 1: the machine's word comes first (`article:content_tier`, isAccessibleForFree).
Rule 2: schema.org asks for `false` on metered pages too; whether the text was cut tells them
    apart: its own word count, its text in JSON-LD, the element that it names as closed.
Rule 3: a newsletter box is no wall: a wall speaks of reading on, or covers the body, and stands
    at the end of a short text.
"""

from collections.abc import Iterator

from pipelines.extract.characters import weight
from pipelines.extract.jsonld import article_body
from pipelines.extract.signs import Signs
from pipelines.extract.walls import words
from pipelines.model import Access

# Characters. 41 of the 42 development pages that say "not free" were sent whole; where nothing
# else tells, length does, and 31 of the 41 are longer than this.
WHOLE = 2_400
# A text that a wall cuts shows a few paragraphs; longer ones are whole whatever stands below.
CUT = 3_000
# Many templates carry a wall that stays unused; above a text of this length it is believed.
TEASER = 1_500
_CUT_SHARE = 0.6
_CLOSED_CHARS = 300
_BELOW = 8

_TIERS = {"free": Access.FREE, "metered": Access.METERED, "locked": Access.PAYWALLED}
_WALL_WEIGHT = 20


def access_of(signs: Signs) -> tuple[Access, str]:
    """The access, and in a few words why."""
    tier = signs.source.metas.get("article:content_tier", ("",))[0].lower()
    if tier in _TIERS:
        return _TIERS[tier], f"article:content_tier {tier}"
    free = signs.metadata.is_accessible_for_free
    if free is None:
        return _seen(signs)
    if free.value:
        return Access.FREE, "isAccessibleForFree true"
    return _closed(signs)


def _closed(signs: Signs) -> tuple[Access, str]:
    """A page that says it is not free: is its text here?"""
    for share, what in _shares(signs):
        if share < _CUT_SHARE:
            return Access.PAYWALLED, f"not free, and {what}"
        return Access.METERED, f"not free, but {what}"
    wall, why = _seen(signs)
    if wall is Access.PAYWALLED:
        return wall, why
    if signs.size >= WHOLE:
        return Access.METERED, f"not free, but {signs.size} characters of text"
    return Access.PAYWALLED, "isAccessibleForFree false"


def _shares(signs: Signs) -> Iterator[tuple[float, str]]:
    """How much of the article is here, by each measure that the page gives, 0 to 1 and more."""
    node = signs.node
    if node is None:
        return
    stated = node.get("wordCount")
    count = int(stated) if isinstance(stated, int | str) and str(stated).isdecimal() else 0
    if 20 < count < 100_000:
        found = sum(len(block.text.split()) for block in signs.body)
        yield found / count, f"{found} of {count} words are here"
    if (whole := weight(article_body(node))) >= _CLOSED_CHARS:
        yield signs.size / whole, f"{signs.size} of {whole} characters are here"
    for name, size in signs.notes.closed.items():
        # A long text beside an empty element: the site's script would have moved it there.
        if size >= _CLOSED_CHARS or signs.size < WHOLE:
            yield float(size >= _CLOSED_CHARS), f"{size} characters in its .{name}"


def _seen(signs: Signs) -> tuple[Access, str]:
    """A wall that covers the end of a short text, by its words or its class."""
    if signs.size >= CUT or not signs.body or not signs.body[-1].above:
        return Access.UNKNOWN, ""
    last = signs.body[-1].index
    # The wall itself may have been taken for the body's last lines.
    near = signs.source.blocks[max(0, last - 2) : last + _BELOW + 1]
    pattern = words("access", "paywall")
    for line in signs.lines(near):
        if match := pattern.search(line):
            return Access.PAYWALLED, f"{match.group()!r} below {signs.size} characters"
    for wall in signs.notes.walls if signs.size < TEASER else ():
        if wall.size >= _WALL_WEIGHT and not any(wall.element in b.above for b in signs.body):
            return Access.PAYWALLED, f"element {wall.name[:60]!r} and {signs.size} characters"
    return Access.UNKNOWN, ""
