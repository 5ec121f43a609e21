"""The figures as a table for docs/benchmarks.md."""

from collections.abc import Callable, Iterator, Sequence

from benchmarks.store.measuring import Asked, Mark


def table(engine: str, marks: Sequence[Mark]) -> Iterator[str]:
    """A column a mark."""
    yield f"| {engine} | {' | '.join(f'{mark.articles:,}' for mark in marks)} |"
    yield f"|---|{'---:|' * len(marks)}"
    for name, cell in CELLS.items():
        yield _row(name, [cell(mark) for mark in marks])
    for part in marks[0].spent.parts:
        yield _row(f"- {part}, s", [f"{mark.spent.parts[part]:.2f}" for mark in marks])
    for title in marks[0].asked:
        yield _row(title, [_seconds(mark.asked[title]) for mark in marks])
    for title in marks[0].found:
        yield _row(f"search: {title}", [_seconds(mark.found[title]) for mark in marks])
    for form in marks[0].exported:
        yield _row(f"export {form}, articles/s", [f"{mark.exported[form]:,.0f}" for mark in marks])
    yield ""


CELLS: dict[str, Callable[[Mark], str]] = {
    "filed, articles/s": lambda mark: f"{mark.spent.articles / mark.spent.wall_s:.0f}",
    "an article, ms": lambda mark: f"{1000 * mark.spent.wall_s / mark.spent.articles:.2f}",
    "its processor time, ms": lambda mark: f"{1000 * mark.spent.cpu_s / mark.spent.articles:.2f}",
    "times the small database's": lambda mark: f"{mark.spent.cpu_s / mark.beside.cpu_s:.2f}",
    "on the clock, times the small one's": lambda mark: (
        f"{mark.spent.wall_s / mark.beside.wall_s:.2f}"
    ),
    "MB": lambda mark: f"{mark.size_bytes / 1e6:,.0f}",
    "bytes an article": lambda mark: f"{mark.size_bytes / mark.articles:,.0f}",
}


def _seconds(asked: Asked) -> str:
    if asked.seconds is None:
        return "broken off"
    return f"{asked.seconds:.3f} s, {asked.rows} rows"


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"
