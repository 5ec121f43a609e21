"""What reaches the person: plain lines, tables, JSON, and nothing that a page can abuse.

Rule 1: text from outside is printed through `safe`: a headline may hold escape sequences that
    would rewrite the terminal, retitle it or hide what stands before them.
Rule 2: standard output holds the answer, standard error what a person must act on.
Rule 3: --quiet silences the answer's chatter (`say`, `table`) and `progress`, never `warn` and
    never JSON.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TextIO

from crawler.inert import safe

if TYPE_CHECKING:
    from rich.console import Console


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at the stream; a closed one is none."""
    return not stream.closed and stream.isatty()


class Terminal:
    """Standard output and error of one command."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet

    @cached_property
    def console(self) -> "Console":
        """rich's console on standard output, for live displays and tables."""
        from rich.console import Console

        return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)

    def say(self, text: str = "") -> None:
        """Text of our own or of a page, on standard output; line breaks stay."""
        if not self.quiet:
            self.answer(text)

    def answer(self, text: str) -> None:
        """What the command was asked for: printed under --quiet too."""
        _write(sys.stdout, safe(text, lines=True))

    def progress(self, text: str) -> None:
        """How far a long command is: standard error, so that the answer stands alone."""
        if not self.quiet:
            _write(sys.stderr, safe(text))

    def parts(self, parts: Iterable[tuple[str, str]]) -> None:
        """Text whose parts are `same`, `old`, `new` or `hit`; white space behind one is of none."""
        colours = is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
        mark = _coloured if colours else _bracketed
        _write(sys.stdout, "".join(_joined(parts, mark)))

    def warn(self, text: str) -> None:
        """What a person must act on: standard error, one line for each line of the text."""
        for line in text.splitlines():
            _write(sys.stderr, f"copydesk: {safe(line)}")

    def json(self, value: Mapping[str, object] | Sequence[object]) -> None:
        """One line of JSON; control characters are escaped by JSON itself.

        It leaves at once: a program on the other side may be waiting for it.
        """
        _write(sys.stdout, json.dumps(value, ensure_ascii=True, default=str))
        sys.stdout.flush()

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A table: drawn for a person, columns of plain text for a pipe. Empty: nothing."""
        if self.quiet or not rows:
            return
        cells = [[safe(_shown(cell)) for cell in row] for row in rows]
        if is_terminal(sys.stdout):
            self._draw(columns, rows, cells)
        else:
            _write(sys.stdout, _plain(columns, cells))

    def _draw(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[object]],
        cells: Sequence[Sequence[str]],
    ) -> None:
        from rich.table import Table

        # No frame: an address should fit on a line of 80 characters.
        table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bold")
        for place, name in enumerate(columns):
            number = all(isinstance(row[place], int | None) for row in rows)
            table.add_column(name, justify="right" if number else "left", overflow="fold")
        for line in cells:
            table.add_row(*line)
        self.console.print(table)


def _joined(parts: Iterable[tuple[str, str]], mark: Callable[[str, str], str]) -> Iterator[str]:
    """What went is followed by what came without a blank between, as one place."""
    before, space = "", ""
    for text, side in parts:
        words = text.rstrip()
        yield "" if (before, side) == ("old", "new") else space
        yield mark(safe(words, lines=True), side)
        before, space = side, text[len(words) :]


_BRACKETS = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}", "hit": "[{}]"}
_COLOURS: Mapping[str, Mapping[str, Any]] = {
    "same": {},
    "old": {"fg": "red", "strikethrough": True},
    "new": {"fg": "green"},
    "hit": {"bold": True, "fg": "yellow"},
}


def _bracketed(words: str, side: str) -> str:
    return _BRACKETS[side].format(words)


def _coloured(words: str, side: str) -> str:
    from click import style

    return style(words, **_COLOURS[side], reset=side != "same")


def _plain(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    """Columns padded to their widest cell, two blanks between; nothing is cut off."""
    rows = [columns, *cells]
    widths = [max(len(row[place]) for row in rows) for place in range(len(columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _shown(cell: object) -> str:
    return "" if cell is None else str(cell)


def _write(stream: TextIO, text: str) -> None:
    """What the stream's encoding cannot hold is escaped: cron's is often ASCII."""
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream)
