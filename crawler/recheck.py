"""When is a filed article asked for again? The younger it is, the sooner.

Rule 1: pure; the clock is an argument.
Rule 2: the answer does not count, only the article's age does: hundred unchanged answers make no
    check rarer than the table says, and an edit none more frequent.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_STEP = re.compile(r"(\d+)([mhd]) for (\d+)([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Articles younger than `until` are asked for every `every`."""

    every: timedelta
    until: timedelta


def steps(stated: Sequence[str]) -> tuple[Step, ...]:
    """The setting `recheck` ("15m for 3h") as steps, the one for the youngest articles first.

    Raises ValueError for what the settings would not have let pass.
    """
    return tuple(sorted(map(_step, stated), key=lambda step: step.until))


def recheck_due(born_at: datetime, now: datetime, table: Sequence[Step]) -> datetime | None:
    """When to ask again for an article that was asked for just now; None: never again.

    born_at: when it was published or first seen; in the future (a clock that was put back) it
    counts as just now. table: as `steps` gives it; empty: no article is ever asked for again.
    Raises nothing.
    """
    age = now - born_at
    return next((now + step.every for step in table if age < step.until), None)


def _step(stated: str) -> Step:
    found = _STEP.fullmatch(stated)
    if found is None:
        raise ValueError(f"{stated!r} is no step like '15m for 3h'")
    every, unit, until, until_unit = found.groups()
    return Step(every=int(every) * _UNITS[unit], until=int(until) * _UNITS[until_unit])
