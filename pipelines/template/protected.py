"""What is the article's own although it looks like a label or stands on many pages.

Bylines, editor's notes, corrections, quotations and datelines recur by their nature. Losing one
is worse than keeping a box's line, so nothing that was learned may strike them.
"""

import re
from functools import lru_cache

from pipelines.model import Block, Role
from pipelines.template.folding import TEXTS_REMEMBERED, folded
from pipelines.template.phrases import lexicon
from pipelines.template.shape import word_count

_BYLINE_WORDS = 12
_QUOTED = re.compile(r"^[\"“„«»「『‘'‚].*[\"”“»«」』’'][\s.,!?…]*$", re.S)
# A place, at times with its day, and the agency in brackets; or a place, a day and a dash.
_DATELINE = re.compile(r"^[^\W\d_a-zà-ÿ][^.!?]{1,60}\((?:[A-Z]{2,6}|[a-z]{3}|Reuters|Bloomberg)\)")
_CLOSED_DATELINE = re.compile(
    r"^[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я .,'’-]{2,40}(?:\d{1,2}\.?\s?[^\W\d_]{3,12}|[^\W\d_]{3,12}\s\d{1,2})?"
    r"\s?[—–-]\s*$"
)
_KEPT_ROLES = frozenset((Role.QUOTE, Role.EMBED, Role.CODE))


def protected_kind(block: Block) -> str:
    """Which protected kind the block is of (`byline`, `note`, ...), or ""."""
    return block.role.value if block.role in _KEPT_ROLES else _kind_of(block.text)


# The same texts are asked for by each pass of `strip`, and by each learning of their window.
@lru_cache(maxsize=TEXTS_REMEMBERED)
def _kind_of(text: str) -> str:
    if _QUOTED.match(text):
        return "quotation"
    if _DATELINE.match(text) or _CLOSED_DATELINE.match(text):
        return "dateline"
    return _spoken_of(text)


def _spoken_of(text: str) -> str:
    key, known = folded(text), lexicon()
    if _is_word(key, known.notes):
        return "note"
    if word_count(text) > _BYLINE_WORDS or not _names_somebody(text):
        return ""
    return "byline" if _is_word(key, known.bylines) else ""


def _is_word(key: str, openings: tuple[str, ...]) -> bool:
    """Whether the key begins with an opening that ends at a word's end."""
    return bool(_any_of(openings).match(key))


@lru_cache(maxsize=2)
def _any_of(openings: tuple[str, ...]) -> re.Pattern[str]:
    """Notes and bylines, one pattern each: .2 of the time of asking one opening after another."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, openings))})(?![^\W\d_])")


def _names_somebody(text: str) -> bool:
    """A byline's second word is a name: a capital, or a script that has none."""
    words = text.replace(":", " ").split()
    return len(words) > 1 and not words[-1][0].islower()
