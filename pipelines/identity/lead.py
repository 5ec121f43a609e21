"""Which article of a cluster stands for it?

Rule 1: the agency's own copy, where a member's credit names the agency and its site is a member.
Rule 2: else the first published. A date without a time says nothing within its day, so it
    counts as the day's end, or as when the article was first seen where that was earlier.
Rule 3: the order in which the members were found makes no difference.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pipelines.model import Member

# For how long after the stated time an article may have come out.
_UNCERTAIN = {"day": timedelta(days=1), "month": timedelta(days=31)}


def lead(members: Sequence[Member]) -> Member:
    """The member that stands for all of them; there must be one."""
    named = frozenset(site for member in members for site in member.agencies)
    return min(members, key=lambda one: (one.site not in named, _came_out(one), one.article_id))


def _came_out(member: Member) -> datetime:
    if member.date_published is None:
        return member.first_seen_at
    latest = member.date_published + _UNCERTAIN.get(member.precision or "", timedelta())
    return max(member.date_published, min(latest, member.first_seen_at))
