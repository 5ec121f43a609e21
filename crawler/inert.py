"""Text from outside on its way to a terminal or a log: what it says is shown, never obeyed.

Rule 1: every character that a terminal or a reader of lines would act on is escaped.
Rule 2: a log line is one line, and holds nobody's password: Scrapy logs where a redirect leads as
    the server wrote it.
"""

import logging
import re
import unicodedata
from typing import Any

# Cc: control characters. Cf: invisible ones, the reordering marks among them. Cs: lone halves
# of a pair, which no terminal can encode. Zl, Zp: line ends that split one row into two.
_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Needed to write Persian, Hindi and compound emoji rightly; they can do no harm.
_JOINERS = {"\u200c", "\u200d", "\u00ad"}
_CREDENTIALS = re.compile(r"(?<=://)[^/?#\s\"'<>]{1,500}@")


def safe(text: str, *, lines: bool = False) -> str:
    """The text with every character escaped that a terminal would act on.

    lines: line breaks and tabs stay (a body); else they are escaped too (a table's cell).
    """
    kept = _JOINERS | ({"\n", "\t"} if lines else set())
    if text.isprintable():
        return text
    return "".join(
        char if char in kept or unicodedata.category(char) not in _UNSAFE else _escaped(char)
        for char in text
    )


class InertFormatter(logging.Formatter):
    """One line for each record, and a traceback below it where there is one."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's name
        """The line, without what a page could forge in it."""
        return safe(_CREDENTIALS.sub("", super().formatMessage(record)))

    def formatException(self, ei: Any) -> str:  # noqa: N802  logging's name
        """The traceback; its last line may quote a page."""
        return safe(_CREDENTIALS.sub("", super().formatException(ei)), lines=True)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
