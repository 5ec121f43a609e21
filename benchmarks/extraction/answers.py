"""What a system says of a page, in the form in which all systems are compared."""

from dataclasses import dataclass
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
