"""Files a folder of flat texts as one site's articles, and cleans them by what all of them repeat.

Rule 1: what was read is in the archive before it is a row.
Rule 2: a file whose bytes did not change is left alone; importing twice changes nothing.
Rule 3: a file that cannot be read costs itself only; a run that is killed costs its last batch.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, Engine

from pipelines.archive.writer import ArchiveWriter
from pipelines.errors import DatabaseError
from pipelines.jobs.filing import file_visit, set_aside
from pipelines.jobs.relearn import Relearned, relearn
from pipelines.jobs.text_files import TextFile, article_of, extracted, snapshot_of
from pipelines.jobs.visit import Visit
from pipelines.jobs.visit_ends import Filed
from pipelines.model import Extraction, Outcome, Rejected, Site, Snapshot
from pipelines.process import page
from pipelines.settings import Settings
from pipelines.store import frontier, headlines, sites, templates
from pipelines.store.engine import reading, writing
from pipelines.store.writer import Writer
from pipelines.template.titles import asked

# Texts that are read, archived and looked up together.
BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How a file ended."""

    file: TextFile
    outcome: Outcome
    reason: str = ""


class TextImport:
    """One import, by the run that holds the lease, from the first file to `close`.

    Raises DatabaseError, and OSError where the archive cannot be written.
    """

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        site: Site,
        run_id: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._site = site
        self._run_id = run_id
        self._clock = clock
        with writing(engine) as connection:
            sites.meet(connection, site, clock())
            self._template = templates.load(connection, site.key)
        self._archive = ArchiveWriter(settings.archive_dir, clock())
        self._writer = Writer(engine, before_commit=self._archive.sync)

    def files(self, files: Sequence[TextFile]) -> Iterator[Imported]:
        """File them all, in order; each comes back once it is durable."""
        for first in range(0, len(files), BATCH):
            yield from self._batch(files[first : first + BATCH])

    def learn(self) -> Relearned | None:
        """What the site repeats, from all its articles; None where no article is to be cleaned."""
        with reading(self._engine) as connection:
            if not templates.stale(connection, [self._site.key]):
                return None
        return relearn(self._engine, self._site, self._settings.template_window, self._clock)

    def close(self) -> None:
        """Write what is waiting and close the archive."""
        self._writer.close()
        self._archive.close()

    def _batch(self, files: Sequence[TextFile]) -> Iterator[Imported]:
        read = [read_file(file, self._settings.max_body_bytes, self._clock()) for file in files]
        snapshots = [one for one in read if isinstance(one, Snapshot)]
        with reading(self._engine) as connection:
            new = changed(connection, self._site.key, snapshots)
        ends = self._file(self._visits(new)) if new else {}
        for file, one in zip(files, read, strict=True):
            yield one if isinstance(one, Imported) else _imported(file, ends.get(file.url))

    def _visits(self, snapshots: Sequence[Snapshot]) -> list[Visit]:
        """Each text with its row, its place in the archive, and what it is."""
        site = self._site
        read = [extracted(one, site) for one in snapshots]
        texts = [
            page(one.target_uri, it)
            for one, it in zip(snapshots, read, strict=True)
            if isinstance(it, Extraction)
        ]
        with writing(self._engine) as connection:
            urls = [one.target_uri for one in snapshots]
            rows = frontier.register(connection, site.key, urls, self._clock())
            titles = headlines.owners(connection, site.key, asked(texts))
        finish = partial(article_of, site=site, template=self._template, titles=titles)
        return [
            Visit(
                pending=rows[one.target_uri],
                site=site,
                snapshot=one,
                place=self._archive.append(one),
                result=it if isinstance(it, Rejected) else finish(one.target_uri, it),
            )
            for one, it in zip(snapshots, read, strict=True)
        ]

    def _file(self, visits: Sequence[Visit]) -> dict[str, Filed]:
        """File them and wait until all are durable; by address."""
        submit, run_id = self._writer.submit, self._run_id
        ends = [submit(partial(file_visit, visit=visit, run_id=run_id)) for visit in visits]
        self._writer.flush()
        return {
            visit.pending.url: self._end(visit, end)
            for visit, end in zip(visits, ends, strict=True)
        }

    def _end(self, visit: Visit, end: "Future[Filed]") -> Filed:
        """How it ended; a row that the database will not take goes to quarantine."""
        try:
            return end.result()
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - a text's border: it ends as a row of its own
            reason = f"could not be filed: {type(error).__name__}: {error}".splitlines()[0]
        aside = partial(set_aside, visit=visit, reason=reason, run_id=self._run_id)
        self._writer.submit(aside).result()
        return Filed(outcome=Outcome.FAILED, url=visit.pending.url, reason=reason)


def foretold(
    engine: Engine, site: Site, files: Sequence[TextFile], most: int, now: datetime
) -> Iterator[Imported]:
    """How the files would end, as far as that is known without filing them. Nothing is written.

    most: the longest file that is read, in bytes.
    """
    for first in range(0, len(files), BATCH):
        batch = files[first : first + BATCH]
        read = [read_file(file, most, now) for file in batch]
        with reading(engine) as connection:
            known = frontier.digests(connection, site.key, [file.url for file in batch])
        for file, one in zip(batch, read, strict=True):
            yield one if isinstance(one, Imported) else _foretold(file, one, site, known)


def _foretold(file: TextFile, snapshot: Snapshot, site: Site, known: Mapping[str, str]) -> Imported:
    if known.get(file.url) == snapshot.payload_digest:
        return Imported(file=file, outcome=Outcome.UNCHANGED)
    read = extracted(snapshot, site)
    if isinstance(read, Rejected):
        reason = f"{read.reason.value}: {read.evidence}"
        return Imported(file=file, outcome=Outcome.REJECTED, reason=reason)
    return Imported(file=file, outcome=Outcome.REVISED if file.url in known else Outcome.NEW)


def read_file(file: TextFile, most: int, now: datetime) -> Snapshot | Imported:
    """The file's bytes, or why there are none; most: the longest that is read, in bytes."""
    try:
        size = file.path.stat().st_size
        if size <= most:
            return snapshot_of(file, now)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        return Imported(file=file, outcome=Outcome.FAILED, reason=reason)
    reason = f"has {size:,} bytes, more than max_body_bytes ({most:,})"
    return Imported(file=file, outcome=Outcome.TOO_LARGE, reason=reason)


def changed(connection: Connection, site: str, snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """Those whose bytes are not what their address was last filed with."""
    known = frontier.digests(connection, site, [one.target_uri for one in snapshots])
    return [one for one in snapshots if known.get(one.target_uri) != one.payload_digest]


def _imported(file: TextFile, filed: Filed | None) -> Imported:
    if filed is None:
        return Imported(file=file, outcome=Outcome.UNCHANGED)
    return Imported(file=file, outcome=filed.outcome, reason=filed.reason)
