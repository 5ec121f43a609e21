"""Flat texts, as other programs dump articles, cleaned one by one or as a set of one site.

Rule 1: the first line is the headline, every other line a block (see `template.plain`).
Rule 2: alone, a text is cleaned by phrases and slots; a set also by what its texts repeat.
Rule 3: two files with one text are one witness.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.charset import decoded
from pipelines.extract.language import read_language
from pipelines.identity.fingerprint import text_digest
from pipelines.model import Cleaned, Page, SiteRules, Template, join
from pipelines.template.plain import blocks_of
from pipelines.template.sitewise import learned
from pipelines.template.strip import strip

# Bytes that no text holds in any encoding, once it is decoded; tabs and line ends are text.
_CONTROLS = frozenset(map(chr, (*range(9), *range(14, 27), *range(28, 32), 0x7F)))
# The share of control and undecodable characters from which a file is no text; the same share
# as a page's in `extract.verdict`.
_MOST_CONTROLS = 0.05
_GLANCE = 4096
# What a folder of dumps may hold besides texts: its lines would be filed as paragraphs.
_OTHER_FORMATS = {
    "is HTML, no flat text": re.compile(r"\s*<(?:!doctype|\?xml|html|head|body)\b", re.IGNORECASE),
    "is JSON, no flat text": re.compile(r'\s*(?:\{\s*"|\[\s*[\[{"])'),
}

NO_RULES = SiteRules()
# Flat texts that are cleaned as a set are one site's; its name is nowhere shown.
_SET = "texts"


class NoTextError(ValueError):
    """The bytes are no flat text; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """A text after the desk was through with it. name: its file."""

    name: str
    headline: str
    language: str
    cleaned: Cleaned

    @property
    def text(self) -> str:
        """The headline and the paragraphs, joined by a blank line."""
        return join(self.cleaned.kept)


def page_of(name: str, payload: bytes) -> Page:
    """The file as the template code sees it. Raises NoTextError for what is no flat text."""
    text = decoded(payload, None)
    glance = text[:_GLANCE]
    wrong = sum(char in _CONTROLS or char == "\ufffd" for char in glance)
    if wrong > _MOST_CONTROLS * len(glance):
        raise NoTextError("is no text")
    for problem, opening in _OTHER_FORMATS.items():
        if opening.match(glance):
            raise NoTextError(problem)
    blocks = blocks_of(text)
    if not blocks:
        raise NoTextError("is empty")
    read = read_language(text)
    return Page(
        url=name,
        headline=blocks[0].text,
        language=read[0] if read else "",
        blocks=blocks,
        story=text_digest(text),
    )


def clean_alone(page: Page) -> CleanText:
    """One text by itself."""
    return _clean(page, strip(page, Template(site=_SET), NO_RULES, {}))


def clean_together(pages: Sequence[Page], window: int) -> list[CleanText]:
    """A set of one site's texts, by what they repeat. window: texts learned from at a time."""
    lesson = learned(_SET, pages, window)
    return [_clean(page, lesson.cleaned(page, NO_RULES)) for page in pages]


def _clean(page: Page, cleaned: Cleaned) -> CleanText:
    return CleanText(name=page.url, headline=page.headline, language=page.language, cleaned=cleaned)
