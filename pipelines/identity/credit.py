"""Which news agency does an article's credit name, so that the agency's own copy can lead?

Rule 1: a credit is a byline, a name in brackets where the text begins or ends, or a short last
    line; an agency that is only spoken of ("told Reuters") is none.
Rule 2: the agencies are data: `agencies.toml`.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

# "HARLOW, 3 March (Reuters) - ..." at the head, "... (dpa/lno)" at the foot.
_EDGE_CHARS = 160
_LAST_LINE_CHARS = 40
_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{2,60})[)）\]]")
_BETWEEN = re.compile(r"\s*[/,;|&+]\s*")
_LABEL = re.compile(r"^[^:：]{1,20}[:：]|^[\s\-–—©]+|[.\s]+$")


def agency_sites(text: str, authors: Iterable[str]) -> tuple[str, ...]:
    """The sites of the first agency that the credit names, registrable domains; () for none."""
    known = _agencies()
    return next((known[name] for name in _credits(text, authors) if name in known), ())


def _credits(text: str, authors: Iterable[str]) -> Iterator[str]:
    for line in (*authors, *_bracketed(text), *_last_line(text)):
        yield line
        yield from _BETWEEN.split(line)


def _bracketed(text: str) -> Iterator[str]:
    for edge in (text[:_EDGE_CHARS], text[-_EDGE_CHARS:]):
        yield from (match[1].strip() for match in _BRACKETS.finditer(edge))


def _last_line(text: str) -> Iterator[str]:
    last = text.rpartition("\n\n")[2]
    if len(last) <= _LAST_LINE_CHARS:
        yield _LABEL.sub("", last).strip()


@lru_cache(maxsize=1)
def _agencies() -> Mapping[str, tuple[str, ...]]:
    table = tomllib.loads((files("pipelines.identity") / "agencies.toml").read_text("utf-8"))
    return {name: tuple(one["sites"]) for one in table["agency"] for name in one["names"]}
