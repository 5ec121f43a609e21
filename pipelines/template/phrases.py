"""What interfaces say, by language: the data files in `phrases/`, compiled once a process.

Rule 1: a phrase is a whole block, or a call that a short block begins with; never a word that
    running text may hold.
Rule 2: every language applies to every page. Many sites declare the language of their template
    rather than their own, and English buttons stand on pages in any language; whole phrases do
    not collide between languages, single words that could are not in the files.
Rule 3: a label ("Next Article") says that what follows it is another article's headline. A weak
    one ("Next") says so only where a link or the title index agrees.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipelines.template.folding import TEXTS_REMEMBERED, folded
from pipelines.template.shape import word_count

# "Sign up for our newsletter to get ...": the longest such call seen had 38 words.
_CALL_WORDS = 40

Table = tuple[str, dict[str, dict[str, list[str]]]]
"""A language and its file: section, kind, texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """An entry of a data file: its language, what it is for (`share`, ...) and its folded text."""

    language: str
    kind: str
    text: str

    @property
    def rule(self) -> str:
        """The stable name that removals by this phrase carry."""
        return f"phrase:{self.language}:{self.kind}:{self.text.replace(' ', '-')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All languages' phrases by folded text; `glued` finds a label at the start of a block."""

    whole: Mapping[str, Phrase]
    opens: Mapping[str, Phrase]
    labels: Mapping[str, Phrase]
    weak_labels: Mapping[str, Phrase]
    notes: tuple[str, ...]
    bylines: tuple[str, ...]
    counters: frozenset[str]
    dates: frozenset[str]
    glued: re.Pattern[str]


@lru_cache(maxsize=TEXTS_REMEMBERED)
def interface_phrase(text: str) -> Phrase | None:
    """The phrase that makes this whole block interface text, or None."""
    key, known = folded(text), lexicon()
    if found := known.whole.get(key):
        return found
    if not key.startswith(_openings()) or word_count(key) > _CALL_WORDS:
        return None
    return next(known.opens[call] for call in _openings() if key.startswith(call))


def label_phrase(text: str) -> Phrase | None:
    """The label that this whole block is, strong or weak, or None."""
    key, known = folded(text), lexicon()
    return known.labels.get(key) or known.weak_labels.get(key)


def is_weak(label: Phrase) -> bool:
    """Whether the label needs a second signal before its neighbour is believed."""
    return label.text in lexicon().weak_labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Glued:
    """A label and the rest of its block: "Previous ArticleHEADLINE", gap "" between them."""

    label: Phrase
    gap: str
    rest: str


@lru_cache(maxsize=TEXTS_REMEMBERED)
def glued_label(text: str) -> Glued | None:
    """The label that the block begins with, when something follows it in the same block."""
    known = lexicon()
    match = known.glued.match(text)
    if match is None:
        return None
    key = folded(match["label"])
    label = known.labels.get(key) or known.weak_labels.get(key)
    if label is None:
        return None
    return Glued(label=label, gap=match["gap"], rest=match["rest"])


def counter_words() -> frozenset[str]:
    """Months, units and the other words of counters and dates, in all languages."""
    return lexicon().counters


def date_words() -> frozenset[str]:
    """Names of months and days among the counter words, in all languages."""
    return lexicon().dates


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The data files, read once."""
    tables = tuple(_tables())
    labels = _phrases(tables, "labels")
    weak = _phrases(tables, "weak_labels")
    return Lexicon(
        whole=_phrases(tables, "whole"),
        opens=_phrases(tables, "opens"),
        labels=labels,
        weak_labels=weak,
        notes=tuple(sorted(_texts(tables, "notes"))),
        bylines=tuple(sorted(_texts(tables, "bylines"))),
        counters=_texts(tables, "counters"),
        dates=_texts(tables, "counters", "months"),
        glued=_glued((*labels, *weak)),
    )


@lru_cache(maxsize=1)
def _openings() -> tuple[str, ...]:
    return tuple(sorted(lexicon().opens, key=len, reverse=True))


def _tables() -> Iterator[Table]:
    folder = files("pipelines.template").joinpath("phrases")
    for file in sorted(folder.iterdir(), key=lambda entry: (entry.name != "en.toml", entry.name)):
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8"))


def _phrases(tables: Iterable[Table], section: str) -> dict[str, Phrase]:
    found: dict[str, Phrase] = {}
    for language, table in tables:
        for kind, texts in table.get(section, {}).items():
            for text in map(folded, texts):
                found.setdefault(text, Phrase(language=language, kind=kind, text=text))
    return found


def _texts(tables: Iterable[Table], section: str, kind: str = "") -> frozenset[str]:
    """The section's entries, folded; only those of one kind if that is given."""
    return frozenset(
        folded(text)
        for _, table in tables
        for name, texts in table.get(section, {}).items()
        for text in texts
        if kind in ("", name)
    )


def _glued(labels: Iterable[str]) -> re.Pattern[str]:
    """Longest label first; white space of any kind and an apostrophe of any kind may be in it."""
    longest_first = sorted(set(labels), key=lambda label: (-len(label), label))
    spelled = "|".join(_spelling(label) for label in longest_first)
    return re.compile(rf"[\W_]*(?P<label>{spelled})(?P<gap>[\W_]*)(?P<rest>\S.*)", re.I | re.S)


def _spelling(label: str) -> str:
    return r"['’]?".join(r"\s+" if char == " " else re.escape(char) for char in label)
