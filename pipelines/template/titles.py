"""Headlines as a site's title index knows them, and whether a block is somebody else's."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pipelines.model import Page
from pipelines.template.folding import TEXTS_REMEMBERED, folded
from pipelines.template.phrases import glued_label
from pipelines.template.shape import word_count

Titles = Mapping[str, str]
"""title_key of a headline -> url_key of the article that owns it."""

# Shorter headlines ("Background", "Morning briefing") are also subheads of other articles.
_TELLING_WORDS = 4
# Characters of the longest block that can be a headline, its label included: the store keeps
# headlines of up to 300.
_LONGEST = 400


def title_key(text: str) -> str:
    """A headline without case, quotation marks, dashes' kinds and white space.

    A site's name at the end is not touched: which part is the site's name is metadata's business.
    """
    return folded(text)


def foreign_owner(text: str, page: Page, titles: Titles) -> str:
    """The URL of the other article whose headline this is, or "" where it is none."""
    if len(text) > _LONGEST:
        return ""
    key = title_key(text)
    owner = titles.get(key, "")
    if not owner or owner == page.url or word_count(key) < _TELLING_WORDS:
        return ""
    return "" if key == title_key(page.headline) else owner


@lru_cache(maxsize=TEXTS_REMEMBERED)
def headline_keys(text: str) -> frozenset[str]:
    """What a title index is asked for a block: its whole text, and what follows a label in it."""
    if len(text) > _LONGEST:
        return frozenset()
    glued = glued_label(text)
    keys = (title_key(text), title_key(glued.rest)) if glued else (title_key(text),)
    return frozenset(key for key in keys if word_count(key) >= _TELLING_WORDS)


def asked(pages: Iterable[Page]) -> frozenset[str]:
    """All that `learn` and `strip` may ask a title index for these pages."""
    return frozenset().union(*(headline_keys(b.text) for page in pages for b in page.blocks))
