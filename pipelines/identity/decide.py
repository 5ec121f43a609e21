"""Is this page new, unchanged, revised, or another address of an article that is filed?

Rule 1: pure; the caller looks up what stands in the database and carries out the decision. It
    gives texts that were cleaned alike, or the site's own boxes would look like edits.
Rule 2: an older fetch never overwrites a newer one, and less of an article never replaces more.
Rule 3: a state that the article has left and come back to is recorded once; a page that goes on
    to show now this, now that version (A/B tests, caches that disagree) adds no revisions.
Rule 4: a text that a later extractor reads otherwise is no edit of the publisher's.
Rule 5: what was withdrawn may come back; both are revisions, the text that stood last is kept.
Rule 6: a live blog that only grows is one version, brought up to date.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from pipelines.identity.edits import kind_of_edit
from pipelines.identity.fingerprint import text_digest
from pipelines.identity.live import only_grows
from pipelines.identity.notices import is_notice
from pipelines.model import Outcome, RevisionKind

# Articles are asked for again often for a week, then every few weeks: a month sees each flip.
WINDOW = timedelta(days=30)

OLDER = "fetched before what is filed"
IN_PART = "less of it can be read than of what is filed"
EXTRACTOR = "a later extractor reads it otherwise, and the page states no change"
ALTERNATES = "the page alternates between versions that are filed"
BACK = "published again"
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Version:
    """One state of an article.

    text: cleaned, all versions alike. metadata: its digest as in `fingerprint`. is_whole: False
    where a paywall or the parser kept part of the page back. kind: the filed revision's.
    is_live: the page is a live blog.
    extractor: its version. modified_at: when the page says that it was changed, if it does.
    """

    text: str
    metadata: str
    fetched_at: datetime
    is_whole: bool = True
    is_live: bool = False
    kind: RevisionKind = "initial"
    extractor: str = ""
    modified_at: datetime | None = None

    @cached_property
    def text_digest(self) -> str:
        """White space and case make no other text."""
        return text_digest(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The article that is filed already.

    history: its revisions of the last `WINDOW` and the one whose text stands, oldest first; never
    empty. fetched_at: when its page was last fetched. is_withdrawn: its status.
    """

    history: tuple[Version, ...]
    fetched_at: datetime
    is_withdrawn: bool = False

    @property
    def current(self) -> Version:
        """The version whose text stands: the last that was no withdrawal."""
        return next(one for one in reversed(self.history) if one.kind != WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of the page; `revision` is set exactly when a version is to be added.

    amends: the page takes the place of the version that stands. reason: what is to be said of it,
    or "". is_withdrawn: the article's status from now on.
    """

    outcome: Outcome
    revision: RevisionKind | None = None
    amends: bool = False
    reason: str = ""
    is_withdrawn: bool = False


# Nothing stands under any of its addresses, nor its very text.
NEW = Decision(outcome=Outcome.NEW, revision="initial")
# Another address of a filed article: it may word things differently and makes no revision.
DUPLICATE = Decision(outcome=Outcome.DUPLICATE)


def decide(standing: Standing, incoming: Version) -> Decision:
    """Compare a page that came by its article's own address with what is filed."""
    if incoming.fetched_at <= standing.fetched_at:
        return Decision(outcome=Outcome.UNCHANGED, reason=OLDER, is_withdrawn=standing.is_withdrawn)
    if is_notice(incoming.text, standing.current.text):
        return _withdrawn(standing, incoming.fetched_at, "a notice stands in its place")
    if standing.current.is_whole and not incoming.is_whole:
        return Decision(outcome=Outcome.UNCHANGED, reason=IN_PART)
    return _compared(standing, incoming)


def decide_gone(standing: Standing, fetched_at: datetime, reason: str) -> Decision:
    """The article's own address answers that there is nothing (any more)."""
    if fetched_at <= standing.fetched_at:
        return Decision(outcome=Outcome.GONE, reason=OLDER, is_withdrawn=standing.is_withdrawn)
    return _withdrawn(standing, fetched_at, reason)


def change(filed: Version, incoming: Version) -> RevisionKind | None:
    """What differs between two versions; None where nothing does."""
    if incoming.text_digest != filed.text_digest:
        return kind_of_edit(filed.text, incoming.text)
    return "metadata" if incoming.metadata != filed.metadata else None


def _withdrawn(standing: Standing, fetched_at: datetime, reason: str) -> Decision:
    alternates = _alternates(standing, WITHDRAWN, fetched_at, _text)
    if standing.is_withdrawn or alternates:
        said = ALTERNATES if alternates else reason
        return Decision(outcome=Outcome.UNCHANGED, reason=said, is_withdrawn=True)
    return Decision(outcome=Outcome.REVISED, revision="withdrawn", reason=reason, is_withdrawn=True)


def _compared(standing: Standing, incoming: Version) -> Decision:
    kind, reason = change(standing.current, incoming), ""
    if standing.history[-1].kind == WITHDRAWN:
        kind, reason = kind or "substantive", BACK
    if kind is None:
        return Decision(outcome=Outcome.UNCHANGED)
    if kind in ("minor", "substantive") and _is_ours(standing.current, incoming):
        return Decision(outcome=Outcome.UNCHANGED, reason=EXTRACTOR)
    if kind != "metadata" and _grows(standing, incoming):
        return Decision(outcome=Outcome.UPDATED, amends=True)
    state = _text_and_metadata if kind == "metadata" else _text
    if _alternates(standing, state(incoming), incoming.fetched_at, state):
        return Decision(outcome=Outcome.UNCHANGED, reason=ALTERNATES)
    return Decision(outcome=Outcome.REVISED, revision=kind, reason=reason)


def _grows(standing: Standing, incoming: Version) -> bool:
    """Whether both are a live blog's, with one headline and all, and nothing of it is lost."""
    current = standing.current
    both_live = current.is_live and incoming.is_live
    if not both_live or incoming.metadata != current.metadata or standing.is_withdrawn:
        return False
    earlier = (one.text for one in standing.history if one is not current)
    return only_grows(current.text, incoming.text, earlier)


def _is_ours(filed: Version, incoming: Version) -> bool:
    """Whether the texts differ by what the extractor, not the publisher, made of them."""
    edited = incoming.modified_at is not None and incoming.modified_at > filed.fetched_at
    return incoming.extractor != filed.extractor and not edited


def _alternates(
    standing: Standing, coming: str, now: datetime, state: Callable[[Version], str]
) -> bool:
    """Whether the article was in the coming state before, and more than once in its present one."""
    recent = [one for one in standing.history if now - one.fetched_at <= WINDOW]
    states = [state(one) for one in recent]
    return coming in states[:-1] and states.count(states[-1]) > 1


def _text(version: Version) -> str:
    return WITHDRAWN if version.kind == WITHDRAWN else version.text_digest


def _text_and_metadata(version: Version) -> str:
    return f"{_text(version)} {version.metadata}"
