"""An article's revisions, each with what it changed.

Rule 1: it shows what the database holds; versions are compared as `alike.py` cleans them, so that
    a box of the site that came or went is no change.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Connection

from pipelines.identity.differences import Passage, differences
from pipelines.jobs.alike import cleaned_alike, page_of
from pipelines.jobs.naming import meant
from pipelines.model import Metadata, Site, Sourced, join
from pipelines.store import histories
from pipelines.store.dossiers import Address
from pipelines.store.histories import Filed, Revision

# A live page may have thousands; the newest are read.
MOST_REVISIONS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A metadata value that came, went or changed; None where there was, or is, none."""

    field: str
    old: Sourced[object] | None
    new: Sourced[object] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A revision and how it differs from the text that stood before.

    Nothing for the first one shown and for a withdrawal, whose body is the notice, or empty.
    """

    revision: Revision
    fields: tuple[FieldChange, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """An article as it stands, and its newest revisions, oldest first; empty unless asked for."""

    article: Filed
    changes: tuple[Change, ...] = ()


def article(connection: Connection, subject: str) -> History | Address:
    """The article with this number or address. Raises UsageError for what is unknown."""
    found = meant(connection, subject)
    if isinstance(found, Address):
        return found
    return History(article=histories.filed(connection, found))


def revisions(connection: Connection, one: Filed, sites: Mapping[str, Site]) -> tuple[Change, ...]:
    """The article's revisions. sites: by key, for what a person wrote in the site's file."""
    found = histories.newest(connection, one.id, MOST_REVISIONS)
    site = sites.get(one.site) or Site(key=one.site, name=one.site, home=one.url)
    pages = [page_of(one, revision) for revision in found]
    texts = [join(cleaned.kept) for cleaned in cleaned_alike(connection, site, pages)]
    return tuple(_changes(found, texts))


def _changes(found: Sequence[Revision], texts: Sequence[str]) -> Iterator[Change]:
    """Each version beside the one whose text stood before it; a withdrawal leaves that standing."""
    stood: int | None = None
    for at, revision in enumerate(found):
        if stood is None or revision.kind == "withdrawn":
            yield Change(revision=revision)
        else:
            yield Change(
                revision=revision,
                fields=tuple(_fields(found[stood].metadata, revision.metadata)),
                passages=differences(texts[stood], texts[at]),
            )
        if revision.kind != "withdrawn":
            stood = at


def _fields(old: Metadata, new: Metadata) -> Iterator[FieldChange]:
    for field in fields(Metadata):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if (before and before.value) != (after and after.value):
            yield FieldChange(field=field.name, old=before, new=after)
