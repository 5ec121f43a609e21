"""A text without its type-setting, so that two printings of the same words compare equal."""

import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0307"))
_QUOTES = dict.fromkeys(map(ord, "\"'`´‘’‚‛“”„‟«»‹›「」『』"))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_TYPE = {**_INVISIBLE, **_QUOTES, **_DASHES}
_EDGES = " \t\n.,:;!?…-|/\\<>→←↑↓➜►▶◀▸▾•·*#+=~_،؛؟。、：；！？（）()[]"


def folded(text: str) -> str:
    """Without case, quotation marks, kinds of dashes, arrows and punctuation at the edges.

    What has no letter or digit at all ("* * *") is only trimmed. folded(folded(x)) == folded(x).
    """
    spelled = unicodedata.normalize("NFKC", text).casefold().translate(_TYPE)
    bare = unicodedata.normalize("NFKC", " ".join(spelled.split()).strip(_EDGES))
    return bare or " ".join(text.split())
