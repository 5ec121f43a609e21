"""Durations as a person types them: 90s, 20m, 2h, 1d."""

import re
from datetime import timedelta

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


def written(duration: timedelta) -> str:
    """The duration in the largest unit that says it exactly, at least a second: 90s, 20m, 2h."""
    seconds = max(1, int(duration.total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
