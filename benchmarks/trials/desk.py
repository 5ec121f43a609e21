"""A project folder in which the command is typed, as a user or cron types it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from pipelines.store.engine import open_engine, reading, writing

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_S = 600
# What a command and all that it starts can be told by.
MARK = "TRIAL_DESK"


@dataclass
class Desk:
    """A project in a folder of its own. Loopback is open, pages are fast."""

    folder: Path
    db: str
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, *words: str) -> list[str]:
        """The command line of `copydesk` with these words."""
        return [sys.executable, "-m", "crawler.cli", *words]

    @property
    def variables(self) -> dict[str, str]:
        """The environment that it is typed in."""
        plain = {name: value for name, value in os.environ.items() if "COPYDESK" not in name}
        return {
            **plain,
            "PYTHONPATH": str(ROOT),
            "COPYDESK_ALLOW_NETWORKS": "127.0.0.0/8,::1/128",
            "COPYDESK_DELAY_S": "0.02",
            "COPYDESK_DB": self.db,
            MARK: str(self.folder),
            **self.environment,
        }

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """The command, to its end."""
        return subprocess.run(
            self.command(*words),
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """The command in the background, in a process group of its own."""
        return subprocess.Popen(
            self.command(*words),
            cwd=self.folder,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def site(self, name: str, text_: str) -> None:
        """Write a site file."""
        (self.folder / "sites").mkdir(exist_ok=True)
        (self.folder / "sites" / f"{name}.toml").write_text(text_, encoding="utf-8")

    def rows(self, query: str) -> Sequence[tuple[object, ...]]:
        """What the database answers."""
        engine = open_engine(self.db)
        with reading(engine) as connection:
            found = [tuple(row) for row in connection.execute(text(query))]
        engine.dispose()
        return found

    def change(self, *statements: str) -> None:
        """Have the database changed behind the program's back."""
        engine = open_engine(self.db)
        with writing(engine) as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()


def kill(run: "subprocess.Popen[str]") -> str:
    """kill -9 of the command alone; its worker processes must notice. Its last output."""
    os.kill(run.pid, signal.SIGKILL)
    out, _ = run.communicate()
    return out


def left_behind(desk: Desk, patience_s: float = 10.0) -> list[int]:
    """Processes of the desk's commands that are still there so long after their end."""
    until = time.monotonic() + patience_s
    while (found := members(desk)) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def members(desk: Desk) -> list[int]:
    """The desk's living processes: commands, and their workers in sessions of their own."""
    return [int(place.name) for place in Path("/proc").glob("[0-9]*") if _is_of(desk, place)]


def _is_of(desk: Desk, process: Path) -> bool:
    try:
        return f"{MARK}={desk.folder}".encode() in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False  # it ended meanwhile, or is somebody else's
