"""Durations and days as people type them."""

from datetime import UTC, datetime, timedelta

import click
import pytest

from crawler.cli.durations import Since


def test_a_day_begins_in_utc() -> None:
    assert Since().convert("2026-03-01", None, None) == datetime(2026, 3, 1, tzinfo=UTC)


def test_an_instant_keeps_its_zone() -> None:
    found = Since().convert("2026-03-01T12:00+02:00", None, None)
    assert found == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_so_long_ago() -> None:
    before = datetime.now(UTC) - timedelta(days=2)
    assert before <= Since().convert("2d", None, None) <= datetime.now(UTC) - timedelta(days=2)


@pytest.mark.parametrize("typed", ["", "yesterday", "2026-13-01", "d2", "2999-01-01"])
def test_what_is_neither_or_yet_to_come_is_a_usage_error(typed: str) -> None:
    with pytest.raises(click.BadParameter):
        Since().convert(typed, None, None)
