"""Prints what the generated sites tell: the curve, the goals, and the faults one by one."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from benchmarks.extraction.table import aligned
from benchmarks.stripping import gate
from benchmarks.stripping.generated import SEEDS, STEPS, Goal, Key, goals, measured
from benchmarks.stripping.scores import Fault, Score
from benchmarks.stripping.sites import TEMPLATES

HEAD = (
    "seed",
    "markup",
    "pages",
    "site file",
    "boxes",
    "yielded",
    "leaked",
    "true",
    "lost",
    "unread",
    "refused",
)


def main(arguments: list[str]) -> int:
    """Measure and print; 0 even where a goal is missed: the gate is in the unit tests."""
    asked = _asked(arguments)
    if asked.pin:
        gate.pin()
        return 0
    scores = measured(asked.seeds, asked.templates or tuple(TEMPLATES), STEPS)
    rows = goals(scores)
    if asked.json:
        print(json.dumps(_as_json(scores, rows), ensure_ascii=False))
    else:
        print("\n".join(_printed(scores, rows, asked.worst)))
    return 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stripping", description=__doc__)
    add = parser.add_argument
    add("--seeds", type=int, nargs="+", default=list(SEEDS), metavar="N")
    add("--template", action="append", choices=sorted(TEMPLATES), dest="templates")
    add("--json", action="store_true", help="one JSON object instead of tables")
    add("--worst", type=int, default=0, metavar="N", help="also N leaked and lost lines of a kind")
    add("--pin", action="store_true", help="write pinned.toml, which make check holds")
    return parser.parse_args(arguments)


def _printed(scores: Mapping[Key, Score], rows: list[Goal], worst: int) -> Iterator[str]:
    yield aligned([list(HEAD), *(_row(key, one) for key, one in scores.items())])
    yield ""
    for goal in rows:
        verdict = "met" if goal.is_met else "MISSED"
        yield f"{goal.name:<40} {goal.figure:>8.1f}  <= {goal.most:g}  {verdict}"
    yield from _faults(scores, worst)


def _row(key: Key, one: Score) -> list[str]:
    counts = (one.boxes, one.yielded, one.count("leaked"), one.true)
    lost = (one.count("lost"), one.count("unread"), one.refused)
    return [*map(str, key), *map(str, counts), *map(str, lost)]


def _faults(scores: Mapping[Key, Score], worst: int) -> Iterator[str]:
    """At most `worst` lines of each sort, template, markup and kind, after the last step."""
    seen: Counter[tuple[str, ...]] = Counter()
    for fault in _last(scores):
        group = (fault.what, fault.site, fault.markup, fault.kind)
        seen[group] += 1
        if seen[group] <= worst:
            yield f"{' '.join(group)} article {fault.serial}: {fault.text[:100]}"
    if worst:
        yield from (f"{count:>5} {' '.join(group)}" for group, count in seen.most_common())


def _last(scores: Mapping[Key, Score]) -> Iterator[Fault]:
    for (_, _, step, rules), one in scores.items():
        if step == max(STEPS) and rules == "bare":
            yield from one.faults


def _as_json(scores: Mapping[Key, Score], rows: list[Goal]) -> dict[str, object]:
    names = ("seed", "markup", "pages", "site_file")
    return {
        "scores": [dict(zip(names, key, strict=True)) | asdict(one) for key, one in scores.items()],
        "goals": [asdict(goal) | {"is_met": goal.is_met} for goal in rows],
    }
