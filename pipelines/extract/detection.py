"""Which encoding do undeclared bytes read like?

Rule 1: only encodings that browsers know are considered, and only the page's text: markup is
    ASCII and would drown the few bytes that tell encodings apart.
Rule 2: of the Latin encodings, which differ in a dozen letters, the one counts that gives the
    most letters of one language's alphabet; of equals the most common one.
"""

import codecs
import re

from charset_normalizer import from_bytes

# The standard's fallback for most locales.
FALLBACK = "cp1252"

DETECTION_BYTES = 65_536

# Bytes of a UTF-16 page's markup are half zeros; the head of one is enough to see it.
_WIDE_BYTES = 512
_WIDE_SHARE = 0.3

_BEFORE = 100
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_BRACKETS = re.compile(rb"[<>]")
_SHIFTED = re.compile(rb"\x1b\$[@B]")

_CANDIDATES = [
    "cp1252", "cp1251", "cp1250", "cp1254", "cp1253", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp874", "koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "cp866",
    "cp932", "euc_jp", "cp949", "big5", "big5hkscs", "gb18030",
]  # fmt: skip

# Letters beyond ASCII, small ones, by the encodings that hold them; earlier wins among equals.
_ALPHABETS = (
    (
        ("cp1252",),
        (
            "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíóúüñªº", "áâãàçéêíóôõúü", "àèéìòù", "åäöéà", "åæøéóô",
            "áæéíðóöúýþ", "éëïöüáóè", "àçéèíïóòúü",
        ),
    ),
    (("cp1250", "iso8859_2"), ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű",
                               "ăâîșțşţ", "čćđšž")),
    (("cp1254",), ("çğıöşüâîû",)),
    (("cp1257",), ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž")),
    (("cp1258",), ("ăâđêôơưáàéèíóòúùý",)),
)  # fmt: skip
_LATIN = frozenset(name for names, _ in _ALPHABETS for name in names)


def detected(payload: bytes) -> str:
    """The codec that undeclared bytes (not UTF-8) read like; never fails.

    28 pairs of language and encoding are read right in texts of a few hundred characters
    (tests/unit/pipelines/extract/test_charset.py).
    """
    if _SHIFTED.search(payload[:DETECTION_BYTES]):
        return "iso2022_jp"
    first = _BEYOND_ASCII.search(payload)
    if first is None:
        return "utf-8"
    start = max(0, first.start() - _BEFORE)
    pieces = _BRACKETS.split(payload[start : start + DETECTION_BYTES])
    text = b" ".join(piece for piece in pieces if not piece.isascii())
    best = from_bytes(text, cp_isolation=_CANDIDATES, preemptive_behaviour=False).best()
    name = best.encoding if best else FALLBACK
    return _likeliest_latin(text) if name in _LATIN else name


def wide(payload: bytes) -> str | None:
    """The UTF-16 codec of a payload without a mark, by the zeros of its ASCII; None for others."""
    head = payload[:_WIDE_BYTES]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > _WIDE_SHARE * len(head) / 2 and not even:
        return "utf-16-le"
    if even > _WIDE_SHARE * len(head) / 2 and not odd:
        return "utf-16-be"
    return None


def _likeliest_latin(text: bytes) -> str:
    names = [name for group, _ in _ALPHABETS for name in group]
    return max(names, key=lambda name: _alphabetic(text, name))


def _alphabetic(text: bytes, name: str) -> float:
    """The share of the letters beyond ASCII that one language's alphabet explains, 0 to 1.

    Bytes without a meaning count against an encoding, symbols beside letters (`C¸`) do not
    count for it.
    """
    decoded = codecs.decode(text, name, "replace").lower()
    beyond = [character for character in decoded if character > "\x7f" and _tells(character)]
    alphabets = next(found for group, found in _ALPHABETS if name in group)
    best = max(sum(character in alphabet for character in beyond) for alphabet in alphabets)
    return best / max(1, len(beyond))


def _tells(character: str) -> bool:
    """Whether a character says something of its encoding: quotation marks and spaces do not."""
    return character.isalpha() or character not in _COMMON


_COMMON = frozenset(
    "\xa0\xab\xbb\xa7\xa9\xae\xb0\xb7\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u20ac"
)
