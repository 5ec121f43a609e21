"""A URL is a row before it is a request, and ends in exactly one outcome."""

from datetime import timedelta

from sqlalchemy import Engine, func, select

from pipelines.model import Outcome
from pipelines.store import articles, endings, frontier
from pipelines.store.engine import reading, writing
from pipelines.store.tables import sightings, titles, urls
from tests.contract.samples import NOW, SITE, ended, filing, link


def test_a_link_seen_twice_is_one_url_with_its_newest_sighting(desk: Engine) -> None:
    """A source that is read again changes what it said, not what is to be fetched."""
    with writing(desk) as connection:
        first = frontier.sight(connection, SITE.key, [link(1, title="Old", authors=("Ann",))], NOW)
        again = frontier.sight(connection, SITE.key, [link(1, title="New")], NOW)
    assert [one.url_id for one in first] == [one.url_id for one in again]
    assert [hint.title for hint in again[0].hints] == ["New"]
    with reading(desk) as connection:
        counts = [
            connection.scalar(select(func.count()).select_from(table))
            for table in (urls, sightings, titles)
        ]
    assert counts == [1, 1, 1]


def test_hints_come_back_as_the_source_gave_them(desk: Engine) -> None:
    """Dates, authors and the news extension are the second opinion on a page's metadata."""
    said = link(
        1,
        title="T",
        date_published=NOW,
        lastmod=NOW,
        authors=("Ann", "Bo"),
        description="d",
        language="en",
        keywords=("k",),
        publication="Gazette",
    )
    with writing(desk) as connection:
        (pending,) = frontier.sight(connection, SITE.key, [said], NOW)
    assert pending.hints == (said[2],)


def test_what_is_settled_is_not_fetched_again_and_what_is_put_off_comes_back(
    desk: Engine,
) -> None:
    """Done is done; a transient failure returns when its time has come, and not before."""
    later = NOW + timedelta(hours=1)
    with writing(desk) as connection:
        done, failed, left = frontier.sight(connection, SITE.key, [link(1), link(2), link(3)], NOW)
        endings.settle(connection, done.url_id, ended(Outcome.GONE))
        endings.settle(connection, failed.url_id, ended(Outcome.UNREACHABLE, next_due_at=later))
    with reading(desk) as connection:
        now = frontier.pending(connection, SITE.key, NOW, 10)
        then = frontier.pending(connection, SITE.key, later, 10)
    assert [one.url_id for one in now] == [left.url_id]
    assert {one.url_id for one in then} == {failed.url_id, left.url_id}
    assert {one.attempts for one in then} == {0, 1}


def test_a_request_that_fails_forgets_no_article(desk: Engine) -> None:
    """The address led to it before; that it cannot be reached today changes nothing of that."""
    with writing(desk) as connection:
        (seen,) = frontier.sight(connection, SITE.key, [link(1)], NOW)
        number = articles.file_new(connection, filing(1))
        endings.settle(connection, seen.url_id, ended(Outcome.NEW, article_id=number))
        endings.settle(connection, seen.url_id, ended(Outcome.UNREACHABLE))
        row = connection.execute(select(urls.c.article_id, urls.c.outcome)).one()
    assert tuple(row) == (number, "unreachable")


def test_the_freshest_comes_first_and_the_undated_last(desk: Engine) -> None:
    """A run with a limit takes what readers read now."""
    old, new = NOW - timedelta(days=9), NOW
    links = [link(1, lastmod=old), link(2), link(3, date_published=new)]
    with writing(desk) as connection:
        frontier.sight(connection, SITE.key, links, NOW)
    with reading(desk) as connection:
        found = frontier.pending(connection, SITE.key, NOW, 10)
    assert [one.url[-1] for one in found] == ["3", "1", "2"]


def test_a_date_that_is_learned_later_counts(desk: Engine) -> None:
    """A section names it without a date, the feed with one; an older date changes nothing."""
    yesterday = NOW - timedelta(days=1)
    with writing(desk) as connection:
        for links in (
            [link(1), link(2, lastmod=yesterday)],
            [link(1, date_published=NOW), link(2, lastmod=yesterday - timedelta(days=9))],
            [link(1), link(2)],
        ):
            frontier.sight(connection, SITE.key, links, NOW)
        found = frontier.pending(connection, SITE.key, NOW, 10)
        dates = connection.scalars(select(urls.c.fresh_at).order_by(urls.c.url)).all()
    assert [one.url[-1] for one in found] == ["1", "2"]
    assert dates == [NOW, yesterday]


def test_a_host_that_asks_for_patience_costs_a_page_no_attempt(desk: Engine) -> None:
    """However often it is put off, it is not given up for that."""
    with writing(desk) as connection:
        (page,) = frontier.sight(connection, SITE.key, [link(1)], NOW)
        for _ in range(3):
            end = ended(Outcome.RATE_LIMITED, next_due_at=NOW)
            endings.settle(connection, page.url_id, end)
        (again,) = frontier.pending(connection, SITE.key, NOW, 10)
    assert again.attempts == 0


def test_one_look_tells_whether_any_site_has_something_to_fetch(desk: Engine) -> None:
    """Found, put off and due, or an article to be asked for again; of these sites, and now."""
    later = NOW + timedelta(hours=1)
    with writing(desk) as connection:
        assert not frontier.has_due(connection, [SITE.key], later)
        (seen,) = frontier.sight(connection, SITE.key, [link(1)], NOW)
        assert frontier.has_due(connection, ["other.example", SITE.key], NOW)
        assert not frontier.has_due(connection, ["other.example"], NOW)
        for end in (
            ended(Outcome.UNREACHABLE, next_due_at=later),
            ended(Outcome.NEW, article_id=articles.file_new(connection, filing(1)), check_at=later),
        ):
            endings.settle(connection, seen.url_id, end)
            assert not frontier.has_due(connection, [SITE.key], NOW)
            assert frontier.has_due(connection, [SITE.key], later)
