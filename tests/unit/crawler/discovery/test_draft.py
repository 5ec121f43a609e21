"""Which sources are worth a place in the site's file."""

from crawler.discovery.draft import KEPT, Measured, select
from pipelines.model import Source, SourceKind


def measured(kind: SourceKind, name: str, *keys: str, problem: str = "") -> Measured:
    source = Source(url=f"https://gazette.example/{name}", kind=kind)
    return Measured(source=source, keys=frozenset(keys), problem=problem)


def names(*sources: Measured) -> list[str]:
    return [one.source.url.rpartition("/")[2] for one in select(sources)]


FEED, NEWS, MAP, SECTION = (
    SourceKind.FEED,
    SourceKind.NEWS_SITEMAP,
    SourceKind.SITEMAP,
    SourceKind.SECTION,
)


def test_sources_stand_in_the_order_of_trust() -> None:
    """Within a kind as found."""
    found = names(
        measured(SECTION, "world", "1"),
        measured(MAP, "map", "2"),
        measured(NEWS, "news", "3"),
        measured(FEED, "b", "4"),
        measured(FEED, "a", "5"),
    )
    assert found == ["b", "a", "news", "map", "world"]


def test_a_source_without_articles_is_not_kept() -> None:
    """Rule 1, whatever its address says."""
    assert names(measured(FEED, "rss", problem="answers 500"), measured(FEED, "atom", "1")) == [
        "atom"
    ]


def test_equal_lists_are_one_source() -> None:
    """RSS and Atom of the same articles: the first is kept."""
    assert names(measured(FEED, "rss", "1", "2"), measured(FEED, "atom", "2", "1")) == ["rss"]


def test_a_feed_that_only_overlaps_is_kept() -> None:
    """A desk's feed goes further back than the main one, even where all is in both today."""
    assert names(measured(FEED, "rss", "1", "2"), measured(FEED, "world", "1")) == ["rss", "world"]


def test_a_section_must_add_to_what_is_fresh() -> None:
    """A sitemap that names everything may be a day old and replaces no section."""
    found = names(
        measured(FEED, "rss", "1", "2"),
        measured(MAP, "map", "1", "2", "3", "4"),
        measured(SECTION, "home", "1", "2"),
        measured(SECTION, "world", "2", "3"),
        measured(SECTION, "europe", "3"),
    )
    assert found == ["rss", "map", "world"]


def test_each_kind_has_a_limit() -> None:
    """Each source is asked on every run for ever."""
    feeds = [measured(FEED, f"rss{number}", str(number)) for number in range(20)]
    assert len(select(feeds)) == KEPT[FEED]
