"""A text without its type-setting, so that two printings of the same words compare equal."""

import re
import unicodedata
from functools import lru_cache

_DROPPED = re.compile(
    "[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0307\"'`´‘’‚‛“”„‟«»‹›「」『』]"
)
_DASHES = re.compile("[‐‑‒–—―−]")
_EDGES = " \t\n.,:;!?¿¡…-|/\\<>→←↑↓➜►▶◀▸▾•·*#+=~_،؛؟。、：；！？（）()[]"


# A page's texts are asked for many times while it is read (1.6 ms a page without, .8 with), and
# those of a window of 200 pages, some 7,000, while it is learned from: with 2,048 they drop out.
TEXTS_REMEMBERED = 16384


@lru_cache(maxsize=TEXTS_REMEMBERED)
def folded(text: str) -> str:
    """Without case, quotation marks, kinds of dashes, arrows and punctuation at the edges.

    What has no letter or digit at all ("* * *") is only trimmed. folded(folded(x)) == folded(x).
    """
    folded_case = unicodedata.normalize("NFKC", text).casefold()
    spelled = _DASHES.sub("-", _DROPPED.sub("", folded_case))
    bare = unicodedata.normalize("NFKC", " ".join(spelled.split()).strip(_EDGES))
    return bare or " ".join(text.split())
