"""Is this page new, unchanged, revised, or another address of an article that is filed?

Rule 1: pure; the caller looks up what stands in the database and carries out the decision.
Rule 2: an older fetch never overwrites a newer one.
"""

from dataclasses import dataclass
from datetime import datetime

from pipelines.model import Outcome, RevisionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of an article: digests as in `fingerprint`, and when it was fetched."""

    text_digest: str
    metadata_digest: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The article that is filed already, and whether the page came by its own address."""

    version: Version
    same_address: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of the page; `revision` is set exactly when something is to be filed."""

    outcome: Outcome
    revision: RevisionKind | None = None


def decide(standing: Standing | None, incoming: Version) -> Decision:
    """Compare a page with what is filed under any of its addresses or with its very text."""
    if standing is None:
        return Decision(outcome=Outcome.NEW, revision="initial")
    if not standing.same_address:
        return Decision(outcome=Outcome.DUPLICATE)
    filed = standing.version
    if incoming.fetched_at <= filed.fetched_at:
        return Decision(outcome=Outcome.UNCHANGED)
    if incoming.text_digest != filed.text_digest:
        return Decision(outcome=Outcome.REVISED, revision="substantive")
    if incoming.metadata_digest != filed.metadata_digest:
        return Decision(outcome=Outcome.REVISED, revision="metadata")
    return Decision(outcome=Outcome.UNCHANGED)
