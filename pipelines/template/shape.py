"""How a text looks: its length in words, whether it is prose, whether it could be a headline.

Chinese and Japanese write no spaces, so two of their characters count as one word.
"""

import re
from functools import lru_cache

from pipelines.template.folding import TEXTS_REMEMBERED

# A label or a headline is shorter; one news sentence is longer.
PROSE_WORDS = 12
LONG_WORDS = 40
HEADLINE_WORDS = 30

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_CLOSERS = "\"'”’»)]】」』）›"
_SOURCE_NOTE = re.compile(r"\s*[\[(（][^\])）]*[\])）]\s*$")
_STOPS = ".。．۔।"
_SENTENCE_ENDS = _STOPS + "!?…！？؟:："


@lru_cache(maxsize=TEXTS_REMEMBERED)
def word_count(text: str) -> int:
    """Words, or pairs of characters where words are not spaced."""
    if text.isascii() or not _UNSPACED.search(text):
        return len(text.split())
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + (unspaced + 1) // 2


def ends_with_stop(text: str) -> bool:
    """Whether the text ends as a sentence does and a headline does not."""
    return text.rstrip(_CLOSERS + " ").endswith(tuple(_STOPS))


@lru_cache(maxsize=TEXTS_REMEMBERED)
def is_prose(text: str) -> bool:
    """Running text: a whole sentence, or so long that it can be nothing else.

    A source in brackets after the last sentence ("[Citation: ...]") does not hide its end.
    """
    words = word_count(text)
    if words < PROSE_WORDS:
        return False
    end = _SOURCE_NOTE.sub("", text).rstrip(_CLOSERS + " ")
    return words >= LONG_WORDS or end.endswith(tuple(_SENTENCE_ENDS))


def could_be_headline(text: str) -> bool:
    """Two to thirty words that do not end in a full stop."""
    return 2 <= word_count(text) <= HEADLINE_WORDS and not ends_with_stop(text)
