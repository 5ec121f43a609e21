"""Headlines as a site's title index knows them, and whether a block is somebody else's."""

from collections.abc import Mapping

from pipelines.model import Page
from pipelines.template.folding import folded
from pipelines.template.shape import word_count

Titles = Mapping[str, str]
"""title_key of a headline -> url_key of the article that owns it."""

# Shorter headlines ("Background", "Morning briefing") are also subheads of other articles.
_TELLING_WORDS = 4


def title_key(text: str) -> str:
    """A headline without case, quotation marks, dashes' kinds and white space.

    A site's name at the end is not touched: which part is the site's name is metadata's business.
    """
    return folded(text)


def foreign_owner(text: str, page: Page, titles: Titles) -> str:
    """The URL of the other article whose headline this is, or "" where it is none."""
    key = title_key(text)
    owner = titles.get(key, "")
    if not owner or owner == page.url or word_count(key) < _TELLING_WORDS:
        return ""
    return "" if key == title_key(page.headline) else owner
