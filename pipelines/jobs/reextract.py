"""Today's extractor over the archive: filed revisions become what it reads on their pages.

Rule 1: no revision is made; what changed is the program, not the page. Every revision of an
    article is read anew, or its history would show the program's changes as the publisher's.
Rule 2: a page that cannot be read anew (gone from the archive, damaged, no article any more) stays
    what it is, and is told.
Rule 3: a revision is written with what it was, in one transaction: a kill costs nothing, and
    everything can be taken back.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from pipelines.archive import reader as archive
from pipelines.archive.place import Place
from pipelines.extract import EXTRACTOR_VERSION
from pipelines.identity.differences import Passage, Side, differences
from pipelines.identity.fingerprint import metadata_digest, text_digest
from pipelines.jobs import duplicates
from pipelines.jobs.alike import cleaned_alike
from pipelines.jobs.filing import indexed_title
from pipelines.jobs.reader import read
from pipelines.jobs.relearn import relearn
from pipelines.jobs.visit import Part, Visit
from pipelines.jobs.workers import WorkerPool
from pipelines.model import Article, Cleaned, Link, Page, Rejected, Site, Snapshot, Template, join
from pipelines.store import frontier, rereading, templates
from pipelines.store.engine import reading, writing
from pipelines.store.rereading import Choice, Read, Reading, Record, Rewriting
from pipelines.store.rows import Pending
from pipelines.urls import url_key

# Revisions in flight: enough for every worker, few enough for memory.
TOGETHER = 64
SAME, METADATA, BODY = "same", "metadata", "body"
REJECTED, MISSING, FLAT = "rejected", "missing", "flat text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading a revision anew came to. end: one of the words above. words: how many came
    and went; passages: old text against new, of a changed body; reason: of what stayed."""

    read: Read
    end: str
    words: int = 0
    passages: tuple[Passage, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reextraction:
    """One site's. folder: the archive; run_id: None for a dry run, which writes nothing."""

    engine: Engine
    site: Site
    folder: Path
    workers: WorkerPool
    run_id: int | None
    clock: Callable[[], datetime]

    def revisions(self, choice: Choice, runner: asyncio.Runner) -> Iterator[Reread]:
        """Every chosen revision, read anew and written."""
        after = 0
        while True:
            with reading(self.engine) as connection:
                batch = rereading.batch(connection, choice, after, TOGETHER)
            if not batch:
                return
            after = batch[-1].revision_id
            yield from self._batch(batch, runner.run(self._read(batch)))

    def _batch(
        self, batch: Sequence[Read], found: Sequence[Article | Rejected | str]
    ) -> Iterator[Reread]:
        for one, new in zip(batch, found, strict=True):
            if isinstance(new, Article):
                yield self._compared(one, new)
            elif isinstance(new, Rejected):
                reason = f"{new.reason.value}: {new.evidence}"
                yield Reread(read=one, end=REJECTED, reason=reason)
            else:
                yield Reread(read=one, end=FLAT if new == FLAT else MISSING, reason=new)

    async def _read(self, batch: Sequence[Read]) -> list[Article | Rejected | str]:
        return await asyncio.gather(*map(self._read_one, batch))

    async def _read_one(self, one: Read) -> Article | Rejected | str:
        """The article that its page gives now, or why there is no page."""
        first = self._page(one.record)
        if isinstance(first, str):
            return first
        if not first.status:
            return FLAT
        with reading(self.engine) as connection:
            further = rereading.parts(connection, one)
            hints = _hints(connection, self.site, first)
        others = [self._page(record) for record in further]
        whole = [Part(snapshot=page) for page in others if isinstance(page, Snapshot)]
        if len(whole) < len(others):
            return "a further page is not in the archive"
        visit = Visit(
            pending=Pending(url_id=0, site=self.site.key, url=one.url, url_key=one.url_key),
            site=self.site,
            snapshot=first,
            parts=tuple(whole),
        )
        return await read(self.workers, visit, Template(site=self.site.key), hints)

    def _page(self, record: Record) -> Snapshot | str:
        place = Place(warc_file=record.warc_file, offset=record.offset, length=record.length)
        try:
            found = archive.read(self.folder, place)
        except FileNotFoundError:
            return f"{place.warc_file} is not in the archive"
        except OSError as error:
            return f"{place.warc_file} cannot be read: {error.strerror}"
        return found or f"the record at {place.offset} of {place.warc_file} is damaged"

    def _compared(self, one: Read, new: Article) -> Reread:
        """How the revision changes; it is written, unless this is a dry run."""
        extraction, verdict = new.extraction, new.verdict
        reading_ = Reading(
            blocks=extraction.blocks,
            metadata=extraction.metadata,
            method=extraction.method,
            truncated=extraction.truncated,
            extractor_version=EXTRACTOR_VERSION,
            kind=verdict.kind.value,
            access=verdict.access.value,
        )
        before, after = self._cleaned(one, reading_)
        told = _told(one, reading_, before, after)
        if self.run_id is not None:
            self._write(one, reading_, after, told)
        return told

    def _cleaned(self, one: Read, new: Reading) -> tuple[Cleaned, Cleaned]:
        """Both texts, cleaned alike, so that they differ by the extractor alone."""
        pages = [_page_of(one, reading_) for reading_ in (one.reading, new)]
        with reading(self.engine) as connection:
            before, after = cleaned_alike(connection, self.site, pages)
        return before, after

    def _write(self, one: Read, new: Reading, cleaned: Cleaned, told: Reread) -> None:
        with writing(self.engine) as connection:
            if told.end == SAME and _is_same(one.reading, new):
                rereading.read_by(connection, one.revision_id, new.extractor_version)
            else:
                rewriting = _rewriting(new, cleaned)
                run_id = self.run_id or 0
                rereading.rewrite(connection, one, rewriting, run_id, self.clock())
                _follow(connection, one)


def take_back(engine: Engine, site: Site, run_id: int) -> Iterator[int]:
    """Give the revisions that the run extracted anew what they were; after each step how many."""
    while True:
        with writing(engine) as connection:
            done = rereading.undoable(connection, site.key, run_id, TOGETHER)
            for one, before in done:
                page = _page_of(one, before)
                (cleaned,) = cleaned_alike(connection, site, [page])
                rereading.undo(connection, one, _rewriting(before, cleaned), run_id)
                _follow(connection, one)
        if not done:
            return
        yield len(done)


def finish(engine: Engine, site: Site, window: int, clock: Callable[[], datetime]) -> None:
    """Where anything changed, also by a run that was killed, the site learns from what its
    articles are now, and they are cleaned by it."""
    with reading(engine) as connection:
        is_stale = templates.stale(connection, [site.key])
    if is_stale:
        relearn(engine, site, window, clock)


def _follow(connection: Connection, one: Read) -> None:
    """The article's cluster is that of the text that it shows."""
    if one.is_current:
        duplicates.follow(connection, [one.article_id])


def _told(one: Read, new: Reading, before: Cleaned, after: Cleaned) -> Reread:
    old_text, new_text = join(before.kept), join(after.kept)
    if old_text != new_text:
        passages = differences(old_text, new_text)
        return Reread(read=one, end=BODY, words=_words(passages), passages=passages)
    same = metadata_digest(one.reading.metadata) == metadata_digest(new.metadata)
    alike = (one.reading.kind, one.reading.access) == (new.kind, new.access)
    return Reread(read=one, end=SAME if same and (alike or not one.is_current) else METADATA)


def _hints(connection: Connection, site: Site, page: Snapshot) -> Sequence[Link]:
    """What sources say of the address that answered, else of the one that was asked for, as in a
    crawl."""
    keys = dict.fromkeys((url_key(page.target_uri), url_key(page.requested_uri)))
    said = (frontier.hints(connection, site.key, key) for key in keys)
    return next(filter(None, said), ())


def _is_same(old: Reading, new: Reading) -> bool:
    """Nothing that is stored differs but the extractor's version."""
    return replace(old, extractor_version="", kind="", access="") == replace(
        new, extractor_version="", kind="", access=""
    )


def _words(passages: Sequence[Passage]) -> int:
    pieces = [piece for passage in passages for piece in passage.pieces]
    return sum(len(piece.text.split()) for piece in pieces if piece.side is not Side.SAME)


def _rewriting(new: Reading, cleaned: Cleaned) -> Rewriting:
    headline = new.metadata.headline
    return Rewriting(
        reading=new,
        cleaned=cleaned,
        text_digest=text_digest(join(cleaned.kept)),
        metadata_digest=metadata_digest(new.metadata),
        title_key=indexed_title(headline.value if headline else None),
    )


def _page_of(one: Read, reading_: Reading) -> Page:
    headline, language = reading_.metadata.headline, reading_.metadata.in_language
    return Page(
        url=one.url_key,
        headline=headline.value if headline else "",
        language=language.value if language else "",
        blocks=reading_.blocks,
    )
