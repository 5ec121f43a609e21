"""One invented article: its parts in page order, and how they are composed.

Rule: the parts are the truth. A page renders them in this order and adds only interface text.
"""

import random
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crawler.demo.language import Language, Topic
from crawler.demo.prose import Composer, Ledger, cast

_LATIN = "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch - y - e yu ya"
_SPELT_OUT = {"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "œ": "oe", "ъ": "", "ь": ""}
_FOLDED = dict(
    zip(map(ord, "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"), _LATIN.split(" "), strict=True)
) | {ord(letter): plain for letter, plain in _SPELT_OUT.items()}

FLASHES = (5, 21)  # the articles of one sentence


class PartKind(StrEnum):
    """What a part of a body is, and so which element carries it."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    ITEM = "item"
    QUOTE = "quote"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block of a body: a true text that a page shows and that must be filed."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """An article as the newsroom wrote it.

    serial: 1 for the oldest of its site, rising with time. section counts from 0.
    date_published: aware, UTC, whole minutes.
    """

    serial: int
    section: int
    headline: str
    parts: tuple[Part, ...]
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    date_published: datetime

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The true body, block by block, in page order."""
        return tuple(part.text for part in self.parts)

    @property
    def teaser(self) -> str:
        """The lede's first sentence, which other pages show and this article owns."""
        return re.split(r"(?<=[.!?])\s", self.parts[0].text, maxsplit=1)[0]

    @property
    def slug(self) -> str:
        """The headline as a part of an address: ASCII words joined by hyphens."""
        return slug(self.headline)


def slug(text: str) -> str:
    """Lower-case ASCII words of a text, accents dropped, Cyrillic transliterated."""
    latin = text.lower().translate(_FOLDED)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:80].strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the articles of one site have in common while they are composed.

    citations: paragraphs of every second article end with a `[Citation: ...]`.
    """

    host: str
    language: Language
    authors: tuple[str, ...]
    citations: bool
    ledger: Ledger

    def article(self, serial: int, date_published: datetime) -> DemoArticle:
        """The article of that number; deterministic for host, serial and what came before."""
        rng = random.Random(f"{self.host} {serial}")
        topics = self.language.prose.topics
        topic = topics[serial % len(topics)]
        composer = self._composer(topic, rng)
        headline, parts = _flash(composer) if serial in FLASHES else _story(composer, serial)
        return DemoArticle(
            serial=serial,
            section=topic.section,
            headline=headline,
            parts=self._cited(composer, parts, serial),
            authors=(self.authors[serial % len(self.authors)],),
            tags=topic.tags,
            date_published=date_published,
        )

    def headline(self, serial: int) -> str:
        """A headline of a story that was never written, for addresses that lead nowhere."""
        rng = random.Random(f"{self.host} missing {serial}")
        topic = self.language.prose.topics[serial % len(self.language.prose.topics)]
        return self._composer(topic, rng).line(topic.headlines)

    def _composer(self, topic: Topic, rng: random.Random) -> Composer:
        prose = self.language.prose
        return Composer(prose, topic, cast(prose, rng), rng, self.ledger)

    def _cited(self, composer: Composer, parts: tuple[Part, ...], serial: int) -> tuple[Part, ...]:
        if not self.citations or serial % 2:
            return parts
        return tuple(
            Part(kind=part.kind, text=f"{part.text} {composer.line(composer.prose.citations)}")
            if part.kind is PartKind.PARAGRAPH and not part.text.endswith(":")
            else part
            for part in parts
        )


def _flash(composer: Composer) -> tuple[str, tuple[Part, ...]]:
    """A wire flash: its headline and its only sentence."""
    headline, sentence = composer.rng.choice(composer.prose.flashes)
    text = composer.line([sentence])
    return composer.line([headline]), (_part(PartKind.PARAGRAPH, text),)


def _story(composer: Composer, serial: int) -> tuple[str, tuple[Part, ...]]:
    """Headline and parts of a story of four to nine paragraphs with its extras."""
    headline = composer.line(composer.topic.headlines)
    parts = [_part(PartKind.PARAGRAPH, composer.opening())]
    parts.append(_part(PartKind.PARAGRAPH, composer.detail()))
    if serial % 5 == 2:
        parts.append(_part(PartKind.PARAGRAPH, composer.aside()))
    beats = composer.rng.sample(range(5), 5)[: 2 + serial % 4]
    parts += [_part(PartKind.PARAGRAPH, composer.beat(beat)) for beat in beats]
    for extra in (_with_list, _with_quote, _with_subhead, _with_note):
        extra(parts, composer, serial)
    return headline, tuple(parts)


def _with_list(parts: list[Part], composer: Composer, serial: int) -> None:
    if serial % 7 == 3:
        prose = composer.prose
        items = [_part(PartKind.ITEM, composer.line([line])) for line in prose.list_items]
        parts[3:3] = [_part(PartKind.PARAGRAPH, composer.line(prose.list_intros)), *items]


def _with_quote(parts: list[Part], composer: Composer, serial: int) -> None:
    if serial % 4 == 1:
        parts.insert(2, _part(PartKind.QUOTE, composer.line(composer.prose.quotes)))


def _with_subhead(parts: list[Part], composer: Composer, serial: int) -> None:
    """The subheads recur by intention: a third of the articles has one of the same two."""
    if serial % 3 == 0:
        subhead = composer.prose.subheads[serial // 3 % 2]
        parts.insert(len(parts) - 1, _part(PartKind.SUBHEAD, subhead))


def _with_note(parts: list[Part], composer: Composer, serial: int) -> None:
    if serial % 9 == 4:
        parts.append(_part(PartKind.NOTE, composer.line(composer.prose.notes)))


def _part(kind: PartKind, text: str) -> Part:
    return Part(kind=kind, text=text)
