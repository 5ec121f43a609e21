"""Summaries as a table to read: a row a system, a column a measure."""

from collections.abc import Callable, Mapping, Sequence

from benchmarks.extraction.scores import Summary

Value = float | int | None


def _share(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"


def _count(value: int | None) -> str:
    return "-" if value is None else str(value)


COLUMNS: Mapping[str, Callable[[Summary], str]] = {
    "F1": lambda s: _share(s.f1),
    "P": lambda s: _share(s.precision),
    "R": lambda s: _share(s.recall),
    "same": lambda s: _share(s.identical),
    "rouge": lambda s: _share(s.rouge),
    "clean": lambda s: _share(s.clean),
    "perf": lambda s: _share(s.perfect),
    "leak": lambda s: _count(s.leaked),
    "lost": lambda s: _count(s.lost),
    "rep": lambda s: _count(s.repeated),
    "strF1": lambda s: _share(s.strings.f1 if s.strings else None),
    "strAcc": lambda s: _share(s.strings.accuracy if s.strings else None),
    "title": lambda s: _share(s.headline),
    "auth": lambda s: _share(s.authors),
    "falseA": lambda s: _share(s.invented),
    "day": lambda s: _share(s.day),
    "fail": lambda s: _count(s.failures),
    "empty": lambda s: _count(s.empty),
}


def table(title: str, rows: Mapping[str, Summary]) -> str:
    """One set's table; columns of which nothing is known are left out."""
    cells = {name: [read(row) for row in rows.values()] for name, read in COLUMNS.items()}
    known = {name: column for name, column in cells.items() if set(column) != {"-"}}
    widths = {name: max(len(name), *map(len, column)) for name, column in known.items()}
    label = max(len(title), *map(len, rows))
    lines = [_line(title, label, known, widths)]
    for at, system in enumerate(rows):
        lines.append(_line(system, label, [column[at] for column in known.values()], widths))
    return "\n".join(lines)


def _line(
    name: str, label: int, cells: Sequence[str] | Mapping[str, object], widths: Mapping[str, int]
) -> str:
    padded = (f"{cell:>{width}}" for cell, width in zip(cells, widths.values(), strict=True))
    return "  ".join((f"{name:{label}}", *padded))
