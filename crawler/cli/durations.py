"""Durations and days as a person types them: 90s, 20m, 2h, 1d; 2026-03-01."""

import re
from datetime import UTC, datetime, timedelta

import click

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_WRITTEN = re.compile(r"(\d{1,6})([smhd])")


class Duration(click.ParamType[timedelta]):
    """`20m` as a timedelta; longer than nothing."""

    name = "duration"

    def convert(
        self, value: str | timedelta, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """A usage error for what is no duration."""
        if isinstance(value, timedelta):
            return value
        match = _WRITTEN.fullmatch(value.strip().lower())
        if match is None or not int(match[1]):
            self.fail(f"'{value}' is no duration like 90s, 20m, 2h or 1d", param, ctx)
        return timedelta(**{_UNITS[match[2]]: int(match[1])})


class Since(click.ParamType[datetime]):
    """`2026-03-01`, an instant with its zone, or `2d` ago; UTC where no zone is given."""

    name = "when"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """A usage error for what is neither; also for a moment that is yet to come."""
        if isinstance(value, datetime):
            return value
        found, now = _ago(value) or _instant(value), datetime.now(UTC)
        if found is None:
            self.fail(f"'{value}' is neither a day like 2026-03-01 nor a time like 2d", param, ctx)
        if found > now:
            self.fail(f"'{value}' is yet to come", param, ctx)
        return found


def _ago(value: str) -> datetime | None:
    match = _WRITTEN.fullmatch(value.strip().lower())
    return datetime.now(UTC) - timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None


def _instant(value: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def written(duration: timedelta) -> str:
    """The duration in the largest unit that says it exactly, at least a second: 90s, 20m, 2h."""
    seconds = max(1, int(duration.total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
