"""What a generated page consists of: lines whose role is known."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a line is. OPTIONAL counts neither as leaked nor as lost (a byline, a credit)."""

    TRUE = "true"
    BOX = "box"
    OPTIONAL = "optional"


class Place(StrEnum):
    """Where a box stands: after the headline, after the second part, or below the text."""

    TOP = "top"
    MIDDLE = "middle"
    BELOW = "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line. kind: which part of the generator made it. is_link: it is an anchor."""

    text: str
    role: Role
    kind: str
    is_link: bool = False
    is_subhead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Lines that a site prints in one element."""

    kind: str
    place: Place
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page before it gets markup: the groups of lines in page order.

    A group is a box, or one part of the text. serial: 1 for the site's first article.
    """

    site: str
    language: str
    serial: int
    headline: str
    groups: tuple[Box | Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines below the headline, in page order."""
        return tuple(
            line
            for group in self.groups
            for line in (group.lines if isinstance(group, Box) else (group,))
        )
