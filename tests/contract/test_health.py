"""Days are judged when they are over, alerts open and close, and `copydesk health` says so."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, update

from crawler.cli.main import run
from pipelines.jobs.judging import Judged, judge_sites, let_go
from pipelines.model import Cause, Expected, Outcome
from pipelines.store import articles, endings, frontier, health, runs, sites
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.schema import upgrade
from pipelines.store.tables import sources
from tests.contract.samples import ME, NOW, SITE, ended, filing, link

DAY = timedelta(days=1)
WEEKS = 28  # days of an ordinary past; the first only shows that the day after it was asked, too


@pytest.fixture
def paper(engine: Engine) -> Engine:
    """A site with four weeks of twelve articles a day."""
    with writing(engine) as connection:
        sites.sync(connection, [SITE], NOW)
        for number in range(WEEKS):
            a_day(connection, number, 12)
    return engine


def a_day(connection: Connection, number: int, count: int, **changed: str) -> None:
    """A run on that day that files so many articles."""
    at = NOW + number * DAY
    runs.start(connection, ME, at)
    for place in range(count):
        whole = replace(filing(1000 * number + place), fetched_at=at)
        articles.file_new(connection, replace(whole, article=replace(whole.article, **changed)))


def judged(desk: Engine, number: int) -> list[Judged]:
    """What the first run on that day says."""
    return list(judge_sites(desk, [SITE], NOW + number * DAY))


def opened(changes: list[Judged]) -> list[Cause]:
    return [finding.cause for change in changes for finding in change.opened]


def quiet_day(desk: Engine, number: int, count: int = 0) -> list[Judged]:
    """That day gives so many articles; what the next one says of it."""
    with writing(desk) as connection:
        a_day(connection, number, count)
    return judged(desk, number + 1)


def test_a_silent_day_opens_an_alert_and_an_ordinary_one_closes_it(paper: Engine) -> None:
    """One open row a site and cause; since when is the day's beginning."""
    assert opened(judged(paper, WEEKS)) == []
    assert opened(quiet_day(paper, WEEKS)) == [Cause.SILENT]
    assert opened(quiet_day(paper, WEEKS + 1)) == []
    with reading(paper) as connection:
        (alert,) = health.open_alerts(connection, SITE.key)
    assert alert.opened_at.date() == (NOW + WEEKS * DAY).date()
    assert "no article for 1 days" in alert.evidence
    (change,) = quiet_day(paper, WEEKS + 2, 12)
    assert change.closed == (Cause.SILENT,)
    with reading(paper) as connection:
        assert health.open_alerts(connection, SITE.key) == ()


def test_a_day_is_judged_once(paper: Engine) -> None:
    """The second run of a day has nothing to judge."""
    assert opened(quiet_day(paper, WEEKS)) == [Cause.SILENT]
    with writing(paper) as connection:
        health.close_alert(connection, SITE.key, "silent", NOW)
    assert judged(paper, WEEKS + 1) == []


def test_a_day_without_a_run_is_not_the_sites(paper: Engine) -> None:
    """Nobody asked, so nothing could come."""
    assert judged(paper, WEEKS + 3) == []


def test_a_new_place_of_the_text_is_a_template_shift(paper: Engine) -> None:
    """The evidence names the place."""
    with writing(paper) as connection:
        runs.start(connection, ME, NOW + WEEKS * DAY)
        for place in range(12):
            whole = replace(filing(99_000 + place), fetched_at=NOW + WEEKS * DAY)
            extraction = whole.article.extraction
            moved = tuple(replace(one, path="html/main/div.new/p") for one in extraction.blocks)
            article = replace(whole.article, extraction=replace(extraction, blocks=moved))
            articles.file_new(connection, replace(whole, article=article))
    (change,) = judged(paper, WEEKS + 1)
    (finding,) = change.opened
    assert finding.cause is Cause.TEMPLATE_SHIFT
    assert "html/main/div.new" in finding.evidence


def test_pages_that_end_as_a_consent_wall_are_counted(paper: Engine) -> None:
    """By the reason of their rejection."""
    at = NOW + WEEKS * DAY
    with writing(paper) as connection:
        number = runs.start(connection, ME, at)
        links = [link(50_000 + place) for place in range(12)]
        for pending in frontier.sight(connection, SITE.key, links, at):
            end = ended(Outcome.REJECTED)
            fetch = replace(end.fetch, run_id=number)
            wall = replace(end, reason="consent: a banner", now=at, fetch=fetch)
            endings.settle(connection, pending.url_id, wall)
    assert set(opened(judged(paper, WEEKS + 1))) == {Cause.SILENT, Cause.WALL}


def test_a_source_that_fails_for_a_day_is_gone(paper: Engine) -> None:
    with writing(paper) as connection:
        connection.execute(update(sources).values(failing_since=NOW + WEEKS * DAY))
    assert opened(quiet_day(paper, WEEKS, 12)) == [Cause.SOURCE_GONE]


def test_what_the_sites_file_says_beats_what_was_learned(paper: Engine) -> None:
    """A magazine may be silent."""
    magazine = replace(SITE, expected=Expected(articles_per_day=(0, 20), reason="a magazine"))
    with writing(paper) as connection:
        a_day(connection, WEEKS, 0)
    assert list(judge_sites(paper, [magazine], NOW + (WEEKS + 1) * DAY)) == []


def test_a_site_without_a_file_is_not_judged_and_its_alerts_are_let_go(paper: Engine) -> None:
    """Nobody asks it; nothing stays open for ever."""
    assert opened(quiet_day(paper, WEEKS)) == [Cause.SILENT]
    let_go(paper, [SITE], NOW + (WEEKS + 1) * DAY)
    with reading(paper) as connection:
        assert health.sites_with_alerts(connection) == {SITE.key}
    let_go(paper, [], NOW + (WEEKS + 1) * DAY)
    with reading(paper) as connection:
        assert health.sites_with_alerts(connection) == set()
    assert list(judge_sites(paper, [], NOW + (WEEKS + 2) * DAY)) == []


# ---------------------------------------------------------------- the command


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with one open alert."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    desk = open_engine(url)
    upgrade(desk)
    with writing(desk) as connection:
        sites.sync(connection, [SITE], NOW)
        health.raise_alert(connection, SITE.key, "silent", "no article for 2 days", NOW)
    desk.dispose()
    return url


def closed(url: str, at: datetime) -> None:
    desk = open_engine(url)
    with writing(desk) as connection:
        health.close_alert(connection, SITE.key, "silent", at)
    desk.dispose()


def test_what_is_open_is_shown_with_where_to_look_closer(address: str, capsys) -> None:
    """Exit code 3 is for cron."""
    assert run(["health", "--db", address]) == 3
    out = capsys.readouterr().out
    assert "no article for 2 days" in out
    assert "copydesk sites due gazette.example" in out
    assert run(["health", "gazette", "--db", address, "--json"]) == 3
    assert '"cause": "silent"' in capsys.readouterr().out


def test_quiet_says_each_opening_and_each_closing_once(address: str, capsys) -> None:
    """Cron's mail is signal; the exit code stays that of what is open."""
    assert run(["health", "--db", address, "--quiet"]) == 3
    assert "gazette.example: silent opened" in capsys.readouterr().out
    assert run(["health", "--db", address, "--quiet"]) == 3
    assert capsys.readouterr().out == ""
    closed(address, NOW)
    assert run(["health", "--db", address, "--quiet"]) == 0
    assert "gazette.example: silent closed" in capsys.readouterr().out
    assert run(["health", "--db", address, "--quiet"]) == 0
    assert capsys.readouterr().out == ""


def test_a_site_that_nobody_knows_is_a_usage_error(address: str, capsys) -> None:
    assert run(["health", "gazete", "--db", address]) == 2
    assert "nearest" in capsys.readouterr().err


def test_prometheus_gets_a_whole_file(address: str, tmp_path: Path) -> None:
    """Nothing half written is left beside it."""
    file = tmp_path / "copydesk.prom"
    assert run(["health", "--db", address, "--prometheus", str(file)]) == 3
    assert 'cause="silent"' in file.read_text()
    assert [one.name for one in tmp_path.glob("*.part")] == []


def test_days_with_runs_are_told_once_each(engine: Engine) -> None:
    """A worker makes a run of each job: a hundred thousand a day."""
    with writing(engine) as connection:
        for hours in (0, 1, 23, 24, 25, 96):
            runs.start(connection, ME, NOW + timedelta(hours=hours))
    with reading(engine) as connection:
        found = health.runs_since(connection, NOW + timedelta(minutes=30))
    assert found == tuple(NOW + timedelta(hours=hours) for hours in (1, 23, 96))
