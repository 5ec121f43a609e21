"""The run's figures: everything counted, little kept in words."""

from pipelines.jobs.tally import ERRORS_KEPT, Tally
from pipelines.model import Outcome


def test_every_ended_url_is_counted_once() -> None:
    """What is asked and what has ended give what is still to go."""
    tally = Tally()
    tally.site("a.example").asked = 5
    tally.source("a.example", Outcome.NOT_MODIFIED, "")
    tally.page("a.example", Outcome.NEW, "", "https://a.example/x")
    tally.page("a.example", Outcome.REJECTED, "listing: 40 links", "https://a.example/x")
    assert (tally.requests, tally.to_go) == (3, 2)
    assert tally.site("a.example").rejected == {"listing": 1}
    assert tally.error_count == 0


def test_errors_are_counted_all_and_kept_few() -> None:
    """A site with a thousand faults must not fill the memory or the mail."""
    tally = Tally()
    for number in range(1000):
        tally.page("a.example", Outcome.UNREACHABLE, "refused", f"https://a.example/{number}")
    assert tally.error_count == 1000
    assert len(tally.site("a.example").errors) == ERRORS_KEPT


def test_gone_articles_and_robots_are_no_errors_but_a_gone_feed_is() -> None:
    """An article may go; a feed that is gone silences a site."""
    tally = Tally()
    tally.page("a.example", Outcome.GONE, "404", "https://a.example/x")
    tally.page("a.example", Outcome.ROBOTS, "disallowed", "https://a.example/x")
    assert tally.error_count == 0
    tally.source("a.example", Outcome.GONE, "https://a.example/feed: 404")
    assert tally.error_count == 1


def test_revisions_that_were_none_count_as_unchanged() -> None:
    """Never more of them than this run has filed."""
    tally = Tally()
    tally.page("gazette.example", Outcome.REVISED, "", "https://gazette.example/1")
    tally.taken_back("gazette.example", 3)
    assert (tally.total(Outcome.REVISED), tally.total(Outcome.UNCHANGED)) == (0, 1)
