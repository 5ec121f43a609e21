"""Composes the text of one article from a language's tables; the same seed, the same text.

Rule 1: chance comes in as a `random.Random`, so an article depends on its site and number only.
Rule 2: a paragraph that shares too many five-word runs with an earlier one of its language is
drawn again, because a truth that repeats itself could not be told from interface text.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.demo.language import Prose, Topic

SHINGLE_WORDS = 5
MAX_SHARED = 0.22  # aimed at; the test of the truth allows 0.3
MIN_WORDS, MAX_WORDS = 44, 88
_ALTERNATIVES = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_GAP = re.compile(r"\{(\d+)-(\d+)\}|\{(\w+)\}")
_ATTEMPTS = 60


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five words, lower case; empty for a shorter text."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False))


@dataclass
class Ledger:
    """Remembers which paragraph used which shingle, to keep the next one apart."""

    _owners: defaultdict[tuple[str, ...], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _sizes: list[int] = field(default_factory=list)

    def shared(self, text: str) -> float:
        """The largest overlap with one earlier paragraph: common shingles by the shorter's."""
        own = shingles(text)
        counts = Counter(owner for shingle in own for owner in self._owners.get(shingle, ()))
        shares = (count / min(len(own), self._sizes[owner]) for owner, count in counts.items())
        return max(shares, default=0.0)

    def add(self, text: str) -> None:
        """Takes a paragraph into account from now on."""
        own = shingles(text)
        for shingle in own:
            self._owners[shingle].append(len(self._sizes))
        self._sizes.append(len(own))


@dataclass(frozen=True, slots=True)
class Cast:
    """The people, places and things of one article: what `{m}`, `{town2}` and so on stand for."""

    entries: dict[str, str]


def cast(prose: Prose, rng: random.Random) -> Cast:
    """Draws people, places and the few figures that headline and lede have in common."""
    surnames = rng.sample(prose.surnames, 6)
    men, women = rng.sample(prose.men, 3), rng.sample(prose.women, 3)
    entries = {
        "few": str(rng.randint(5, 14)),
        "tens": str(rng.randint(20, 88)),
        "hundreds": str(rng.randint(110, 690)),
    }
    for place, number in enumerate(("", "2", "3")):
        entries[f"m{number}"] = f"{men[place]} {surnames[place]}"
        entries[f"f{number}"] = f"{women[place]} {surnames[place + 3]}{prose.women_suffix}"
    for name, table in prose.words.items():
        entries[name], entries[f"{name}2"] = rng.sample(table, 2)
    return Cast(entries)


def fill(template: str, story: Cast, rng: random.Random) -> str:
    """The template as a sentence: alternatives first, then numbers and the cast."""
    chosen = _ALTERNATIVES.sub(lambda match: rng.choice(match[1].split("|")), template)

    def gap(match: re.Match[str]) -> str:
        if match[3]:
            return story.entries[match[3]]
        return str(rng.randint(int(match[1]), int(match[2])))

    text = _GAP.sub(gap, chosen)
    return text[0].upper() + text[1:]


@dataclass
class Composer:
    """Draws the paragraphs of one article; no template serves twice in it."""

    prose: Prose
    topic: Topic
    story: Cast
    rng: random.Random
    ledger: Ledger
    _used: set[str] = field(default_factory=set)

    def line(self, templates: Sequence[str]) -> str:
        """One filled template."""
        return fill(self.rng.choice(templates), self.story, self.rng)

    def opening(self) -> str:
        """The first paragraph: a lede of this topic and facts that carry it."""
        return self._paragraph(self.topic.facts, first=self.topic.ledes)

    def detail(self) -> str:
        """A paragraph of facts that only this topic has."""
        return self._paragraph(self.topic.facts)

    def beat(self, number: int) -> str:
        """A paragraph in which people speak, count, look back, object or look ahead."""
        return self._paragraph(self.prose.beats[number])

    def aside(self) -> str:
        """A paragraph whose first sentence speaks of newsletters or sharing."""
        return self._paragraph(self.prose.beats[0], first=self.prose.asides)

    def _paragraph(self, bank: Sequence[str], first: Sequence[str] = ()) -> str:
        """The candidate that repeats least, at once when it is below the limit."""
        candidates = []
        for _ in range(_ATTEMPTS):
            text, used = self._draw(bank, first)
            candidates.append((self.ledger.shared(text), text, used))
            if candidates[-1][0] < MAX_SHARED:
                break
        _, text, used = min(candidates)
        self.ledger.add(text)
        self._used.update(used)
        return text

    def _draw(self, bank: Sequence[str], first: Sequence[str]) -> tuple[str, list[str]]:
        """Sentences until the paragraph is long enough, and the templates that they used.

        Where the bank has nothing fresh left, sentences that fit any story fill up.
        """
        everything = [template for beat in self.prose.beats for template in beat]
        order = [self.rng.choice(first)] if first else []
        order += self.rng.sample(bank, len(bank)) + self.rng.sample(everything, len(everything))
        text = ""
        used: list[str] = []
        for template in order:
            if template in self._used or template in used:
                continue
            longer = f"{text} {fill(template, self.story, self.rng)}".strip()
            if len(longer.split()) > MAX_WORDS:
                continue
            text, used = longer, [*used, template]
            if len(text.split()) >= MIN_WORDS:
                break
        return text, used
