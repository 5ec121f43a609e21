"""`copydesk clean`: flat texts in, clean texts out. No database."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.options import Invocation, common, invocation
from crawler.cli.terminal import Terminal, is_terminal
from pipelines.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from pipelines.jobs.flat_texts import CleanText
    from pipelines.model import Page

FINE, PARTIAL = 0, 3
STDIN = "-"


@click.command(epilog="Example: copydesk clean --learn --out clean dumps/*.txt")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option("--learn", is_flag=True, help="The files are one site's: strike what they repeat.")
@click.option("--explain", is_flag=True, help="Show what went, and why.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each text.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write each text into DIR, under its file's name.",
)
@common
@click.pass_context
def clean(
    context: click.Context,
    *,
    files: tuple[str, ...],
    learn: bool,
    explain: bool,
    as_json: bool,
    out: Path | None,
) -> int:
    """Strike from flat texts what a site prints around its articles.

    A FILE is one article as text, its first line the headline; `-`, or no FILE at all, is
    standard input. Any encoding is read, UTF-8 is written. One text alone is cleaned by interface
    phrases and labels ("Next Article"); with --learn, 20 texts or more of one site also lose what
    they repeat and nobody has written a phrase for.

    Exit code 3 when a file could not be read; the others are cleaned all the same.
    """
    call = invocation(context)
    _check(files, out)
    reader = _Reader(terminal=call.terminal)
    pages = reader.pages(files or (STDIN,))
    show = _Shown(terminal=call.terminal, several=len(files) > 1)
    for text in _cleaned(call, pages, learn=learn):
        if out is not None:
            _write(out, text)
        show.one(text, as_json=as_json, explain=explain, with_text=out is None)
    return PARTIAL if reader.failed else FINE


def _check(files: Sequence[str], out: Path | None) -> None:
    """Raises UsageError for what could only go wrong later."""
    if STDIN in (files or (STDIN,)) and (sys.stdin is None or is_terminal(sys.stdin)):
        raise UsageError("clean reads FILEs or standard input; see its --help")
    if out is None:
        return
    if STDIN in (files or (STDIN,)):
        raise UsageError("--out: a text from standard input has no name to be written under")
    names: dict[str, str] = {}
    for file in files:
        if (other := names.setdefault(Path(file).name, file)) != file:
            raise UsageError(f"--out: {other} and {file} would be one file")
        if Path(file).resolve() == (out / Path(file).name).resolve():
            raise UsageError(f"--out: {file} would be overwritten by its clean text")


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Reads files; what is no text is said, and counted in `failed`."""

    terminal: Terminal
    failed: int = field(default=0)

    def pages(self, files: Sequence[str]) -> Iterator["Page"]:
        """The files that are texts."""
        from pipelines.jobs.flat_texts import NoTextError, page_of

        for file in dict.fromkeys(files):
            try:
                yield page_of(_name(file), _payload(file))
            except OSError as error:
                self.fail(f"{_name(file)}: cannot be read: {error.strerror}")
            except NoTextError as error:
                self.fail(f"{_name(file)}: {error}")

    def fail(self, problem: str) -> None:
        """Say it and count it."""
        self.failed += 1
        self.terminal.warn(problem)


def _name(file: str) -> str:
    return "standard input" if file == STDIN else file


def _payload(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()


def _cleaned(call: Invocation, pages: Iterator["Page"], *, learn: bool) -> Iterable["CleanText"]:
    from pipelines.jobs.flat_texts import clean_alone, clean_together

    if learn:
        return clean_together(list(pages), call.settings.template_window)
    return map(clean_alone, pages)


@dataclass(slots=True, kw_only=True)
class _Shown:
    """Prints texts. several: each under its file's name, as `head` does."""

    terminal: Terminal
    several: bool

    def one(self, text: "CleanText", *, as_json: bool, explain: bool, with_text: bool) -> None:
        """One text as it was asked for."""
        from crawler.cli import page_report

        if as_json:
            self.terminal.json(_as_json(text))
            return
        if self.several and (with_text or explain):
            self.terminal.answer(f"==> {text.name} <==")
        if with_text:
            self.terminal.answer(text.text)
        if explain:
            page_report.show_removals(self.terminal, text.cleaned)
        if self.several and with_text:
            self.terminal.answer("")


def _as_json(text: "CleanText") -> dict[str, object]:
    from crawler.cli import page_report

    return {
        "file": text.name,
        "headline": text.headline,
        "language": text.language,
        "text": text.text,
        "removed": page_report.removals(text.cleaned),
    }


def _write(folder: Path, text: "CleanText") -> None:
    path = folder / Path(text.name).name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text.text}\n", encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from error
