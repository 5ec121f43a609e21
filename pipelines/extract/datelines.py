"""Which of the dates that a page shows is the article's own?

Rule 1: the one that stands in the same box as the headline; of several boxes the innermost that
    holds both counts. Boxes about other articles, comments and figures have none.
Rule 2: farther off only a line that says "published", or the only such day on the whole page.
Rule 3: "updated" makes it a modification; of a line that says both, each date is what the word
    before it says.
Rule 4: a relative date ("3 hours ago") is left out: a page may be read long after it was
    fetched, and feeds and sitemaps state the date that it hides.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice, pairwise
from typing import TypeGuard

from lxml import html

from pipelines.extract.blocks import Placed
from pipelines.extract.characters import tidy
from pipelines.extract.offers import Offer, offer
from pipelines.extract.words import MODIFIED, PUBLISHED
from pipelines.model import Role

# Above this number a page is a listing or an attack (htmldate needed 40 s for 40,000).
_MOST_TIMES = 200
_MOST_LINES = 120
_MOST_TEXTS = 20
_HEADLINE_CHARS = 300
_LINE_CHARS = 140
_LABEL_CHARS = 30
_LONGEST_LINE = 90  # a byline with its date; in more words it is prose
_DATE_WITHIN = 60  # "By Somebody Longer-Name | 3 March 2025"
_LINK_SHARE = 0.75  # the author's name and the section may be links
_ABOVE, _BELOW = 5, 12  # blocks between the headline and its date
_A_DAY = timedelta(days=1)
_MOST_DAYS = 3  # distinct days in one box: more are a list of articles

_MOST_WORDS = 12
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGITS = re.compile(r"\d\d")  # asked first: it costs a tenth and most blocks have none
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|\d[./-]\s?\d{1,2}[./-]\s?\d{2}(?!\d)|\d(?:19|20)\d{2}"
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|datetime|timestamp|time|published|pubdate|dateline|datum|fecha|data|"
    r"posted-on|postdate|meta|byline)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"related|recommend|comment|kommentar|leserbrief|replies|reply|breadcrumb", re.IGNORECASE
)
# Page builders call the places of an article so, too: they count only far from the headline.
_FOREIGN_AFAR = re.compile(
    r"sidebar|footer|widget|teaser|more-|latest|popular|trending|carousel|slider|"
    r"(?:^|[\s_-])list(?:$|[\s_-])",
    re.IGNORECASE,
)
_FOREIGN_TAGS = frozenset(("nav", "figure", "figcaption"))
_FOREIGN_TAGS_AFAR = frozenset(("aside", "footer"))

DayOf = Callable[[str], date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One date as the page shows it. shared: how many of the headline's containers hold it too.
    offset: blocks after the headline, None where that is unknown. stated: its line says
    "published"."""

    field: str
    origin: str
    text: str
    day: date
    shared: int
    offset: int | None
    stated: bool

    @property
    def is_near(self) -> bool:
        """Whether it stands where bylines stand."""
        return self.offset is not None and -_ABOVE <= self.offset <= _BELOW

    @property
    def is_above(self) -> bool:
        """Whether it stands before the headline."""
        return self.offset is not None and self.offset < 0


def headline_block(blocks: Sequence[Placed], is_headline: Callable[[str], bool]) -> Placed | None:
    """The block that shows the headline, a heading if there is one, else the first h1, or None.

    A line that is the headline beats an h1 that is not: that one is the site's name.
    """
    marked = [block for block in blocks if block.role is Role.HEADING]
    first = [block for block in marked if any(e.tag == "h1" for e in block.above[-3:])]
    own = (block for block in (*first, *marked) if is_headline(block.text))
    return (
        next(own, None)
        or next((b for b in blocks if b.size <= _HEADLINE_CHARS and is_headline(b.text)), None)
        or next(iter(first), None)
    )


def dateline_offers(
    root: html.HtmlElement,
    blocks: Sequence[Placed],
    headline: Placed | None,
    day_of: DayOf,
    today: date,
) -> Iterator[Offer]:
    """The dates that the page shows of its article, the surest first.

    today: the day of the visit, which many pages print above everything.
    """
    around = headline.above if headline is not None else ()
    place = headline.index if headline is not None else None
    lines = _lines(blocks, around, place, day_of)
    own = (line for line in lines if not (line.is_above and abs(line.day - today) <= _A_DAY))
    shown = [*_times(root, around, day_of), *own]
    for field in ("date_published", "date_modified"):
        for each in _own(one for one in shown if one.field == field):
            yield from offer(field, each.origin, each.text)


def _own(shown: Iterable[Shown]) -> list[Shown]:
    """Those that can be the article's, the surest first."""
    every = list(shown)
    if not every:
        return []
    closest = max(one.shared for one in every)
    box = [one for one in every if one.shared == closest]
    near = [one for one in every if one.is_near]
    if len({one.day for one in box}) <= _MOST_DAYS and (any(n in near for n in box) or not near):
        near = [one for one in box if one.offset is None or one.is_near or len(box) == 1] or near
    stated = [one for one in every if one.stated]
    alone = every if len({one.day for one in every}) == 1 else []
    ordered = (*near, *(stated if len({one.day for one in stated}) == 1 else ()), *alone)
    return list(dict.fromkeys(ordered))


def _times(
    root: html.HtmlElement, around: Sequence[html.HtmlElement], day_of: DayOf
) -> Iterator[Shown]:
    """`<time>` elements; one that says "updated" is a modification."""
    for element in islice(root.iter("time", "abbr"), _MOST_TIMES):
        stated = element.get("datetime") or element.get("title")
        if (not stated and element.tag == "abbr") or _is_foreign(element, around):
            continue
        text = stated or _text(element)
        day = day_of(text)
        if day is None:
            text = _text(element)
            day = day_of(text)
        if day is not None:
            said = _around(element)
            yield Shown(
                field="date_modified" if MODIFIED.search(said) else "date_published",
                origin="time",
                text=text,
                day=day,
                shared=_shared(element, around),
                offset=None,
                stated=bool(PUBLISHED.search(said)),
            )


def _lines(
    blocks: Sequence[Placed],
    around: Sequence[html.HtmlElement],
    place: int | None,
    day_of: DayOf,
) -> Iterator[Shown]:
    """Short lines that hold a date."""
    dated = (
        (block, before) for before, block in pairwise((None, *blocks)) if _may_be_dateline(block)
    )
    for block, before in islice(dated, _MOST_LINES):
        offset = None if place is None else block.index - place
        if is_elsewhere(block, around, offset):
            continue
        names = " ".join(e.get("class") or "" for e in block.above[-3:])
        for line in block.text.split("\n")[1 if block.index == place else 0 :]:
            for field, part in readings(f"{_label(before)} {line}"):
                day = day_of(part)
                if day is not None:
                    yield Shown(
                        field=field,
                        origin="visible" if says(_DATE_CLASS, names) else "dateline",
                        text=part,
                        day=day,
                        shared=common_containers(block.above, around),
                        offset=offset,
                        stated=bool(PUBLISHED.search(part)),
                    )


def _label(block: Placed | None) -> str:
    """The text of a block that only says what the next one is: "Published", "Last updated"."""
    if block is None or block.size > _LABEL_CHARS or _YEAR.search(block.text):
        return ""
    return block.text if PUBLISHED.match(block.text) or MODIFIED.search(block.text) else ""


def _may_be_dateline(block: Placed | None) -> TypeGuard[Placed]:
    if block is None or block.size > _LINE_CHARS or _DIGITS.search(block.text) is None:
        return False
    if _YEAR.search(block.text) is None:
        return False
    # An embedded post has a date of its own.
    return all(element.tag != "blockquote" for element in block.above)


def _may_be_read(line: str) -> bool:
    year = _YEAR.search(line)
    if year is None or year.start() > _DATE_WITHIN or len(line) > _LONGEST_LINE:
        return False
    return len(_WORD.findall(line)) <= _MOST_WORDS


def readings(line: str) -> Iterator[tuple[str, str]]:
    """The fields that a line may state, each with the part that states it, in reading order.

    Published is what stands before the word "updated", modified what stands after it.
    """
    return ((field, part) for field, part in _parts(line) if _may_be_read(part))


def _parts(line: str) -> Iterator[tuple[str, str]]:
    word = MODIFIED.search(line)
    if word is None:
        yield "date_published", line
        return
    before, after = line[: word.start()], line[word.end() :]
    if _YEAR.search(after):
        yield "date_modified", after
        if _YEAR.search(before):
            yield "date_published", before
    else:
        yield "date_modified", before


def _shared(element: html.HtmlElement, around: Sequence[html.HtmlElement]) -> int:
    """How many of the headline's containers hold the element too."""
    depths = {container: depth for depth, container in enumerate(around, start=1)}
    return next((depths[above] for above in element.iterancestors() if above in depths), 0)


def common_containers(above: Sequence[html.HtmlElement], around: Sequence[html.HtmlElement]) -> int:
    count = 0
    for one, other in zip(above, around, strict=False):
        if one is not other:
            break
        count += 1
    return count


def is_elsewhere(block: Placed, around: Sequence[html.HtmlElement], offset: int | None) -> bool:
    """Whether a line stands in a box that is not the article's."""
    if not block.above:
        return False
    if _is_foreign(block.above[-1], around):
        return True
    near = offset is not None and -_ABOVE <= offset <= _BELOW
    return not near and _is_foreign(block.above[-1], around, _FOREIGN_AFAR, _FOREIGN_TAGS_AFAR)


def _is_foreign(
    element: html.HtmlElement,
    around: Sequence[html.HtmlElement],
    words: re.Pattern[str] = _FOREIGN,
    tags: frozenset[str] = _FOREIGN_TAGS,
) -> bool:
    """Whether a box around the element, but not around the headline, is about something else."""
    for above in (element, *element.iterancestors()):
        if above in around or above.tag == "body":
            return False
        if above.tag in tags or _is_masthead(above) or says(words, above.get("class") or ""):
            return True
    return False


@lru_cache(maxsize=4096)
def says(words: re.Pattern[str], names: str) -> bool:
    """Whether class names hold one of the words; a page repeats its class names all over."""
    return words.search(names) is not None


def _is_masthead(element: html.HtmlElement) -> bool:
    """Whether it is the page's header or footer, not an article's."""
    return element.tag in ("header", "footer") and not any(
        above.tag in ("article", "main") for above in element.iterancestors()
    )


def _around(element: html.HtmlElement) -> str:
    """The words that say what a time means: its class, its property, the text before it."""
    before, parent = element.getprevious(), element.getparent()
    beside = before.tail if before is not None else parent.text if parent is not None else ""
    label = _text(before) if before is not None and not (beside or "").strip() else ""
    return " ".join(
        (element.get("class") or "", element.get("itemprop") or "", beside or "", label[-40:])
    )


def _text(element: html.HtmlElement) -> str:
    return tidy(" ".join(islice(element.itertext(), _MOST_TEXTS)))
