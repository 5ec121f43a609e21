"""Sources are asked when they are due, as the site files say."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from pipelines.model import Outcome, Source, SourceKind
from pipelines.store import sites, sources
from pipelines.store.engine import writing
from pipelines.store.rows import Asked, Turn
from tests.contract.samples import FEED, NOW, SITE


def answered(**more: object) -> Asked:
    said = {"etag": '"1"', "last_modified": None, "digest": "sha256:1", "links": 3, **more}
    return Asked(now=NOW, outcome=Outcome.NEW, problem="", **said)  # type: ignore[arg-type]


def test_a_source_is_due_until_it_is_put_off_or_leaves_the_file(desk: Engine) -> None:
    """Validators come back with it; a source that left the file is retired, and may return."""
    later = NOW + timedelta(hours=1)
    with writing(desk) as connection:
        (due,) = sources.due(connection, [SITE.key], NOW)
        sources.asked(connection, due.id, answered(turn=Turn(next_due_at=later)))
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


def test_the_turn_comes_back_as_it_was_written(desk: Engine) -> None:
    """All that the next due time is learned from."""
    turn = Turn(
        next_due_at=NOW,
        rhythm={"links": [0.5] * 24, "hours": [1.0] * 24, "until": NOW.isoformat()},
        ttl_s=3600,
        period_s=900,
        failures=3,
        failing_since=NOW - timedelta(days=1),
        given_up_at=NOW,
    )
    with writing(desk) as connection:
        (due,) = sources.due(connection, [SITE.key], NOW)
        assert due.turn == Turn()
        sources.asked(connection, due.id, answered(turn=turn))
        (again,) = sources.due(connection, [SITE.key], NOW)
        (listed,) = sources.listing(connection, [SITE.key])
    assert again.turn == listed.turn == turn
    assert (listed.url, listed.outcome, listed.last_asked_at) == (FEED.url, Outcome.NEW, NOW)


def test_what_an_index_names_has_a_turn_of_its_own(desk: Engine) -> None:
    """A child is asked though its index is not, and left alone though the index is asked."""
    named = [
        Source(url=f"https://gazette.example/sitemap-{n}.xml", kind=SourceKind.SITEMAP)
        for n in (1, 2)
    ]
    later = NOW + timedelta(hours=1)
    with writing(desk) as connection:
        (index,) = sources.due(connection, [SITE.key], NOW)
        first, second = sources.sight(connection, index, named, NOW)
        assert (index.depth, first.depth, second.depth) == (0, 1, 1)
        assert sources.due(connection, [SITE.key], NOW) == (index, first, second)
        for one in (index, first):
            sources.asked(connection, one.id, answered(turn=Turn(next_due_at=later)))
        assert sources.due(connection, [SITE.key], NOW) == (second,)
        assert sources.sight(connection, index, named, NOW) == (second,)


def test_what_hangs_on_a_retired_index_is_not_asked(desk: Engine) -> None:
    """However deep; an index that comes back to the site file brings it along."""
    below = Source(url="https://gazette.example/2026.xml", kind=SourceKind.SITEMAP)
    deeper = Source(url="https://gazette.example/2026-03.xml", kind=SourceKind.SITEMAP)
    with writing(desk) as connection:
        (index,) = sources.due(connection, [SITE.key], NOW)
        (child,) = sources.sight(connection, index, [below], NOW)
        (grandchild,) = sources.sight(connection, child, [deeper], NOW)
        assert grandchild.depth == 2
        sites.sync(connection, [replace(SITE, sources=())], NOW)
        assert sources.due(connection, [SITE.key], NOW) == ()
        assert sources.listing(connection, [SITE.key]) == ()
        sites.sync(connection, [SITE], NOW)
        assert len(sources.due(connection, [SITE.key], NOW)) == 3


def test_sources_can_be_brought_forward(desk: Engine) -> None:
    """`copydesk crawl --now`: due at once, with all that is known of them."""
    later, week = NOW + timedelta(hours=1), NOW + timedelta(days=7)
    with writing(desk) as connection:
        (due,) = sources.due(connection, [SITE.key], NOW)
        turn = Turn(next_due_at=later, failures=9, failing_since=NOW, given_up_at=NOW)
        sources.asked(connection, due.id, answered(turn=turn))
        assert sources.next_due_at(connection, [SITE.key]) == later
        sources.bring_forward(connection, ["other.example"])
        assert sources.due(connection, [SITE.key], NOW) == ()
        sources.bring_forward(connection, [SITE.key])
        (now_due,) = sources.due(connection, [SITE.key], NOW)
        assert now_due.turn == replace(turn, next_due_at=None)
        sources.asked(connection, due.id, answered(turn=Turn(next_due_at=week)))
        assert sources.due(connection, [SITE.key], later) == ()


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
