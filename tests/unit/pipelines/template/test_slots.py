"""Slots in many languages: no class names, no title index, in every shape that sites print."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from template_pages import EMPTY, NO_RULES, Line, kept, page

from pipelines.template.learn import learn
from pipelines.template.strip import strip


@dataclass(frozen=True)
class Words:
    """A language of slots.toml."""

    before: str
    after: str
    related: str
    headline: str
    body: list[str]
    others: list[str]


TABLE = tomllib.loads(Path(__file__).with_name("slots.toml").read_text(encoding="utf-8"))
LANGUAGES = {language: Words(**entries) for language, entries in TABLE.items()}


def own(words: Words) -> list[str]:
    """What must be left of each page."""
    return [words.headline, *words.body]


def separate(words: Words) -> list[Line]:
    """Label and headline in elements of their own, all alike."""
    pairs = ((words.before, words.others[0]), (words.after, words.others[1]))
    return [Line(text, "body/article/div/p") for pair in pairs for text in pair]


def linked(words: Words) -> list[Line]:
    """The label as text, the headline as a link of its own."""
    pairs = ((words.before, words.others[0]), (words.after, words.others[1]))
    return [
        Line(text, f"body/article/div/{tag}", link_share=share)
        for pair in pairs
        for text, tag, share in zip(pair, ("span", "a"), (0.0, 1.0), strict=True)
    ]


def in_one_link(words: Words) -> list[Line]:
    """A link that holds the label and, after a space, the headline."""
    pairs = ((words.before, words.others[0]), (words.after, words.others[1]))
    return [Line(" ".join(pair), "body/article/div/a", link_share=1.0) for pair in pairs]


def labels_first(words: Words) -> list[Line]:
    """Both labels, then both headlines, as a row of two columns is read."""
    texts = (words.before, words.after, *words.others)
    return [Line(text, "body/article/div/p") for text in texts]


def flat(words: Words) -> list[Line]:
    """No markup at all."""
    return [Line(line.text) for line in separate(words)]


SHAPES = (separate, linked, in_one_link, labels_first, flat)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_what_stands_behind_previous_and_next_goes(
    language: str, shape: Callable[[Words], list[Line]]
) -> None:
    """By the label alone: one page, no names of classes, no other page's headline known."""
    words = LANGUAGES[language]
    path = "" if shape is flat else "body/article/p"
    lines = [*(Line(text, path) for text in own(words)), *shape(words)]
    assert left(lines, words) == own(words)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("share", [0.0, 1.0], ids=["text", "link"])
def test_a_related_headline_amid_the_text_goes(language: str, share: float) -> None:
    """In two elements between two paragraphs of the article's own."""
    words = LANGUAGES[language]
    mine = [Line(text, "body/article/p") for text in own(words)]
    box = [
        Line(words.related, "body/article/div/p"),
        Line(words.others[0], "body/article/div/p/a", link_share=share),
    ]
    assert left([*mine[:2], *box, *mine[2:]], words) == own(words)


UNKNOWN = {
    "sv": ("Föregående artikel", "Nattfiskarna räknar fler ålar i vik {} än i våras"),
    "cs": ("Předchozí článek", "Noční rybáři počítají v zátoce {} víc úhořů než na jaře"),
    "fi": ("Edellinen juttu", "Yökalastajat laskevat lahdella {} ankeriaita enemmän kuin keväällä"),
    "el": ("Προηγούμενο άρθρο", "Οι ψαράδες της νύχτας μετρούν στον κόλπο {} περισσότερα χέλια"),
}


@pytest.mark.parametrize("language", sorted(UNKNOWN))
@pytest.mark.parametrize("path", ["body/article/div/p", ""], ids=["markup", "flat"])
def test_a_label_that_no_file_knows_is_learned_with_its_slot(language: str, path: str) -> None:
    """Below ten articles stands the same label and each time a headline that nobody knows."""
    label, other = UNKNOWN[language]
    words = LANGUAGES["en"]

    def lines(number: int) -> list[Line]:
        body = [text.replace("ward four", f"ward {number}") for text in words.body]
        mine = [f"Ward {number} mends its ferry", *(f"{number}: {text}" for text in body)]
        text_path = "body/article/p" if path else ""
        own_lines = [Line(text, text_path) for text in mine]
        return [*own_lines, Line(label, path), Line(other.format(number), path)]

    pages = [page(number, lines(number), f"Ward {number} mends its ferry") for number in range(10)]
    template = learn(pages, EMPTY, {})
    for number, one in enumerate(pages):
        expected = [line.text for line in lines(number)[:-2]]
        assert kept(strip(one, template, NO_RULES, {})) == expected


@pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - {"ja"}))
def test_a_label_and_a_headline_on_one_line_of_a_dump_go_together(language: str) -> None:
    """With nothing but a space between them; Japanese would write none."""
    words = LANGUAGES[language]
    mine = [Line(text) for text in own(words)]
    slots = [Line(f"{words.before} {words.others[0]}"), Line(f"{words.after} {words.others[1]}")]
    assert left([*mine, *slots], words) == own(words)


def left(lines: Sequence[Line], words: Words) -> list[str]:
    """What stays of one page with these lines."""
    return kept(strip(page(1, lines, words.headline), EMPTY, NO_RULES, {}))
