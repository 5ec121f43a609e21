"""Which encoding is a page written in?

Rule 1: the order is the HTML standard's (13.2.3.2): byte-order mark, HTTP header, `<meta>`,
    detection. A label is read as the Encoding standard maps it (`iso-8859-1` is windows-1252).
Rule 2: a declaration that the bytes refute is not believed, other than in a browser, since a
    reader wants the text and not the site's fault. Refuted means certain:
    valid UTF-8 beyond ASCII is UTF-8, whatever a single-byte label says (a `<meta>` is
    overruled by one such character, since saved pages are often rewritten so; a header by
    `CERTAIN` of them), and a label is wrong when it leaves `UNREADABLE` of the bytes beyond
    ASCII without a meaning, `CERTAIN` at least, and another encoding leaves fewer.
Rule 3: text that was encoded as UTF-8 twice is undone where the whole page is such text.
"""

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from w3lib.encoding import http_content_type_encoding, resolve_encoding

from pipelines.extract.detection import detected, wide

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)

# The standard scans 1,024 bytes first, yet a later <meta> makes a browser start over; 64 KiB
# covers the heads of all benchmark pages.
PRESCAN_BYTES = 65_536

# Characters beyond ASCII that are proof: a pair of letters of another encoding is valid UTF-8
# now and then, eight of eight are not. Conformance tests declare wrongly with three or six.
CERTAIN = 8
# A UTF-8 page with a few pasted bytes of another encoding stays UTF-8.
UNREADABLE = 0.25

_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_GLANCE = 200_000

_ASCII = bytes(range(128))
_UTF8_LEADS = bytes(range(0xC0, 0x100))
# The bytes of windows-1252, with the five that it leaves free as control characters.
_BYTES_OF_CP1252 = {
    ord(bytes((byte,)).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(256)
}

# Python has codecs that no page is written in: some cost the square of the length, UTF-7 hides
# markup, and what is no text encoding (`hex`, `zip`) raises.
_NO_PAGES = frozenset(
    ("punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined")
)

_TAG = re.compile(rb"<(?:(!--)|(meta)(?=[\s/])|(/?[a-z][^\s/>]*)|([!/?]))", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"""[\s/]*([^\s/>=][^\s/>=]*)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)|(?=>)))?""",
)
_CONTENT_CHARSET = re.compile(
    rb"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"'][^\s;]*))""", re.IGNORECASE
)


def decoded(payload: bytes, content_type: str | None) -> str:
    """The payload as text; bytes without a meaning become U+FFFD. Raises nothing."""
    text = payload.decode(encoding_of(payload, content_type), errors="replace")
    return undoubled(text.removeprefix("\ufeff"))


def encoding_of(payload: bytes, content_type: str | None) -> str:
    """The name of the Python codec that reads `payload`.

    content_type: the HTTP header's value, None without one. Raises nothing.
    Source: https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
    """
    if marked := _marked(payload):
        return marked
    beyond = 0 if payload.isascii() else _utf8_characters(payload)
    stated = _header(payload, content_type)
    if stated is None and not beyond:
        stated = declared(payload[:PRESCAN_BYTES])
    elif beyond >= CERTAIN:
        stated = None
    if stated is None:
        return wide(payload) or ("utf-8" if beyond else detected(payload))
    return _unless_refuted(payload, stated)


@lru_cache(maxsize=256)
def is_of_pages(name: str) -> bool:
    """Whether pages may be written in the encoding of that name. Raises nothing."""
    try:
        bytes(4).decode(name)  # of any width; no bytes at all would ask no codec
    except (LookupError, ValueError):
        return False
    return codecs.lookup(name).name.replace("_", "-") not in _NO_PAGES


def undoubled(text: str) -> str:
    """Text whose UTF-8 was read as windows-1252 and written again, as it was before.

    `GrÃ¶ÃŸe` is `Größe`: only where every character beyond ASCII of the page comes from such
    pairs, `CERTAIN` of them at least. A page that is half so stays as a browser shows it.
    """
    # The first letters of nearly every page answer no, at no cost.
    runs = islice(_BEYOND_ASCII.finditer(text, 0, _GLANCE), CERTAIN)
    if any(_once(run.group()) is None for run in runs):
        return text
    once = None if text.isascii() else _once(text)
    return once if once is not None and len(text) - len(once) >= CERTAIN else text


def _once(text: str) -> str | None:
    """The text before it was read as windows-1252, None if it never was."""
    try:
        payload, _ = codecs.charmap_encode(text, "strict", _BYTES_OF_CP1252)
        return payload.decode("utf-8")
    except UnicodeError:
        return None


def _header(payload: bytes, content_type: str | None) -> str | None:
    """What the HTTP header states; of UTF-16 the bytes tell whether it is, and in which order."""
    stated = http_content_type_encoding(content_type)
    if stated and not is_of_pages(stated):
        return None
    return wide(payload) if stated and stated.startswith(("utf-16", "utf-32")) else stated


def _unless_refuted(payload: bytes, stated: str) -> str:
    """The stated codec, or the detected one where the bytes cannot be what was stated."""
    wrong = _unread(payload, stated)
    beyond = len(payload.translate(None, _ASCII))
    if wrong < CERTAIN or wrong < UNREADABLE * beyond:
        return stated
    found = detected(payload)
    return found if _unread(payload, found) < wrong else stated


def _unread(payload: bytes, name: str) -> int:
    """How many characters the codec leaves without a meaning."""
    try:
        payload.decode(name)
    except UnicodeDecodeError:
        return payload.decode(name, errors="replace").count("\ufffd")
    return 0


def _utf8_characters(payload: bytes) -> int:
    """Characters beyond ASCII of a payload that is UTF-8, else 0."""
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return 0
    return len(payload) - len(payload.translate(None, _UTF8_LEADS))


def declared(head: bytes) -> str | None:
    """The codec that a `<meta>` in `head` names, or None: the standard's prescan."""
    position = 0
    while match := _TAG.search(head, position):
        comment, meta, tag, _other = match.groups()
        if comment:
            # `<!-->` and `<!--->` are whole comments, hence the search from inside the opening.
            end = head.find(b"-->", match.start() + 2)
            position = end + 3 if end >= 0 else len(head)
        elif meta or tag:
            pairs = list(_attributes(head, match.end()))
            position = pairs[-1][2] if pairs else match.end()
            if meta and (encoding := _named(pairs)):
                return encoding
        else:
            end = head.find(b">", match.end())
            position = end + 1 if end >= 0 else len(head)
    return None


def _attributes(head: bytes, position: int) -> Iterator[tuple[bytes, bytes, int]]:
    """(name, value, end) of each attribute of the tag that goes on at `position`."""
    while match := _ATTRIBUTE.match(head, position):
        name, double, single, bare = match.groups()
        position = match.end()
        yield name.lower(), double or single or bare or b"", position


def _named(pairs: list[tuple[bytes, bytes, int]]) -> str | None:
    """The codec that one `<meta>` names; of a repeated attribute the first counts."""
    attributes: dict[bytes, bytes] = {}
    for name, value, _end in pairs:
        attributes.setdefault(name, value)
    label = attributes.get(b"charset")
    if label is None and attributes.get(b"http-equiv", b"").lower() == b"content-type":
        found = _CONTENT_CHARSET.search(attributes.get(b"content", b""))
        label = (
            next((group for group in found.groups() if group is not None), None) if found else None
        )
    return _codec(label) if label else None


def _codec(label: bytes) -> str | None:
    """The codec of a label in a `<meta>`: one that could be read was no UTF-16 (the standard)."""
    name = resolve_encoding(label.strip().decode("latin-1"))
    if name is None or not is_of_pages(name):
        return None
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def _marked(payload: bytes) -> str | None:
    return next((name for bom, name in BOMS if payload.startswith(bom)), None)
