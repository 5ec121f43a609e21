"""What costs are counted, and that the benchmark's clock stands around what a crawl calls."""

import time
from datetime import timedelta

from benchmarks.stripping.cost import PACES, shown
from benchmarks.stripping.cost_clock import Clock, afresh_ms
from benchmarks.stripping.cost_crawl import STEPS, Pace, crawled, medians, needed
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
    """From one learning to the next none of the steps takes nothing."""
    before = {place: getattr(*place) for places in STEPS.values() for place in places}
    pages = read(generated(needed(8, PACES)), 1)
    costs = crawled(pages, 8, PACES)
    assert {place: getattr(*place) for places in STEPS.values() for place in places} == before
    assert costs.keys() == PACES.keys()
    for steps in costs.values():
        assert all(steps[step] > 0 for step in STEPS)


def test_a_cycle_ends_when_the_site_has_learned() -> None:
    """A fifth of the window or a day, whichever comes first; `needed` says how many that takes."""
    assert needed(200, {"hourly": Pace(new=1, every=timedelta(hours=1))}) == 224
    assert needed(200, {"twenty": Pace(new=20, every=timedelta(hours=1))}) == 240
    assert needed(200, {"daily": Pace(new=5, every=timedelta(days=1))}) == 205


def test_the_median_is_taken_step_by_step() -> None:
    """A crawl that was disturbed in one step counts in the others."""
    runs = [{"pace": {"one": one, "two": two}} for one, two in ((1.0, 9.0), (2.0, 2.0), (8.0, 3.0))]
    assert medians(runs) == {"pace": {"one": 2.0, "two": 3.0}}


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
