"""An export for a cursor that dies at one of its steps, as kill -9 leaves it.

    python -m tests.contract.exporting_child DATABASE FILE STEP

STEP: the function whose first call is the last thing that the process does.
"""

import os
import sys
from pathlib import Path
from typing import Any

from pipelines.export.formats import FORMATS
from pipelines.jobs.cursor_export import to_cursor
from pipelines.jobs.exporting import Order
from pipelines.jobs.part_file import PartFile
from pipelines.jobs.run import utc_now
from pipelines.store import cursors
from pipelines.store.engine import open_engine
from pipelines.store.exporting import Selection

KILLED = 9
# The export dies when it comes to the step; the database rolls back what is open.
STEPS: dict[str, tuple[Any, str]] = {
    "begin": (cursors, "begin"),
    "note": (cursors, "note"),
    "seal": (cursors, "seal"),
    "place": (PartFile, "place"),
    "settle": (cursors, "settle"),
}


def _dies(*_: object, **__: object) -> None:
    os._exit(KILLED)


def main(database: str, file: str, step: str) -> None:
    """Export all articles as the cursor `corpus`, and die on the way."""
    owner, name = STEPS[step]
    setattr(owner, name, _dies)
    order = Order(selection=Selection(), make=FORMATS["jsonl"])
    to_cursor(open_engine(database), order, "corpus", Path(file), utc_now)


if __name__ == "__main__":
    main(*sys.argv[1:])
