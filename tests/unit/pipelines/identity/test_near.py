"""Copies are known by what they keep, look-alikes by what they do not."""

import random

import pytest

from pipelines.identity.near import FINGERPRINTS, likeness, share, signature

SYLLABLES = ("ba", "cor", "del", "fen", "gri", "hal", "jun", "kel", "mor", "nev", "os", "pri")
WORDS = tuple(one + other for one in SYLLABLES for other in SYLLABLES)


def paragraph(seed: str, words: int = 50) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(words)) + "."


def story(name: str, paragraphs: int = 6) -> tuple[str, ...]:
    return tuple(paragraph(f"{name} {number}") for number in range(paragraphs))


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return likeness(signature("\n\n".join(one)), signature("\n\n".join(other))) is not None


STORY = story("quay")


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        (paragraph("own first"), *STORY, paragraph("own last")),
        STORY[:3],
        (paragraph("own first"), *STORY[:4], paragraph("own last")),
        tuple(line.upper().replace(" ", "  ").replace(".", " !") for line in STORY),
        tuple(line.replace("corfen", "boat") for line in STORY),
    ],
    ids=["exact", "framed", "cut to half", "cut and framed", "set otherwise", "a word changed"],
)
def test_a_copy_is_alike(copy: tuple[str, ...]) -> None:
    """What a site adds, cuts or touches does not hide the wire's text; in both directions."""
    assert alike(STORY, copy)
    assert alike(copy, STORY)


@pytest.mark.parametrize(
    "other",
    [
        story("bridge"),
        (*story("later", 4), *STORY[-2:]),
        (*STORY[:1], *story("round-up", 5)),
        STORY[:1],
    ],
    ids=["another story", "a follow-up", "a round-up", "a brief"],
)
def test_what_shares_some_words_is_not_alike(other: tuple[str, ...]) -> None:
    """Background that is repeated, a brief, and a story within a round-up are no copies."""
    assert not alike(STORY, other)


def test_reports_of_one_pattern_differ_in_their_numbers() -> None:
    """Half of the runs are the same words, and the figures are another day's."""

    def report(day: int) -> tuple[str, ...]:
        rng = random.Random(day)
        lines = [line.split() for line in story("report", 4)]
        for line in lines:
            line[::12] = [str(rng.randrange(100, 9999)) for _ in line[::12]]
        return tuple(" ".join(line) for line in lines)

    one, other = (signature("\n\n".join(report(day))) for day in (1, 2))
    assert share(one, other) > 0.5
    assert likeness(one, other) is None
    assert likeness(one, signature("\n\n".join((*report(1), paragraph("own"))))) is not None


def test_reports_of_one_pattern_differ_in_their_names() -> None:
    """The same match report of two other clubs, without any number."""

    def report(clubs: str) -> str:
        lines = [line.split() for line in story("match", 4)]
        for line in lines:
            line[6::12] = [club.title() for club in clubs.split()]
        return "\n\n".join(" ".join(line) for line in lines)

    one = signature(report("ashby bexley coldham driffield"))
    other = signature(report("easton frome garvie haxby"))
    assert share(one, other) > 0.5
    assert likeness(one, other) is None


def test_a_flash_has_no_fingerprints() -> None:
    """One sentence recurs on any day."""
    assert signature(paragraph("flash", 40)).fingerprints == ()
    assert likeness(signature(paragraph("a", 40)), signature(paragraph("a", 40))) is None
    assert len(signature(paragraph("story", 200)).fingerprints) == FINGERPRINTS


def test_texts_without_spaces_are_compared_by_characters() -> None:
    """Chinese and Japanese: each character is a token, and a longer run of them is one hash."""
    rng = random.Random(4)
    signs = [chr(0x4E00 + number) for number in range(0, 900, 3)]
    lines = tuple("".join(rng.choices(signs, k=120)) + "。" for _ in range(5))
    others = tuple("".join(rng.choices(signs, k=120)) + "。" for _ in range(5))
    assert alike(lines, (others[0], *lines, others[1]))
    assert not alike(lines, others)


def test_fingerprints_are_the_same_in_ten_years() -> None:
    """They stand in databases: whoever changes them raises ALGORITHM and has all signed anew."""
    text = " ".join(f"word{number}" for number in range(60))
    assert signature(text).fingerprints[:3] == PINNED
    assert all(0 <= one < 2**48 for one in signature(text).fingerprints)


PINNED = (3151374671729, 5978378493973, 6250340149199)
