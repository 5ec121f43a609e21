"""What one site gave on one day, and what was found wrong: the values of this folder.

Rule 1: everything is decided from these figures alone: no database, no page, no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pipelines.model import Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One site's figures of one UTC day.

    filed: articles first stored. without: of these, how many lack a field, by its name.
    median_words: of the filed bodies, 0 where none was filed. paywalled, future_dated: of the
    filed. requests: article addresses that were asked for; walls, robots, errors, duplicates:
    how many of these ended so. frames: where the text stood in the pages that were looked at, a
    name for each place with its number of pages. sources_gone: feeds, sitemaps and sections that
    have failed for half a day or longer.
    """

    day: date
    filed: int = 0
    without: Mapping[str, int] = field(default_factory=dict)
    median_words: float = 0.0
    paywalled: int = 0
    future_dated: int = 0
    requests: int = 0
    walls: int = 0
    robots: int = 0
    errors: int = 0
    duplicates: int = 0
    frames: Mapping[str, int] = field(default_factory=dict)
    sources_gone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A day was not as expected. evidence: the figures that show it, in one line."""

    cause: Cause
    evidence: str
