"""Extraction on pages whose content is known: ours beside other systems."""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict

from benchmarks.extraction import gate, goals
from benchmarks.extraction.pages import SETS, folder, load, sample
from benchmarks.extraction.results import OURS, SYSTEMS, Results, results
from benchmarks.extraction.scores import Summary
from benchmarks.extraction.table import aligned, table
from benchmarks.extraction.worst import by_role, worst


def main() -> int:
    arguments = _arguments()
    if not folder().is_dir():
        print(f"skipped: the pages with known content are not at {folder()}")
        return 0
    if arguments.pin:
        gate.pin({size: gate.measured(size) for size in gate.SIZES})
        return 0
    if arguments.gate:
        return _gate(arguments.gate)
    return _compare(arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    add = parser.add_argument
    add("--set", action="append", choices=SETS, dest="sets", help="only this set; repeatable")
    add("--system", action="append", choices=SYSTEMS, dest="systems", help="repeatable")
    add("--limit", type=int, metavar="N", help="at most N pages of each set")
    add("--shipped", action="store_true", help="ours with the shipped trees, which know the pages")
    add("--fresh", action="store_true", help="ask and time the other systems anew")
    add("--json", action="store_true", help="one JSON object instead of tables")
    add("--worst", type=int, metavar="N", help="also the N worst pages of each system and set")
    add("--gate", choices=gate.SIZES, help="ours against benchmarks/extraction/pinned.toml")
    add("--pin", action="store_true", help="write pinned.toml")
    return parser.parse_args()


def _gate(size: str) -> int:
    pinned = gate.load_pinned(size)
    if not pinned:
        print(f"extraction, {size} gate: no figures at {gate.PINNED}; write them with --pin")
        return 2
    worse = list(gate.fallen(pinned, gate.measured(size)))
    for line in worse:
        print(line)
    print(f"extraction, {size} gate: {f'{len(worse)} figures fell' if worse else 'no figure fell'}")
    return int(bool(worse))


def _compare(arguments: argparse.Namespace) -> int:
    sets = arguments.sets or SETS
    pages = load(sets)
    if arguments.limit:
        pages = sample(pages, arguments.limit)
    found = results(
        pages, arguments.systems or SYSTEMS, shipped=arguments.shipped, fresh=arguments.fresh
    )
    rows = {name: found.summaries(name) for name in sets}
    if arguments.json:
        print(json.dumps(_as_json(rows, found, arguments.shipped)))
        return 0
    _print(rows, found, arguments)
    return 0


def _as_json(
    rows: Mapping[str, Mapping[str, Summary]], found: Results, shipped: bool
) -> dict[str, object]:
    return {
        "trees": "shipped" if shipped else "unseen sites",
        "sets": {
            name: {system: asdict(one) for system, one in systems.items()}
            for name, systems in rows.items()
        },
        "goals": list(goals.judged(rows)),
        "missing": dict(found.missing),
    }


def _print(
    rows: Mapping[str, Mapping[str, Summary]], found: Results, arguments: argparse.Namespace
) -> None:
    print("ours:", "trees as shipped" if arguments.shipped else "trees that have not seen the site")
    for name, systems in rows.items():
        pages = next((one.pages for one in systems.values()), 0)
        print(f"\n{table(f'{name} ({pages})', systems, goals.REFERENCE)}")
    for system, why in found.missing.items():
        print(f"\n{system}: {why}")
    print(f"\n{aligned(goals.judged(rows))}")
    for system in (system for system in OURS if system in found.scores):
        scores = [one for pages in found.scores[system].values() for one in pages]
        shown = ", ".join(f"{role} {lines} on {on}" for role, lines, on in by_role(scores))
        print(f"\n{system}, leaked lines by role: {shown or 'none'}")
    if arguments.worst:
        _print_worst(found, arguments.worst)


def _print_worst(found: Results, count: int) -> None:
    for system, sets in found.scores.items():
        for name, scores in sets.items():
            lines = list(worst(scores, count))
            if lines:
                print(f"\n{system}, {name}: the worst pages (+ leaked, - lost)")
                print("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
