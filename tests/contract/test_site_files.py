"""The stored articles follow what a person writes into a site's file."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from pipelines.jobs.relearn import keep_up
from pipelines.jobs.site_files import mark_changed, rules_digest
from pipelines.model import Site, SiteRules
from pipelines.store import articles, templates
from pipelines.store.engine import reading, writing
from tests.contract.samples import NOW, SITE, filing

WINDOW = 20
OWN = "The tide table of ward {n} was read out by its keeper, who had it from her mother."
LINE = "Soup is served on the quay at noon."


def written(**rules: tuple[str, ...]) -> Site:
    """The site with a file that says so."""
    return replace(SITE, rules=SiteRules(**rules))


def keep_up_with(desk: Engine, site: Site) -> int:
    return keep_up(desk, site, WINDOW, lambda: NOW).articles


def showing(desk: Engine) -> int:
    """How many articles have the line."""
    with reading(desk) as connection:
        found = text("SELECT count(*) FROM articles WHERE body LIKE :line")
        return connection.scalar(found, {"line": f"%{LINE}%"}) or 0


@pytest.fixture
def filed(desk: Engine) -> Engine:
    """Three articles with the line, cleaned when the site's file said nothing."""
    with writing(desk) as connection:
        for number in range(1, 4):
            own = OWN.format(n=number)
            articles.file_new(connection, filing(number, own, LINE, own.upper()))
    keep_up_with(desk, SITE)
    return desk


def test_a_line_that_is_dropped_later_goes_from_older_articles_and_comes_back(
    filed: Engine,
) -> None:
    """Undoing is exact: taking the line out of the file puts it back."""
    assert showing(filed) == 3
    assert keep_up_with(filed, written(drop=(LINE,))) == 3
    assert showing(filed) == 0
    assert keep_up_with(filed, written(drop=(LINE,))) == 0
    assert keep_up_with(filed, SITE) == 3
    assert showing(filed) == 3


def test_a_changed_file_makes_a_site_stale_without_a_new_article(filed: Engine) -> None:
    """The run's end asks for stale sites."""
    assert mark_changed(filed, [SITE]) == ()
    assert mark_changed(filed, [written(keep=(LINE,))]) == (SITE.key,)
    with reading(filed) as connection:
        assert templates.stale(connection, [SITE.key]) == (SITE.key,)
    assert mark_changed(filed, [written(keep=(LINE,))]) == ()


def test_order_and_repetition_in_a_file_change_nothing() -> None:
    """Articles are not cleaned again because somebody sorted his file."""
    one, other = SiteRules(drop=("a", "b")), SiteRules(drop=("b", "a", "b"))
    assert rules_digest(one) == rules_digest(other) != rules_digest(SiteRules(keep=("a", "b")))
