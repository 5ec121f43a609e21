"""The language of a text: what the page declares, checked against what it reads like."""

import re
from collections import Counter
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipelines.extract.function_words import FUNCTION_WORDS, LANGUAGES_OF

# Below this the classifier guesses.
ENOUGH_CHARS = 200
_LOOKED_AT_CHARS = 1_000
_SURE = 0.95
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 30
# On 1,255 development pages these never confirmed a language that the classifier surely denied.
_SHARE = 0.2
_LEAD = 1.5
_TAG = re.compile(r"^[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*$")


def reads_like(text: str, language: str) -> bool:
    """Whether the text's function words surely are those of `language` (a tag's first part).

    False also where they do not settle it.
    """
    words = _WORD.findall(text[:_LOOKED_AT_CHARS].casefold())
    if language not in FUNCTION_WORDS or len(words) < _ENOUGH_WORDS:
        return False
    counts = Counter(each for word in words for each in LANGUAGES_OF.get(word, ()))
    own = counts.pop(language, 0)
    return own >= _SHARE * len(words) and own > _LEAD * max(counts.values(), default=0)


def language_tag(raw: str) -> str | None:
    """`en_us`, `EN-us`, `en-US.UTF-8` as the BCP 47 tag `en-US`; None when it is none."""
    tag = raw.strip().split(".")[0].split(",")[0]
    if not _TAG.match(tag):
        return None
    first, *rest = re.split("[-_]", tag)
    return "-".join([first.lower(), *(_subtag(part) for part in rest)])


def read_language(text: str) -> tuple[str, bool] | None:
    """(language, whether that is sure) as the text reads, or None for a text too short."""
    if len(text) < ENOUGH_CHARS:
        return None
    language, probability = _identifier().classify(text[:_LOOKED_AT_CHARS])
    return str(language), float(probability) >= _SURE


def _subtag(part: str) -> str:
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 else part.lower()


@cache
def _identifier() -> LanguageIdentifier:
    """The model, loaded at the first text (0.7 s, once in each process)."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
