"""What a page reserves against machines that learn: TDM reservations, noai, RSL licences.

Rule 1: the answer's headers and the tags of its head are read as bytes, without a parse: the
    question comes before the page is archived, and of every page.
Rule 2: nothing raises, on any bytes.

Sources: W3C TDM Reservation Protocol (headers and meta tdm-reservation, tdm-policy); the robots
meta tag and X-Robots-Tag with noai and noimageai, as DeviantArt introduced them; rslstandard.org
(`<link rel="license" type="application/rsl+xml">`, and the same as a Link header).
"""

import re
from collections.abc import Iterable, Iterator

from pipelines.model import Signal, Snapshot

TDM, POLICY, ROBOTS, LICENSE = "tdm-reservation", "tdm-policy", "robots", "rsl-license"
TDMREP = "tdmrep"  # an entry of an origin's /.well-known/tdmrep.json
# What of the robots tag is a statement about use; the rest is about search results.
_ABOUT_USE = frozenset(("noai", "noimageai", "noarchive", "noindex", "nosnippet", "none"))
_FORBIDS = frozenset(("noai",))

_HEAD_BYTES = 65_536
_LONGEST = 500
_TAG = re.compile(rb"<(meta|link)\b([^>]{1,2000})>", re.I)
_ATTRIBUTE = re.compile(rb"([a-zA-Z-]{1,30})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LICENSE_LINK = re.compile(r"<([^>]+)>[^,]*application/rsl\+xml", re.I)


def page_signals(snapshot: Snapshot) -> tuple[Signal, ...]:
    """All that the answer's headers and the page's head reserve, each once, in order."""
    found = (*_of_headers(snapshot.headers), *_of_head(snapshot.payload[:_HEAD_BYTES]))
    return tuple(dict.fromkeys(found))


def reserved(signals: Iterable[Signal]) -> str:
    """The first signal that reserves the page's text against machines, in words, or ""."""
    for signal in signals:
        if signal.name == LICENSE or (signal.name == TDM and signal.value == "1"):
            return f"{signal.name} {signal.value}"
        if signal.name == ROBOTS and not _FORBIDS.isdisjoint(signal.value.split(", ")):
            return f"{signal.name} {signal.value}"
    return ""


def _of_headers(headers: Iterable[tuple[str, str]]) -> Iterator[Signal]:
    for name, value in headers:
        if name in (TDM, POLICY):
            yield Signal(name, value.strip()[:_LONGEST])
        elif name == "x-robots-tag":
            yield from _of_robots(value)
        elif name == "link":
            for found in _LICENSE_LINK.finditer(value[:4_000]):
                yield Signal(LICENSE, found[1][:_LONGEST])


def _of_head(head: bytes) -> Iterator[Signal]:
    for tag in _TAG.finditer(head):
        said = dict(_attributes(tag[2]))
        name, value = said.get("name", "").lower(), said.get("content", "").strip()
        if name in (TDM, POLICY) and value:
            yield Signal(name, value[:_LONGEST])
        elif name == ROBOTS:
            yield from _of_robots(value)
        elif said.get("type", "").lower() == "application/rsl+xml" and "href" in said:
            yield Signal(LICENSE, said["href"][:_LONGEST])


def _attributes(tag: bytes) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(tag):
        value = next(group for group in found.groups()[1:] if group is not None)
        yield found[1].decode("ascii").lower(), value.decode("utf-8", "replace")


def _of_robots(value: str) -> Iterator[Signal]:
    """The words about use; those for another crawler by name ("otherbot: noai") are not ours."""
    words = [word.strip().lower() for word in value.split(",")]
    told = sorted(_ABOUT_USE.intersection(words))
    if told:
        yield Signal(ROBOTS, ", ".join(told))
