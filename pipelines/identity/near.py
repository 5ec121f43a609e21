"""Do two texts tell one story in the same words, though each site cut, framed or touched it?

Rule 1: what counts is how much of the shorter text stands in the longer one; a site's own first
    and last paragraph and a cut at the end must not hide a copy.
Rule 2: words alone prove nothing. Reports made with one pattern agree in most words and differ
    in their numbers and names; a copy keeps those.
Rule 3: a flash, and a brief within a round-up, is nobody's copy.
Rule 4: the same text has the same fingerprints in ten years and on every machine. ALGORITHM
    goes into each of them; whoever changes it has all articles signed again by a migration.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from pipelines.identity.facts import same_facts

ALGORITHM = b"copydesk-near-1"

Hashes = NDArray[np.uint64]

# So many of a text's smallest hashes are indexed. Two texts of which a share J of all runs is
# common agree in one of them with a probability above 1 - (1 - J) ** 12: .85 for the least that
# may count as alike (J = .15), .99 for a third. Measured in benchmarks/duplicates.
FINGERPRINTS = 12

# Calibrated on generated copies and look-alikes (python -m benchmarks.duplicates, 2026-11-23).
SHARE = 0.55
# A site's own follow-up repeats the background of the story before it, in the same words.
SHARE_WITHIN_A_SITE = 0.8
# A brief stands whole in a round-up and is no copy of it; a copy cut to half plus two paragraphs
# of the site's own is longer than this.
SHORTEST_OF_LONGER = 0.3

# 48 bits: SQLite keeps such a number in six bytes, and of a million articles' twelve fingerprints
# no two of 10 million are equal by chance.
_SHIFT = np.uint64(16)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))

# Han and kana stand without spaces: each is a token of its own.
_DENSE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_DENSE}]|[^\W_{_DENSE}]+")
_ALL_DENSE = re.compile(rf"[{_DENSE}]")


@dataclass(frozen=True, slots=True)
class _Script:
    """Tokens in a run, and the fewest runs of a text that can be a copy."""

    run: int
    fewest: int


# 45 runs are about fifty words, below which filing believes no equal text either.
_SPACED, _UNSPACED = _Script(run=5, fewest=45), _Script(run=10, fewest=120)


# A paragraph is told by both where more of its runs than this are in the other text.
_TOLD = 0.3


@dataclass(frozen=True, slots=True)
class Signature:
    """A text and the hashes of its runs of words, each once, ascending; empty for a flash."""

    text: str = field(repr=False)
    hashes: Hashes = field(repr=False)

    @property
    def fingerprints(self) -> tuple[int, ...]:
        """The smallest hashes, ascending: those that are indexed. None for a flash."""
        return tuple(int(one) for one in self.hashes[:FINGERPRINTS])


def signature(text: str) -> Signature:
    """What a clean body is compared by; case, white space and punctuation make no difference."""
    tokens = _tokens(text)
    script = _script(tokens)
    runs = _runs(tokens, script.run)
    return Signature(text, runs if len(runs) >= script.fewest else runs[:0])


def share(one: Signature, other: Signature) -> float:
    """Of the shorter text's runs, the share that the longer one has, 0 to 1."""
    fewest = min(len(one.hashes), len(other.hashes))
    if not fewest:
        return 0.0
    common = np.intersect1d(one.hashes, other.hashes, assume_unique=True)
    return len(common) / fewest


def likeness(one: Signature, other: Signature, *, least: float = SHARE) -> float | None:
    """The share of common runs where one text is a copy of the other, else None."""
    shorter, longer = sorted((one, other), key=lambda signed: (len(signed.hashes), signed.text))
    if len(shorter.hashes) < SHORTEST_OF_LONGER * len(longer.hashes):
        return None
    found = share(shorter, longer)
    if found < least or not same_facts(_told(shorter, longer), longer.text):
        return None
    return found


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def _script(tokens: Sequence[str]) -> _Script:
    dense = sum(1 for token in tokens if len(token) == 1 and _ALL_DENSE.match(token))
    return _UNSPACED if 2 * dense > len(tokens) else _SPACED


def _runs(tokens: Sequence[str], length: int) -> Hashes:
    """One hash for each run of so many tokens: each once, ascending."""
    words = np.fromiter(map(_hash, tokens), np.uint64, len(tokens))
    count = len(words) - length + 1
    if count < 1:
        return words[:0]
    runs = np.zeros(count, dtype=np.uint64)
    for place in range(length):  # wraps at 64 bits, which is meant
        runs = runs * _STEP + words[place : place + count]
    return np.unique(_mixed(runs) >> _SHIFT)


@lru_cache(maxsize=65536)
def _hash(token: str) -> int:
    encoded = token.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(encoded, digest_size=8, person=ALGORITHM).digest(), "little")


def _mixed(runs: Hashes) -> Hashes:
    """splitmix64's end: the smallest of these are a fair sample, those of a product are not."""
    runs = (runs ^ (runs >> np.uint64(30))) * _MIX[0]
    runs = (runs ^ (runs >> np.uint64(27))) * _MIX[1]
    return runs ^ (runs >> np.uint64(31))


def _told(shorter: Signature, longer: Signature) -> str:
    """Those paragraphs of the shorter text that the longer one tells, too; a site's own are out."""
    told = [one for one in shorter.text.split("\n\n") if _stands_in(one, longer)]
    return "\n\n".join(told)


def _stands_in(paragraph: str, text: Signature) -> bool:
    tokens = _tokens(paragraph)
    runs = _runs(tokens, _script(tokens).run)
    common = np.intersect1d(runs, text.hashes, assume_unique=True)
    return len(common) > _TOLD * len(runs)
