"""How a request ends in the database that gave no page: failed, gone, or nothing new.

Rule 1: an article that is filed is asked for again as its age says, whatever the answer was; only
    a host that asks to be left alone is left alone for longer.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from pipelines.jobs.withdrawing import withdraw
from pipelines.model import Outcome
from pipelines.store import articles, endings
from pipelines.store.rows import Check, Ended, Notice, Pending, Validators

# When to ask for an article again: born_at (see `Check`) and now -> a time, or None for never.
Recheck = Callable[[datetime, datetime], datetime | None]
NO_VALIDATORS = Validators()


def never(born_at: datetime, now: datetime) -> None:
    """For pages that nobody asks a site for: an import's."""


def check_at(
    check: Check, recheck: Recheck, now: datetime, parked: datetime | None
) -> datetime | None:
    """When to ask for the article again; not while its host is parked."""
    due = recheck(check.born_at, now)
    return max(due, parked) if due and parked else due


def settle_without_page(connection: Connection, pending: Pending, end: Ended) -> None:
    """Settle the URL; an article that it gave before was seen to be the same, or to be gone."""
    endings.settle(connection, pending.url_id, end)
    check = pending.check
    if check is None:
        return
    if end.outcome is Outcome.GONE:
        notice = Notice(fetched_at=end.now, run_id=end.fetch.run_id)
        withdraw(connection, check, notice, end.reason)
    elif end.outcome in (Outcome.NOT_MODIFIED, Outcome.UNCHANGED):
        articles.touch(connection, check.article_id, end.now)
