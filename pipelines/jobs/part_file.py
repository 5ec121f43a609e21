"""A file that is there whole or not at all, whatever kills its writer.

It is written beside its place under a hidden name, brought to the disk and then given its own
name, which is one step. What a killed writer left is swept by the next one of the same file.
"""

import fcntl
import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipelines.errors import ConfigError, UsageError

# Swept when its writer is gone; a cursor's part is not: its name tells how an export ended.
SWEPT, KEPT = "part", "sealed"


class PartFile:
    """A file on its way to `target`."""

    def __init__(self, target: Path, ending: str = SWEPT) -> None:
        """Raises UsageError where the target is there and is no plain file."""
        self.target = Path(os.path.realpath(target))
        if self.target.exists() and not self.target.is_file():
            raise UsageError(f"{target}: is no file that can be replaced")
        hidden = f".{self.target.name}.{secrets.token_hex(4)}.{ending}"
        self.path = self.target.with_name(hidden)

    @contextmanager
    def writing(self) -> Iterator[BinaryIO]:
        """The part, open for writing; at the end it is on the disk. Raises ConfigError."""
        with _told(self.target), self.path.open("xb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            _sweep(self.target)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            _sync_folder(self.path)

    def place(self) -> None:
        """Give it its name. Raises ConfigError."""
        with _told(self.target):
            self.path.replace(self.target)
            _sync_folder(self.target)

    def discard(self) -> None:
        """Nothing stays of it."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


@contextmanager
def whole(target: Path) -> Iterator[BinaryIO]:
    """A stream whose content stands in the target at the end; none of it if anything is raised.

    Raises ConfigError, UsageError.
    """
    part = PartFile(target)
    try:
        with part.writing() as stream:
            yield stream
        part.place()
    except BaseException:
        part.discard()
        raise


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ConfigError(f"{target}: cannot be written: {error.strerror or error}") from error


def _sweep(target: Path) -> None:
    """Parts of the same target that nobody writes any more."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.{SWEPT}"):
        with suppress(OSError), left.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def _sync_folder(file: Path) -> None:
    """The name itself must survive a power cut too."""
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
