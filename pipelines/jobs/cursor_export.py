"""An export for a cursor: it is given each article once, whatever is killed when, and misses none.

The export is begun in the database, written beside its place, sealed in the database, given its
name, settled in the database. Killed before the seal, it gave nothing. Killed after it, its part
is still there under its hidden name, and it gave nothing; or that name is gone, and it gave all.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from pipelines.errors import LeaseHeldError, UsageError
from pipelines.jobs.exporting import Order, to_stream
from pipelines.jobs.lease import is_alive, myself
from pipelines.jobs.part_file import KEPT, PartFile
from pipelines.store import cursors
from pipelines.store.cursors import Export, Place
from pipelines.store.engine import writing
from pipelines.store.exporting import Given

Clock = Callable[[], datetime]


def to_cursor(engine: Engine, order: Order, name: str, file: Path, clock: Clock) -> int:
    """Write what the cursor of that name was not given yet to a file; how many articles.

    Raises LeaseHeldError while another export of the cursor is at work or where nobody can tell
    how it ended, DatabaseError, ConfigError, UsageError.
    """
    part = PartFile(file, KEPT)
    with _begun(engine, name, part, clock) as (cursor_id, export_id):
        own = replace(order, selection=replace(order.selection, cursor=cursor_id))

        def note(some: Sequence[Given]) -> None:
            with writing(engine) as connection:
                cursors.note(connection, cursor_id, export_id, some)

        with part.writing() as stream:
            count = to_stream(engine, own, stream, note)
        with writing(engine) as connection:
            cursors.seal(connection, export_id, count, clock())
        part.place()
    return count


def say_how_it_ended(engine: Engine, name: str, *, arrived: bool, now: datetime) -> None:
    """A person knows what became of the export that was broken off.

    Raises UsageError where none was, LeaseHeldError where it is at work.
    """
    with writing(engine) as connection:
        broken = cursors.unsettled(connection, cursors.named(connection, name, now))
        if broken is None:
            raise UsageError(f"no export of the cursor {name} was broken off")
        _refuse_at_work(broken)
        _end(connection, broken, arrived=arrived, now=now)
    Path(broken.place.part).unlink(missing_ok=True)


@contextmanager
def _begun(engine: Engine, name: str, part: PartFile, clock: Clock) -> Iterator[tuple[int, int]]:
    """The numbers of the cursor and of a new export of it; settled at the end, or undone."""
    _tidy(engine, name, clock())
    with writing(engine) as connection:
        cursor_id = cursors.named(connection, name, clock())
        if other := cursors.unsettled(connection, cursor_id):
            _refuse_at_work(other)
            raise _unknown(other)  # begun and killed since `_tidy`
        place = Place(file=str(part.target), part=str(part.path))
        export_id = cursors.begin(connection, cursor_id, myself(), place, clock())
    try:
        yield cursor_id, export_id
    except BaseException:
        # In this order: a part that is gone would say that the file arrived.
        with writing(engine) as connection:
            cursors.undo(connection, export_id)
        part.discard()
        raise
    with writing(engine) as connection:
        cursors.settle(connection, export_id, clock())


def _tidy(engine: Engine, name: str, now: datetime) -> None:
    """End what was broken off, by what the file system says of it."""
    with writing(engine) as connection:
        broken = cursors.unsettled(connection, cursors.named(connection, name, now))
        if broken is None:
            return
        _refuse_at_work(broken)
        _end(connection, broken, arrived=_arrived(broken), now=now)
    Path(broken.place.part).unlink(missing_ok=True)


def _arrived(broken: Export) -> bool:
    """Whether the file came to stand in its place. Raises LeaseHeldError where only a look at
    another machine's disk, or at one that is not there now, would tell."""
    part = Path(broken.place.part)
    if broken.sealed_at is None or part.exists():
        return False
    if broken.owner.host != myself().host or not part.parent.is_dir():
        raise _unknown(broken)
    return True


def _end(connection: Connection, broken: Export, *, arrived: bool, now: datetime) -> None:
    if arrived:
        cursors.settle(connection, broken.id, now)
    else:
        cursors.undo(connection, broken.id)


def _refuse_at_work(broken: Export) -> None:
    owner = broken.owner
    if owner.host == myself().host and is_alive(owner):
        since = f"{broken.began_at:%Y-%m-%d %H:%M} UTC"
        raise LeaseHeldError(
            f"another export of the cursor {broken.cursor} is at work: process {owner.pid}"
            f" since {since}"
        )


def _unknown(broken: Export) -> LeaseHeldError:
    return LeaseHeldError(
        f"the export of the cursor {broken.cursor} to {broken.place.file}, begun on"
        f" {broken.owner.host} at {broken.began_at:%Y-%m-%d %H:%M} UTC, did not end, and from here"
        f" it cannot be seen how far it came: say `copydesk cursors settle {broken.cursor} given`"
        " if the file is there, else `again`"
    )
