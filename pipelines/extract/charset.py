"""Which encoding does a browser read a page in?

Rule 1: the order is the HTML standard's (13.2.3.2): byte-order mark, HTTP header, `<meta>`,
    detection. An encoding that was declared is believed even where it is wrong.
    One exception: a `<meta>` is not believed against a payload that is valid UTF-8 beyond ASCII.
    Text of another encoding never is by chance, and saved pages are often rewritten so.
Rule 2: a label is read as the Encoding standard maps it (`iso-8859-1` means windows-1252).
"""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes
from w3lib.encoding import http_content_type_encoding, resolve_encoding

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)

# The standard scans 1,024 bytes first, yet a later <meta> makes a browser start over; 64 KiB
# covers the heads of all benchmark pages.
PRESCAN_BYTES = 65_536
DETECTION_BYTES = 65_536
FALLBACK = "cp1252"

_TAG = re.compile(rb"<(?:(!--)|(meta)(?=[\s/])|(/?[a-z][^\s/>]*)|([!/?]))", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"""[\s/]*([^\s/>=][^\s/>=]*)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)|(?=>)))?""",
)
_CONTENT_CHARSET = re.compile(
    rb"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"'][^\s;]*))""", re.IGNORECASE
)


def encoding_of(payload: bytes, content_type: str | None) -> str:
    """The name of the Python codec that reads `payload` as a browser would.

    content_type: the HTTP header's value, None without one. Raises nothing.
    Source: https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
    """
    return (
        _marked(payload)
        or http_content_type_encoding(content_type)
        or (None if _is_utf8(payload) else declared(payload[:PRESCAN_BYTES]))
        or _detected(payload)
    )


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
    if name is None:
        return None
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def _marked(payload: bytes) -> str | None:
    return next((name for bom, name in BOMS if payload.startswith(bom)), None)


def _is_utf8(payload: bytes) -> bool:
    """Whether the payload is UTF-8 that no other encoding could be mistaken for."""
    if payload.isascii():
        return False
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _detected(payload: bytes) -> str:
    """UTF-8 if the payload can be, else the best guess from its first 64 KiB."""
    if payload.isascii() or _is_utf8(payload):
        return "utf-8"
    best = from_bytes(payload[:DETECTION_BYTES]).best()
    return best.encoding if best else FALLBACK
