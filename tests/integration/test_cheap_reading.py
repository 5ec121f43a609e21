"""A page that runs into its deadline is read once more, cheaply, before it is given up."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.jobs.ingest import Ingest
from pipelines.jobs.visit import Visit
from pipelines.jobs.workers import WorkerCrashedError, WorkerError, WorkerTimeoutError
from pipelines.jobs.worklist import Scope
from pipelines.model import Article, Reason, Rejected, Site, Snapshot
from pipelines.process import process, process_cheaply
from pipelines.settings import Settings
from pipelines.store.engine import open_engine
from pipelines.store.rows import Pending
from pipelines.store.schema import upgrade

NOW = datetime(2026, 3, 9, tzinfo=UTC)
SITE = Site(key="gazette.example", name="The Gazette", home="https://gazette.example/")
URL = "https://gazette.example/town/bridge"
SENTENCE = "The harbour bridge is open again after nine weeks of work, the council says. "
PAGE = f"<html><head><title>Bridge reopens</title></head><body><p>{SENTENCE * 8}</p></body></html>"


class Workers:
    """Workers that fail at some functions and do the others at once."""

    def __init__(self, failing: dict[object, WorkerError]) -> None:
        self.failing = failing

    async def run(self, function: Callable[..., object], *args: object) -> object:
        if error := self.failing.get(function):
            raise error
        return function(*args)

    async def close(self) -> None:
        """Nothing runs."""


def visited(folder: Path, failing: dict[object, WorkerError]) -> Article | Rejected:
    settings = Settings(db=f"sqlite:///{folder / 'desk.db'}", archive_dir=folder / "archive")
    upgrade(open_engine(settings.db))
    ingest = Ingest.open(settings, Scope(sites=(SITE,)))
    ingest.workers = Workers(failing)  # type: ignore[assignment]
    snapshot = Snapshot(
        target_uri=URL,
        requested_uri=URL,
        date=NOW,
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        payload=PAGE.encode(),
        payload_digest="sha256:0",
    )
    pending = Pending(url_id=1, site=SITE.key, url=URL, url_key=URL)
    try:
        return asyncio.run(ingest.process(Visit(pending=pending, site=SITE, snapshot=snapshot)))
    finally:
        ingest.close("finished")


@pytest.mark.parametrize("error", [WorkerTimeoutError("too late"), WorkerCrashedError("gone")])
def test_a_page_that_fails_is_read_cheaply(tmp_path: Path, error: WorkerError) -> None:
    """A cheaper stage answers; the article says which."""
    article = visited(tmp_path, {process: error})
    assert isinstance(article, Article)
    assert article.text.startswith("The harbour bridge is open again")
    assert article.extraction.method == "cheap-flat"


def test_a_page_that_fails_twice_is_rejected_with_the_first_reason(tmp_path: Path) -> None:
    """One page never stops a run."""
    late, crashed = WorkerTimeoutError("no answer within 20 s"), WorkerCrashedError("gone")
    rejected = visited(tmp_path, {process: late, process_cheaply: crashed})
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.TIMEOUT
    assert rejected.evidence == "no answer within 20 s"
