"""`copydesk import`: articles that somebody else collected."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.options import Invocation, common, invocation
from crawler.cli.pace import paced
from pipelines.errors import UsageError
from pipelines.model import Outcome, Site
from pipelines.sites import load_files

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipelines.jobs.import_text import Imported
    from pipelines.jobs.relearn import Relearned
    from pipelines.jobs.text_files import TextFile

FINE, PARTIAL = 0, 3
_TROUBLE = (Outcome.FAILED, Outcome.TOO_LARGE)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(name="import", epilog="Example: copydesk import text dumps/gazette.example")
def import_() -> None:
    """File articles that were collected without Copydesk."""


@import_.command(epilog="Example: copydesk import text dumps/gazette --site gazette.example")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--site", metavar="KEY", help="The texts' site; without it DIR's name.")
@click.option("--dry-run", is_flag=True, help="Say what would be filed, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each file.")
@common
@click.pass_context
def text(
    context: click.Context, *, folder: Path, site: str | None, dry_run: bool, as_json: bool
) -> int:
    """File a folder of flat texts, one article a file, its first line the headline.

    All texts of DIR and the folders in it are one site's: when they are filed, its template
    learns what they repeat, and every one is cleaned by it. A line below the headline that
    states a date ("Published: 5 March 2024") dates the article. Any encoding is read; links and
    hidden files are passed over. A text's address is text://KEY/PATH: import the folder again,
    and only files that changed are read. Exit code 3 when a file could not be read.
    """
    call = invocation(context)
    chosen = _site(call, site or folder.resolve().name)
    files = _files(folder, chosen.key)
    with database.opened_current(call.settings.db) as engine:
        shown = _foretold if dry_run else _imported
        return _show(call, shown(call, engine, chosen, files), as_json=as_json, dry_run=dry_run)


def _site(call: Invocation, key: str) -> Site:
    """The site of that key: its file's, or a bare one. Raises UsageError for what is no key."""
    if not key or any(char.isspace() or char in "/\\?#" for char in key):
        raise UsageError(f"'{key}' cannot be a site's key: give one with --site")
    files, problems = load_files(call.settings.sites_dir)
    for problem in problems:
        call.terminal.warn(problem)
    known = {file.site.key: file.site for file in files}
    key = key.casefold()
    return known.get(key, Site(key=key, name=key, home=f"text://{key}/"))


def _files(folder: Path, site: str) -> Sequence["TextFile"]:
    from pipelines.jobs.text_files import files_of

    try:
        files = files_of(folder, site)
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be read: {error.strerror}") from error
    if not files:
        raise UsageError(f"{folder}: there is no file in it")
    return files


def _imported(
    call: Invocation, engine: "Engine", site: Site, files: Sequence["TextFile"]
) -> Iterator["_Told"]:
    """File them within a run of their own, and learn from them."""
    from pipelines.jobs.import_text import TextImport
    from pipelines.jobs.run import utc_now

    counts: Counter[str] = Counter()
    with database.at_work(engine, counts, site.key) as run:
        work = TextImport(engine, call.settings, site, run.id, utc_now)
        try:
            for one in paced(call.terminal, work.files(files), len(files), "files"):
                counts[one.outcome.value] += 1
                yield _told(one)
            if learned := work.learn():
                yield _told_learned(learned)
        finally:
            work.close()


def _foretold(
    call: Invocation, engine: "Engine", site: Site, files: Sequence["TextFile"]
) -> Iterator["_Told"]:
    from pipelines.jobs.import_text import foretold
    from pipelines.jobs.run import utc_now

    ends = foretold(engine, site, files, call.settings.max_body_bytes, utc_now())
    return map(_told, paced(call.terminal, ends, len(files), "files"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is said of one step. outcome: of a file, None for the learning; line: "" for none."""

    outcome: Outcome | None
    line: str
    record: Mapping[str, object]


def _told(one: "Imported") -> _Told:
    line = f"{one.file.name}: {one.outcome.value}: {one.reason}" if one.reason else ""
    record = {"event": "file", "file": one.file.name, "url": one.file.url}
    record |= {"outcome": one.outcome.value, "reason": one.reason}
    return _Told(outcome=one.outcome, line=line, record=record)


def _told_learned(learned: "Relearned") -> _Told:
    from crawler.cli import report

    record = {"event": "learned", "rules": learned.rules, "articles": learned.articles}
    lines = (report.learned_line(learned), report.held_line(learned))
    return _Told(outcome=None, line="\n".join(filter(None, lines)), record=record)


def _show(call: Invocation, steps: Iterable[_Told], *, as_json: bool, dry_run: bool) -> int:
    counts: Counter[Outcome] = Counter()
    for step in steps:
        counts.update([step.outcome] if step.outcome else [])
        if as_json:
            call.terminal.json(step.record)
        elif step.line:
            (call.terminal.warn if step.outcome in _TROUBLE else call.terminal.say)(step.line)
    if not as_json:
        call.terminal.say(_sentence(counts) + ("; nothing was written" if dry_run else ""))
    return PARTIAL if any(counts[outcome] for outcome in _TROUBLE) else FINE


def _sentence(counts: Counter[Outcome]) -> str:
    parts = ", ".join(f"{count:,} {outcome.value}" for outcome, count in counts.most_common())
    files = "1 file" if counts.total() == 1 else f"{counts.total():,} files"
    return f"{files}: {parts}"
