"""What the doctor says of what was seen: each fact to one line, and what mends it.

Rule 1: everything is decided from the facts that are handed in: no database, file or clock.
Rule 2: a fault is what loses or hides articles unless somebody acts; a note is what mends itself
    or does no harm yet. Only a fault makes the command end with 3.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# What a WARC file is filled up to (archive/writer.py), and ten of the longest answers.
LITTLE_ROOM, NO_ROOM = 1_000_000_000, 100_000_000
# Machines that take turns differ by minutes (as in store/clocks.py).
CLOCK_SLACK = timedelta(hours=1)
# A source is asked once a day at the latest: beyond that plus as long again nobody asks.
LATE = timedelta(days=2)
_NAMED = 3


class State(StrEnum):
    """How a thing was found."""

    OK = "ok"
    NOTE = "note"
    FAULT = "fault"


class Mend(StrEnum):
    """What `--fix` can do."""

    UPGRADE = "upgrade"
    LEASE = "lease"
    INDEX = "index"
    RECORDS = "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line. seen: what was found; mends: what mends it, empty where nothing needs to be.

    fix: what `--fix` does about it; None: nothing, a person must.
    """

    part: str
    state: State
    seen: str
    mends: str = ""
    fix: Mend | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A WARC file as the database knows it. end: bytes that it must at least have.

    pages: its records that are not pruned; at 0 the whole file was.
    """

    name: str
    pages: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """The newest run. ended_at: None while it runs, or where it was killed."""

    started_at: datetime
    ended_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Sources whose turn has come. oldest: the longest due, None where that one never was asked."""

    count: int
    oldest: datetime | None
    url: str


def ok(part: str, seen: str) -> Finding:
    """Well."""
    return Finding(part=part, state=State.OK, seen=seen)


def note(part: str, seen: str, mends: str = "", fix: Mend | None = None) -> Finding:
    """To be known."""
    return Finding(part=part, state=State.NOTE, seen=seen, mends=mends, fix=fix)


def fault(part: str, seen: str, mends: str, fix: Mend | None = None) -> Finding:
    """To be mended."""
    return Finding(part=part, state=State.FAULT, seen=seen, mends=mends, fix=fix)


def archive(
    named: Sequence[Named], there: Mapping[str, int] | None, folder: str
) -> Iterator[Finding]:
    """The archive's files against what the database names.

    there: size in bytes of each WARC file in the folder; None: there is no folder. Where nothing
    of what is named is there a disk is not mounted, rather than every file lost: nothing is fixed.
    """
    kept = [file for file in named if file.pages]
    if there is None:
        yield _no_folder(kept, folder)
        return
    lost = [file for file in kept if file.name not in there]
    short = [file for file in kept if 0 <= there.get(file.name, -1) < file.end]
    if lost and len(lost) == len(kept):
        yield fault("archive", f"none of {len(kept):,} named files is in {folder}", _MOUNT)
    elif lost:
        yield fault("archive", f"missing: {_listed(lost)}", _GIVE_UP, Mend.RECORDS)
    if short:
        yield fault("archive", f"cut short: {_listed(short)}", _GIVE_UP, Mend.RECORDS)
    if not lost and not short:
        pages = sum(file.pages for file in kept)
        yield ok("archive", f"{pages:,} pages in {len(kept):,} files, each as long as it must be")
    yield from _unnamed(named, there)


_MOUNT = "mount its disk, or set `archive_dir` to where the files are"
_GIVE_UP = (
    "bring the files back from a backup; else --fix marks those of their pages that are gone as"
    " pruned: articles stay, only extraction anew needs them"
)


def _no_folder(kept: Sequence[Named], folder: str) -> Finding:
    if not kept:
        return ok("archive", f"{folder}: not made yet, and no page is named")
    seen = f"{folder} is missing, and {len(kept):,} files in it are named"
    return fault("archive", seen, _MOUNT)


def _unnamed(named: Sequence[Named], there: Mapping[str, int]) -> Iterator[Finding]:
    """Both are left alone: what nobody names may be another database's, or a broken-off run's."""
    names = {file.name for file in named}
    strange = sorted(name for name in there if name not in names)
    if strange:
        yield note("archive", f"files that the database does not name: {_names(strange)}")
    swept = [file.name for file in named if not file.pages and file.name in there]
    if swept:
        seen = f"files whose pages were all pruned: {_names(swept)}"
        yield note("archive", seen, "the next `copydesk db prune --raw AGE` takes them away")


def _listed(files: Sequence[Named]) -> str:
    pages = sum(file.pages for file in files)
    return f"{_names([file.name for file in files])} ({pages:,} pages in them)"


def _names(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def room(what: str, folder: str, free: int, needed: int = 0) -> Finding:
    """Disk space in bytes. needed: what an upgrade's copy of the database would take."""
    seen = f"{what} ({folder}): {free / 1e9:,.1f} GB free"
    if free < NO_ROOM:
        return fault("disk", seen, "make room: a crawl stops when it cannot write")
    if free < LITTLE_ROOM:
        return note("disk", seen, "make room, or let old pages go: copydesk db prune --raw 180d")
    if free < needed:
        return note("disk", seen, f"an upgrade's copy of the database needs {needed / 1e9:,.1f} GB")
    return ok("disk", seen)


def clock(latest: Mapping[str, datetime], now: datetime) -> Finding:
    """latest: the newest time of each kind that the database holds."""
    ahead = {what: at for what, at in latest.items() if at > now + CLOCK_SLACK}
    if not ahead:
        return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC, not before anything in the database")
    what, at = max(ahead.items(), key=lambda item: item[1])
    seen = f"{now:%Y-%m-%d %H:%M} UTC, but {what} is of {at:%Y-%m-%d %H:%M}"
    return fault(
        "clock",
        seen,
        "set this machine's clock; if it is right, the next crawl brings those times back",
    )


def index(without: int, astray: int) -> Finding:
    """The search index. without: articles that it lacks. astray: entries without an article."""
    if not without and not astray:
        return ok("search index", "holds every article")
    seen = f"{without:,} articles are not in it, {astray:,} entries are of no article"
    return fault("search index", seen, "--fix brings it up to date", Mend.INDEX)


def sources(waiting: Waiting, now: datetime) -> Finding:
    """Those that are due, and for how long."""
    if not waiting.count:
        return ok("sources", "none is due")
    seen = f"{waiting.count:,} due"
    if waiting.oldest is None:
        return ok("sources", f"{seen}, some at the next run in any case: {waiting.url}")
    seen += f", the oldest since {waiting.oldest:%Y-%m-%d %H:%M} UTC: {waiting.url}"
    if now - waiting.oldest > LATE:
        return fault("sources", seen, "does cron run? `copydesk cron` prints its line")
    return ok("sources", seen)


def last_run(run: LastRun | None, now: datetime, *, held: bool) -> Finding:
    """The newest run. held: somebody is at work, so that an open run is his."""
    if run is None:
        return note("last run", "there was none yet", "copydesk crawl")
    began = f"began {run.started_at:%Y-%m-%d %H:%M} UTC"
    if run.ended_at is None:
        if held:
            return ok("last run", f"{began}, is at work")
        return note("last run", f"{began} and was killed", "the next one goes on with its work")
    seen = f"{began}, ended {run.ended_at:%Y-%m-%d %H:%M}: {run.reason}"
    if run.reason == "crashed":
        return fault("last run", seen, "run `copydesk crawl --debug` and look at what it says")
    if now - run.ended_at > LATE:
        return note("last run", seen, "does cron run? `copydesk cron` prints its line")
    return ok("last run", seen)
