"""Headline, authors and day: equal or not, after normalisation."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.extraction.lines import words
from benchmarks.extraction.shingles import f1

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of one page that are right, named in vain and not named."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Of precision and recall over names; 0.0 without names."""
        precision = self.right / max(1, self.right + self.wrong)
        return f1(precision, self.right / max(1, self.right + self.missed))


def same_headline(true: str, given: str) -> bool:
    """Whether both are the same words."""
    return words(true) == words(given)


def names(true: Sequence[str], given: Sequence[str]) -> Names:
    """The names of two lists; case, accents and marks make no difference."""
    wanted, said = _keys(true), _keys(given)
    return Names(right=len(wanted & said), wrong=len(said - wanted), missed=len(wanted - said))


def true_days(date: str) -> frozenset[str]:
    """The calendar day that the truth states: in its own zone, if it has one."""
    found = _DAY.match(date)
    return frozenset({_day(found)}) if found else frozenset()


def stated_days(moment: datetime, raw: str) -> tuple[str, ...]:
    """The days that a date can be read as: as the page printed it, and in UTC where it did not."""
    printed = _DAY.match(raw.strip())
    return (_day(printed),) if printed else (moment.date().isoformat(),)


def same_day(true: str, days: Sequence[str], instant: datetime | None = None) -> bool:
    """Whether a day is the true one, or the instant the very same (stated in another zone)."""
    exact = _instant(true)
    return not true_days(true).isdisjoint(days) or (exact is not None and exact == instant)


def _instant(date: str) -> datetime | None:
    try:
        value = datetime.fromisoformat(date)
    except ValueError:
        return None
    return value.astimezone(UTC) if value.tzinfo else None


def _day(found: re.Match[str]) -> str:
    year, month, day = (int(part) for part in found.groups())
    return f"{year:04}-{month:02}-{day:02}"


def _keys(names: Sequence[str]) -> frozenset[str]:
    return frozenset(key for name in names if (key := " ".join(words(_bare(name)))))


def _bare(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
