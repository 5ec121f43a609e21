"""What a system says of a page, in the form in which all systems are compared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One page as one system read it.

    lines: the text's paragraphs in order. roles: what each line is, where the system says it.
    headline, authors, days: None where the system names no such field at all; days: the calendar
    days (YYYY-MM-DD) that its date can be read as, empty where it found none. failure: the
    exception's words, or why the page was refused.
    """

    page: str
    lines: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    headline: str | None = None
    authors: tuple[str, ...] | None = None
    days: tuple[str, ...] | None = None
    instant: datetime | None = None
    cpu_ms: float = 0.0
    failure: str = ""


def with_silent_failures(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """A system's answers; where it failed it names nothing of what it names elsewhere.

    Without this a system that fails on the hard pages would be scored on the easy ones only.
    """
    headline = "" if any(one.headline is not None for one in answers) else None
    authors = () if any(one.authors is not None for one in answers) else None
    days = () if any(one.days is not None for one in answers) else None
    return tuple(
        replace(one, headline=headline, authors=authors, days=days) if one.failure else one
        for one in answers
    )
