"""What costs are counted, and that the benchmark's clock stands around what a crawl calls."""

import time

from benchmarks.stripping.cost import shown
from benchmarks.stripping.cost_clock import Clock, afresh_ms
from benchmarks.stripping.cost_crawl import STEPS, crawled, needed
from benchmarks.stripping.cost_pages import as_one_site, by_group, generated, read
from pipelines.jobs import relearn
from pipelines.template.folding import folded


def _spend(ms: float) -> None:
    end = time.process_time() + ms / 1000
    while time.process_time() < end:
        pass


def test_a_step_inside_a_step_is_counted_once() -> None:
    """Else the parts would be more than the whole."""
    clock = Clock()
    inner = clock.timed("inner", _spend)
    clock.timed("outer", lambda: [_spend(2), inner(20)])()
    assert clock.spent["inner"] > 5 * clock.spent["outer"] > 0


def test_every_step_of_a_crawl_is_measured_and_left_as_it_was() -> None:
    """With a full window and new articles, none of the steps takes nothing."""
    before = {place: getattr(*place) for places in STEPS.values() for place in places}
    pages = read(generated(needed(8, (1, 2), 1)), 1)
    costs = crawled(pages, 8, (1, 2), 1)
    assert {place: getattr(*place) for places in STEPS.values() for place in places} == before
    assert set(costs) == {1, 2}
    for steps in costs.values():
        assert all(steps[step] > 0 for step in STEPS)


def test_the_clock_stands_where_relearn_looks_its_functions_up() -> None:
    """A step that is called by another name would be counted as nothing."""
    assert relearn.learn is getattr(*STEPS["learning"][0])


def test_texts_are_not_remembered_from_one_timing_to_the_next() -> None:
    """A run learns a site once, in a process that has not seen its texts."""
    folded("A lamp in the hall")
    afresh_ms(lambda: None)
    assert folded.cache_info().currsize == 0


def test_generated_pages_are_read_as_one_site_s() -> None:
    """With an address each, so that none is taken for another's copy."""
    pages = read(generated(4), 1)
    assert [len(group) for group in by_group(pages)] == [4]
    assert len({page.url for page in as_one_site(pages)}) == 4
    assert all(one.cpu_ms > 0 for one in pages)


def test_too_few_pages_for_a_crawl_are_said_to_be_too_few() -> None:
    """A window that is not full says nothing of a site that has run for months."""
    lines = list(shown("pages", read(generated(3), 1), 1))
    assert "too few" in lines[-1]
