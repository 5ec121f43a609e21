"""When two texts are the same block: the keys that repetition is counted by.

Rule 1: type-setting makes no difference (`folding.folded`).
Rule 2: numbers make none in a counter ("1,234 shares", "5 min read", a date in a box), yet in
    prose, and beside any word that no counter uses, they do: two market reports whose figures
    alone differ are two texts.
"""

import re
from functools import lru_cache

from pipelines.template.folding import TEXTS_REMEMBERED, folded
from pipelines.template.phrases import counter_words, date_words

_NUMBER = re.compile(r"\d+(?:[.,:/\s]+\d+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
# Longer than any counter line ("Updated 12 March 2024, 14:05 · 5 min read · 1,234 comments").
_COUNTER_CHARS = 80


@lru_cache(maxsize=TEXTS_REMEMBERED)
def block_key(text: str) -> str:
    """Equal for two blocks that a reader would call the same block of a site."""
    key = folded(text)
    if len(key) > _COUNTER_CHARS or not _NUMBER.search(key):
        return key
    return _without_numbers(key) if is_counter(key) else key


def _without_numbers(key: str) -> str:
    """Digits become 0 and the names of months and days one word: a date is a number, too."""
    dates = date_words()
    return _LETTERS.sub(
        lambda word: "month" if word[0] in dates else word[0], _NUMBER.sub("0", key)
    )


def is_counter(text: str) -> bool:
    """Whether every word is a month, a unit or another word that counters use, and some exists."""
    words = _LETTERS.findall(folded(text))
    return bool(words) and counter_words().issuperset(words)
