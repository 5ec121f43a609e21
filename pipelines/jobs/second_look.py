"""Revisions are looked at once more when their site has learned what the run's pages repeat.

Rule 1: a box that came with this run's pages is known as one only at the run's end. A revision
    that shows nothing else is taken back, one that shows less than it seemed gets its kind.
Rule 2: what is looked at is what the template has not learned from yet, after each run until it
    has; a run that is killed in between leaves a revision too many, never one too few.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine

from pipelines.identity.decide import Version, change
from pipelines.identity.fingerprint import metadata_digest, text_digest
from pipelines.jobs.alike import cleaned_alike, page_of
from pipelines.model import Cleaned, Site, join
from pipelines.store import histories, templates
from pipelines.store.engine import reading, writing
from pipelines.store.histories import Revision


def fresh(engine: Engine, site: str) -> tuple[int, ...]:
    """Articles whose last edit nothing was learned from yet; to be asked before learning."""
    with reading(engine) as connection:
        return histories.freshly_edited(connection, site)


def second_look(engine: Engine, site: Site, articles: Sequence[int]) -> int:
    """Judge the last edit of these articles once more; how many of them were none."""
    taken_back = 0
    for article_id in articles:
        with writing(engine) as connection:
            taken_back += _judged(connection, site, article_id)
    return taken_back


def _judged(connection: Connection, site: Site, article_id: int) -> bool:
    """Whether the last edit was none, and was taken back."""
    one = histories.filed(connection, article_id)
    before, last = histories.newest(connection, article_id, 2)
    if last.id != one.revision_id or before.kind == "withdrawn":
        return False
    kept, now = cleaned_alike(connection, site, [page_of(one, before), page_of(one, last)])
    kind = change(_version(before, kept), _version(last, now))
    if kind is None:
        histories.take_back(connection, one, before)
        templates.replace_cleaned(
            connection,
            before.id,
            kept,
            template_version=one.template_version,
            text_digest=text_digest(join(kept.kept)),
        )
        return True
    histories.rename(connection, last.id, kind)
    return False


def _version(revision: Revision, cleaned: Cleaned) -> Version:
    return Version(
        text=join(cleaned.kept),
        metadata=metadata_digest(revision.metadata),
        fetched_at=revision.fetched_at,
    )
