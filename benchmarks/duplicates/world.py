"""A generated world of wire stories: what copies of them and what looks like copies; seeded.

Rule: an entry's `story` is the truth. Entries of one story are copies, all others are not.
"""

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.demo.articles import Desk
from crawler.demo.language import Language
from crawler.demo.languages import de, en, es, fr, ru
from crawler.demo.prose import Ledger

# The thresholds of `identity.near` were chosen on the first half; the second one decides.
HALVES: Mapping[str, tuple[Language, ...]] = {
    "development": (en.LANGUAGE, de.LANGUAGE),
    "held out": (es.LANGUAGE, fr.LANGUAGE, ru.LANGUAGE),
}
STORIES = 40  # of each language
REPORTS = 40  # of each pattern
FIRST_DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
LIGHT, HEAVY = 0.04, 0.08  # of the words are changed by an editor

# The kinds that are the first of their story, and a copy of the second of these.
FIRST = ("original", "report")
COPIED = "report, copied"

Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article of the world. kind: how it came about; language: empty where undeclared."""

    story: str
    kind: str
    site: str
    language: str
    paragraphs: Paragraphs

    @property
    def text(self) -> str:
        """Its clean body."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class _Wire:
    """One language's stories, paragraphs that belong to nobody, and the words of both."""

    code: str
    stories: tuple[Paragraphs, ...]
    twins: tuple[Paragraphs, ...]  # the same in number, as translations of another language's
    spare: tuple[str, ...]
    words: tuple[str, ...]


def world(half: str, seed: int) -> tuple[Entry, ...]:
    """All entries of one half, in an order that mixes kinds; the same seed, the same entries.

    A report's copy follows it: it is of one day. Copies of stories come at any time.
    """
    rng = random.Random(f"{half} {seed}")
    wires = [_wire(language, seed) for language in HALVES[half]]
    editions: list[tuple[Entry, ...]] = [
        (entry,)
        for place, wire in enumerate(wires)
        for entry in _language(wire, wires[(place + 1) % len(wires)], rng)
    ]
    for pattern in _patterns(half):
        editions += _reports(pattern, wires[0].spare, rng)
    rng.shuffle(editions)
    return tuple(entry for edition in editions for entry in edition)


def _wire(language: Language, seed: int) -> _Wire:
    desk = Desk(
        host=f"wire-{language.code}-{seed}.example",
        language=language,
        authors=("Wire",),
        citations=False,
        ledger=Ledger(),
    )
    days = (FIRST_DAY + timedelta(hours=at) for at in range(3 * STORIES))
    texts = [desk.article(serial, day).paragraphs for serial, day in enumerate(days, start=1)]
    whole = [text for text in texts if len(text) >= 5]
    stories, twins, rest = whole[:STORIES], whole[STORIES : 2 * STORIES], whole[2 * STORIES :]
    words = tuple(word for text in rest for line in text for word in line.split())
    spare = tuple(line for text in rest for line in text if len(line.split()) >= 40)
    return _Wire(language.code, tuple(stories), tuple(twins), spare, words)


def _language(wire: _Wire, foreign: _Wire, rng: random.Random) -> Iterator[Entry]:
    for number, story in enumerate(wire.stories):
        name = f"{wire.code} {number}"
        for site, (kind, change) in enumerate(COPIES.items()):
            yield _entry(name, kind, site, wire.code, change(story, wire, rng))
        yield from _lookalikes(story, number, wire, foreign, rng)
    yield from _flashes(wire)


def _framed(story: Paragraphs, wire: _Wire, rng: random.Random) -> Paragraphs:
    """A first paragraph of the site's own, and a last one that it prints under every story."""
    return (rng.choice(wire.spare[1 : len(wire.spare) // 2]), *story, wire.spare[0])


def _cut(story: Paragraphs, _wire: _Wire, _rng: random.Random) -> Paragraphs:
    """The first half of the words, whole paragraphs."""
    words, kept = sum(len(line.split()) for line in story), 0
    for count, line in enumerate(story, start=1):
        kept += len(line.split())
        if 2 * kept >= words:
            return story[:count]
    return story


def _edited(story: Paragraphs, share: float, wire: _Wire, rng: random.Random) -> Paragraphs:
    """An editor replaces, drops or adds words of all kinds, numbers and names among them."""
    return tuple(" ".join(_touched(line.split(), share, wire, rng)) for line in story)


def _touched(words: Sequence[str], share: float, wire: _Wire, rng: random.Random) -> Iterator[str]:
    for word in words:
        if rng.random() >= share:
            yield word
            continue
        yield from rng.choice(((), (rng.choice(wire.words),), (word, rng.choice(wire.words))))


# Each stands on a site of its own; the first is the agency's.
COPIES: Mapping[str, Any] = {
    "original": lambda story, _wire, _rng: story,
    "exact": lambda story, _wire, _rng: tuple(f"  {line} " for line in story),
    "framed": _framed,
    "edited 4 %": lambda story, wire, rng: _edited(story, LIGHT, wire, rng),
    "edited 8 %": lambda story, wire, rng: _edited(story, HEAVY, wire, rng),
    "cut to half": _cut,
    "framed, edited 4 %": lambda story, wire, rng: _framed(
        _edited(story, LIGHT, wire, rng), wire, rng
    ),
    "cut, framed": lambda story, wire, rng: _framed(_cut(story, wire, rng), wire, rng),
    "cut, edited 4 %": lambda story, wire, rng: _cut(_edited(story, LIGHT, wire, rng), wire, rng),
    "only its first paragraph": lambda story, _wire, _rng: story[:1],
    "cut, framed, edited 4 %": lambda story, wire, rng: _framed(
        _cut(_edited(story, LIGHT, wire, rng), wire, rng), wire, rng
    ),
}


def _lookalikes(
    story: Paragraphs, number: int, wire: _Wire, foreign: _Wire, rng: random.Random
) -> Iterator[Entry]:
    """What has much in common with the story and is another."""
    name = f"{wire.code} {number}"
    twin = (story[0], *foreign.twins[number])  # quotes the original's first paragraph
    later = (*rng.sample(wire.spare[len(wire.spare) // 2 :], 4), *story[-2:])
    yield _entry(f"{name} twin", "translated twin", 0, foreign.code, twin)
    yield _entry(f"{name} twin", "the same, undeclared", 1, "", twin)
    yield _entry(f"{name} later", "follow-up", 0, wire.code, later)
    yield _entry(f"{name} later", "the same, cut", 8, wire.code, later[1:])
    if number % 6 == 0:  # no two round-ups tell one story
        told = tuple(one[0] for one in wire.stories[number : number + 6])
        yield _entry(f"{name} round-up", "round-up", number, wire.code, told)


def _entry(story: str, kind: str, site: int, language: str, paragraphs: Paragraphs) -> Entry:
    host = f"site-{site % len(COPIES)}.example"
    return Entry(story=story, kind=kind, site=host, language=language, paragraphs=paragraphs)


def _flashes(wire: _Wire) -> Iterator[Entry]:
    """One sentence that several sites print, week after week."""
    line = " ".join(wire.spare[1].split()[:30])
    for number in range(6):
        yield _entry(f"{wire.code} flash {number}", "flash", number, wire.code, (line,))


def _patterns(half: str) -> list[Mapping[str, Any]]:
    path = Path(__file__).with_name("reports.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))["report"]
    return [one for one in table if one["half"] == half]


def _reports(
    pattern: Mapping[str, Any], spare: Sequence[str], rng: random.Random
) -> Iterator[tuple[Entry, ...]]:
    """One site's reports day after day, no two alike; others print every fourth, too."""
    code, texts = pattern["language"], dict[Paragraphs, int]()
    while len(texts) < REPORTS:
        names = dict(zip(("name", "name2", "name3"), rng.sample(pattern["names"], 3), strict=True))
        lines = tuple(_filled(pattern["text"], names, rng).strip().split("\n\n"))
        texts.setdefault(lines, len(texts))
    for lines, number in texts.items():
        story = f"{code} {pattern['names'][0]} {number}"
        report = _entry(story, "report", number % 4, code, lines)
        framed = (*lines, rng.choice(spare))
        copy = _entry(story, COPIED, 4, code, framed)
        yield (report, copy) if number % 4 == 0 else (report,)


# d: degrees, or what else moves little from day to day.
_GAPS: Mapping[str, Callable[[random.Random], str]] = {
    "n": lambda rng: str(rng.randint(2, 99)),
    "d": lambda rng: str(rng.randint(8, 15)),
    "p": lambda rng: f"{rng.randint(2, 99)}.{rng.randint(1, 9)}",
}


def _filled(text: str, names: Mapping[str, str], rng: random.Random) -> str:
    def gap(match: re.Match[str]) -> str:
        return names.get(match[1]) or _GAPS[match[1]](rng)

    return re.sub(r"\{(\w+)\}", gap, text)
