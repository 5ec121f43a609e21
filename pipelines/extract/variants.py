"""Language variants of a page: two articles, whatever a canonical link says.

Many translated sites print the original's address as the canonical one on every translation; the
page's own list of its languages (`<link rel="alternate" hreflang="de">`) tells them apart.
"""

from collections.abc import Iterator
from itertools import islice

from lxml import html

from pipelines.extract.document import Document
from pipelines.urls import absolute, url_key

_ANY = "x-default"  # where a reader of no listed language goes: says nothing of the language
_LINK_LIMIT = 1_000  # an endless head is read so far; the Union's pages list two dozen languages


def is_translation(document: Document, address: str) -> bool:
    """Whether `address` is the document in another language, as its own head says."""
    listed = dict(_listed(document))
    theirs = listed.get(url_key(address))
    own = listed.get(url_key(document.url)) or _language(document.root.get("lang") or "")
    return bool(theirs and own) and theirs != own


def _listed(document: Document) -> Iterator[tuple[str, str]]:
    """Address (url_key) and language of each variant; of an address listed twice, the last."""
    for link in _alternates(document.root):
        address = absolute(document.base, link.get("href") or "")
        language = _language(link.get("hreflang") or "")
        if address and language:
            yield url_key(address), language


def _alternates(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for link in islice(root.iter("link"), _LINK_LIMIT):
        if "alternate" in (link.get("rel") or "").lower().split():
            yield link


def _language(tag: str) -> str:
    """The language of a BCP 47 tag with its script, without its region; empty for none.

    en-US and en-GB are one text with two addresses; zh-Hans and zh-Hant are two.
    """
    parts = tag.strip().lower().replace("_", "-").split("-")
    if not parts[0] or "-".join(parts) == _ANY:
        return ""
    script = [part for part in parts[1:2] if len(part) == 4]
    return "-".join([parts[0], *script])
