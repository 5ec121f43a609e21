"""The simulated half year: reproducible, and its goals can be missed."""

from datetime import date

from benchmarks.health.__main__ import reaches_goals, table
from benchmarks.health.failures import SCRIPTS
from benchmarks.health.half_year import Opened, Seen, SiteYear, simulate
from pipelines.model import Cause


def year(found: bool, false: int = 0) -> SiteYear:
    day = 1 if found else None
    seen = Seen(cause=Cause.WALL, days=day, publishing_days=0.0 if found else None, named=found)
    wrong = Opened(cause=Cause.SILENT, on=date(2026, 9, 1))
    return SiteYear(seen=(seen,), false=(wrong,) * false, left_open=0)


def test_every_cause_is_scripted() -> None:
    assert set(SCRIPTS) == set(Cause)


def test_the_same_seed_gives_the_same_half_year() -> None:
    assert simulate(5, 2) == simulate(5, 2)


def test_goals_are_missed_by_failures_not_found_and_by_false_alerts() -> None:
    """95 % found, and one false alert a site at most."""
    assert reaches_goals([year(found=True)] * 20)
    assert not reaches_goals([year(found=True)] * 18 + [year(found=False)] * 2)
    assert not reaches_goals([year(found=True, false=2)])


def test_the_table_counts_what_was_found() -> None:
    text = table([year(found=True), year(found=False, false=1)])
    assert "| wall | 2 | 50% | 50% | 50% | 1 | 1 |" in text
    assert "False alerts: 1 on 2 sites" in text
