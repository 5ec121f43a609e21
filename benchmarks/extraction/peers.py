"""The other systems, each as its makers' documentation says to use it on a fetched page.

Rule 1: a system is imported only in its own process, and only if it is installed.
Rule 2: bytes go in where a system reads bytes; the others get the text as trafilatura decodes it,
    and that is not counted as their time.
"""

import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from benchmarks.extraction.answers import Answer
from benchmarks.extraction.pages import KnownPage

Reader = Callable[[bytes | str, str], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One system in one setting. package: as it is installed; answer: reads one page."""

    package: str
    answer: Reader
    wants_text: bool = False


def installed(peer: Peer) -> str | None:
    """The version of the system's package; None: not installed."""
    try:
        return version(peer.package)
    except PackageNotFoundError:
        return None


def answered(name: str, page: KnownPage) -> Answer:
    """One system's answer to one page, with the processor's time that it took."""
    warnings.simplefilter("ignore")  # theirs, and about their own packages
    peer = PEERS[name]
    page_source = _decoded(page.payload) if peer.wants_text else page.payload
    began = time.process_time()
    try:
        answer = peer.answer(page_source, page.url)
    except Exception as error:  # noqa: BLE001 a failure is a result to be counted
        answer = Answer(page="", failure=f"{type(error).__name__}: {error}"[:300])
    spent = (time.process_time() - began) * 1000
    return replace(answer, page=page.id, cpu_ms=spent)


def _decoded(payload: bytes) -> str:
    from trafilatura.utils import decode_file

    return str(decode_file(payload))


def _trafilatura(source: bytes | str, url: str, **setting: bool) -> Answer:
    from trafilatura import bare_extraction

    read: Any = bare_extraction
    document = read(source, url=url, with_metadata=True, **setting)
    if document is None:
        return Answer(page="", headline="", authors=(), days=())
    return Answer(
        page="",
        lines=_lines(document.text),
        headline=document.title or "",
        authors=_split(document.author),
        days=_days(document.date),
    )


def _newspaper(source: bytes | str, url: str) -> Answer:
    from newspaper import Article

    article: Any = Article(url, fetch_images=False)
    article.download(input_html=source)
    article.parse()
    date = article.publish_date
    return Answer(
        page="",
        lines=_lines(article.text),
        headline=article.title or "",
        authors=tuple(article.authors),
        days=_days(date.isoformat()[:10] if hasattr(date, "isoformat") else date),
    )


def _readability(source: bytes | str, url: str) -> Answer:
    from lxml.html import fromstring
    from readability import Document

    document: Any = Document(source, url=url)
    summary = fromstring(document.summary(html_partial=True))
    return Answer(page="", lines=tuple(_block_lines(summary)), headline=document.short_title())


def _resiliparse(source: bytes | str, url: str) -> Answer:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    assert isinstance(source, bytes), url
    text = bytes_to_str(source, detect_encoding(source, from_html_meta=True) or "utf-8")
    return Answer(page="", lines=_lines(extract_plain_text(text, main_content=True)))


PEERS = {
    "trafilatura": Peer(package="trafilatura", answer=_trafilatura),
    "trafilatura, precision": Peer(
        package="trafilatura", answer=partial(_trafilatura, favor_precision=True)
    ),
    "trafilatura, recall": Peer(
        package="trafilatura", answer=partial(_trafilatura, favor_recall=True)
    ),
    "newspaper4k": Peer(package="newspaper4k", answer=_newspaper, wants_text=True),
    "readability-lxml": Peer(package="readability-lxml", answer=_readability),
    "resiliparse": Peer(package="resiliparse", answer=_resiliparse),
}

_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q ruby s samp small
    span strike strong sub sup time tt u var wbr
""".split()
)


def _block_lines(root: Any) -> Iterator[str]:
    """The text of a tree, a line for each block: inline elements break none."""
    return (line for line in _lines("".join(_pieces(root))) if line.strip())


def _pieces(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):
        yield element.tail or ""
        return
    edge = "" if element.tag in _INLINE else "\n"
    yield edge
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        yield from _pieces(child)
    yield edge
    yield " ".join((element.tail or "").split("\n"))


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _split(authors: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (authors or "").split(";") if name.strip())


def _days(date: object) -> tuple[str, ...]:
    return (str(date)[:10],) if date else ()
