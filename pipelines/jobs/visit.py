"""One article page on its way through the stages."""

from dataclasses import dataclass

from pipelines.archive.place import Place
from pipelines.model import Article, Rejected, Site, Snapshot
from pipelines.store.rows import Pending


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A further page of an article, and where it lies in the archive."""

    snapshot: Snapshot
    duration_s: float = 0.0
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is known so far: the URL, what the server sent, where it lies, what it is.

    place is None before the archive has it; result is None before it was processed.
    duration_s: seconds from the request to the last byte. parts: the further pages of an article
    on several; lacks: why one of these is missing, or "".
    """

    pending: Pending
    site: Site
    snapshot: Snapshot
    duration_s: float = 0.0
    parts: tuple[Part, ...] = ()
    lacks: str = ""
    place: Place | None = None
    result: Article | Rejected | None = None
