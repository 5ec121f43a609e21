"""Summaries as a table to read: a row a system, a column a measure."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from benchmarks.extraction.scores import Summary


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
    "falseD": lambda s: _share(s.invented_days),
    "fail": lambda s: _count(s.failures),
    "empty": lambda s: _count(s.empty),
    "ms": lambda s: f"{s.cpu_mean:.1f}",
    "median": lambda s: f"{s.cpu_median:.1f}",
    "p95": lambda s: f"{s.cpu_p95:.0f}",
}


def table(title: str, rows: Mapping[str, Summary], reference: str) -> str:
    """One set's table; columns of which nothing is known are left out.

    reference: the row whose mean time is 1 in the last column, if it is there.
    """
    cells = {name: [read(row) for row in rows.values()] for name, read in COLUMNS.items()}
    if reference in rows:
        one = rows[reference].cpu_mean
        cells["ms/traf"] = [f"{row.cpu_mean / one:.2f}" for row in rows.values()]
    known = {name: column for name, column in cells.items() if set(column) != {"-"}}
    widths = [max(len(name), *map(len, column)) for name, column in known.items()]
    label = max(len(title), *map(len, rows))
    lines = [_line(title, label, tuple(known), widths)]
    for at, system in enumerate(rows):
        lines.append(_line(system, label, [column[at] for column in known.values()], widths))
    return "\n".join(lines)


def _line(name: str, label: int, cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return "  ".join((f"{name:{label}}", *padded))


def aligned(rows: Iterable[Sequence[str]]) -> str:
    """Rows of words in columns; "" without rows."""
    found = list(rows)
    widths = [max(map(len, column)) for column in zip(*found, strict=True)]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in found
    )
