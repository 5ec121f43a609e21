"""Sources are asked when they are due, as the site files say."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from pipelines.model import Outcome, Source, SourceKind
from pipelines.store import sites, sources
from pipelines.store.engine import writing
from pipelines.store.rows import Asked
from tests.contract.samples import FEED, NOW, SITE


def answered(**more: object) -> Asked:
    said = {"etag": '"1"', "last_modified": None, "digest": "sha256:1", "links": 3, **more}
    return Asked(now=NOW, outcome=Outcome.NEW, problem="", **said)  # type: ignore[arg-type]


def test_a_source_is_due_until_it_is_put_off_or_leaves_the_file(desk: Engine) -> None:
    """Validators come back with it; a source that left the file is retired, and may return."""
    later = NOW + timedelta(hours=1)
    with writing(desk) as connection:
        (due,) = sources.due(connection, [SITE.key], NOW)
        sources.asked(connection, due.id, answered(next_due_at=later))
        assert sources.due(connection, [SITE.key], NOW) == ()
        (again,) = sources.due(connection, [SITE.key], later)
        assert (again.etag, again.digest) == ('"1"', "sha256:1")
        sites.sync(connection, [replace(SITE, sources=())], NOW)
        assert sources.due(connection, [SITE.key], later) == ()
        sites.sync(connection, [SITE], NOW)
        assert len(sources.due(connection, [SITE.key], later)) == 1


def test_a_source_of_another_kind_is_read_anew(desk: Engine) -> None:
    """Somebody corrects the site file: the same bytes now mean something else."""
    corrected = replace(SITE, sources=(replace(FEED, kind=SourceKind.SECTION),))
    with writing(desk) as connection:
        (due,) = sources.due(connection, [SITE.key], NOW)
        sources.asked(connection, due.id, answered())
        sites.sync(connection, [SITE], NOW)
        (same,) = sources.due(connection, [SITE.key], NOW)
        sites.sync(connection, [corrected], NOW)
        (other,) = sources.due(connection, [SITE.key], NOW)
    assert (same.etag, same.digest) == ('"1"', "sha256:1")
    assert (other.etag, other.digest, other.source.kind) == (None, None, SourceKind.SECTION)


def test_what_an_index_names_is_remembered_under_it(desk: Engine) -> None:
    """A child sitemap is asked even when the index itself did not change."""
    child = Source(url="https://gazette.example/sitemap-1.xml", kind=SourceKind.SITEMAP)
    with writing(desk) as connection:
        (index,) = sources.due(connection, [SITE.key], NOW)
        (first,) = sources.sight(connection, index, [child], NOW)
        assert sources.children(connection, index, NOW) == (first,)
        assert sources.due(connection, [SITE.key], NOW) == (index,)


def test_an_index_may_name_more_than_fits_a_statement(desk: Engine) -> None:
    """sitemaps.org allows 50,000 children; SQLite binds at most 32,766 values."""
    named = [
        Source(url=f"https://gazette.example/{number}.xml", kind=SourceKind.SITEMAP)
        for number in range(6_000)
    ]
    with writing(desk) as connection:
        (index,) = sources.due(connection, [SITE.key], NOW)
        assert len(sources.sight(connection, index, named, NOW)) == len(named)


def test_a_sitemap_that_its_index_drops_is_not_asked_again(desk: Engine) -> None:
    """Until the index names it once more."""
    first, second = (
        Source(url=f"https://gazette.example/sitemap-{n}.xml", kind=SourceKind.SITEMAP)
        for n in (1, 2)
    )
    with writing(desk) as connection:
        (index,) = sources.due(connection, [SITE.key], NOW)
        assert len(sources.sight(connection, index, [first, second], NOW)) == 2
        (left,) = sources.sight(connection, index, [second], NOW)
        assert left.source == second
        assert len(sources.sight(connection, index, [first, second], NOW)) == 2


def test_a_sitemap_that_moves_from_its_index_to_the_site_file_is_asked(desk: Engine) -> None:
    """Whichever of the two had given it up."""
    moved = Source(url="https://gazette.example/sitemap.xml", kind=SourceKind.SITEMAP)
    with writing(desk) as connection:
        (index,) = sources.due(connection, [SITE.key], NOW)
        sources.sight(connection, index, [moved], NOW)
        assert sources.sight(connection, index, [], NOW) == ()
        sites.sync(connection, [replace(SITE, sources=(FEED, moved))], NOW)
        assert [due.source for due in sources.due(connection, [SITE.key], NOW)] == [FEED, moved]
