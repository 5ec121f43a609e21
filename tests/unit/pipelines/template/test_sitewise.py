"""A set of pages larger than one window: what the first windows taught holds to the last page."""

from dataclasses import replace
from itertools import permutations

import pytest

from pipelines.template.sitewise import learned, windows
from tests.unit.pipelines.template.template_pages import NO_RULES, Line, body, headline, kept, page


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, []),
        (3, [range(3)]),
        (10, [range(10)]),
        (11, [range(10), range(1, 11)]),
        (25, [range(10), range(10, 20), range(15, 25)]),
    ],
)
def test_every_window_but_a_lonely_one_is_full(count: int, expected: list[range]) -> None:
    """The last one reaches back, so that a few pages do not refute what many had proven."""
    assert list(windows(count, 10)) == expected


@pytest.mark.parametrize("count", [20, 21, 22, 23, 27])
def test_a_last_window_of_few_pages_refutes_nothing(count: int) -> None:
    """A box that every page shows goes from all of them, however the set divides."""
    box = Line("Grumbling tides keep the lanterns of this paper lit", path="html/body/div.tide/p")
    pages = [page(number, [*body(number), box]) for number in range(count)]
    lesson = learned("gazette.example", pages, 10)
    for number, one in enumerate(pages):
        assert kept(lesson.cleaned(one, NO_RULES)) == body(number)


def test_a_headline_of_two_addresses_is_the_same_one_s_in_any_order() -> None:
    """Also where one address comes twice, once with another headline."""
    first, second = page(1, body(1), headline(1)), page(2, body(2), headline(1))
    third = page(2, [*body(3), headline(1)], headline(3))
    texts = {
        tuple(kept(learned("gazette.example", pages, 10).cleaned(third, NO_RULES)))
        for pages in permutations((first, second, replace(third, story="three")))
    }
    assert texts == {tuple(body(3))}
