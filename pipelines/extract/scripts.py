"""The values that a page's scripts hold as data: JSON blocks, assigned states, long strings.

Rule 1: nothing is run. What is no JSON is looked through for its string literals.
Rule 2: bounded: so many characters of scripts, so many tries, so deep; the rest is not read.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice

# The scripts of the 1,377 development pages have 1.0 MB at most, the largest of them 0.85 MB.
MOST_CHARS = 4_000_000
_MOST_SCRIPTS = 200
_MOST_TRIES = 20
_MOST_LITERALS = 2_000
_DEPTH = 60
_MOST_REVIVED = 200_000

# A string shorter than this is a label or an address, whatever it says.
LITERAL_CHARS = 250

_SCRIPT = re.compile(r"<script\b([^<>]*)>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_FOREIGN = re.compile(r"\bsrc\s*=|ld\+json|text/css|importmap|speculationrules", re.IGNORECASE)
_FLATTENED = re.compile(r"__NUXT_DATA__|data-nuxt-data", re.IGNORECASE)
# `state = {`, `push({`, `parse("`
_VALUE = re.compile(r"[=(:]\s*(?=[\[{])")
_MARKED_UP = re.compile(r"<(?:p|br)\b", re.IGNORECASE)
_LITERAL = re.compile(rf'"((?:[^"\\\n]|\\.){{{LITERAL_CHARS},}})"')
_HEX = re.compile(r"\\x([0-9a-fA-F]{2})")
_UNDEFINED = re.compile(r"(?<=[:,\[])\s*(?:undefined|NaN|void 0)(?=\s*[,}\]])")

_decoder = json.JSONDecoder(strict=False)


def values(source: str) -> Iterator[object]:
    """Each value that the scripts of the page (decoded HTML) hold, in their order."""
    for attributes, body in islice(_bodies(source), _MOST_SCRIPTS):
        text = body.strip()
        if _FLATTENED.search(attributes):
            yield revived(_loaded(text))
        elif text.startswith(("{", "[")) and (value := _loaded(text)) is not None:
            yield value
        else:
            yield from _assigned(text)


def revived(flat: object) -> object:
    """A value that was flattened into one list, whose members name each other by their place.

    Nuxt writes its state so (the `devalue` format): `[{"title": 1}, "Rain"]`.
    """
    if not isinstance(flat, list) or not flat:
        return None
    left = iter(range(_MOST_REVIVED))

    def member(place: object, depth: int) -> object:
        if not isinstance(place, int) or not 0 <= place < len(flat):
            return None
        value = flat[place]
        if depth == 0 or next(left, None) is None:
            return None
        if isinstance(value, dict):
            return {key: member(part, depth - 1) for key, part in value.items()}
        if isinstance(value, list):
            # ["Reactive", 3] wraps what stands at 3
            wrapped = len(value) == 2 and isinstance(value[0], str)
            parts = [member(part, depth - 1) for part in value[1 if wrapped else 0 :]]
            return parts[0] if wrapped else parts
        return value

    return member(0, _DEPTH)


def _bodies(source: str) -> Iterator[tuple[str, str]]:
    """(attributes, text) of each script that is part of the page and no JSON-LD."""
    position, left = 0, MOST_CHARS
    while left > 0 and (opening := _SCRIPT.search(source, position)):
        closing = _SCRIPT_END.search(source, opening.end())
        end = closing.start() if closing else len(source)
        position = closing.end() if closing else len(source)
        if end > opening.end() and not _FOREIGN.search(opening.group(1)):
            yield opening.group(1), source[opening.end() : min(end, opening.end() + left)]
            left -= end - opening.end()


def _assigned(text: str) -> Iterator[object]:
    """The values that a script assigns or passes; of one that holds none, its long strings."""
    found, position = False, 0
    for _ in range(_MOST_TRIES):
        start = _VALUE.search(text, position)
        if start is None:
            break
        value, position = _value_at(text, start.end())
        if isinstance(value, Mapping | list) and value:
            found = True
            yield value
    if not found:
        yield from _literals(text)


def _value_at(text: str, start: int) -> tuple[object, int]:
    """The JSON value that begins at `start` and where it ends; None where there is none."""
    for attempt in (text, None):
        mended = attempt or _UNDEFINED.sub("null", text[start:])
        try:
            value, end = _decoder.raw_decode(mended, start if attempt else 0)
        except (ValueError, RecursionError):
            continue
        return value, end if attempt else start + 1
    return None, start


def _literals(text: str) -> Iterator[object]:
    """The long strings of a script; one that is JSON itself counts as what it says."""
    for match in islice(_LITERAL.finditer(text), _MOST_LITERALS):
        value = _loaded('"' + _HEX.sub(r"\\u00\1", match.group(1)) + '"')
        if isinstance(value, str):
            inner = _loaded(value) if value.lstrip()[:1] in ("{", "[") else None
            if inner is not None:
                yield inner
            elif _MARKED_UP.search(value):  # else it may be anything, program text above all
                yield {"content": value}


def _loaded(text: str) -> object:
    try:
        return _decoder.decode(text)
    except (ValueError, RecursionError):
        return None
