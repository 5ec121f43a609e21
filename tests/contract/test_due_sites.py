"""Which sites there is something to do for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update

from pipelines.model import Link, Site, Source, SourceKind
from pipelines.store import frontier, health, sites
from pipelines.store.due import sites_due
from pipelines.store.engine import reading, writing
from pipelines.store.tables import sources, urls
from tests.contract.samples import FEED, NOW, SITE

OF_SITE = select(sources.c.id).where(sources.c.site == SITE.key)
LATER = NOW + timedelta(hours=1)
QUIET = Site(key="herald.example", name="Herald", home="https://herald.example/", sources=(FEED,))


@pytest.fixture
def asked(engine: Engine) -> Engine:
    """Two sites whose sources are due in an hour and whose days are judged."""
    with writing(engine) as connection:
        sites.sync(connection, [SITE, QUIET], NOW)
        connection.execute(update(sources).values(next_due_at=LATER))
        for site in (SITE, QUIET):
            health.judged(connection, site.key, NOW)
    return engine


def due(engine: Engine, now: datetime = NOW, judged_by: datetime = NOW) -> Sequence[str]:
    with reading(engine) as connection:
        return sorted(sites_due(connection, now, judged_by))


def sighted(engine: Engine, **values: object) -> None:
    """An address of SITE, as these columns say."""
    link = Link(url="https://gazette.example/1", found_in=FEED.url, kind=SourceKind.FEED)
    with writing(engine) as connection:
        frontier.sight(connection, SITE.key, [("gazette.example/1", None, link)], NOW)
        if values:
            connection.execute(update(urls).values(**values))


def test_a_site_with_nothing_to_do_is_left_alone(asked: Engine) -> None:
    assert due(asked) == []


def test_sites_are_due_with_their_sources(asked: Engine) -> None:
    assert due(asked, LATER) == [SITE.key, QUIET.key]


def test_a_page_that_waits_makes_its_site_due(asked: Engine) -> None:
    """What an earlier run found and did not settle."""
    sighted(asked)
    assert due(asked) == [SITE.key]


def test_a_page_that_failed_makes_its_site_due_in_its_time(asked: Engine) -> None:
    sighted(asked, state="waiting", next_due_at=NOW + timedelta(minutes=5))
    assert due(asked) == []
    assert due(asked, NOW + timedelta(minutes=5)) == [SITE.key]


def test_a_sitemap_of_a_retired_index_makes_no_site_due(asked: Engine) -> None:
    """It is never asked: its site would be crawled in vain every five minutes."""
    with writing(asked) as connection:
        index = connection.execute(OF_SITE).scalar_one()
        found = Source(url="https://gazette.example/part.xml", kind=SourceKind.SITEMAP)
        row = {"site": SITE.key, "url": found.url, "kind": found.kind.value, "parent_id": index}
        connection.execute(sources.insert().values(row))
        connection.execute(update(sources).where(sources.c.id == index).values(retired_at=NOW))
    assert due(asked) == []


def test_a_site_is_due_when_its_day_is_to_be_judged(asked: Engine) -> None:
    """Also one that nothing is asked of: silence is what must be told."""
    assert due(asked, judged_by=NOW + timedelta(seconds=1)) == [SITE.key, QUIET.key]
