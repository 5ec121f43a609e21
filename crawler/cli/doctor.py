"""`copydesk doctor`: is everything that Copydesk stands on sound, and what mends it?"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from crawler.cli import database
from crawler.cli.installed import versions
from crawler.cli.options import Invocation, common, invocation
from pipelines.errors import ConfigError, CopydeskError
from pipelines.health.findings import Finding, Mend, State, fault, note, ok, room

FINE, OPEN = 0, 3
# What a setting's value may hold that nobody else should read.
_SECRET = ("ping_url",)
_ADDRESSES = ("db", "proxy")


@click.command(epilog="Example: copydesk doctor --quiet || copydesk doctor --fix")
@click.option("--fix", is_flag=True, help="Say what can be mended, then do it.")
@click.option("--thorough", is_flag=True, help="Read the whole database and every WARC record.")
@click.option(
    "--json", "as_json", is_flag=True, help="A line of JSON for each setting and finding."
)
@common
@click.pass_context
def doctor(context: click.Context, *, fix: bool, thorough: bool, as_json: bool) -> int:
    """Look at everything Copydesk stands on: a line each, ok, note or fault, and what mends it.

    Settings with their origins, versions, the database's schema and soundness, the search index,
    the archive against the database, the lease, disk space, the clock, sources and the last run.
    Ends with 3 while there is a fault, else with 0. --fix upgrades the schema, releases a stale
    lease, brings the search index up to date, and marks pages whose records are gone as pruned;
    it deletes no file and no article.
    """
    call = invocation(context)
    _show_settings(call, as_json=as_json)
    found = list(_round(call, thorough=thorough))
    _show(call, found, as_json=as_json)
    if fix and any(one.fix for one in found):
        _mend(call, found, as_json=as_json)
        found = list(_round(call, thorough=thorough))
        _show(call, found, as_json=as_json)
    return OPEN if any(one.state is State.FAULT for one in found) else FINE


def _round(call: Invocation, *, thorough: bool) -> Iterator[Finding]:
    """Without settings the rest is not looked at: it might be another database than the user's."""
    yield from versions()
    try:
        settings = call.settings
    except ConfigError as error:
        for line in str(error).splitlines():
            yield fault("settings", line, "correct it there")
        yield note("database", "not looked at until the settings can be read")
        return
    from pipelines.jobs.examining import looked

    origins = call.loaded.origins.values()
    yield ok("settings", f"{sum(one != 'default' for one in origins)} stated, the rest default")
    yield from looked("site files", partial(_site_files, settings.sites_dir))
    yield from _database(call, thorough=thorough)
    yield from looked("disk", partial(_disk, call))


def _site_files(folder: Path) -> Iterator[Finding]:
    from pipelines.sites import load_files

    files, problems = load_files(folder)
    for line in problems:
        yield fault("site files", line, "correct it there")
    if not folder.is_dir():
        yield note("site files", f"{folder} is not there", "copydesk init")
    elif not problems:
        yield ok("site files", f"{len(files):,} in {folder}")


def _database(call: Invocation, *, thorough: bool) -> Iterator[Finding]:
    from pipelines.jobs.examining import examine, looked
    from pipelines.jobs.run import utc_now
    from pipelines.store.engine import concealed

    db = call.settings.db
    if not database.exists(db):
        mends = "copydesk init makes it; or is `db` in the settings another one?"
        yield fault("database", f"{concealed(db)}: there is no such file", mends)
        return
    failed = list(looked("database", partial(_opens, db)))
    yield from failed
    if any(one.state is State.FAULT for one in failed):
        return
    with database.opened(db) as engine:
        yield from examine(engine, call.settings.archive_dir, utc_now(), thorough=thorough)


def _opens(db: str) -> Iterator[Finding]:
    from pipelines.store.engine import shown

    with database.opened(db) as engine:
        yield ok("database", f"{shown(engine)} opens")


def _disk(call: Invocation) -> Iterator[Finding]:
    from pipelines.store.files import file_of

    file = file_of(call.settings.db)
    size = file.stat().st_size if file and file.is_file() else 0
    places = {"archive": call.settings.archive_dir, "temporary files": Path(tempfile.gettempdir())}
    if file:
        places["database"] = file.parent
    for what, place in places.items():
        there = next(one for one in (place, *place.parents) if one.exists())
        free = shutil.disk_usage(there).free
        yield room(what, str(there), free, size if what == "database" else 0)
        if not os.access(there, os.W_OK):
            yield fault("disk", f"{there}: cannot be written", "give this user the right to")


def _mend(call: Invocation, found: Sequence[Finding], *, as_json: bool) -> None:
    """Say it, do it; what cannot be done is a warning, and the second round shows what is left."""
    from pipelines.jobs.examining import mend
    from pipelines.jobs.run import utc_now

    wanted = {one.fix for one in found if one.fix}
    for one in found:
        if one.fix:
            _tell(call, {"will": one.fix.value, "seen": one.seen}, _WILL[one.fix], as_json=as_json)
    try:
        with database.opened(call.settings.db) as engine:
            for line in mend(engine, call.settings.archive_dir, wanted, utc_now()):
                _tell(call, {"done": line}, f"done: {line}", as_json=as_json)
    except (CopydeskError, OSError) as error:
        call.terminal.warn(f"not mended: {error}")


_WILL = {
    Mend.UPGRADE: "will upgrade the schema (a SQLite file is copied beside itself first)",
    Mend.LEASE: "will release the stale lease and write down that its run was killed",
    Mend.INDEX: "will bring the search index up to date",
    Mend.RECORDS: "will mark pages whose records are gone as pruned (no file is touched)",
}


def _tell(call: Invocation, line: dict[str, object], words: str, *, as_json: bool) -> None:
    if as_json:
        call.terminal.json(line)
    else:
        call.terminal.answer(words)


def _show(call: Invocation, found: Sequence[Finding], *, as_json: bool) -> None:
    """--quiet: faults alone."""
    for one in found:
        if as_json:
            call.terminal.json(_line(one))
        elif call.quiet and one.state is State.FAULT:
            call.terminal.warn(_words(one))
        else:
            call.terminal.say(f"{one.state.value:<5}  {_words(one)}")


def _line(one: Finding) -> dict[str, object]:
    return {
        "part": one.part,
        "state": one.state.value,
        "seen": one.seen,
        "mends": one.mends,
        "fix": one.fix and one.fix.value,
    }


def _words(one: Finding) -> str:
    return f"{one.part}: {one.seen}" + (f" -> {one.mends}" if one.mends else "")


def _show_settings(call: Invocation, *, as_json: bool) -> None:
    """Each with its value and origin; nothing where they cannot be read, which a finding says."""
    try:
        settings, origins = call.settings, call.loaded.origins
    except ConfigError:
        return
    rows = [(name, _shown(name, getattr(settings, name)), origins[name]) for name in origins]
    if as_json:
        for name, value, origin in rows:
            call.terminal.json({"setting": name, "value": value, "origin": origin})
        return
    call.terminal.table(("setting", "value", "origin"), rows)
    call.terminal.say()


def _shown(name: str, value: object) -> str:
    from pipelines.store.engine import concealed

    if value is None or value in ("", ()):
        return "-"
    if name in _SECRET:
        return "(set)"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return concealed(str(value)) if name in _ADDRESSES else str(value)
