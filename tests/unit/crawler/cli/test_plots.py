"""Plots: what is higher is drawn higher, what is not known is not drawn."""

import re

from crawler.cli.plots import HEIGHT, Mark, bars, line


def mark(value: float | None, band: tuple[float, float] | None = None) -> Mark:
    return Mark(title=f"day: {value}", value=value, band=band)


def heights(svg: str, look: str) -> list[float]:
    return [float(one) for one in re.findall(rf'class="{look}"[^>]*height="([\d.]+)"', svg)]


def test_bars_are_as_high_as_their_values() -> None:
    """The highest takes all there is, nothing has no bar."""
    assert heights(bars([mark(1), mark(0), mark(2)], "x"), "bar") == [HEIGHT / 2, HEIGHT]


def test_a_small_value_is_seen() -> None:
    """One of a thousand is a pixel."""
    assert min(heights(bars([mark(1), mark(10_000)], "x"), "bar")) >= 1


def test_a_band_is_on_the_scale_of_its_bars() -> None:
    """From 1 to 3 where the highest value is 4: half of the height."""
    svg = bars([mark(4, band=(1, 3))], "x")
    assert heights(svg, "band") == [HEIGHT / 2]


def test_a_day_without_a_bar_keeps_its_band() -> None:
    """Where a site fell silent one sees what it used to give."""
    assert len(heights(bars([mark(0, band=(2, 8))], "x"), "band")) == 1


def test_a_line_is_broken_where_nothing_is_known() -> None:
    """Two pieces, and a lone point is one of its own."""
    svg = line([mark(1), mark(2), mark(None), mark(1)], "x")
    assert svg.count("<polyline") == 2


def test_titles_are_escaped() -> None:
    """A site's name stands in the label."""
    assert "<b>" not in bars([Mark(title="<b>", value=1.0)], '"<b>"')
