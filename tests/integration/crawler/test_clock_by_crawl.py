"""A machine whose clock was wrong for a while, by crawl."""

import pytest

from benchmarks.trials.loopback import OWN_FILES
from tests.contract.visits import page
from tests.integration.crawler.paper import Paper

pytestmark = pytest.mark.slow

TEN_YEARS = 10 * 365 * 24 * 60


def test_what_a_wrong_clock_put_off_is_asked_for_again(paper: Paper) -> None:
    """A run ten years ahead puts nothing off until then once the clock is right again."""
    paper.settings = {"source_longest_s": 86_400}
    paper.crawl(0)
    paper.prints("two", page("two"))
    paper.names("two", "one")
    paper.crawl(TEN_YEARS)
    paper.prints("three", page("three"))
    paper.names("three", "two", "one")
    before = len(paper.site.asked)
    for hours in (1, 24, 26):
        paper.crawl(hours * 60)
    asked = [one.path for one in paper.site.asked[before:] if one.path not in OWN_FILES]
    assert "/feed" in asked
    assert "/three" in asked
    assert "/one" in asked, "an article's next check lies ten years ahead"
    assert len(paper.rows("SELECT url FROM articles")) == 3


def test_a_clock_that_was_behind_loses_nothing(paper: Paper) -> None:
    """The first run believes it is ten years ago."""
    paper.crawl(-TEN_YEARS)
    paper.prints("two", page("two"))
    paper.names("two", "one")
    paper.crawl(0)
    assert len(paper.rows("SELECT url FROM articles")) == 2
    assert paper.revisions == ["initial", "initial"]
