"""Which line above the text is the byline: who wrote it and when, and nothing else.

Author and date are fields; printed once more they are no paragraph of the article.
"""

import re
from collections.abc import Sequence

from pipelines.extract.months import MONTHS

LONGEST = 120
# "By", "Updated", "at", a city: more words than these say something of their own.
MOST_OTHER_WORDS = 3

_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.!?…。]$")


def is_byline(text: str, authors: Sequence[str]) -> bool:
    """Whether the text names one of the authors and, beside dates, hardly anything else."""
    folded = text.casefold()
    named = [author for author in authors if author.casefold() in folded]
    if not named or len(text) > LONGEST or _SENTENCE_END.search(text):
        return False
    for author in named:
        folded = folded.replace(author.casefold(), " ")
    others = [word for word in _WORD.findall(folded) if word not in MONTHS]
    return len(others) <= MOST_OTHER_WORDS
