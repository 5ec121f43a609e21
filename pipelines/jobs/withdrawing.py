"""An article whose own address has nothing to show any more: 404, 410, or a page that says so.

Rule 1: the text that stood last is kept; a revision and the article's status say what happened.
Rule 2: only the answer to a check of the article counts, never that of another of its addresses.
"""

from sqlalchemy import Connection

from pipelines.identity.notices import says_withdrawn
from pipelines.jobs.weighing import weigh_gone
from pipelines.model import Reason, Rejected
from pipelines.store import articles, dossiers, histories
from pipelines.store.rows import Check, Notice


def says_gone(no: Rejected) -> bool:
    """Whether a page that is no article says that there is none any more."""
    return no.reason is Reason.SOFT_404 or says_withdrawn(no.evidence)


def withdraw(connection: Connection, check: Check, notice: Notice, reason: str) -> None:
    """Write down that the article was taken back, unless it is known already."""
    if not dossiers.has_article(connection, check.article_id):
        return  # deleted in the meantime
    one = histories.filed(connection, check.article_id)
    decision = weigh_gone(connection, one, notice.fetched_at, reason)
    if decision.revision is not None:
        articles.withdraw(connection, one.id, notice)
    else:
        articles.touch(connection, one.id, notice.fetched_at)
        articles.mark(connection, one.id, withdrawn=decision.is_withdrawn)
