"""The shape of a language's tables: what a demo site prints, and what its articles are made of.

A template is a sentence with two kinds of gaps. `[a|b|c]` takes one of the alternatives;
`{12-48}` takes a number in that range; `{name}` takes a word from the story's cast (see
`prose.Cast`). Gaps stand close together on purpose: two articles about two bridges must not
share long runs of words, or a learner of repetition would be right to strike them. Brackets
without a bar, as in `[Citation: ...]`, are text.
"""

from dataclasses import dataclass


def words(line: str) -> tuple[str, ...]:
    """A table of words written on one line; `_` stands for a space inside an entry."""
    return tuple(word.replace("_", " ") for word in line.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """What a site prints around every article, in its language.

    share: the lines of the share bar. newsletter: heading, sentence, button. cookie: sentence,
    button. consent, missing, about: title and paragraphs of those pages. bio: `{author}` and
    `{site}` are filled in. sections: name and slug of the three sections, in the order that
    `Topic.section` counts. months: as `date` has them.
    """

    summary_ask: str
    summary_do: str
    previous: str
    next: str
    share: tuple[str, ...]
    newsletter: tuple[str, str, str]
    read_also: str
    cookie: tuple[str, str]
    bio: str
    by: str
    published: str
    tags: str
    copyright: str
    comments: str
    related: str
    older: str
    home: str
    sections: tuple[tuple[str, str], ...]
    about: tuple[str, ...]
    missing: tuple[str, ...]
    consent: tuple[str, ...]
    report: str
    months: tuple[str, ...]
    date: str = "{day} {month} {year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A kind of story: its section, its tags and the sentences that only it uses."""

    section: int
    tags: tuple[str, ...]
    headlines: tuple[str, ...]
    ledes: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The tables that articles are composed from.

    women_suffix: what a woman's surname adds to a man's (Russian). beats: sentences that fit
    any story, by what they do (speak, count, look back, object, look ahead); a paragraph takes
    its sentences from one beat. flashes: headline and sentence of one-sentence articles. asides:
    sentences in running prose that speak of newsletters and sharing, which are no interface.
    notes: editor's notes and corrections. subheads: true subheads that recur in a third of the
    articles.
    """

    men: tuple[str, ...]
    women: tuple[str, ...]
    surnames: tuple[str, ...]
    women_suffix: str = ""
    words: dict[str, tuple[str, ...]]
    topics: tuple[Topic, ...]
    beats: tuple[tuple[str, ...], ...]
    flashes: tuple[tuple[str, str], ...]
    asides: tuple[str, ...]
    quotes: tuple[str, ...]
    list_intros: tuple[str, ...]
    list_items: tuple[str, ...]
    notes: tuple[str, ...]
    citations: tuple[str, ...]
    subheads: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language: its BCP 47 code, what the sites print and what the articles say."""

    code: str
    interface: Interface
    prose: Prose
