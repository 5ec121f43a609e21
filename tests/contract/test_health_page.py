"""What the page of `copydesk health --html` is drawn from, and that it asks nobody for anything."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.cli.health_page import page
from crawler.cli.main import run
from pipelines.jobs.reporting import SHOWN_DAYS, Report, report
from pipelines.model import Outcome
from pipelines.store import articles, endings, frontier, health, runs, sites
from pipelines.store.engine import open_engine, writing
from pipelines.store.schema import upgrade
from tests.contract.samples import ME, NOW, SITE, ended, filing, link

DAY = timedelta(days=1)
PAST = 40  # days: more than are shown, so that there is a band
BOX, COUNCIL = "Read this later", "The harbour council voted to mend the old pier."
HOSTILE = '</svg><script>alert(1)</script>"&'


@pytest.fixture
def desk(engine: Engine) -> Engine:
    """A site that gives three articles a day and none on the last two; a box is stricken once."""
    with writing(engine) as connection:
        sites.sync(connection, [SITE], NOW)
        for number in range(PAST):
            at = NOW + number * DAY
            runs.finish(connection, runs.start(connection, ME, at), at + DAY / 48, "finished", {})
            for place in range(3 if number < PAST - 2 else 0):
                strike = int((number, place) == (PAST - 3, 0))
                one = filing(100 * number + place, BOX, COUNCIL, strike=strike)
                articles.file_new(connection, replace(one, fetched_at=at))
        (pending,) = frontier.sight(connection, SITE.key, [link(9_000)], NOW)
        end = replace(ended(Outcome.REJECTED), reason=f"soft-404: {HOSTILE}", now=last())
        endings.settle(connection, pending.url_id, end)
        health.raise_alert(connection, SITE.key, "silent", HOSTILE, last() - 2 * DAY)
    return engine


def last() -> datetime:
    return NOW + (PAST - 1) * DAY


def drawn(desk: Engine, wanted: str | None = None) -> Report:
    return report(desk, wanted, last())


def test_four_weeks_of_each_site_with_what_is_expected(desk: Engine) -> None:
    """A day without an article is a day, too; the band is that of the days before today."""
    (one,) = drawn(desk).sites
    assert [day.day for day in one.days] == [
        (last() - number * DAY).date() for number in reversed(range(SHOWN_DAYS))
    ]
    assert [day.filed for day in one.days[-4:]] == [3, 3, 0, 0]
    assert one.expected is not None
    assert one.expected.band(one.days[-1].day).level == pytest.approx(3, rel=0.2)
    assert [alert.cause for alert in one.alerts] == ["silent"]


def test_what_was_stricken_most_often_is_counted(desk: Engine) -> None:
    """Of the articles that were filed in the four weeks."""
    (one,) = drawn(desk).sites
    assert [(row.text, row.articles) for row in one.removed] == [(BOX, 1)]


def test_runs_are_told_with_their_ends(desk: Engine) -> None:
    """Those of the four weeks, oldest first."""
    found = drawn(desk).runs
    assert len(found) == SHOWN_DAYS
    assert {run.reason for run in found} == {"finished"}
    assert found[0].started_at < found[-1].started_at


def test_a_site_that_is_not_meant_is_left_out(desk: Engine) -> None:
    """`copydesk health SITE --html` draws that one."""
    assert drawn(desk, "elsewhere.example").sites == ()
    assert len(drawn(desk, SITE.key).sites) == 1


def test_nothing_of_a_page_becomes_markup(desk: Engine) -> None:
    """Escaped in the alerts, and nowhere raw."""
    text = page(drawn(desk), lambda alert: f"look at {alert.site}")
    assert "&lt;/svg&gt;&lt;script&gt;" in text
    assert "<script" not in text
    assert text.count("<svg") == text.count("</svg>")


def test_the_page_asks_nobody_for_anything(desk: Engine) -> None:
    """No address to load from, and a policy that forbids it."""
    text = page(drawn(desk), lambda _: "")
    assert not re.search(r"\b(?:src|href)=|url\(|@import", text)
    assert "default-src 'none'" in text


def test_the_command_writes_it_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also of a desk without a site; a folder that is not there is refused in a line."""
    monkeypatch.chdir(tmp_path)
    engine = open_engine("sqlite:///copydesk.db")
    upgrade(engine)
    engine.dispose()
    assert run(["health", "--html", "report.html"]) == 0
    assert "Nothing is wrong" in (tmp_path / "report.html").read_text()
    assert run(["health", "--html", "missing/report.html"]) == 5
    assert "missing" in capsys.readouterr().err
