"""Small plots as SVG: no script, no font, no size of their own; the page's colours.

Rule 1: numbers stand beside a plot and not in it, so that it may be stretched to any width.
Rule 2: whatever is said of a mark is its title, which a browser shows and a reader reads out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 280, 60
EDGE = 3  # a line along the edge would be cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One bar or point. value: None where nothing is known. band: what is ordinary there, from
    and to; look: a class of the page's style."""

    title: str
    value: float | None
    band: tuple[float, float] | None = None
    look: str = "bar"


def bars(marks: Sequence[Mark], label: str) -> str:
    """A bar for each mark, over the band in which it is expected."""
    top, step = highest(marks), WIDTH / max(1, len(marks))
    return _svg(label, "".join(_bar(one, at * step, step, top) for at, one in enumerate(marks)))


def line(marks: Sequence[Mark], label: str, top: float = 0.0) -> str:
    """The known values joined, broken where one is missing. top: the scale's end, if fixed."""
    return lines([marks], label, top or highest(marks))


def lines(series: Sequence[Sequence[Mark]], label: str, top: float) -> str:
    """Some lines over one scale; their marks' look tells them apart."""
    return _svg(label, "".join(piece for marks in series for piece in _pieces(marks, top)))


def highest(marks: Sequence[Mark]) -> float:
    """The end of the scale: the highest value, or more of a band that goes beyond, up to twice."""
    value = most(marks)
    band = max((one.band[1] for one in marks if one.band), default=0.0)
    return max(value, min(band, 2 * value) if value else band) or 1.0


def most(marks: Sequence[Mark]) -> float:
    """The highest value; 0 where nothing is known."""
    return max((one.value for one in marks if one.value is not None), default=0.0)


def _svg(label: str, inside: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(label)}">{inside}</svg>'
    )


def _bar(one: Mark, left: float, step: float, top: float) -> str:
    band = ""
    if one.band is not None:
        low, high = (min(1.0, edge / top) * HEIGHT for edge in one.band)
        band = _rect("band", (left, HEIGHT - high, step, high - low))
    if not one.value:
        return band
    height = max(1.0, one.value / top * HEIGHT)
    title = f"<title>{escape(one.title)}</title>"
    return band + _rect(one.look, (left + step * 0.1, HEIGHT - height, step * 0.8, height), title)


def _rect(look: str, box: tuple[float, float, float, float], title: str = "") -> str:
    """box: left, upper, width, height."""
    names = ("x", "y", "width", "height")
    place = " ".join(f'{name}="{one:.1f}"' for name, one in zip(names, box, strict=True))
    return f'<rect class="{escape(look)}" {place}>{title}</rect>'


def _pieces(marks: Sequence[Mark], top: float) -> Iterator[str]:
    step, points = WIDTH / max(1, len(marks) - 1), list[str]()
    for at, one in enumerate(marks):
        if one.value is not None:
            height = EDGE + min(1.0, one.value / top) * (HEIGHT - 2 * EDGE)
            points.append(f"{at * step:.1f},{HEIGHT - height:.1f}")
        if points and (one.value is None or one is marks[-1]):
            yield _polyline(points, one.look)
            points = []


def _polyline(points: Sequence[str], look: str) -> str:
    """A single point is a short line, or it would not be seen."""
    if len(points) == 1:
        left, _, height = points[0].partition(",")
        points = [points[0], f"{float(left) + 2:.1f},{height}"]
    return f'<polyline class="{escape(look)}" points="{" ".join(points)}"/>'
