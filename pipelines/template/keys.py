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

NUMBER = re.compile(r"\d+(?:[.,:/\s]+\d+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
# Characters: no counter line is longer ("Updated 12 March 2024, 14:05 · 5 min read · 34 comments").
LONGEST_COUNTER = 80
MONTH = "month"  # what names of months and days become in a key


@lru_cache(maxsize=TEXTS_REMEMBERED)
def block_key(text: str) -> str:
    """Equal for two blocks that a reader would call the same block of a site."""
    key = folded(text)
    if len(key) > LONGEST_COUNTER or not NUMBER.search(key):
        return key
    return without_numbers(key) if is_counter(key) else key


def without_numbers(key: str) -> str:
    """A folded text with 0 for digits, and one word for months and days: a date is a number."""
    dates = date_words()
    return _LETTERS.sub(lambda word: MONTH if word[0] in dates else word[0], NUMBER.sub("0", key))


def is_counter(text: str) -> bool:
    """Whether every word is a month, a unit or another word that counters use, and some exists."""
    words = _LETTERS.findall(folded(text))
    return bool(words) and counter_words().issuperset(words)
