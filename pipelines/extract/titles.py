"""Which of the titles that a page gives is its headline? The one that most of them say.

Rule 1: titles are counted by their words, after what the site adds is cut; each origin has one
    vote, of the weight that it earned on the development pages.
Rule 2: a title that is nothing but the site's name, and a heading about something else, has no
    vote as long as there is another.
Rule 3: a heading that is another title with a kicker or a date around it votes for that title.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from pipelines.extract.headlines import Titling, headline, is_site_name, normal, shares_words
from pipelines.extract.offers import Offer

# Rounded from a conditional logit over 1,086 development pages of three sets; five folds by host
# gave .84 / .83 / .87 equal titles (fundus-tests, trafilatura, wcxb) against .85 / .80 / .86 for
# the first origin of a fixed order. Sightings have no pages there; they weigh as other metas do.
WEIGHTS: Mapping[str, float] = {
    "visible": 1.6, "og:title": 1.2, "json-ld": 1.0, "meta": 0.85, "news-sitemap": 0.85,
    "feed": 0.85, "heading": 0.8, "microdata": 0.4, "title": 0.2, "twitter:title": 0.1,
    "json-ld-page": 0.1,
}  # fmt: skip
# A title that ends where another one goes on was cut by a limit or by a quotation mark.
CUT = -1.1
_PRINTED = frozenset(("visible", "heading"))
# JSON-LD's headline was once limited to 110 characters.
_LIMIT = range(95, 113)
_ENOUGH = 15
_MOST_KICKER = 0.6
_DATED = re.compile(r"(?:19|20)[0-9]{2}")
_LEAST_CUT = 20
_ELLIPSIS = re.compile(r"(?:\s*(?:…|\.\.\.))+$")
_MOST_TITLES = 40


@dataclass(slots=True, kw_only=True)
class Title:
    """One wording. texts: (origin, cleaned, raw) of each offer; voters: names that stand in
    WEIGHTS."""

    texts: list[tuple[str, str, str]] = field(default_factory=list)
    voters: set[str] = field(default_factory=set)
    penalty: float = 0.0

    @property
    def score(self) -> float:
        """The weight of those who say it; equal for equal weights, in whatever order they add.

        A plain sum over a set differs in its last bit from process to process, and with it which
        of two equal titles wins.
        """
        return round(fsum(WEIGHTS[voter] for voter in self.voters) + self.penalty, 6)


def ranked_titles(offers: Iterable[Offer], page: Titling) -> list[Title]:
    """The page's titles, the headline first; of equals what more origins say, then as offered."""
    titles = _counted(list(offers)[:_MOST_TITLES], page)
    _fold_headings(titles)
    _mark_cut(titles)
    return sorted(titles.values(), key=lambda title: (-title.score, -len(title.voters)))


def is_wrapped(text: str) -> bool:
    """Whether straight quotation marks stand around the whole title, as programs put them."""
    return len(text) > 2 and text[0] == text[-1] == '"' and text.count('"') == 2


def _counted(offers: Sequence[Offer], page: Titling) -> dict[str, Title]:
    """The titles by their letters, without logos and headings of other things."""
    read = [(o, headline(o.values[0], page)) for o in offers]
    own = [(o, text) for o, text in read if normal(text) and not is_site_name(text, page)]
    stated = [text for o, text in own if o.origin not in _PRINTED]
    titles: dict[str, Title] = {}
    for each, text in own or read:
        if each.origin in _PRINTED and stated and not shares_words(text, stated):
            continue
        title = titles.setdefault(normal(text), Title())
        title.texts.append((each.origin, text, each.values[0]))
        title.voters.add(each.name if each.name in WEIGHTS else each.origin)
    titles.pop("", None)
    for key in titles.keys() & page.known:
        if "visible" not in titles[key].voters:
            titles[key].voters.add("heading")
    return titles


def _fold_headings(titles: dict[str, Title]) -> None:
    """A heading that only has a kicker or a date more than another title votes for that one."""
    for key in [k for k, title in titles.items() if title.voters <= _PRINTED]:
        inner = [
            other
            for other in titles
            if other != key
            and len(other) >= max(_ENOUGH, (1 - _MOST_KICKER) * len(key))
            and _is_framed(key, other)
        ]
        if inner:
            titles[max(inner, key=len)].voters |= titles.pop(key).voters


def _is_framed(key: str, other: str) -> bool:
    """Whether `key` is `other` behind a kicker, or before a date."""
    if key.endswith(other):
        return True
    return key.startswith(other) and _DATED.search(key[len(other) :]) is not None


def _mark_cut(titles: Mapping[str, Title]) -> None:
    for key, title in titles.items():
        longer = (t for other, t in titles.items() if other != key and other.startswith(key))
        if len(key) >= _LEAST_CUT and any(_goes_on(title, other) for other in longer):
            title.penalty = CUT


def _goes_on(title: Title, longer: Title) -> bool:
    """Whether `title` breaks off inside the longer one."""
    text, whole = title.texts[0][1], longer.texts[0][1]
    plain = _ELLIPSIS.sub("", text)
    following = whole[len(plain) :].lstrip()
    inside_word = plain[-1:].isalnum() and whole[len(plain) : len(plain) + 1].isalnum()
    return plain != text or len(text) in _LIMIT or following.startswith('"') or inside_word
