"""Does the article go on, on a further page of its own or on one that shows it whole?

Rule 1: a further page is told by its address: the article's own with a page number. A "next" that
    leads to any other address is another story's.
Rule 2: the number must also be offered as one: rel=next, a link that says "2" or "next page". A
    story whose address merely ends in -2 is none.
Rule 3: what stands among the comments is their pager.
Rule 4: most articles have one page, so a look at the bytes comes before any parsing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from lxml.etree import _Element

from pipelines.extract.document import parse
from pipelines.model import Snapshot
from pipelines.urls import absolute, url_key

MOST_PARTS = 20
# An article's address stands some times on its page. To write an expression for it takes a
# millisecond, to look at each place less; where it is a word like "news" it pays.
FEW_PLACES = 100

_NAMES = frozenset(
    (
        *("page", "p", "pg", "paged", "pageno", "pagenum", "page_number", "pagewanted", "seite"),
        *("pagina", "part", "teil", "strona", "strana", "sayfa", "sida", "side", "sivu"),
    )
)
_ALL = frozenset(
    (
        *("all", "single", "full", "complete", "viewall", "view-all", "showall", "show-all"),
        *("singlepage", "single-page", "onepage", "one-page", "komplett", "komplettansicht"),
        *("alle", "alles", "tout", "tous", "todo", "todas", "tutto", "tutte"),
    )
)
_YES = frozenset(("", "1", "true", "yes", "all"))
_EXTENSION = re.compile(r"\.(?:html?|php|shtml|aspx?|jsp|cms)$", re.IGNORECASE)
# Between an article's address and the number of its page. A dash alone is one only before an
# extension: "/town/bridge-2" is the second story about the bridge, "/town/bridge-2.html" may not
# be. And "-part-2" is the next of a series.
_STEPS = r"(?:page|seite|pagina|strona|strana|sayfa|sida|p)"
_AFTER_PATH = rf"/(?:{_STEPS}[-_/]?|(?:part|teil)[-_/]?)?|[-_]{_STEPS}[-_]?"
_BEFORE_EXTENSION = rf"{_AFTER_PATH}|[-_,.]"
# The same in a page's bytes, before the number.
_PARAMETER = rb"(?:\?[^\"'<>\s]{0,60})?[?&;][a-z_]{1,12}="
_BETWEEN = rb"(?:\.[a-z]{3,5})?(?:" + _PARAMETER + rb"|[/\-_,.](?:[a-z]{1,6}[-_/]?)?)"
_NEXT = frozenset(
    (
        *("next", "next page", "continue", "weiter", "nächste seite", "zur nächsten seite"),
        *("suivant", "suivante", "page suivante", "siguiente", "página siguiente", "seguinte"),
        *("próxima", "próxima página", "successiva", "pagina successiva", "avanti", "volgende"),
        *("volgende pagina", "następna", "następna strona", "dalej", "далее", "следующая"),
        *("следующая страница", "sonraki", "sonraki sayfa", "下一页", "下一頁", "次へ"),
        *("次のページ", "التالي", "الصفحة التالية"),
    )
)
_ARROWS = " \t\r\n\u00a0»›>→▶|[]()"
_COMMENTS = re.compile(r"comment|kommentar|coment|respond|replies|reactie", re.IGNORECASE)
_ABOVE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """Where the article goes on. following: its next page; whole: a page with all of it."""

    following: str | None = None
    whole: str | None = None


NOTHING = More()


def may_go_on(snapshot: Snapshot, article: str, number: int) -> bool:
    """Whether the bytes hold anything like the address of the page after `number`.

    article: the address of its first page; number: which page the snapshot is, from 1.
    """
    path = urlsplit(article).path.rstrip("/")
    stem = _EXTENSION.sub("", path.rpartition("/")[2]).encode()
    if not stem:
        return False
    of_its_own, relative = _leading_to(number + 1)
    if relative.search(snapshot.payload):
        return True
    if snapshot.payload.count(stem) > FEW_PLACES:
        return bool(re.search(re.escape(stem) + of_its_own.pattern, snapshot.payload))
    return any(of_its_own.match(snapshot.payload, at) for at in _ends(snapshot.payload, stem))


@lru_cache(maxsize=64)
def _leading_to(number: int) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """What follows an address before the number of its page; a relative address with it."""
    wanted = str(number).encode() + rb"(?![0-9])"
    return re.compile(_BETWEEN + wanted), re.compile(rb"\"\?[a-z_]{1,12}=" + wanted)


def _ends(payload: bytes, stem: bytes) -> Iterator[int]:
    """Where the stem ends, each time that it stands there."""
    place = payload.find(stem)
    while place >= 0:
        yield place + len(stem)
        place = payload.find(stem, place + 1)


def more_of(snapshot: Snapshot, article: str, number: int) -> More:
    """The pages that the article goes on, as this page of it links them.

    article: the address of its first page; number: which page the snapshot is, from 1.
    """
    document = parse(snapshot)
    if document is None:
        return NOTHING
    following, whole = None, None
    for link in document.root.iter("a", "link"):
        address = absolute(document.base, link.get("href") or "")
        if address is None or _is_of_comments(link):
            continue
        if part_number(article, address) == number + 1 and _is_offered(link, number + 1):
            following = following or address
        elif _shows_all(article, address):
            whole = whole or address
    return More(following=following, whole=whole if following else None)


def part_number(article: str, address: str) -> int | None:
    """Which page of the article an address is by its look, from 2; None: none of it."""
    own, other = urlsplit(url_key(article)), urlsplit(url_key(address))
    if own.netloc != other.netloc:
        return None
    if own.path == other.path:
        name, value = _added(own.query, other.query)
        return _number(value) if name in _NAMES else None
    found = re.fullmatch(_with_number(own.path), other.path, re.IGNORECASE)
    if found is None or own.query != other.query:
        return None
    return _number(next(filter(None, found.groups())))


def _number(digits: str) -> int | None:
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0
    return number if number > 1 else None


def _with_number(path: str) -> str:
    """What the path of a further page looks like."""
    extension = _EXTENSION.search(path)
    if extension is None:
        return rf"{re.escape(path)}(?:{_AFTER_PATH})(\d{{1,2}})"
    stem, end = re.escape(path[: extension.start()]), re.escape(extension[0])
    return rf"{stem}(?:(?:{_BEFORE_EXTENSION})(\d{{1,2}}){end}|{end}(?:{_AFTER_PATH})(\d{{1,2}}))"


def _added(own: str, other: str) -> tuple[str, str]:
    """The one parameter that the other query has besides, or ("", "")."""
    mine, theirs = set(filter(None, own.split("&"))), set(filter(None, other.split("&")))
    more = theirs - mine
    if mine - theirs or len(more) != 1:
        return "", ""
    name, _, value = more.pop().partition("=")
    return name.lower(), value.lower()


def _shows_all(article: str, address: str) -> bool:
    own, other = urlsplit(url_key(article)), urlsplit(url_key(address))
    if own.netloc != other.netloc:
        return False
    if own.path == other.path:
        name, value = _added(own.query, other.query)
        return (name in _NAMES and value in _ALL) or (name in _ALL and value in _YES)
    stem = _EXTENSION.sub("", own.path)
    rest = _EXTENSION.sub("", other.path.removeprefix(stem)) if other.path.startswith(stem) else ""
    return rest[:1] in ("/", "-") and rest[1:].lower() in _ALL


def _is_offered(link: _Element, number: int) -> bool:
    if "next" in (link.get("rel") or "").lower().split():
        return True
    said = (" ".join(link.itertext()), link.get("aria-label") or "", link.get("title") or "")
    return any(_says(" ".join(text.split()), number) for text in said)


def _says(text: str, number: int) -> bool:
    plain = text.strip(_ARROWS).casefold()
    words = plain.split()
    return plain in _NEXT or (str(number) in words and len(words) <= 3)


def _is_of_comments(link: _Element) -> bool:
    return any(
        _COMMENTS.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        for element in _and_above(link)
    )


def _and_above(link: _Element) -> Iterator[_Element]:
    element: _Element | None = link
    for _ in range(_ABOVE):
        if element is None:
            return
        yield element
        element = element.getparent()
