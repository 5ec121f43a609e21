"""One page's answer beside its truth, and what the pages of a set come to together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from benchmarks.extraction.answers import Answer
from benchmarks.extraction.fields import Names, names, same_day, same_headline
from benchmarks.extraction.lines import leaked, lost, words
from benchmarks.extraction.pages import KnownPage, Truth
from benchmarks.extraction.phrases import Found, found
from benchmarks.extraction.rouge import rouge_lsum
from benchmarks.extraction.shingles import Overlap, f1, overlap

ROUGE_SETS = ("fundus-eval",)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyScore:
    """A text beside the true one. leaked, lost: places in the answer's lines and in `required`."""

    overlap: Overlap
    leaked: tuple[int, ...]
    lost: tuple[int, ...]
    clean: bool  # there is text, and every line of it is the article's
    rouge: float | None

    @property
    def perfect(self) -> bool:
        """Clean, and nothing is missing."""
        return self.clean and not self.lost

    @property
    def f1(self) -> float:
        """Of this page's shingles."""
        return f1(self.overlap.precision, self.overlap.recall)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScore:
    """One page by one system. None: not known in the truth, or no such field in the system."""

    page: KnownPage
    answer: Answer
    body: BodyScore | None
    strings: Found | None
    headline: bool | None
    names: Names | None
    day: bool | None


def scored(page: KnownPage, answer: Answer) -> PageScore:
    """Everything that the truth of this page allows to say."""
    truth = page.truth
    return PageScore(
        page=page,
        answer=answer,
        body=_body(page, answer),
        strings=_strings(truth, answer),
        headline=_headline(truth, answer),
        names=_names(truth, answer),
        day=_day(truth, answer),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A set's pages together; shares 0.0 to 1.0. None: nothing of the kind is known in this set.

    repeated: distinct leaked lines that stand on two or more pages of a group. invented: share of
    the pages known to have no author on which one is named; invented_days: of those known to have
    no date, on which one is given. failures: exceptions; empty: pages
    without text although the truth has some. cpu: milliseconds of the processor per page: mean,
    median, and what 95 of 100 pages stay below.
    """

    pages: int
    f1: float | None
    precision: float | None
    recall: float | None
    identical: float | None
    rouge: float | None
    clean: float | None
    perfect: float | None
    leaked: int | None
    lost: int | None
    repeated: int | None
    strings: Found | None
    headline: float | None
    authors: float | None
    invented: float | None
    day: float | None
    invented_days: float | None
    failures: int
    empty: int
    cpu_mean: float
    cpu_median: float
    cpu_p95: float


def summary(scores: Sequence[PageScore]) -> Summary:
    """What the pages (at least one) come to, each page weighing the same."""
    bodies = [one.body for one in scores if one.body]
    precision = _mean(body.overlap.precision for body in bodies)
    recall = _mean(body.overlap.recall for body in bodies)
    strings = [one.strings for one in scores if one.strings]
    spent = sorted(one.answer.cpu_ms for one in scores)
    return Summary(
        pages=len(scores),
        f1=None if precision is None or recall is None else f1(precision, recall),
        precision=precision,
        recall=recall,
        identical=_mean(body.overlap.identical for body in bodies),
        rouge=_mean(body.rouge for body in bodies),
        clean=_mean(body.clean for body in bodies),
        perfect=_mean(body.perfect for body in bodies),
        leaked=sum(len(body.leaked) for body in bodies) if bodies else None,
        lost=sum(len(body.lost) for body in bodies) if bodies else None,
        repeated=repeated(scores) if bodies else None,
        strings=sum(strings, Found()) if strings else None,
        headline=_mean(one.headline for one in scores),
        authors=_authors(scores),
        invented=_mean(_is_invented(one) for one in scores),
        day=_mean(one.day for one in scores),
        invented_days=_mean(_is_dated_wrongly(one) for one in scores),
        failures=sum(bool(one.answer.failure) for one in scores),
        empty=sum(not one.answer.lines for one in scores if _has_text(one.page.truth)),
        cpu_mean=fmean(spent),
        cpu_median=median(spent),
        cpu_p95=spent[int(0.95 * (len(spent) - 1))],
    )


def repeated(scores: Iterable[PageScore]) -> int:
    """Distinct leaked lines that stand on two or more pages of one group."""
    return len(repeated_lines(scores))


def repeated_lines(scores: Iterable[PageScore]) -> Mapping[tuple[str, str, str], frozenset[str]]:
    """These lines' (set, group, words joined by blanks), each with the ids of its pages."""
    seen: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for one in scores:
        for line in leaked_lines(one):
            seen[one.page.dataset, one.page.group, " ".join(words(line))].add(one.page.id)
    return {line: frozenset(pages) for line, pages in seen.items() if len(pages) > 1}


def leaked_lines(one: PageScore) -> tuple[str, ...]:
    """The lines that are not the article's."""
    return tuple(one.answer.lines[at] for at in one.body.leaked) if one.body else ()


def lost_lines(one: PageScore) -> tuple[str, ...]:
    """The article's paragraphs that are missing."""
    required = one.page.truth.required or ()
    return tuple(required[at] for at in one.body.lost) if one.body else ()


def _body(page: KnownPage, answer: Answer) -> BodyScore | None:
    """Optional paragraphs count as the truth's where they were extracted."""
    required, optional = page.truth.required, page.truth.optional
    if required is None:
        return None
    absent = frozenset(lost(optional, answer.lines))
    true = required + tuple(one for at, one in enumerate(optional) if at not in absent)
    foreign = leaked(answer.lines, required + optional)
    return BodyScore(
        overlap=overlap("\n".join(true), "\n".join(answer.lines)),
        leaked=foreign,
        lost=lost(required, answer.lines),
        clean=bool(answer.lines) and not foreign,
        rouge=rouge_lsum(true, answer.lines) if page.dataset in ROUGE_SETS else None,
    )


def _strings(truth: Truth, answer: Answer) -> Found | None:
    if truth.must is None and truth.must_not is None:
        return None
    return found(truth.must or (), truth.must_not or (), answer.lines)


def _headline(truth: Truth, answer: Answer) -> bool | None:
    if truth.headline is None or answer.headline is None:
        return None
    return same_headline(truth.headline, answer.headline)


def _names(truth: Truth, answer: Answer) -> Names | None:
    if truth.authors is None or answer.authors is None:
        return None
    return names(truth.authors, answer.authors)


def _day(truth: Truth, answer: Answer) -> bool | None:
    if not truth.date or answer.days is None:
        return None
    return same_day(truth.date, answer.days, answer.instant)


def _authors(scores: Iterable[PageScore]) -> float | None:
    """Page by page: a paper with fifty authors is one page."""
    return _mean(one.names.f1 for one in scores if one.names and one.page.truth.authors)


def _is_invented(one: PageScore) -> bool | None:
    if one.names is None or one.page.truth.authors:
        return None
    return one.names.wrong > 0


def _is_dated_wrongly(one: PageScore) -> bool | None:
    """A day where the page has none; None where it has one, or where nobody knows."""
    if one.page.truth.date != "" or one.answer.days is None:
        return None
    return bool(one.answer.days)


def _has_text(truth: Truth) -> bool:
    return bool(truth.required or truth.must)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [float(value) for value in values if value is not None]
    return fmean(known) if known else None
