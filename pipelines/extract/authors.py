"""Who wrote it: persons, agencies and desks, without the words around them.

Rule 1: no author is better than a wrong one: what does not look like a name is dropped.
Rule 2: the site itself is its publisher, not an author.
Rule 3: a name stands as it is printed, with its degree; capitals alone are written small.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from pipelines.extract.characters import tidy
from pipelines.extract.dates import month_of
from pipelines.extract.months import MONTHS
from pipelines.extract.people import (
    BODIES,
    BY_WORDS,
    DEGREES,
    IMPRINT,
    NOBODY,
    PARTICLES,
    ROLE_ENDINGS,
    ROLES,
    TITLES_BEHIND,
)


def _phrases(words: str) -> str:
    unique = dict.fromkeys(word.replace("_", " ") for word in words.split())
    return "|".join(re.escape(word) for word in sorted(unique, key=len, reverse=True))


# "By Ada", "ByAda", "Text: Ada", "文/Ada"; a colon or a space must follow unless a capital does.
BY = re.compile(
    rf"^(?:(?i:{_phrases(BY_WORDS)})(?:\s*[:：/]\s*|\s+(?:(?i:by|von|par|por|av)\s+)?))+"
    r"|^(?:By|BY|Von|Par|Por|by|von|par)(?=[A-Z][a-z])"
    # short ones begin surnames too: "Di Marco" stays, "Di Anna Rossi" does not
    r"|^(?i:di|da|av|af|na)\s+(?=[^\W\d_a-z]\S+\s+[^\W\d_a-z])"
)
_SEPARATORS = re.compile(
    r"\s*(?:[;|•·⋅●/\n]|\s[-–—]\s|\s(?i:and|und|et|y|e|i|en|og|och|ve|&|with|mit|и|та|και|ja|a|és|și)\s|、|،)\s*"
)
_COMMA = re.compile(r"\s*,\s*(?:(?i:and|und|et|y|e)\s+)?")
_TRAILING = re.compile(
    r"(?:\s*\((?!\w+\)\s+\w).*|\s+(?i:in|for|at|on|from|aus|für|fuer|am|vom|le|à|em|via|is|ist|est)\s+.*"
    r"|\s+(?i:in|on|at|am|um|le|el|den|vom)$|\s*[,:*]+\s*$|’s blog$)"
)
_ADDRESS = re.compile(r"\S+@\S+|\S+\[at\]\S+|https?://\S+|www\.\S+|(?:^|\s)@\w+", re.IGNORECASE)
_DATED = re.compile(
    r"\s*\b(?:\d{1,2}[./:-]\d{1,2}(?:[./-]\d{2,4})?|\d{4}-\d{2}-\d{2})\b.*", re.DOTALL
)
_NAMED_DATE = re.compile(
    r"\b\d{1,2}(?:er|st|nd|rd|th|\.)?\s+(?:de\s+)?([^\W\d_]{3,})\.?,?\s+(?:del?\s+)?\d{4}\b"
    r"|\b([^\W\d_]{3,})\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"
)
_WORD = re.compile(r"[^\W_][\w'’.&-]*")
_NICKNAME = re.compile(r"^[\w.-]{2,30}$")
_NO_NAME = re.compile(r"[!?…\"“”„«»{}<>=#:&]|^\W*$|^[^(]*\)")
_IMPRINT = re.compile(IMPRINT, re.IGNORECASE)
# "Gazette-Online-Reporter Ada Marsh"
_HOUSE_ROLE = re.compile(
    r"^\S+-\w*(?:experte|expertin|autor|autorin|redakteur|redakteurin|reporter|reporterin|"
    r"korrespondent|korrespondentin|kolumnist|kolumnistin)\s+(?=\S+\s\S)",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]\.$|\b(?:jr|sr)\.$", re.IGNORECASE)
_FILE = re.compile(r"\.(?:com|de|org|net|at|ch|fr|it|es|co|eu|info|news|pl|cl|uk)\b", re.IGNORECASE)
_COMMON = BODIES | ROLES
_NO_NICKNAME = NOBODY | ROLES
_LONGEST = 60
_LONGEST_VALUE = 2_000
_MOST_WORDS = 6
MOST_AUTHORS = 60

IsSite = Callable[[str], bool]


def authors(values: Iterable[str], is_site: IsSite | None = None) -> tuple[str, ...]:
    """The names in byline texts, in order, each once; empty when none looks like one.

    is_site: tells the publisher's own name, which is no author.
    """
    return _each_once((name for value in values for name in _names(value, _name)), is_site)


def signatures(values: Iterable[str], is_site: IsSite | None = None) -> tuple[str, ...]:
    """The names in fields that hold nothing but authors: there a nickname is a name too."""
    return _each_once((name for value in values for name in _names(value, _signature)), is_site)


def is_full_name(text: str) -> bool:
    """Whether a text is two to four words that look like a person's name."""
    words = text.split()
    return 2 <= len(words) <= 4 and _name(text) == text and not is_body(text)


def is_body(name: str) -> bool:
    """Whether a name is an agency's, a desk's or a team's."""
    return any(word.casefold() in BODIES for word in re.split(r"[\s/-]+", name))


def _each_once(names: Iterable[str], is_site: IsSite | None) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        if not (is_site and is_site(name)):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:MOST_AUTHORS]


def _names(value: str, read: Callable[[str], str]) -> Iterator[str]:
    undated = _NAMED_DATE.sub(_bar, value[:_LONGEST_VALUE])
    plain = BY.sub("", tidy(_ADDRESS.sub(" ", undated)).strip(" |"))
    if _IMPRINT.search(plain):
        return
    for part in _SEPARATORS.split(plain):
        yield from _listed(part, read)


def _bar(date: re.Match[str]) -> str:
    """A mark in the date's place, so that it parts what stands around it."""
    return " | " if month_of(date.group(1) or date.group(2)) else date.group()


def _listed(part: str, read: Callable[[str], str]) -> Iterator[str]:
    """Names between commas; a degree stays with its name, and after a role comes a company."""
    held = ""
    for piece in _COMMA.split(part):
        if held and piece.casefold().strip(" .®*") in DEGREES:
            held = f"{held}, {piece.rstrip('*')}"
            continue
        if held:
            yield held
        held = read(piece)
        if not held and _has_role(piece):
            return
    if held:
        yield held


def _signature(part: str) -> str:
    """The part as a name, where a single word in any case is one too."""
    name = part.strip(" :-–—\"'").removesuffix(".")
    if _NICKNAME.match(name) and name.casefold() not in _NO_NICKNAME and not _FILE.search(name):
        return name if any(c.isalpha() for c in name) and not name.isdigit() else ""
    words = name.split()
    if (
        1 < len(words) <= 3
        and words[0][0].isupper()
        and words[-1].isalpha()
        and words[-1].islower()
    ):
        return "" if _has_role(name) or name.casefold() in NOBODY else name
    return _name(part)


def _name(part: str) -> str:
    """The part as a name, or empty when it is a role, a date, a sentence or nothing."""
    name = _bare(part)
    words = name.split()
    if not name or len(name) > _LONGEST or len(words) > _MOST_WORDS or _NO_NAME.search(name):
        return ""
    if name.casefold() in NOBODY:
        return ""
    if is_body(name) and (len(words) == 1 or any(w.casefold() not in _COMMON for w in words)):
        return name
    if _has_role(name) or (is_body(name) and len(words) > 1):
        return ""
    if any(c.isdigit() for c in name) or (len(words) == 1 and len(name) < 3 and name.isascii()):
        return ""
    if all(word.casefold().strip(".") in MONTHS for word in words):
        return ""
    if not _is_capitalised(words):
        return ""
    return name.title() if name.isupper() and len(name) > 4 and name.isascii() else name


def _bare(part: str) -> str:
    """The part without what stands before, behind and around a name."""
    name = _TRAILING.sub("", BY.sub("", part.strip(" :-–—\"'*")))
    name = _HOUSE_ROLE.sub("", tidy(_DATED.sub("", name)).strip(" :-–—\"'*,"))
    if not _INITIAL.search(name):
        name = name.rstrip(". ")
    for title in TITLES_BEHIND:
        name = name.removesuffix(title).strip()
    return name


def _is_capitalised(words: list[str]) -> bool:
    """Whether the words are written as names are; scripts without capitals always are."""
    ends = words[0][0].islower() or words[-1][0].islower()
    return not ends and not any(word[0].islower() and word not in PARTICLES for word in words)


def _has_role(text: str) -> bool:
    words = [word.casefold().strip(".") for word in _WORD.findall(text)]
    return any(word in ROLES or word.endswith(ROLE_ENDINGS) for word in words)
