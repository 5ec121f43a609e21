"""What somebody typed for a search, read: words "a phrase" -not begin*.

Rule 1: every term must be in the article, none of the unwanted ones may be.
Rule 2: what cannot be what was meant is an error that shows the place; nothing is guessed.
Rule 3: nothing that is typed reaches an engine as syntax: terms are folded words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.errors import UsageError
from pipelines.search.words import wanted

# A statement with more terms is a pasted text, and no question.
MOST_TERMS = 32
_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)
_MINUSES = str.maketrans("−–", "--")
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))(?=\s|$)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that follow one another; begins: the last is only the beginning of a word."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """terms: at least one, all wanted; unwanted: none of these."""

    terms: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()


def parse(typed: str) -> Query:
    """The query that was typed. Raises UsageError, in one line, with what mends it."""
    # A line break is a blank like any other: an error that shows the place stays one line.
    text = " ".join(typed.translate(_QUOTES).split())
    _require_closed(text)
    terms: list[Term] = []
    unwanted: list[Term] = []
    place = 0
    while rest := text[place:].lstrip():
        place = len(text) - len(rest)
        found = _TERM.match(rest.translate(_MINUSES)) or _refuse(rest)
        place += found.end()
        (unwanted if found["minus"] else terms).append(_term(found))
    _require_some(terms, unwanted)
    return Query(terms=_once(terms), unwanted=_once(unwanted))


def _term(found: "re.Match[str]") -> Term:
    text = found["phrase"] if found["word"] is None else found["word"]
    begins = text.endswith("*")
    bare = text.removesuffix("*")
    if "*" in bare:
        raise UsageError(f"a * may only end a word: {text}")
    words, is_beginning = wanted(bare)
    if not words:
        raise UsageError(f"there is no word to search for in {found[0]}")
    return Term(words=words, begins=begins or is_beginning)


def _once(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(terms))


def _require_closed(text: str) -> None:
    if text.count('"') % 2:
        start = text.rindex('"')
        raise UsageError(f"a quotation mark is not closed: {text[start : start + 40]}")


def _refuse(rest: str) -> "re.Match[str]":
    word = rest.split(maxsplit=1)[0][:40]
    raise UsageError(f"a blank is missing beside a quotation mark: {word}")


def _require_some(terms: list[Term], unwanted: list[Term]) -> None:
    if len(terms) + len(unwanted) > MOST_TERMS:
        raise UsageError(f"a search takes at most {MOST_TERMS} terms")
    if not terms and unwanted:
        raise UsageError("a search needs a word that is wanted beside those that are not")
    if not terms:
        raise UsageError("there is no word to search for")
