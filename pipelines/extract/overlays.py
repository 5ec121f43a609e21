"""What opens over a page: consent managers and dialogs. Their text is nobody's article.

Consent texts read like prose and stand in boxes of their own, so that engines take them for the
body of a page with little text.
"""

import re
from collections.abc import Sequence

from lxml import html

from pipelines.extract.blocks import Placed
from pipelines.extract.page import Taken

# The names that consent managers give their boxes on every site.
_CONSENT = re.compile(
    r"onetrust|ot-sdk|ot-pc|didomi|usercentrics|cookiebot|cybot|sp_message|qc-cmp|truste|trustarc"
    r"|iubenda|borlabs|cmplz|klaro|fc-consent|cookie-?law|cookie-?(?:banner|consent|notice|modal)"
    r"|gdpr|cc-window|tarteaucitron|axeptio|cmp-(?:box|container|wrapper)",
    re.IGNORECASE,
)
# A page that stands in a dialog as a whole keeps its text.
_MOST = 0.5


def without_overlays(blocks: Sequence[Placed], taken: Taken) -> Taken:
    """`taken` without the blocks in overlays, unless these hold most of its text."""
    known: dict[html.HtmlElement, bool] = {}
    over = frozenset(index for index in taken if _is_over(blocks[index], known))
    size = sum(blocks[index].size for index in taken)
    mostly = sum(blocks[index].size for index in over) > _MOST * size
    return taken if mostly else taken - over


def _is_over(block: Placed, known: dict[html.HtmlElement, bool]) -> bool:
    for element in reversed(block.above):
        if element not in known:
            known[element] = _is_overlay(element)
        if known[element]:
            return True
    return False


def _is_overlay(element: html.HtmlElement) -> bool:
    if element.tag in ("html", "body"):
        # They carry a page's state in their classes ("cookie-banner-open").
        return False
    if element.tag == "dialog" or element.get("role") in ("dialog", "alertdialog"):
        return True
    if element.get("aria-modal") == "true":
        return True
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    return bool(_CONSENT.search(names))
