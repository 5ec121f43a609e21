"""Texts of our own in any number: the demo's sentences give the frequent words, and names that
nobody bears the rare ones; paragraphs, lengths and vocabulary are a newspaper's in size.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import accumulate, islice, product

from crawler.demo.articles import Desk
from crawler.demo.language import Language
from crawler.demo.languages import de, en, fr
from crawler.demo.prose import Ledger

LANGUAGES: dict[str, Language] = {one.LANGUAGE.code: one.LANGUAGE for one in (en, de, fr)}
# Of so many composed articles the words are drawn, each as often as it stands there.
COMPOSED = 60
# Rare words: of a hundred so many, drawn from so many by Zipf's law.
RARE_PERCENT, RARE = 6, 60_000
SYLLABLES = ("ba", "cor", "del", "fen", "gri", "hal", "jun", "kel", "mor", "nev", "os", "pri")
# Words of an article: half of all are longer than the first; the second is the spread.
MEDIAN_WORDS, SPREAD = 240, 0.6
SHORTEST, LONGEST = 60, 4_000
A_PARAGRAPH = (25, 70)
_AT = datetime(2026, 1, 1, tzinfo=UTC)


def paragraphs(language: str, rng: random.Random) -> tuple[str, ...]:
    """A body, paragraph by paragraph."""
    length = round(rng.lognormvariate(0, SPREAD) * MEDIAN_WORDS)
    left = words(language, max(SHORTEST, min(length, LONGEST)), rng)
    made = []
    while left:
        count = rng.randint(*A_PARAGRAPH)
        made.append(sentence(left[:count]))
        left = left[count:]
    return tuple(made)


def line(language: str, fewest: int, most: int, rng: random.Random) -> str:
    """One sentence of so many words, without its full stop."""
    return sentence(words(language, rng.randint(fewest, most), rng)).rstrip(".")


def words(language: str, count: int, rng: random.Random) -> list[str]:
    """So many words of the language, some of them rare."""
    names, sums = _rare()
    drawn = rng.choices(_frequent(language), k=count)
    places = rng.sample(range(count), round(count * RARE_PERCENT / 100))
    for place, name in zip(places, rng.choices(names, cum_weights=sums, k=count), strict=False):
        drawn[place] = name
    return drawn


def sentence(some: Sequence[str]) -> str:
    """The words with a capital at the start and a full stop."""
    text = " ".join(some)
    return f"{text[:1].upper()}{text[1:]}."


@lru_cache(maxsize=8)
def _frequent(language: str) -> tuple[str, ...]:
    desk = Desk(
        host=f"words-{language}.example",
        language=LANGUAGES[language],
        authors=("Nobody",),
        citations=False,
        ledger=Ledger(),
    )
    told = (desk.article(serial, _AT).paragraphs for serial in range(1, COMPOSED + 1))
    return tuple(
        word.strip(".,:;!?«»„“”\"'") for text in told for one in text for word in one.split()
    )


@lru_cache(maxsize=1)
def _rare() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Names, and their weights added up for `random.choices`."""
    made = ("".join(one) for size in (3, 4, 5) for one in product(SYLLABLES, repeat=size))
    names = [name.capitalize() for name in islice(made, RARE)]
    random.Random("rare").shuffle(names)
    return tuple(names), tuple(accumulate(1 / rank for rank in range(1, RARE + 1)))
