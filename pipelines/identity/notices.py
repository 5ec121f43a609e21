"""Whether a page says, in place of its article, that the article was withdrawn.

The words are data: `notices.toml`. Every language is tried on every page: a notice may be a
template's, in another language than the article.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from pipelines.identity.differences import words

# A notice gives its reasons in some sentences; an article that reports on one has more to tell.
MOST_WORDS = 120
# The same in characters, since a word may be of any length.
MOST_CHARS = 2000
# A notice stands in place of the article: much less is left of it than this.
MOST_LEFT = 0.5


def is_notice(text: str, filed: str) -> bool:
    """Whether `text`, which came where `filed` had stood, says that it was taken back.

    filed: "" where nothing is to be compared with. A text that said so before is no news.
    """
    if len(text) > MOST_CHARS or len(text) > MOST_LEFT * len(filed) > 0:
        return False
    if len(words(text)) > MOST_WORDS or not says_withdrawn(text):
        return False
    return len(filed) > MOST_CHARS or not says_withdrawn(filed)


def says_withdrawn(text: str) -> bool:
    """Whether the words of a notice stand in it, in any language."""
    return _patterns().search(text) is not None


@lru_cache(maxsize=1)
def _patterns() -> re.Pattern[str]:
    file = files("pipelines.identity") / "notices.toml"
    languages: dict[str, list[str]] = tomllib.loads(file.read_text("utf-8"))
    every = (pattern for patterns in languages.values() for pattern in patterns)
    return re.compile("|".join(f"(?:{one})" for one in every), re.IGNORECASE | re.MULTILINE)
