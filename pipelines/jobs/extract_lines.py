"""Pages in, articles out, without a database: the job behind `copydesk extract`.

Rule 1: answers come in the order of the input, each as soon as those before it are out.
Rule 2: a page that fails is a line with an error; a page that hangs or kills its worker is read
    once more, cheaply, before that.
Rule 3: memory does not grow with the input. To learn, extractions are spilled to a file, and one
    site's pages are in memory at a time.
"""

import asyncio
import pickle
from asyncio import FIRST_COMPLETED
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from pipelines.extract import extract, extract_cheaply
from pipelines.jobs.page_lines import Json, LineError, PageLine, failed, read, written
from pipelines.jobs.workers import WorkerError, WorkerPool
from pipelines.model import Extraction, Page, Rejected, SiteRules, Template, Verdict
from pipelines.process import best_url
from pipelines.process import page as as_page
from pipelines.template.sitewise import Learned, learned
from pipelines.template.strip import strip

T = TypeVar("T")

# Lines in flight for each worker: enough that none waits, few enough that memory stays flat.
AHEAD = 4
NO_RULES = SiteRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A page that is an article. line: the input without its html."""

    line: PageLine
    extraction: Extraction
    verdict: Verdict
    page: Page


Result = Extracted | Json


async def extract_each(
    lines: Iterable[str], pool: WorkerPool, now: datetime
) -> AsyncGenerator[Json]:
    """Each page by itself, stricken by structure and phrases."""
    async with aclosing(_extracted(lines, pool, now)) as results:
        async for result in results:
            yield _written(result)


async def extract_learning(
    lines: Iterable[str], pool: WorkerPool, now: datetime, window: int, spill: BinaryIO
) -> AsyncGenerator[Json]:
    """All pages first; then each, stricken by what its site repeats.

    window: pages that are learned from at a time. spill: an empty file, open to write and read.
    """
    places: dict[str, list[int]] = defaultdict(list)
    async with aclosing(_extracted(lines, pool, now)) as results:
        async for result in results:
            if isinstance(result, Extracted):
                places[result.line.site].append(spill.tell())
            pickle.dump(result, spill)
    known = {site: learned(site, _pages(spill, at), window) for site, at in places.items()}
    spill.seek(0)
    for result in _spilled(spill):
        yield _written(result, known)


def _pages(spill: BinaryIO, places: Sequence[int]) -> Sequence[Page]:
    pages = []
    for place in places:
        spill.seek(place)
        pages.append(pickle.load(spill).page)
    return pages


def _spilled(spill: BinaryIO) -> Iterator[Result]:
    while True:
        try:
            yield pickle.load(spill)
        except EOFError:
            return


def _written(result: Result, known: dict[str, Learned] | None = None) -> Json:
    if not isinstance(result, Extracted):
        return result
    site = result.line.site
    if known:
        cleaned = known[site].cleaned(result.page, NO_RULES)
    else:
        cleaned = strip(result.page, Template(site=site), NO_RULES, {})
    return written(result.line, result.extraction, result.verdict, cleaned)


# ---------------------------------------------------------------- in the workers


async def _extracted(
    lines: Iterable[str], pool: WorkerPool, now: datetime
) -> AsyncGenerator[Result]:
    async def one(line: str, number: int) -> Result:
        try:
            return await pool.run(extracted, line, number, now)
        except WorkerError as error:
            return await again(line, number, error)

    async def again(line: str, number: int, first: WorkerError) -> Result:
        try:
            return await pool.run(extracted_cheaply, line, number, now)
        except WorkerError:
            return failed(line, str(first))

    async with aclosing(_in_order(_numbered(lines), one, AHEAD * pool.size)) as results:
        async for result in results:
            yield result


def _numbered(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The lines that are not blank, with their numbers."""
    for number, line in enumerate(lines):
        if line.strip():
            yield line, number


async def _in_order(
    calls: Iterator[tuple[str, int]], run: Callable[[str, int], Awaitable[T]], ahead: int
) -> AsyncGenerator[T]:
    """The results of the calls in their order; at most `ahead` of them are under way.

    The input is read in a thread: a writer that pauses must not hold up what is finished.
    """
    waiting: deque[asyncio.Future[T]] = deque()
    reading: asyncio.Future[tuple[str, int] | None] | None = _next(calls)
    try:
        while waiting or reading:
            if reading and (not waiting or len(waiting) < ahead):
                either: list[asyncio.Future[Any]] = [reading, *islice(waiting, 1)]
                await asyncio.wait(either, return_when=FIRST_COMPLETED)
                if reading.done():
                    call = reading.result()
                    reading = _next(calls) if call else None
                    waiting.extend([asyncio.ensure_future(run(*call))] if call else [])
                    continue
            yield await waiting.popleft()
    finally:
        for late in waiting:
            late.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


def _next(calls: Iterator[tuple[str, int]]) -> asyncio.Future[tuple[str, int] | None]:
    return asyncio.ensure_future(asyncio.to_thread(next, calls, None))


def extracted(line: str, number: int, now: datetime) -> Result:
    """One line, read and extracted. Runs in a worker."""
    return _of(line, number, now, extract)


def extracted_cheaply(line: str, number: int, now: datetime) -> Result:
    """The same at a cost that no page can raise. Runs in a worker."""
    return _of(line, number, now, extract_cheaply)


def _of(
    line: str,
    number: int,
    now: datetime,
    how: Callable[..., tuple[Extraction, Verdict] | Rejected],
) -> Result:
    try:
        given = read(line, number)
    except LineError as error:
        return failed(line, str(error))
    snapshot = given.snapshot(now)
    outcome = how(snapshot, given.as_site())
    if isinstance(outcome, Rejected):
        return failed(line, f"no article: {outcome.reason.value} ({outcome.evidence})")
    extraction, verdict = outcome
    return Extracted(
        line=PageLine(
            number=number,
            id=given.id,
            url=given.url,
            address=given.address,
            site=given.site,
            html="",
        ),
        extraction=extraction,
        verdict=verdict,
        page=as_page(best_url(snapshot, extraction), extraction),
    )
