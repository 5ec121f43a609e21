"""The goals that the development half can tell: met or missed, row by row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from benchmarks.extraction.scores import Summary

Rows = Mapping[str, Summary]
"""One set's summaries by system."""

REFERENCE = "trafilatura"
BODIES = ("aeb", "fundus-eval", "fundus-tests", "wcxb")
# Recall may be this far below the reference's, and no farther.
RECALL_SLACK = 0.003


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A measure of one of our rows on one set, and the least (`at_most`: the most) it may be."""

    dataset: str
    system: str
    measure: str
    goal: float
    read: Callable[[Summary], float | None]
    at_most: bool = False


def _goals(dataset: str, system: str, **goals: float) -> tuple[Goal, ...]:
    return tuple(
        Goal(
            dataset=dataset,
            system=system,
            measure=name.replace("_", " "),
            goal=goal,
            read=MEASURES[name],
            at_most=name in AT_MOST,
        )
        for name, goal in goals.items()
    )


MEASURES: Mapping[str, Callable[[Summary], float | None]] = {
    "f1": lambda s: s.f1,
    "rouge": lambda s: s.rouge,
    "clean": lambda s: s.clean,
    "perfect": lambda s: s.perfect,
    "repeated_lines": lambda s: s.repeated,
    "string_f1": lambda s: s.strings.f1 if s.strings else None,
    "title": lambda s: s.headline,
    "authors": lambda s: s.authors,
    "false_authors": lambda s: s.invented,
    "day": lambda s: s.day,
}
AT_MOST = frozenset({"repeated_lines", "false_authors"})

SITE = "copydesk + site"
GOALS = (
    *_goals("aeb", "copydesk", f1=0.98, clean=0.8, perfect=0.58),
    *_goals("fundus-eval", SITE, f1=0.985, rouge=0.98, clean=0.9, perfect=0.82, repeated_lines=0),
    *_goals("fundus-tests", SITE, f1=0.962, clean=0.68, perfect=0.56, repeated_lines=0),
    *_goals("fundus-tests", "copydesk", title=0.93, authors=0.92, day=0.985),
    *_goals("wcxb", "copydesk", f1=0.948, title=0.86, authors=0.72),
    *_goals(
        "trafilatura",
        "copydesk",
        string_f1=0.94,
        title=0.84,
        authors=0.68,
        false_authors=0.15,
        day=0.89,
    ),
    *_goals("htmldate", "copydesk", day=0.92),
)


def judged(sets: Mapping[str, Rows]) -> Iterator[tuple[str, str, str, str]]:
    """A row for each goal that these sets can tell: what, the figure, the goal, met or missed."""
    for goal in GOALS:
        row = sets.get(goal.dataset, {}).get(goal.system)
        figure = goal.read(row) if row else None
        if figure is not None:
            yield _row(goal, figure)
    for dataset, rows in sets.items():
        yield from _counted(dataset, rows)
        yield from _beside_reference(dataset, rows)


def _row(goal: Goal, figure: float) -> tuple[str, str, str, str]:
    met = figure <= goal.goal if goal.at_most else figure >= goal.goal
    is_count = goal.measure == "repeated lines"
    shown = [f"{v:.0f}" if is_count else f"{100 * v:.1f}" for v in (figure, goal.goal)]
    bound = f"{'<=' if goal.at_most else '>='} {shown[1]}"
    return f"{goal.dataset}: {goal.measure}, {goal.system}", shown[0], bound, _verdict(met)


def _counted(dataset: str, rows: Rows) -> Iterator[tuple[str, str, str, str]]:
    """No page may fail, none may come out empty."""
    if own := rows.get("copydesk"):
        for what, count in (("failures", own.failures), ("empty", own.empty)):
            yield f"{dataset}: {what}, copydesk", str(count), "<= 0", _verdict(count == 0)


def _beside_reference(dataset: str, rows: Rows) -> Iterator[tuple[str, str, str, str]]:
    """Recall not far below trafilatura's default, and time not above its own with metadata."""
    reference = rows.get(REFERENCE)
    for system in ("copydesk", SITE):
        own = rows.get(system)
        if own is None or reference is None:
            continue
        if own.recall is not None and reference.recall is not None:
            least = reference.recall - RECALL_SLACK
            label = f"{dataset}: recall beside {REFERENCE}, {system}"
            met = _verdict(own.recall >= least)
            yield label, f"{100 * own.recall:.1f}", f">= {100 * least:.1f}", met
        ratio = own.cpu_mean / reference.cpu_mean
        label = f"{dataset}: time beside {REFERENCE}, {system}"
        yield label, f"{ratio:.2f}", "<= 1.00", _verdict(ratio <= 1)


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"
