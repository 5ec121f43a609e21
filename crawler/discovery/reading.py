"""What a source names: one function for every kind of source.

Rule 1: the document says what it is, not the source. Feeds move to sitemaps' addresses and back,
    and a redirect may have led to the home page; each is read as what came.
Rule 2: any bytes give a `Reading`; what is wrong with them stands in its `problem`.
Rule 3: pure and picklable, so that a large document is read in a worker process.
"""

from dataclasses import replace

from crawler.discovery.documents import root_name, unpacked
from crawler.discovery.feeds import ROOTS as FEED_ROOTS
from crawler.discovery.feeds import read_feed
from crawler.discovery.sections import read_section
from crawler.discovery.sitemaps import ROOTS as SITEMAP_ROOTS
from crawler.discovery.sitemaps import is_text_sitemap, read_sitemap, read_text_sitemap
from crawler.discovery.values import Reading
from pipelines.model import Site, Snapshot, Source, SourceKind

__all__ = ["Reading", "read"]


def read(snapshot: Snapshot, source: Source, site: Site) -> Reading:
    """The links that a fetched source names, and the sitemaps that it points to.

    Feeds and sitemaps are unpacked when they are gzip files, whatever their name. Their links to
    other sites stay in: `choice.choose` decides what is fetched. Raises nothing.
    """
    if source.kind is SourceKind.SECTION:
        return read_section(snapshot, source, site)
    payload, fault = unpacked(snapshot.payload)
    # The header describes what was sent: for a packed file the packing, not the text in it.
    content_type = snapshot.header("content-type") if payload is snapshot.payload else None
    root = root_name(payload, content_type)
    if root in SITEMAP_ROOTS:
        reading = read_sitemap(payload, content_type, source, snapshot.date)
    elif root in FEED_ROOTS or payload.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        reading = read_feed(payload, content_type, source, snapshot.date)
    elif is_text_sitemap(payload):
        reading = read_text_sitemap(payload, content_type, source)
    else:
        reading = Reading(problem=_stranger(root, payload))
    return _with_fault(reading, fault)


def _stranger(root: str, payload: bytes) -> str:
    if not payload.strip():
        return "empty document"
    return f"neither feed nor sitemap, but <{root}>" if root else "neither feed nor sitemap"


def _with_fault(reading: Reading, fault: str) -> Reading:
    if not fault:
        return reading
    return replace(reading, problem=fault)
