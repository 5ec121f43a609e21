"""What a site's addresses have in common: their pattern, and parameters without effect.

Calendars, filters, sessions and pagers make addresses without end, all of one pattern. A site's
own history tells which patterns lead somewhere, and which parameters change nothing.

Rule 1: pure; counts come in as values, decisions go out.
Rule 2: an address is refused by its look alone only where no newsroom writes it; what a pattern
    gave in the past needs many pages to speak against it, and one to speak for it.
Rule 3: a parameter is without effect only where it was seen to change nothing on several
    articles, and never seen to lead to another one.
"""

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipelines.urls import url_key

# Pages in a row that gave nothing new before a pattern counts as a trap, and the share of all its
# pages that may have given something: a paper's worst section gives more.
FRUITLESS = 30
LEAST_YIELD = 0.1
# Articles that a parameter has to leave alone before it is dropped.
ARTICLES_UNCHANGED = 5
# No address of the 1,377 development pages has more than 9 steps, 2 equal ones, or 6 parameters.
_MOST_STEPS = 16
_MOST_EQUAL = 3
_MOST_PARAMETERS = 12
_STEPS_SHOWN = 6
_NAME = re.compile(r"[a-z]{1,20}", re.IGNORECASE)
_SCRIPT = re.compile(r"[a-z]{1,20}(?:\.[a-z]{2,5})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """What a pattern gave. asked: pages; articles: new ones among them; fruitless: pages since
    the last of these."""

    asked: int = 0
    articles: int = 0
    fruitless: int = 0

    @property
    def is_trap(self) -> bool:
        """Whether nothing is to be expected of it any more."""
        rare = self.articles <= LEAST_YIELD * self.asked
        return self.fruitless >= FRUITLESS and rare

    def after(self, *, is_article: bool) -> "Yield":
        """With one more page."""
        return Yield(
            asked=self.asked + 1,
            articles=self.articles + is_article,
            fruitless=0 if is_article else self.fruitless + 1,
        )


def pattern(url: str) -> str:
    """The address without what varies: `gazette.example/events/0/0?day`.

    0 stands for a number, * for a slug, an identifier or the last step; parameters keep their
    names. Equal for the spellings of one address.
    """
    parts = urlsplit(url_key(url))
    *steps, last = parts.path.split("/")[1:] or [""]
    names = "&".join(sorted({name for name, _ in parameters(url)}))
    shown = [_stands_for(step) for step in steps[:_STEPS_SHOWN]]
    end = _end(last, is_script=bool(names))
    address = "/".join([parts.netloc, *shown, end])
    return f"{address}?{names}" if names else address


def endless(url: str) -> str:
    """Why an address is one of endlessly many by its look alone; "" for all others."""
    steps = [step for step in urlsplit(url_key(url)).path.split("/") if step]
    if len(steps) > _MOST_STEPS:
        return f"{len(steps)} steps deep"
    step, times = Counter(steps).most_common(1)[0] if steps else ("", 0)
    if times > _MOST_EQUAL:
        return f"the step {step!r} {times} times"
    count = len(parameters(url))
    return f"{count} parameters" if count > _MOST_PARAMETERS else ""


def parameters(url: str) -> tuple[tuple[str, str], ...]:
    """Names and values that make up the page's identity, sorted: trackers are none of them."""
    query = urlsplit(url_key(url)).query
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return tuple((name, value) for name, _, value in pairs)


def differing(url: str, other: str) -> str | None:
    """The one parameter in which two addresses differ, by its value or by being there.

    None where they are equal, or differ in anything else too.
    """
    (page, query), (page_too, query_too) = _divided(url), _divided(other)
    names = {name for name, _ in query ^ query_too}
    return names.pop() if page == page_too and len(names) == 1 else None


def without(key: str, names: frozenset[str]) -> str:
    """The identity (url_key) with these parameters left out."""
    address, mark, _ = key.partition("?")
    if not mark or not names:
        return key
    kept = "&".join(f"{name}={value}" for name, value in parameters(key) if name not in names)
    return f"{address}?{kept}" if kept else address


def _divided(url: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return url_key(url).partition("?")[0], frozenset(parameters(url))


def _stands_for(step: str) -> str:
    if step.isdigit():
        return "0"
    return step if _NAME.fullmatch(step) else "*"


def _end(step: str, *, is_script: bool) -> str:
    """The last step names the page, or the script that its parameters go to."""
    if not step or (is_script and _SCRIPT.fullmatch(step)):
        return step
    return "0" if step.isdigit() else "*"
