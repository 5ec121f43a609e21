"""The headline without the site's name, and which of the page's titles it is.

A title "Rain ends the drought - The Paper" is cut where (1) its first parts are the page's h1,
or (2) its last part resembles the site's name or host. On the development pages this
raised equal titles from 70 to 86 of 100.
"""

import re
from collections.abc import Iterable

from pipelines.extract.characters import tidy

_SEPARATOR = re.compile(
    r"\s+[|•·»«:/~—–-]\s+|\s*[|｜»]\s*|:\s+(?=[^:]*$)|\s+::\s+|_(?=[^_]{2,20}$)"
)
_NOT_WORD = re.compile(r"[\W_]+")
_MOST_CUTS = 4
_WORD = re.compile(r"\w+")
SHARED = 0.3


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


def headline(raw: str, headings: Iterable[str], site_names: Iterable[str]) -> str:
    """`raw` without what the site adds to its titles.

    headings: the page's h1 texts. site_names: the site's name, its host, its key.
    """
    title = tidy(raw)
    whole = normal(title)
    for heading in headings:
        key = normal(heading)
        # An h1 of a word or two is the site's logo or the section.
        if len(key) >= 12 and whole.startswith(key) and len(key) < len(whole):
            return _as_printed(title, key)
    return _without_site(title, [normal(name) for name in site_names if len(normal(name)) > 2])


def _as_printed(title: str, key: str) -> str:
    """The shortest beginning of `title` whose letters are `key`, with its closing mark."""
    for match in _SEPARATOR.finditer(title):
        if normal(title[: match.start()]) == key:
            return title[: match.start()].strip()
    return title


def _without_site(title: str, names: list[str]) -> str:
    """Cut trailing (or one leading) parts that are the site's name."""
    for _ in range(_MOST_CUTS):
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            return title
        if is_site_part(title[cuts[-1].end() :], names):
            title = title[: cuts[-1].start()].strip()
        elif is_site_part(title[: cuts[0].start()], names):
            title = title[cuts[0].end() :].strip()
        else:
            return title
    return title


def is_site_part(part: str, names: Iterable[str]) -> bool:
    """Whether a part of a title is the site's name or a form of it."""
    key = normal(part)
    if not key or len(part) > 40:
        return False
    return any(key == name or (len(key) > 3 and (key in name or name in key)) for name in names)
