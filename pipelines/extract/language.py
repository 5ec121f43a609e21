"""The language of a text: what the page declares, checked against what it reads like."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Below this the classifier guesses.
ENOUGH_CHARS = 200
_LOOKED_AT_CHARS = 1_000
_SURE = 0.95
_TAG = re.compile(r"^[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*$")


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
