"""A paper of the test's own with a feed, and the desk that crawls it at hours of its choosing."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.trials.loopback import OWN_FILES, Asked, LoopbackSite
from pipelines.store.engine import open_engine, reading
from tests.integration.crawler.conftest import ROOT

CLOCKED = Path(__file__).parent / "clocked.py"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MODIFIED = "Sun, 01 Mar 2026 11:00:00 GMT"


@dataclass
class Paper:
    """A site of the test's own with a feed, and the desk that crawls it."""

    site: LoopbackSite
    http: Callable[..., bytes]
    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)

    def prints(self, name: str, body: bytes, **headers: str) -> None:
        """What the page of this name answers from now on."""
        self.site.answers[f"/{name}"] = self.http(body, **headers)

    def names(self, *names: str) -> None:
        """What the feed names from now on, the freshest first."""
        items = "".join(
            f"<item><link>{self.url(name)}</link><title>Story {name}</title></item>"
            for name in names
        )
        feed = f"<rss version='2.0'><channel><title>G</title>{items}</channel></rss>"
        self.site.answers["/feed"] = self.http(feed.encode(), Content_Type="application/rss+xml")

    def crawl(self, minutes: int, **scope: object) -> list[Asked]:
        """A run so many minutes after the first; the pages that it asked for, in order.

        scope: `limit`, and `since` as ISO time.
        """
        before = len(self.site.asked)
        job = {
            "now": (NOW + timedelta(minutes=minutes)).isoformat(),
            "home": self.url(""),
            "feed": self.url("feed"),
            "scope": scope,
            "settings": {
                "db": f"sqlite:///{self.folder / 'copydesk.db'}",
                "archive_dir": str(self.folder / "archive"),
                "allow_networks": ["127.0.0.0/8", "::1/128"],
                "delay_s": 0,
                "workers": 1,
                # The feed is asked at every run; its rhythm has tests of its own.
                "source_longest_s": 0,
                **self.settings,
            },
        }
        done = subprocess.run(
            [sys.executable, str(CLOCKED)],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        pages = self.site.asked[before:]
        return [one for one in pages if one.path not in (*OWN_FILES, "/feed")]

    def url(self, name: str) -> str:
        return self.site.url(f"/{name}", host="gazette.localhost")

    def rows(self, query: str) -> Sequence[tuple[Any, ...]]:
        engine = open_engine(f"sqlite:///{self.folder / 'copydesk.db'}")
        with reading(engine) as connection:
            found = [tuple(row) for row in connection.execute(text(query))]
        engine.dispose()
        return found

    @property
    def revisions(self) -> list[str]:
        return [kind for (kind,) in self.rows("SELECT kind FROM revisions ORDER BY id")]
