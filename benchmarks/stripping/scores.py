"""What stripping left standing and what it took, line by line.

Rule 1: only stripping is judged. A true line that the extractor never yielded is counted apart.
Rule 2: a line that is true on a page cannot leak on it, wherever else the site prints it.
Rule 3: a short box line leaks as a whole block only: "Next" in a sentence is no leak.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.stripping.reading import Reading
from benchmarks.stripping.values import Line, Role
from pipelines.jobs.flat_texts import clean_together
from pipelines.model import Block, Cleaned, Page, SiteRules
from pipelines.template.sitewise import learned

WINDOW = 200  # the default of the setting `template_window`
# From here a box line that stands inside a longer block counts as leaked.
INSIDE_CHARS = 25
NO_RULES = SiteRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One line that leaked or was lost. what: `leaked`, `lost`, or `unread` by the extractor."""

    what: str
    site: str
    markup: str
    serial: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Sums over pages. boxes, true: lines printed; yielded: box lines that the extractor gave.

    pages: those that were read. refused: those that the extractor took for no article.
    """

    pages: int
    refused: int
    boxes: int
    yielded: int
    true: int
    faults: tuple[Fault, ...]

    def count(self, what: str) -> int:
        """How many faults of that sort."""
        return sum(fault.what == what for fault in self.faults)

    @property
    def lost_per_10000(self) -> float:
        """True lines that stripping took, of 10,000 printed."""
        return 10_000 * self.count("lost") / max(1, self.true)


def total(scores: Iterable[Score]) -> Score:
    """Scores of several sites as one."""
    every = list(scores)
    return Score(
        pages=sum(one.pages for one in every),
        refused=sum(one.refused for one in every),
        boxes=sum(one.boxes for one in every),
        yielded=sum(one.yielded for one in every),
        true=sum(one.true for one in every),
        faults=tuple(fault for one in every for fault in one.faults),
    )


def score(readings: Sequence[Reading], markup: str, rules: SiteRules = NO_RULES) -> Score:
    """One site's pages, learned from together and then stripped one by one."""
    read = [(one, one.page) for one in readings if one.page]
    cleaned = _cleaned([page for _, page in read], markup, rules)
    judged = zip((one for one, _ in read), cleaned, strict=True)
    sums = total(_judged(one, division, markup) for one, division in judged)
    return replace(sums, refused=len(readings) - len(read))


def _cleaned(pages: Sequence[Page], markup: str, rules: SiteRules) -> list[Cleaned]:
    if markup == "flat" and rules == NO_RULES:
        return [one.cleaned for one in clean_together(pages, WINDOW)]
    lesson = learned("generated", pages, WINDOW)
    return [lesson.cleaned(page, rules) for page in pages]


def _judged(reading: Reading, cleaned: Cleaned, markup: str) -> Score:
    lines = reading.sheet.lines
    kept = _texts(cleaned.kept)
    body = kept + _texts(removal.block for removal in cleaned.removals)
    true = [line for line in lines if line.role is Role.TRUE]
    owned = {line.text for line in true}
    boxes = [line for line in lines if line.role is Role.BOX and line.text not in owned]
    yielded = [line for line in boxes if _stands(line, body)]
    faults = [("leaked", line) for line in yielded if _stands(line, kept)]
    faults += [(what, line) for line in true for what in _missed(line, body, kept)]
    return Score(
        pages=1,
        refused=0,
        boxes=len(boxes),
        yielded=len(yielded),
        true=len(true),
        faults=tuple(_fault(what, line, reading, markup) for what, line in faults),
    )


def _fault(what: str, line: Line, reading: Reading, markup: str) -> Fault:
    return Fault(
        what=what,
        site=reading.sheet.site,
        markup=markup,
        serial=reading.sheet.serial,
        kind=line.kind,
        text=line.text,
    )


def _texts(blocks: Iterable[Block]) -> list[str]:
    return [_squeezed(block.text) for block in blocks]


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _stands(line: Line, texts: Sequence[str]) -> bool:
    wanted = _squeezed(line.text)
    if len(wanted) < INSIDE_CHARS:
        return wanted in texts
    return any(wanted in text for text in texts)


def _missed(line: Line, body: Sequence[str], kept: Sequence[str]) -> Iterator[str]:
    wanted = _squeezed(line.text)
    if not any(wanted in text for text in body):
        yield "unread"
    elif not any(wanted in text for text in kept):
        yield "lost"
