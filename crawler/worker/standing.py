"""What there is to do for the sites of this machine's site files."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Engine

from crawler.worker.labour import Order
from pipelines.errors import ConfigError
from pipelines.jobs.judging import let_go
from pipelines.jobs.run import utc_now
from pipelines.model import Site
from pipelines.sites import load_site
from pipelines.store import sites
from pipelines.store.due import sites_due
from pipelines.store.engine import reading, writing

# A site that had nothing else to be asked for is judged then, not all of them at midnight.
JUDGED_AFTER = timedelta(hours=6)


class Standing:
    """The site files, read anew where they changed, and what the database says of their sites."""

    def __init__(self, engine: Engine, folder: Path, warn: Callable[[str], None]) -> None:
        self._warn = warn
        self._engine = engine
        self._folder = folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._sites: dict[Path, Site] = {}
        self._files: dict[str, Path] = {}

    def due(self) -> Sequence[Order]:
        """A crawl for each site that has something to ask or to judge."""
        now = utc_now()
        self._refresh(now)
        today = datetime.combine((now - JUDGED_AFTER).date(), time(), UTC)
        with reading(self._engine) as connection:
            keys = sites_due(connection, now, today)
        return [self.order("crawl", key) for key in sorted(keys & self._files.keys())]

    def order(self, kind: str, key: str, options: Mapping[str, str] | None = None) -> Order:
        """A job with the site's file as it is now."""
        file = self._files.get(key)
        text = file.read_text("utf-8") if file else ""
        return Order(kind=kind, site=key, file=text, options=options or {})

    def _refresh(self, now: datetime) -> None:
        """Read what has changed, thousands of files being as they were; sites and sources that
        are new get their rows, so that they are due."""
        paths = sorted(self._folder.glob("*.toml"))
        seen = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in paths}
        if seen == self._seen:
            return
        changed = [path for path in paths if seen[path] != self._seen.get(path)]
        problems = list(self._read(changed))
        for line in problems:
            self._warn(line)
        self._sites = {path: self._sites[path] for path in paths if path in self._sites}
        self._files = {}
        for path, site in self._sites.items():
            self._files.setdefault(site.key, path)
        fresh = [self._sites[path] for path in changed if path in self._files.values()]
        with writing(self._engine) as connection:
            sites.sync(connection, fresh, now)
        if not problems:  # a file that cannot be read is no site that was removed
            let_go(self._engine, self._sites.values(), now)
        self._seen = seen

    def _read(self, changed: Iterable[Path]) -> Iterator[str]:
        """Parse these files; one line for each problem. A broken file's site rests."""
        for path in changed:
            self._sites.pop(path, None)
            try:
                self._sites[path] = load_site(path)
            except ConfigError as error:
                yield from str(error).splitlines()
