"""`copydesk extract`: JSON Lines of pages in, JSON Lines of articles out. No database."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from crawler.cli.options import Invocation, common, invocation
from crawler.cli.terminal import is_terminal
from pipelines.errors import UsageError

if TYPE_CHECKING:
    from pipelines.jobs.page_lines import Json
    from pipelines.jobs.workers import WorkerPool

FINE, PARTIAL = 0, 3


@click.command(epilog="Example: copydesk extract --learn < pages.jsonl > articles.jsonl")
@click.option(
    "--learn",
    is_flag=True,
    help="Read all pages first, learn what each site repeats, and strike that, too.",
)
@common
@click.pass_context
def extract(context: click.Context, learn: bool) -> int:
    """Extract articles from pages on standard input, on all cores.

    \b
    In:  a line a page: {"id", "url", "html", "site"?}
         site: the group to learn over; without it the URL's domain. url may be empty.
    Out: a line a page, in the same order: {"id", "url", "headline", "body", "authors",
         "date_published", "date_modified", "in_language", "kind", "access", "method",
         "removed": [{"text", "rule", "reason"}]}, or {"id", "url", "error"}.
         body: paragraphs joined by a blank line.

    A page that fails is a line with an error, and the exit code is then 3.
    """
    if is_terminal(sys.stdin):
        raise UsageError("no pages: give them on standard input, `copydesk extract < pages.jsonl`")
    call = invocation(context)
    return PARTIAL if asyncio.run(_run(call, learn=learn)) else FINE


async def _run(call: Invocation, *, learn: bool) -> int:
    """Print every answer; how many were errors."""
    from pipelines.jobs.workers import WorkerPool

    settings = call.settings
    pool = WorkerPool(
        size=settings.worker_count,
        deadline_s=settings.page_deadline_s,
        memory_bytes=settings.worker_memory_bytes,
    )
    errors = 0
    try:
        async with aclosing(_answers(call, pool, learn=learn)) as answers:
            async for answer in answers:
                call.terminal.json(answer)
                errors += "error" in answer
    finally:
        await pool.close()
    return errors


async def _answers(call: Invocation, pool: "WorkerPool", *, learn: bool) -> AsyncGenerator["Json"]:
    from pipelines.jobs.extract_lines import extract_each, extract_learning

    # A byte that is no UTF-8 spoils a letter, never the run.
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    now = datetime.now(UTC)
    if not learn:
        async for answer in extract_each(sys.stdin, pool, now):
            yield answer
        return
    with tempfile.TemporaryFile(prefix="copydesk-extract-") as spill:
        window = call.settings.template_window
        async for answer in extract_learning(sys.stdin, pool, now, window, spill):
            yield answer
