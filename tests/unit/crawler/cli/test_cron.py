"""`copydesk cron`: what a crontab and systemd are told."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import click
import pytest

from crawler.cli.crontab import STEPS, UNKNOWN, Plan, crontab, pace, systemd
from crawler.cli.durations import Duration, written
from crawler.cli.main import run

PLAN = Plan(
    command=["/opt/copydesk/bin/copydesk", "--db", "sqlite:///100%.db"],
    folder=Path("/home/ann/my news"),
    every=timedelta(minutes=15),
    reason="gazette.example publishes 40 articles a day",
)


@pytest.mark.parametrize(
    ("a_day", "wanted"),
    [
        ({}, UNKNOWN),
        ({"a.example": 0.0}, UNKNOWN),
        ({"a.example": 2.0, "b.example": 48.0}, timedelta(minutes=15)),
        ({"a.example": 1.0}, timedelta(hours=6)),
        ({"a.example": 5_000.0}, timedelta(minutes=5)),
    ],
)
def test_a_run_starts_twice_in_the_busiest_sites_gap(
    a_day: Mapping[str, float], wanted: timedelta
) -> None:
    """Never more often than every five minutes, nor less than every six hours."""
    assert pace(a_day)[0] == wanted


def test_a_crontab_line_goes_where_the_sites_are_and_ends_in_time() -> None:
    """Blanks are quoted, and a percent sign would end the command."""
    comment, line = crontab(PLAN).splitlines()
    assert comment == "# every 15m: gazette.example publishes 40 articles a day"
    assert line == (
        "*/15 * * * * cd '/home/ann/my news' && /opt/copydesk/bin/copydesk"
        r" --db sqlite:///100\%.db crawl --quiet --for 14m"
    )


@pytest.mark.parametrize(
    ("minutes", "fields", "calendar"),
    [(5, "*/5 * * * *", "*:0/5"), (60, "0 * * * *", "0/1:00"), (240, "0 */4 * * *", "0/4:00")],
)
def test_every_step_is_one_that_cron_and_systemd_can_say(
    minutes: int, fields: str, calendar: str
) -> None:
    """Divisors of an hour, or of a day."""
    plan = Plan(command=["c"], folder=Path("/n"), every=timedelta(minutes=minutes), reason="")
    assert crontab(plan).splitlines()[1].startswith(f"{fields} cd /n && c crawl")
    assert f"OnCalendar={calendar}\n" in systemd(plan)
    assert all(timedelta(days=1) % step == timedelta() for step in STEPS)


def test_systemd_gets_a_service_that_may_find_another_run_at_work() -> None:
    """Exit code 4 is no failure, and percent signs are its own."""
    units = systemd(PLAN)
    assert "SuccessExitStatus=4" in units
    assert "sqlite:///100%%.db" in units
    assert "WorkingDirectory=/home/ann/my news\n" in units


def test_the_command_prints_a_line_for_this_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also before there is a database; what cron cannot say is refused."""
    monkeypatch.chdir(tmp_path)
    assert run(["cron"]) == 0
    line = capsys.readouterr().out.splitlines()[1]
    assert line.startswith(f"*/15 * * * * cd {tmp_path} && ")
    assert line.endswith(" crawl --quiet --for 14m")
    assert run(["cron", "--every", "1h"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("0 * * * * ")
    assert run(["cron", "--every", "7m"]) == 2
    assert not (tmp_path / "copydesk.db").exists()


@pytest.mark.parametrize("text", ["90s", "20m", "2h", "1d"])
def test_a_duration_is_written_as_it_was_typed(text: str) -> None:
    """There and back."""
    assert written(Duration().convert(text, None, None)) == text


@pytest.mark.parametrize("text", ["", "5", "0m", "m", "1.5h", "-3m", "9999999s", "two hours"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    """A bare number could mean anything."""
    with pytest.raises(click.BadParameter):
        Duration().convert(text, None, None)
