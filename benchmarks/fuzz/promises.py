"""What must hold of every value that the core makes of somebody else's bytes.

A broken promise is an AssertionError that names the value; so is no other exception expected.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from crawler.discovery.values import Reading
from pipelines.extract.characters import unseen_dropped
from pipelines.model import Extraction, Metadata, Moment, Rejected, Sourced, Verdict
from pipelines.urls import MAX_URL_CHARS, absolute, url_key


def is_web_address(url: str) -> None:
    """It can be requested as it stands, holds no credentials, and its key is its key's key."""
    assert url.isascii(), url
    assert url.startswith(("http://", "https://")), url
    assert len(url) <= MAX_URL_CHARS, url
    assert "@" not in url.split("/", 3)[2], url
    assert absolute("", url) == url, (url, absolute("", url))
    assert url_key(url_key(url)) == url_key(url), url


def is_one_line(text: str) -> None:
    """No character that ends a line, moves a cursor or cannot be stored."""
    assert text == unseen_dropped(text), text
    assert len(text.splitlines()) <= 1, text


def is_reading(reading: Reading) -> None:
    """Links that can be asked for, and words that can be shown."""
    assert len(reading.problem.splitlines()) <= 1, reading.problem
    for link in reading.links:
        is_web_address(link.url)
        for words in (link.title, link.description, *link.authors, *link.keywords):
            is_one_line(words or "")
    for child in reading.children:
        is_web_address(child.url)


def is_extraction(found: tuple[Extraction, Verdict] | Rejected) -> None:
    """Text in blocks and fields; a date is an aware instant between 1990 and the snapshot's."""
    if isinstance(found, Rejected):
        is_one_line(found.evidence)
        return
    extraction, verdict = found
    is_one_line(verdict.evidence)
    for block in extraction.blocks:
        assert block.text == unseen_dropped(block.text), block
        assert block.text.strip(), block
    for value in _values(extraction.metadata):
        if isinstance(value, Moment):
            assert 1990 <= value.value.year <= 2026, value
            assert value.value.tzinfo is not None, value
        else:
            is_one_line(value)


def _values(metadata: Metadata) -> Iterator[str | Moment]:
    for one in fields(metadata):
        sourced = getattr(metadata, one.name)
        if isinstance(sourced, Sourced):
            yield from _flat(sourced.value)


def _flat(value: object) -> Iterator[str | Moment]:
    if isinstance(value, str | Moment):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _flat(inner)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _flat(getattr(value, one.name))
