"""From the bytes of a source to something that can be read: unpacked, decoded, parsed.

Rule 1: nothing is fetched, no entity is expanded, no document type is believed.
Rule 2: what comes out is bounded, whatever goes in.
Rule 3: a well-formed document is read exactly; only an ill-formed one is mended and read again.
"""

import codecs
import re
import zlib
from collections.abc import Callable, Iterator
from html.entities import name2codepoint
from io import BytesIO
from typing import TypeVar

from lxml import etree

from pipelines.extract.characters import readable
from pipelines.extract.charset import is_of_pages
from pipelines.model import Snapshot

T = TypeVar("T")

UNPACKED_LIMIT_BYTES = 50 * 1024 * 1024  # sitemaps.org: a sitemap is at most 50 MB uncompressed
ELEMENT_LIMIT = 200_000  # news home pages have 2,000 to 20,000; 10 MB of <a> would take 0.6 GB
_CHUNK_BYTES = 65_536
_HEAD_BYTES = 65_536  # a prolog fits in it many times over
_GZIP = b"\x1f\x8b"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_ELEMENT = re.compile(r"<([A-Za-z_][^\s<>/]{0,100})")
_XML_DECLARATION = re.compile(r"<\?xml[^>]{0,500}\?>")
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AMPERSAND = re.compile(r"&(?:#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};|([A-Za-z][A-Za-z0-9]{1,31});)?")
_XML_ENTITIES = {"amp", "lt", "gt", "quot", "apos"}


def unpacked(payload: bytes, limit: int = UNPACKED_LIMIT_BYTES) -> tuple[bytes, str]:
    """A gzip file's content, or the payload itself; and what was wrong with it, or "".

    One layer only: a packed file in a packed file is a bomb, not a sitemap. What came out before
    the fault, or before `limit` bytes, is kept.
    """
    parts: list[bytes] = []
    size = 0
    rest = payload
    while rest.startswith(_GZIP):
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(rest, limit + 1 - size)
        except zlib.error as fault:
            return b"".join(parts), f"broken gzip: {fault}"
        parts.append(part)
        size += len(part)
        if size > limit:
            return b"".join(parts)[:limit], f"more than {limit} bytes when unpacked"
        if not member.eof:
            return b"".join(parts), "truncated gzip"
        rest = member.unused_data
    return (b"".join(parts), "") if parts else (payload, "")


def decoded(payload: bytes, content_type: str | None) -> str:
    """The payload as text: by byte order mark, header, declaration, else UTF-8, else Windows-1252.

    content_type: the Content-Type header. A charset that the bytes contradict is passed over.
    Source: WHATWG Encoding for the order. Raises nothing.
    """
    for encoding in _encodings(payload, content_type or ""):
        try:
            if is_of_pages(encoding):
                return payload.decode(encoding)
        except (LookupError, ValueError):
            continue
    return payload.decode("cp1252", "replace")


def read_xml(
    payload: bytes,
    content_type: str | None,
    collect: Callable[[Iterator[etree._Element]], T],
    tags: tuple[str, ...],
) -> tuple[T | None, str]:
    """What `collect` makes of the elements named `tags`, each given at its end; and the problem.

    tags: as lxml's iterparse wants them ("{*}item"). Three tries: as it stands, mended
    (characters, entities, ampersands), mended and recovering from bad nesting. Only the last one
    is a problem worth telling. None when nothing could be read.
    """
    if _has_internal_subset(payload):
        return None, "refused: the document type declares entities"
    try:
        return collect(_elements(payload, tags, recover=False)), ""
    except etree.XMLSyntaxError:
        mended = _mended(decoded(payload, content_type))
    try:
        return collect(_elements(mended, tags, recover=False)), ""
    except etree.XMLSyntaxError as error:
        fault = " ".join(str(error.msg).split())[:200]
    try:
        return collect(_elements(mended, tags, recover=True)), f"ill-formed XML: {fault}"
    except etree.XMLSyntaxError:
        return None, f"no XML: {fault}"


def read_html(snapshot: Snapshot) -> etree._Element | None:
    """The page as a tree, decoded as a browser does; None if there is no element in it.

    At most about `ELEMENT_LIMIT` elements; what follows them is left unread.
    """
    text = decoded(snapshot.payload, snapshot.header("content-type"))
    text = _FORBIDDEN.sub(" ", readable(text))
    page = text.encode()
    parser = etree.HTMLPullParser(
        ("start",), encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    elements = 0
    for start in range(0, len(page), _CHUNK_BYTES):
        parser.feed(page[start : start + _CHUNK_BYTES])
        elements += sum(1 for _ in parser.read_events())
        if elements > ELEMENT_LIMIT:
            break
    try:
        return parser.close()
    except etree.XMLSyntaxError:
        return None


def root_name(payload: bytes, content_type: str | None) -> str:
    """The local name of the first element in lower case ("rss", "urlset", "html"), or ""."""
    head = decoded(payload[:_HEAD_BYTES], content_type)
    found = _ELEMENT.search(head)
    return found[1].rpartition(":")[2].lower() if found else ""


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; "" for comments and entities."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: etree._Element) -> str:
    """The element's namespace, "" for none."""
    if not isinstance(element.tag, str) or not element.tag.startswith("{"):
        return ""
    return element.tag[1:].partition("}")[0]


def _elements(payload: bytes, tags: tuple[str, ...], *, recover: bool) -> Iterator[etree._Element]:
    """Elements are emptied when the next one is asked for, so that memory stays bounded."""
    events = etree.iterparse(
        BytesIO(payload),
        events=("end",),
        tag=tags,
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in events:
        yield element
        element.clear(keep_tail=True)


def _has_internal_subset(payload: bytes) -> bool:
    head = payload[:_HEAD_BYTES].replace(b"\0", b"")  # UTF-16 is read as well
    start = head.find(b"<!DOCTYPE")
    if start < 0:
        return False
    end = head.find(b">", start)
    return b"[" in head[start : end if end > 0 else None]


def _encodings(payload: bytes, content_type: str) -> Iterator[str]:
    for mark, encoding in _BOMS:
        if payload.startswith(mark):
            yield encoding
    head = payload[:2048]
    in_header = _CHARSET.search(content_type)
    if in_header:
        yield in_header[1]
    for pattern in (_DECLARED, _META):
        declared = pattern.search(head)
        if declared:
            yield declared[1].decode("ascii", "replace")
    yield "utf-8"


def _mended(text: str) -> bytes:
    """What stands before the document (blank lines, a server's warning) goes as well.

    A reference to half a surrogate pair would come out of the recovering parser as bytes that are
    no UTF-8, and raise where its text is read.
    """
    text = _FORBIDDEN.sub("", readable(text))
    declaration = text.find("<?xml", 0, _HEAD_BYTES)
    text = text[declaration if declaration > 0 else max(text.find("<"), 0) :]
    declared = _XML_DECLARATION.match(text)
    return _AMPERSAND.sub(_as_xml_knows_it, text[declared.end() if declared else 0 :]).encode()


def _as_xml_knows_it(reference: re.Match[str]) -> str:
    """A named HTML character as a number, a bare ampersand as `&amp;`, the rest as it is."""
    name = reference[1]
    if name in name2codepoint and name not in _XML_ENTITIES:
        return f"&#{name2codepoint[name]};"
    if reference[0] == "&" or (name and name not in _XML_ENTITIES):
        return f"&amp;{reference[0][1:]}"
    return reference[0]
