"""What a feed's channel says of the whole feed."""

from datetime import UTC, datetime

import pytest

from crawler.discovery.feeds import read_feed
from crawler.discovery.values import Reading
from pipelines.model import Source, SourceKind

SOURCE = Source(url="https://gazette.example/feeds/all.xml", kind=SourceKind.FEED)
FETCHED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


SYNDICATED = (
    '<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">{}</sy:updatePeriod>'
    '<sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">{}'
    "</sy:updateFrequency>"
)
ITEM = "<item><link>https://gazette.example/a</link></item>"


@pytest.mark.parametrize(
    ("ttl", "seconds"), [("60", 3600), (" 5\n", 300), ("0", 0), ("", None), ("soon", None)]
)
def test_a_feed_may_ask_to_be_left_alone(ttl: str, seconds: int | None) -> None:
    """RSS 2.0: `ttl`, in minutes; what is no number asks for nothing."""
    assert read(ITEM, f"<ttl>{ttl}</ttl>").ttl_s == seconds
    assert read(ITEM).ttl_s is None


@pytest.mark.parametrize(
    ("period", "often", "seconds"),
    [
        ("hourly", "1", 3600),
        ("\n\thourly\t", " 4 ", 900),
        ("Daily", "", 86_400),
        ("weekly", "0", 604_800),
        ("now and then", "1", None),
        ("hourly", "-2", 3600),
        ("hourly", "9" * 40, 3600),
    ],
)
def test_a_feed_may_say_how_often_it_changes(period: str, often: str, seconds: int | None) -> None:
    """The syndication module of RSS 1.0, which most programs write into RSS 2.0."""
    reading = read(ITEM, SYNDICATED.format(period, often))
    assert (reading.period_s, reading.ttl_s) == (seconds, None)


def test_an_rdf_feeds_channel_stands_beside_its_items() -> None:
    """RSS 1.0."""
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/">'
        f"<channel><title>G</title>{SYNDICATED.format('daily', '12')}</channel>"
        "<item><link>https://gazette.example/a</link></item></rdf:RDF>"
    )
    assert _read(rdf.encode()).period_s == 7200


def read(items: str, channel: str = "") -> Reading:
    """What an RSS feed says."""
    return _read(f"<rss version='2.0'><channel>{channel}{items}</channel></rss>".encode())


def _read(payload: bytes) -> Reading:
    return read_feed(payload, None, SOURCE, FETCHED)
