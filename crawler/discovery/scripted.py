"""Is a page empty until its scripts have run?

Rule 1: this is a hint for a person who tries a page, never a reason to start a browser: whether
    one is worth its cost, the person says in the site's file.
"""

from collections.abc import Iterator

from lxml import etree

from crawler.discovery.documents import read_html
from pipelines.model import Snapshot

# A title, a "please wait" and a line of copyright; the shortest flash has more.
_NEXT_TO_NOTHING = 200
_UNSEEN = {"script", "style", "noscript", "template", "head"}


def is_scripted(snapshot: Snapshot) -> bool:
    """Whether the page prints next to nothing, and has a script that could. Raises nothing."""
    page = read_html(snapshot)
    if snapshot.rendered_by or page is None or next(page.iter("script"), None) is None:
        return False
    size = 0
    for text in _printed(page):
        size += len(" ".join(text.split()))
        if size > _NEXT_TO_NOTHING:
            return False
    return True


def _printed(page: etree._Element) -> Iterator[str]:
    """The texts that a reader without scripts sees, in order."""
    unseen: etree._Element | None = None
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if event == "end":
            unseen = None if element is unseen else unseen
            text = element.tail
        else:
            unseen = element if unseen is None and element.tag in _UNSEEN else unseen
            text = element.text if isinstance(element.tag, str) else None
        if unseen is None and text:
            yield text
