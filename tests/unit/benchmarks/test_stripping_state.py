"""The bytes of a template are those of its tables, of articles that a crawl could have filed."""

from pathlib import Path

from benchmarks.stripping.state import file, measured, prepared
from benchmarks.stripping.state_site import filing, headline


def test_bytes_grow_with_what_was_learned(tmp_path: Path) -> None:
    """Rules and titles are counted; articles are not."""
    engine = prepared(tmp_path / "state.db")
    empty = measured(engine)
    file(engine, 0, 60)
    full = measured(engine)
    engine.dispose()
    assert {"rules", "templates", "titles"} <= set(full)
    assert "article" not in full
    assert full["rules"] > empty["rules"]


def test_each_page_brings_teasers_of_its_own() -> None:
    """And the headline of the article before it."""
    before, after = (
        {block.text for block in filing(number, 1).article.extraction.blocks} for number in (7, 8)
    )
    assert headline(7) in after - {headline(8)}
    assert "Elsewhere: boat 8 is late" in after - before
