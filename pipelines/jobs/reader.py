"""Pages become articles in worker processes, and no page costs more than it may."""

from collections.abc import Sequence

from pipelines.jobs.visit import Visit
from pipelines.jobs.workers import WorkerError, WorkerPool, WorkerTimeoutError
from pipelines.model import Article, Link, Reason, Rejected, Template
from pipelines.process import Parts, process, process_cheaply, process_parts
from pipelines.settings import Settings


def pool(settings: Settings) -> WorkerPool:
    """The run's worker processes, with the limits that the settings state."""
    return WorkerPool(
        size=settings.worker_count,
        deadline_s=settings.page_deadline_s,
        memory_bytes=settings.worker_memory_bytes,
    )


async def read(
    workers: WorkerPool, visit: Visit, template: Template, hints: Sequence[Link]
) -> Article | Rejected:
    """The page as an article.

    A page that kills its worker, or keeps it beyond the deadline, is read once more at a
    cost that no page can raise; only then is it rejected.
    """
    try:
        if visit.parts or visit.lacks:
            pages = tuple(part.snapshot for part in visit.parts)
            parts = Parts(pages=pages, is_whole=not visit.lacks)
            return await workers.run(
                process_parts, visit.snapshot, visit.site, template, hints, parts
            )
        return await workers.run(process, visit.snapshot, visit.site, template, hints)
    except WorkerError as error:
        return await _read_cheaply(workers, visit, template, hints, error)


async def _read_cheaply(
    workers: WorkerPool,
    visit: Visit,
    template: Template,
    hints: Sequence[Link],
    first: WorkerError,
) -> Article | Rejected:
    try:
        return await workers.run(process_cheaply, visit.snapshot, visit.site, template, hints)
    except WorkerError:
        late = isinstance(first, WorkerTimeoutError)
        return Rejected(
            site=visit.site.key,
            url=visit.snapshot.target_uri,
            reason=Reason.TIMEOUT if late else Reason.CRASHED,
            evidence=str(first),
        )
