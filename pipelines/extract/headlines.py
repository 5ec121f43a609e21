"""The headline without what the site adds to its titles.

Rule 1: a title is cut only between parts, at a mark that separates them; a headline that itself
    holds a dash or a colon stays whole.
Rule 2: what is cut is known to be the site's: its name or host, a section of its address, or
    what stands beside one of the page's own headings in the title.
Rule 3: a colon separates only what is the site's name from the rest.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from urllib.parse import unquote, urlsplit

from pipelines.extract.characters import tidy
from pipelines.extract.words import LEGAL_FORMS, SITE_WORDS

_STRONG = re.compile(
    r"\s+(?:[|│•·»«›‹♥/~—–-]|::|//|<<?|>>?|--)\s+|\s*[|｜]\s*|\s+--|--\s+|_(?=[^_]{2,20}$)"
)
_COLON = re.compile(r"\s*[:：]\s+|：")
_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
# A mark that separates nothing: "Headline -", "» Headline".
_LOOSE_MARK = re.compile(r"\s+[|│•·»«›‹/~—–-]+$|^[|│•·›‹/~—–-]+\s+|^»\s+|^«\s+(?!.*»)")
_MARKDOWN = re.compile(r"^#{1,6}\s+")
_MOST_CUTS = 4
_MOST_PARTS = 8
_LONGEST = 400
_LONGEST_NAME = 60
_MOST_NAME_WORDS = 7
_MOST_BESIDE = 3
# Letters of a heading that is worth cutting a title to; an h1 of a word or two is a logo.
_ENOUGH = 12
SHARED = 0.3


@dataclass(frozen=True, kw_only=True)
class Titling:
    """What a page's titles are read against.

    headings: the texts of its h1 elements, then of lesser ones. names: what the site is called.
    address: the page's own. sections: what the page calls its section.
    """

    headings: Sequence[str] = ()
    names: Sequence[str] = ()
    address: str = ""
    sections: Sequence[str] = ()

    @cached_property
    def known(self) -> frozenset[str]:
        """The headings in normal form, those that can be a headline."""
        keys = (normal(heading) for heading in self.headings)
        return frozenset(key for key in keys if len(key) >= _ENOUGH)

    @cached_property
    def called(self) -> tuple[str, ...]:
        """The names in normal form."""
        keys = dict.fromkeys(normal(name) for name in (*self.names, self.server))
        return tuple(key for key in keys if len(key) > 2)

    @cached_property
    def server(self) -> str:
        """The address's host, without `www`."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")

    @cached_property
    def divisions(self) -> frozenset[str]:
        """Sections as the address and the page name them, in normal form."""
        path = urlsplit(self.address).path.rstrip("/").split("/")[:-1]
        return frozenset(
            key for name in (*map(unquote, path), *self.sections) if len(key := normal(name)) > 2
        )


def normal(text: str) -> str:
    """Letters and digits alone, case folded: equal for two spellings of one headline."""
    return _NOT_WORD.sub("", text).casefold()


def shares_words(heading: str, titles: Iterable[str]) -> bool:
    """Whether a heading is about the same as one of the titles: a logo or a section is not.

    A share of .3 of its words was right more often than .2 and .5 (development half).
    """
    words = set(_WORD.findall(heading.casefold()))
    return len(words) > 1 and any(
        len(words & set(_WORD.findall(title.casefold()))) >= SHARED * len(words) for title in titles
    )


def headline(raw: str, page: Titling) -> str:
    """`raw` without what the site adds to its titles; empty where nothing else is in it."""
    title = as_text(raw)[:_LONGEST]
    own = _beside_heading(title, page)
    return _without_site(own, page)


def as_text(raw: str) -> str:
    """A title as it is read: entities undone that were escaped twice, no Markdown,
    no separator at its ends."""
    text = _MARKDOWN.sub("", tidy(unescape(raw)) if "&" in raw else tidy(raw))
    return _LOOSE_MARK.sub("", text)


def is_site_part(part: str, page: Titling) -> bool:
    """Whether a part of a title is the site's name, a form of it, or no words at all."""
    if len(part) > _LONGEST_NAME:
        return False
    key, few = normal(part), len(part.split()) <= _MOST_NAME_WORDS
    # A common word or two may stand beside the name: "News from Springfield - The Gazette".
    holds_name = any(
        len(name) > 3 and name in key and len(key) <= _MOST_BESIDE * len(name)
        for name in page.called
    )
    return not key or is_site_name(part, page) or (few and holds_name)


def is_site_name(text: str, page: Titling) -> bool:
    """Whether a text is the site's name, a piece of it, or made of its words and common ones."""
    key = normal(text)
    if any(key == name or (len(key) > 3 and key in name) for name in page.called):
        return True
    words = [word.casefold() for word in _WORD.findall(text)]
    own = [word for word in words if word not in SITE_WORDS and word not in LEGAL_FORMS]
    if not own or len(words) > _MOST_NAME_WORDS:
        return False
    initials = "".join(word[0] for word in words)
    return (len(initials) > 1 and initials in page.server.split(".")) or any(
        all(len(word) > 1 and word in name for word in own) for name in page.called
    )


def is_house(name: str, page: Titling) -> bool:
    """Whether an author's name is the site's own, or that of one of its desks ("WXYZ Sports")."""
    label = page.server.split(".")[-2] if "." in page.server else page.server
    first = name.casefold().split()[:1]
    return is_site_name(name, page) or (first == [label] and len(label) > 1)


def is_namesake(name: str, page: Titling) -> bool:
    """Whether the site's address is a person's name: `adamarsh.example` for Ada Marsh."""
    key, words = normal(name), name.casefold().split()
    if len(words) == 1:
        return key == normal(page.server.split(".")[0])
    plain = not any(word in SITE_WORDS or word in LEGAL_FORMS for word in words)
    return plain and len(words) <= 3 and key in normal(page.server)


def _cuts(title: str) -> list[re.Match[str]]:
    return list(_STRONG.finditer(title))[:_MOST_PARTS]


def _beside_heading(title: str, page: Titling) -> str:
    """The longest run of the title's parts that is one of the page's headings, else the title.

    What is left over must not be a heading too: then the page prints its headline in two.
    """
    if normal(title) in page.known:
        return title
    for run, rest in _runs(title):
        if normal(run) in page.known:
            return title if any(normal(part) in page.known for part in rest) else run.strip()
    return title


def _runs(title: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every run of neighbouring parts, longest first, with the texts before and after it."""
    cuts = _cuts(title)
    starts = (0, *(cut.end() for cut in cuts))
    ends = (*(cut.start() for cut in cuts), len(title))
    for length in range(len(starts) - 1, 0, -1):
        for first in range(len(starts) - length + 1):
            start, end = starts[first], ends[first + length - 1]
            yield title[start:end], (title[:start], title[end:])


def _without_site(title: str, page: Titling) -> str:
    """Cut trailing (or one leading) parts that are the site's name or a section of it."""
    for _ in range(_MOST_CUTS):
        shorter = _cut_once(title, page)
        if shorter == title:
            return title
        title = shorter
    return title


def _cut_once(title: str, page: Titling) -> str:
    marks = _cuts(title)
    colons = list(_COLON.finditer(title))
    for mark in (*marks[-1:], *colons[-1:]):
        tail, rest = title[mark.end() :], title[: mark.start()].strip()
        if is_site_part(tail, page) or (mark in marks and _is_division(tail, rest, page)):
            return rest
    for mark in (*marks[:1], *colons[:1]):
        head = title[: mark.start()]
        if is_site_part(head, page) and not any(c.isdigit() for c in head):
            return title[mark.end() :].strip()
    return title


def _is_division(part: str, rest: str, page: Titling) -> bool:
    """Whether a part is a section's name or a common word, and the rest enough without it."""
    if len(_LETTERS.findall(rest)) < 2:
        return False
    words = [word.casefold() for word in _WORD.findall(part)]
    return normal(part) in page.divisions or (
        bool(words) and all(word in SITE_WORDS for word in words)
    )
