"""The doctor's round: the database, the archive against it, the lease, and what mends them.

Rule 1: each look is alone: what cannot be looked at is a fault with a line, and the next follows.
Rule 2: what `mend` does loses nothing that a person may need: no file is touched, no row deleted
    but an index's, and it holds the lease, so that no crawl is at work meanwhile.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from pipelines.archive import reader
from pipelines.archive.place import Place
from pipelines.errors import CopydeskError
from pipelines.health import findings
from pipelines.health.findings import Finding, LastRun, Mend, Named, Waiting, fault, note, ok
from pipelines.jobs.lease import is_alive
from pipelines.jobs.run import LEASE_TTL, Lease
from pipelines.store import examining, schema
from pipelines.store.engine import reading, said, writing
from pipelines.store.runs import WHOLE

# SQLite's check reads the whole file: 1 GB takes some seconds, and cron must not wait for more.
QUICKLY_READ = 1_000_000_000
Look = Callable[[], Iterator[Finding]]


def looked(part: str, look: Look) -> Iterator[Finding]:
    """What was found; trouble in looking is a fault itself."""
    try:
        yield from look()
    except DBAPIError as error:
        yield fault(part, said(error), "copydesk db check; a backup, where the file is damaged")
    except (CopydeskError, OSError) as error:
        yield fault(part, " ".join(str(error).splitlines()), "")


def examine(engine: Engine, archive: Path, now: datetime, *, thorough: bool) -> Iterator[Finding]:
    """Everything about a database that opens; an upgrade that is needed ends it."""
    first = list(looked("schema", partial(_schema, engine)))
    yield from first
    if any(one.state == findings.State.FAULT for one in first):
        return
    looks: Mapping[str, Look] = {
        "integrity": partial(_integrity, engine, thorough=thorough),
        "search index": partial(_index, engine),
        "archive": partial(_archive, engine, archive, thorough=thorough),
        "lease": partial(_leases, engine, now),
        "clock": partial(_clock, engine, now),
        "sources": partial(_sources, engine, now),
        "last run": partial(_last_run, engine, now),
    }
    for part, look in looks.items():
        yield from looked(part, look)


def mend(engine: Engine, archive: Path, wanted: set[Mend], now: datetime) -> Iterator[str]:
    """Do these, and say of each what it came to. Raises LeaseHeldError while a run is at work."""
    if Mend.UPGRADE in wanted:
        before, after = _upgraded(engine, now)
        yield f"schema: upgraded from version {before} to {after}"
        return
    lease = Lease(engine)  # takes a dead holder's over and marks his run killed
    try:
        if Mend.LEASE in wanted:
            yield "lease: released"
        if Mend.INDEX in wanted:
            with writing(engine) as connection:
                count = examining.reindex(connection)
            yield f"search index: {count:,} entries mended"
        if Mend.RECORDS in wanted:
            with writing(engine) as connection:
                count = _give_up(connection, archive, now)
            yield f"archive: {count:,} pages marked as pruned"
    finally:
        lease.give_back()


def _upgraded(engine: Engine, now: datetime) -> tuple[int | None, int]:
    """A crawl of the older program may be at work; its heart would go on beating."""
    with reading(engine) as connection:
        busy = [one for one in examining.holders(connection) if _at_work(one, now)]
    for held in busy:
        raise CopydeskError(f"the schema stays as it is while process {held.owner.pid} is at work")
    return schema.upgrade(engine)


def _schema(engine: Engine) -> Iterator[Finding]:
    found, ours = schema.current(engine), schema.head()
    if found is None:
        yield fault("schema", "the database has no tables", "copydesk init")
    elif found < ours:
        seen = f"version {found}, this program needs {ours}"
        yield fault(
            "schema", seen, "--fix upgrades it, as `copydesk db upgrade` does", Mend.UPGRADE
        )
    elif found > ours:
        seen = f"version {found}, this program knows only {ours}"
        yield fault("schema", seen, "install a newer copydesk")
    elif lost := schema.missing(engine):
        yield fault("schema", f"missing: {', '.join(lost)}", "restore a backup")
    else:
        yield ok("schema", f"version {found}")


def _integrity(engine: Engine, *, thorough: bool) -> Iterator[Finding]:
    if engine.dialect.name != "sqlite":
        yield ok("integrity", "PostgreSQL sees to it")
        return
    with reading(engine) as connection:
        if not thorough and examining.size_bytes(connection) > QUICKLY_READ:
            yield note(
                "integrity", "not looked at: the file is large", "copydesk doctor --thorough"
            )
            return
        wrong = examining.faults(connection, examining.WHOLE if thorough else examining.QUICK)
    for line in wrong:
        yield fault("integrity", line, "restore a backup")
    if not wrong:
        yield ok("integrity", "the file is sound, and so are its foreign keys")


def _index(engine: Engine) -> Iterator[Finding]:
    with reading(engine) as connection:
        without, astray = examining.unindexed(connection), examining.astray(connection)
    yield findings.index(len(without), len(astray))


def _archive(engine: Engine, folder: Path, *, thorough: bool) -> Iterator[Finding]:
    with reading(engine) as connection:
        named = _named(connection)
        there = _there(folder)
        yield from findings.archive(named, there, str(folder))
        if thorough and there:
            yield from _read_all(connection, folder, [one for one in named if one.name in there])


def _named(connection: Connection) -> list[Named]:
    rows = examining.named_files(connection)
    return [Named(name=name, pages=pages, end=end) for name, pages, end in rows]


def _there(folder: Path) -> dict[str, int] | None:
    """Each WARC file's size. Raises OSError."""
    if not folder.exists():
        return None
    return {path.name: path.stat().st_size for path in folder.iterdir() if ".warc" in path.name}


def _read_all(connection: Connection, folder: Path, files: list[Named]) -> Iterator[Finding]:
    """Every record that its file is long enough for."""
    read = 0
    for file in files:
        size = (folder / file.name).stat().st_size
        whole = [r for r in examining.records(connection, file.name) if r.offset + r.length <= size]
        damaged = [record for record in whole if not _is_sound(folder, record)]
        read += len(whole)
        if damaged:
            seen = f"{file.name}: {len(damaged):,} of {len(whole):,} records are damaged"
            yield fault("records", f"{seen}, the first at byte {damaged[0].offset}", _RESTORE)
    yield ok("records", f"{read:,} read")


_RESTORE = "bring the file back from a backup; articles stay, only extraction anew needs it"


def _is_sound(folder: Path, record: examining.Record) -> bool:
    place = Place(warc_file=record.warc_file, offset=record.offset, length=record.length)
    found = reader.read(folder, place)
    return found is not None and found.payload_digest == record.digest


def _give_up(connection: Connection, folder: Path, now: datetime) -> int:
    """Records that are not in the archive, looked at anew; none where the disk seems away."""
    there, named = _there(folder), _named(connection)
    kept = [file for file in named if file.pages]
    if there is None or not any(file.name in there for file in kept):
        return 0
    gone = [file for file in kept if there.get(file.name, 0) < file.end]
    return sum(
        examining.give_up(connection, file.name, there.get(file.name, 0), now) for file in gone
    )


def _leases(engine: Engine, now: datetime) -> Iterator[Finding]:
    with reading(engine) as connection:
        held = examining.holders(connection)
    if not held:
        yield ok("lease", "free")
    yield from (_lease(one, now) for one in held)


def _lease(held: examining.Holder, now: datetime) -> Finding:
    who = f"process {held.owner.pid} on {held.owner.host} since {held.acquired_at:%Y-%m-%d %H:%M}"
    what = "" if held.name == WHOLE else f" of {held.name}"
    if _at_work(held, now):
        return ok("lease", f"held by {who} UTC{what}, at work")
    seen = f"stale: {who} UTC{what}, last sign {held.heartbeat_at:%Y-%m-%d %H:%M}"
    return note("lease", seen, "--fix releases it; the next run would, too", Mend.LEASE)


def _at_work(held: examining.Holder, now: datetime) -> bool:
    return abs(now - held.heartbeat_at) < LEASE_TTL and is_alive(held.owner)


def _clock(engine: Engine, now: datetime) -> Iterator[Finding]:
    with reading(engine) as connection:
        yield findings.clock(examining.latest(connection), now)


def _sources(engine: Engine, now: datetime) -> Iterator[Finding]:
    with reading(engine) as connection:
        count, oldest, url = examining.waiting(connection, now)
    yield findings.sources(Waiting(count=count, oldest=oldest, url=url), now)


def _last_run(engine: Engine, now: datetime) -> Iterator[Finding]:
    with reading(engine) as connection:
        row, held = examining.last_run(connection), examining.holders(connection)
    run = row and LastRun(started_at=row[0], ended_at=row[1], reason=row[2])
    yield findings.last_run(run, now, held=any(_at_work(one, now) for one in held))
