"""What a feed says of its articles: RSS, RDF, Atom in all their versions, and JSON Feed.

Read with lxml and not with a feed library, because our links are evidence. fastfeedparser 0.6.5
answers "yesterday", a bare time or a 30 February with a date made from the clock, drops the second
author, the channel's language and xml:base; feedparser is thirty times slower.

Rule 1: what the entry does not say stays None.
Rule 2: elements are told apart by namespace: `media:title` names a photo, not the article.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from lxml import etree

from crawler.discovery.channels import Channel, channel
from crawler.discovery.documents import decoded, local_name, namespace, read_xml
from crawler.discovery.values import Reading
from crawler.discovery.wording import moment, one_line, several
from pipelines.model import Link, Source
from pipelines.urls import absolute

ITEM_LIMIT = 5_000  # an endless feed of 60,000 items held a crawler's reactor for 78 s
ROOTS = {"rss", "feed", "rdf"}
_TAGS = ("{*}item", "{*}entry")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_DC = {"http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"}
_FEEDBURNER = {"http://rssnamespace.org/feedburner/ext/1.0"}
_CORE = {
    "",
    "http://www.w3.org/2005/Atom",
    "http://purl.org/atom/ns#",  # Atom 0.3
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
}
_KNOWN = _CORE | _DC | _FEEDBURNER
_CHILD_LIMIT = 200
_PUBLISHED = ("pubDate", "published", "issued", "date", "created")
_CHANGED = ("updated", "modified")
_DESCRIPTION = ("description", "summary", "subtitle")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    """What all entries of one feed share. latest: see `wording.moment`."""

    source: Source
    latest: datetime
    language: str | None = None


def read_feed(
    payload: bytes, content_type: str | None, source: Source, latest: datetime
) -> Reading:
    """The feed's entries in its order, at most `ITEM_LIMIT`. Raises nothing.

    payload: unpacked. latest: when it was fetched, which bounds its dates.
    """
    feed = _Feed(source=source, latest=latest)
    if payload.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json(decoded(payload, content_type), feed)
    found, problem = read_xml(payload, content_type, lambda items: _links(items, feed), _TAGS)
    links, said = found or ([], Channel())
    return replace(_bounded(links, problem), ttl_s=said.ttl_s, period_s=said.period_s)


def _links(elements: Iterator[etree._Element], feed: _Feed) -> tuple[list[Link | None], Channel]:
    links: list[Link | None] = []
    said = Channel()
    for item in islice(elements, ITEM_LIMIT + 1):
        if not links:
            said = channel(item)
            feed = replace(feed, language=said.language)
        links.append(_entry(item, feed))
    return links, said


def _bounded(links: list[Link | None], problem: str) -> Reading:
    if len(links) > ITEM_LIMIT:
        problem = f"only the first {ITEM_LIMIT} items were read"
    found = [link for link in links[:ITEM_LIMIT] if link]
    return Reading(links=tuple(_told_apart(found)), problem=problem)


def _told_apart(links: list[Link]) -> Iterator[Link]:
    """A name that several entries have is nobody's: some feeds print one on every entry."""
    having = Counter(guid for guid, _ in {(link.guid, link.url) for link in links})
    return (replace(link, guid=None) if having[link.guid] > 1 else link for link in links)


def _entry(item: etree._Element, feed: _Feed) -> Link | None:
    children = [child for child in islice(item, _CHILD_LIMIT) if namespace(child) in _KNOWN]
    base = absolute(feed.source.url, item.base or "") or feed.source.url
    address = next(filter(None, (absolute(base, href) for href in _hrefs(item, children))), None)
    if address is None:
        return None
    return Link(
        url=address,
        found_in=feed.source.url,
        kind=feed.source.kind,
        title=one_line(_first(children, ("title",))),
        date_published=_moment(children, _PUBLISHED, feed),
        lastmod=_moment(children, _CHANGED, feed),
        authors=_authors(children),
        description=one_line(_first(children, _DESCRIPTION)),
        language=_language(item, children) or feed.language,
        keywords=_keywords(children),
        guid=one_line(_first(children, ("guid", "id"))),
    )


def _hrefs(item: etree._Element, children: list[etree._Element]) -> Iterator[str]:
    """Where the entry may lead, best first: before any redirector, then its links, then its id."""
    named = {name: _named(children, (name,)) for name in ("origLink", "link", "guid", "id")}
    yield from (_text(element) for element in named["origLink"])
    for element in named["link"]:
        if element.get("rel", "alternate") == "alternate":
            # A URL in CDATA is escaped once too often.
            yield (element.get("href") or _text(element)).replace("&amp;", "&")
    yield item.get(_RDF_ABOUT, "")
    for element in named["guid"]:
        if element.get("isPermaLink", "true").lower() != "false":
            yield _web_address(_text(element))
    yield from (_web_address(_text(element)) for element in named["id"])


def _web_address(text: str) -> str:
    """An identifier is an address only if it says so: "abc" is no relative link."""
    return text if text.strip().lower().startswith(("http://", "https://")) else ""


def _named(children: list[etree._Element], names: tuple[str, ...]) -> list[etree._Element]:
    return [child for child in children if local_name(child) in names]


def _first(children: list[etree._Element], names: tuple[str, ...]) -> str:
    """The first text under one of the names, earlier names first."""
    texts = (_text(child) for name in names for child in _named(children, (name,)))
    return next((text for text in texts if text.strip()), "")


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _moment(children: list[etree._Element], names: tuple[str, ...], feed: _Feed) -> datetime | None:
    stated = (moment(_text(child), feed.latest) for n in names for child in _named(children, (n,)))
    return next(filter(None, stated), None)


def _authors(children: list[etree._Element]) -> tuple[str, ...]:
    stated = (_person(element) for element in _named(children, ("creator", "author")))
    return tuple(dict.fromkeys(name for name in stated if name))[:20]


def _person(element: etree._Element) -> str | None:
    """Atom's author/name, Dublin Core's text, or RSS's "desk@paper.example (Ann Lee)"."""
    names = [_text(child) for child in element if local_name(child) == "name"]
    text = one_line(names[0] if names else _text(element), 200) or ""
    mail, bracket, name = text.partition("(")
    if "@" in mail:
        return name.rstrip(") ") if bracket else None
    return text or None


def _language(item: etree._Element, children: list[etree._Element]) -> str | None:
    stated = one_line(_first(children, ("language",)), 35)
    inherited = (node.get(_LANG) for node in (item, *item.iterancestors()))
    return stated or one_line(next(filter(None, inherited), None), 35)


def _keywords(children: list[etree._Element]) -> tuple[str, ...]:
    words: list[str] = []
    for element in _named(children, ("category", "subject")):
        label = element.get("label") or _text(element) or element.get("term")
        words += [word] if (word := one_line(label, 100)) else []
    return tuple(dict.fromkeys(words))[:50]


def _read_json(text: str, feed: _Feed) -> Reading:
    """Source: jsonfeed.org, versions 1 and 1.1."""
    try:
        document = json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        return Reading(problem=f"no JSON: {error}"[:200])
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        return Reading(problem="JSON without items")
    shared = _Feed(source=feed.source, latest=feed.latest, language=_word(document, "language"))
    entries = (_json_entry(item, shared) for item in islice(items, ITEM_LIMIT + 1))
    return _bounded(list(entries), "")


def _json_entry(item: Any, feed: _Feed) -> Link | None:
    if not isinstance(item, dict):
        return None
    hrefs = (_string(item, "url"), _web_address(_string(item, "id")))
    address = next(filter(None, (absolute(feed.source.url, href) for href in hrefs)), None)
    if address is None:
        return None
    return Link(
        url=address,
        found_in=feed.source.url,
        kind=feed.source.kind,
        title=_word(item, "title"),
        date_published=moment(_string(item, "date_published"), feed.latest),
        lastmod=moment(_string(item, "date_modified"), feed.latest),
        authors=_json_authors(item),
        description=_word(item, "summary"),
        language=_word(item, "language") or feed.language,
        keywords=several(",".join(word for word in _list(item, "tags") if isinstance(word, str))),
        guid=_json_id(item),
    )


def _json_id(item: dict[str, Any]) -> str | None:
    """The id; version 1 allows a number, and readers are told to take it as text."""
    stated = item.get("id")
    return one_line(str(stated)) if isinstance(stated, str | int) else None


def _json_authors(item: dict[str, Any]) -> tuple[str, ...]:
    """Version 1.1 has a list, version 1 one object."""
    stated = [*_list(item, "authors"), item.get("author")]
    names = (_word(author, "name") for author in stated if isinstance(author, dict))
    return tuple(dict.fromkeys(name for name in names if name))[:20]


def _list(item: dict[str, Any], name: str) -> list[Any]:
    value = item.get(name)
    return value if isinstance(value, list) else []


def _string(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _word(item: dict[str, Any], name: str) -> str | None:
    return one_line(_string(item, name))
