"""The pages on which a system did worst, and what leaked by what it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.extraction.scores import PageScore, leaked_lines, lost_lines


def worst(scores: Iterable[PageScore], count: int) -> Iterator[str]:
    """The pages of lowest F1, each with its leaked lines (+) and its lost ones (-)."""
    known = [one for one in scores if one.body and not one.body.perfect]
    for one in sorted(known, key=_f1)[:count]:
        yield f"{one.page.id}  F1 {100 * _f1(one):.1f}  {one.page.url}"
        if one.answer.failure:
            yield f"  ! {one.answer.failure}"
        yield from (f"  + {role:10} {line}" for role, line in _with_roles(one))
        yield from (f"  - {line}" for line in lost_lines(one))


def by_role(scores: Iterable[PageScore]) -> Sequence[tuple[str, int, int]]:
    """Leaked lines by role: role, lines, pages; the most frequent first."""
    lines: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for one in scores:
        roles = [role for role, _line in _with_roles(one)]
        lines.update(roles)
        pages.update(set(roles))
    return [(role, count, pages[role]) for role, count in lines.most_common()]


def _with_roles(one: PageScore) -> Iterator[tuple[str, str]]:
    places = one.body.leaked if one.body else ()
    roles = one.answer.roles or [""] * len(one.answer.lines)
    return zip((roles[at] for at in places), leaked_lines(one), strict=True)


def _f1(one: PageScore) -> float:
    return one.body.f1 if one.body else 1.0
