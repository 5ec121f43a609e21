"""What a later fetch of a page does not change in an article that is filed.

Rule 1: an article is published once. A date that only the page's face shows may be the day of the
    visit, printed in a box; what was read at the first visit stands.
"""

from dataclasses import replace

from pipelines.model import Metadata

# Origins that read what a page shows, not what it states (`extract/datelines.py`).
ON_THE_FACE = frozenset(("time", "visible", "dateline", "meta-date"))


def kept(filed: Metadata, incoming: Metadata) -> Metadata:
    """The page's metadata, with the filed date of publication where the page states no other."""
    first, now = filed.date_published, incoming.date_published
    if first is None or (now is not None and now.origin not in ON_THE_FACE):
        return incoming
    return replace(incoming, date_published=first)
