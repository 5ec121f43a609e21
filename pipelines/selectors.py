"""`css:` selectors of a site file, matched against a block's DOM path.

A path keeps tags, ids, classes, rel, role and aria-label, so these can be asked for, joined by
white space (anywhere below), `>` (directly below) and `,` (either). Positions and pseudo-classes
cannot: a selector with them is a `ConfigError`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.errors import ConfigError

PREFIX = "css:"

_COMPOUND = re.compile(
    r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[#.][\w-]+|\[(?:rel|role|aria-label)=[^\]]+\])*)"
)
_PART = re.compile(r"[#.][\w-]+|\[[^\]]+\]")
_ATTRIBUTE = re.compile(r"""\[(?:aria-)?(\w+)=["']?([^\]"']+)["']?\]""")
_STEP_PART = re.compile(r"[#.][^#.\[]+|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Compound:
    """One element's conditions. direct: it must stand right below the element before it."""

    tag: str
    parts: frozenset[str]
    direct: bool


Selector = tuple[tuple[Compound, ...], ...]


@lru_cache(maxsize=1024)
def compiled(text: str) -> Selector:
    """The selector (without its `css:`) as alternatives of compounds; raises ConfigError."""
    alternatives = []
    for alternative in text.split(","):
        tokens = re.sub(r"\s*>\s*", " >", alternative.strip()).split()
        if not tokens:
            raise _unreadable(text, alternative)
        alternatives.append(tuple(_compound(token, text) for token in tokens))
    return tuple(alternatives)


def matches(selector: Selector, path: str) -> bool:
    """Whether the block at `path`, or an element above it, is selected."""
    steps = _steps(path) if path else ()
    return any(_fits(alternative, steps) for alternative in selector)


def _compound(token: str, text: str) -> Compound:
    direct, bare = token.startswith(">"), token.removeprefix(">")
    found = _COMPOUND.fullmatch(bare)
    if not bare or found is None:
        raise _unreadable(text, bare)
    parts = (_attribute(part) for part in _PART.findall(re.sub(r"\d+", "0", found["rest"])))
    return Compound(tag=(found["tag"] or "*").lower(), parts=frozenset(parts), direct=direct)


def _attribute(part: str) -> str:
    found = _ATTRIBUTE.fullmatch(part)
    return f"[{found[1]}={found[2]}]" if found else part


def _unreadable(text: str, part: str) -> ConfigError:
    return ConfigError(
        f"selector 'css:{text}': cannot use '{part}'; write tags, #ids, .classes, "
        "[rel=..], [role=..] or [aria-label=..], joined by spaces, '>' or ','"
    )


@lru_cache(maxsize=8192)
def _steps(path: str) -> tuple[tuple[str, frozenset[str]], ...]:
    steps = path.split("/")
    return tuple(
        (re.split(r"[#.\[]", step, maxsplit=1)[0], frozenset(_STEP_PART.findall(step)))
        for step in steps
    )


def _fits(compounds: Sequence[Compound], steps: Sequence[tuple[str, frozenset[str]]]) -> bool:
    """Whether the last compound holds for some step, and the others for steps above it."""
    return any(_ends_at(compounds, steps, at) for at in range(len(steps)))


def _ends_at(
    compounds: Sequence[Compound], steps: Sequence[tuple[str, frozenset[str]]], at: int
) -> bool:
    last = compounds[-1]
    tag, parts = steps[at]
    if last.tag not in ("*", tag) or not last.parts <= parts:
        return False
    if len(compounds) == 1:
        return True
    above = (at - 1,) if last.direct else range(at)
    return any(_ends_at(compounds[:-1], steps, up) for up in above if up >= 0)
