"""What a host asked for is kept from run to run, by crawl, with the clock as an argument."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from tests.integration.crawler.paper import NOW, Paper

pytestmark = pytest.mark.slow

AN_HOUR_ON = format_datetime(NOW + timedelta(hours=1), usegmt=True)


@pytest.mark.parametrize("asked_for", ["3600", AN_HOUR_ON])
def test_a_host_is_left_alone_as_long_as_it_asked(paper: Paper, asked_for: str) -> None:
    """Retry-After in seconds or as a date holds in later runs too, and costs no attempt."""
    paper.names("one", "two")
    paper.prints("two", b"<p>Two.</p>")
    answer = paper.site.answers["/one"]
    busy = paper.http(b"", "429 Too Many Requests", Retry_After=asked_for)
    paper.site.answers |= {"/one": busy, "/two": busy}
    assert len(paper.crawl(0)) == 1
    assert paper.crawl(59) == []
    paper.site.answers["/one"] = answer
    assert "/one" in [one.path for one in paper.crawl(61)]
    assert paper.revisions == ["initial"]


def test_robots_txt_is_asked_for_once_a_day(paper: Paper) -> None:
    """RFC 9309 section 2.4: a copy is used for 24 hours at most."""

    def asked_by(minutes: int) -> int:
        paper.crawl(minutes)
        return [one.path for one in paper.site.asked].count("/robots.txt")

    assert asked_by(0) == 1
    assert asked_by(23 * 60) == 1
    assert asked_by(25 * 60) == 2
