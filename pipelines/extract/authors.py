"""Who wrote it: persons, agencies and desks, without the words around them.

Rule 1: no author is better than a wrong one: what does not look like a name is dropped.
Rule 2: the site itself is its publisher, not an author, as long as anybody else is named.
"""

import re
from collections.abc import Iterable

from pipelines.extract.characters import tidy

_BY = re.compile(
    r"^(?:(?:written|posted|reported|story|words|text|a report|article|published|compiled|edited)"
    r"\s+by"
    r"|by|von|par|por|di|da|av|af|door|przez|autor(?:in|es|en|a)?|auteur|author|автор|текст|oleh)"
    r"(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(
    r"\s*(?:[;,|•·/]|\s(?:and|und|et|y|e|i|en|og|och|ve|&|with|и)\s|\bund\b|、)\s*", re.IGNORECASE
)
_TRAILING = re.compile(
    r"(?:\s+[-–—|]\s+.*|\s*\(.*|\s+(?:in|for|at|on|of|für|aus|à)\s+.*|\s*[,:]\s*$)", re.IGNORECASE
)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?:^|\s)@\w+", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:journalist(?:in)?|reporter|editor|redakteur(?:in)?|correspondent|korrespondent(?:in)?|"
    r"columnist|contributor|staff|writer|author|producer|photographer|freelance|senior|chief|"
    r"associate|assistant|managing|executive|political|business|sports?|published|updated|"
    r"follow|view all|posts?|admin|administrator|webmaster|editorial|minutes?|min read|"
    r"comments?|share|twitter|facebook|subscribe|guest|online)\b",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"\b(?:redaktion|redaction|rédaction|redacción|redazione|redação|redactie|newsroom|desk|team|staff|"
    r"news agency|agency|agencies|agentur|agence|agencia|bureau|press|reuters|afp|dpa|ansa|efe|"
    r"tass|xinhua|bloomberg|editorial board|редакция)\b|^(?:ap|pa|ots|sid|epd|kna)$",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    (
        "af", "al", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "e",
        "el", "la", "le", "les", "ten", "ter", "van", "von", "y", "zu", "zum", "zur",
    )
)  # fmt: skip
_LONGEST = 60
_MOST_WORDS = 6
_MOST_AUTHORS = 12


def authors(values: Iterable[str], site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """The names in `values`, in order, each once; empty when none looks like one.

    site_names: what the publisher is called, which is dropped where others are named.
    """
    found: dict[str, str] = {}
    for value in values:
        for part in _parts(value):
            name = _name(part)
            if name:
                found.setdefault(name.casefold(), name)
    publishers = {name.casefold() for name in site_names if name}
    persons = [name for key, name in found.items() if key not in publishers]
    return tuple((persons or list(found.values()))[:_MOST_AUTHORS])


def _parts(value: str) -> list[str]:
    plain = _BY.sub("", tidy(_ADDRESS.sub(" ", value)))
    if re.fullmatch(r"[^,]+,\s*(?:Jr|Sr|MD|PhD|Ph\\.D)\\.?", plain):
        return [plain]
    return _SEPARATORS.split(plain)


def _name(part: str) -> str:
    """The part as a name, or empty when it is a role, a date, a sentence or nothing."""
    name = tidy(_TRAILING.sub("", _BY.sub("", part.strip(" .:-–—\"'")))).strip(" .:-–—\"'")
    words = name.split()
    if not name or len(name) > _LONGEST or len(words) > _MOST_WORDS:
        return ""
    if any(character.isdigit() for character in name) or not any(c.isalpha() for c in name):
        return ""
    if _DESK.search(name):
        return name
    if _ROLE.search(name) or (len(words) == 1 and len(name) < 3 and name.isascii()):
        return ""
    if any(word[0].islower() and word not in _PARTICLES for word in words):
        return ""
    return name.title() if name.isupper() and len(name) > 4 else name
