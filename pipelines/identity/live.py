"""Does a live blog only grow? Then the version that stands is brought up to date.

Rule 1: what is added makes no revision. A paragraph that would be lost makes one, unless an
    earlier revision still has it: pages that show their newest entries only drop old ones.
Rule 2: short lines are no paragraphs: "12 minutes ago" is another line each time.
"""

from collections.abc import Iterable, Iterator

from pipelines.identity.differences import words

_WORDS_OF_A_PARAGRAPH = 6


def only_grows(standing: str, incoming: str, earlier: Iterable[str]) -> bool:
    """Whether every paragraph of the standing text is in the incoming one, or in an earlier.

    Texts are paragraphs joined by a blank line.
    """
    left = set(_paragraphs(standing)) - set(_paragraphs(incoming))
    for text in earlier:
        left -= set(_paragraphs(text))
    return not left


def _paragraphs(text: str) -> Iterator[tuple[str, ...]]:
    folded = (words(paragraph.casefold()) for paragraph in text.split("\n\n"))
    return (one for one in folded if len(one) >= _WORDS_OF_A_PARAGRAPH)
