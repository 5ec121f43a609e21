"""What is put in comes out, whatever the engine would do to it."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import StatementError

from pipelines.model import Block, Sourced
from pipelines.store import articles, frontier, hosts
from pipelines.store.engine import reading, writing
from pipelines.store.packing import pack, unpack
from pipelines.store.rows import StoredRobots
from pipelines.store.tables import article, article_keywords, revisions
from tests.contract.samples import NOW, SITE, blocks, filing, link, noise, with_metadata


def test_times_come_back_aware_and_in_utc(desk: Engine) -> None:
    """SQLite drops offsets; 18:30+01:00 must come back as 17:30 UTC."""
    at = datetime(2026, 3, 1, 18, 30, tzinfo=timezone(timedelta(hours=1)))
    with writing(desk) as connection:
        hosts.park(connection, "https://a.example", at, "asked")
    with reading(desk) as connection:
        until = hosts.parked_until(connection, "https://a.example")
    assert until == at
    assert until is not None
    assert until.utcoffset() == timedelta()


def test_naive_times_are_refused(desk: Engine) -> None:
    """A time without a zone is a guess."""
    with pytest.raises(StatementError, match="naive"), writing(desk) as connection:
        hosts.park(connection, "https://a.example", datetime(2026, 3, 1), "asked")


def test_text_that_an_engine_refuses_is_stored_cleaned(desk: Engine) -> None:
    """PostgreSQL refuses NUL and no driver encodes half a surrogate pair."""
    with writing(desk) as connection:
        number = articles.file_new(connection, filing(1, "a\x00b", "c\ud800d"))
    with reading(desk) as connection:
        body = connection.scalar(select(article.c.body).where(article.c.id == number))
    assert body == "a\ufffdb\n\nc\ufffdd"


def test_lists_and_metadata_are_cleaned_as_text_is(desk: Engine) -> None:
    """A NUL inside JSON is accepted by PostgreSQL and then fails every query that reads it."""
    with writing(desk) as connection:
        (seen,) = frontier.sight(connection, SITE.key, [link(1, authors=("A\x00n",))], NOW)
        odd = Sourced(value="H\x00", origin="json-ld", raw="H\ud800")
        articles.file_new(connection, with_metadata(filing(1), headline=odd))
        stored = connection.scalar(select(revisions.c.metadata))
    assert seen.hints[0].authors == ("A\ufffdn",)
    assert (stored["headline"]["value"], stored["headline"]["raw"]) == ("H\ufffd", "H\ufffd")


def test_an_address_with_a_nul_is_one_address(desk: Engine) -> None:
    """Its key is cleaned before it is looked up, or it would never be found again."""
    key, title, hint = link(1)
    with writing(desk) as connection:
        for _ in range(2):
            (seen,) = frontier.sight(connection, SITE.key, [(key + "\x00", title, hint)], NOW)
    assert seen.url_key == key + "\ufffd"


def test_words_too_long_for_an_index_cost_only_themselves(desk: Engine) -> None:
    """PostgreSQL refuses an index row over 2,704 bytes; the article is filed all the same."""
    endless = Sourced(value=("quay", noise(9000)), origin="meta")
    long_title = replace(with_metadata(filing(1), keywords=endless), title_key=noise(9000))
    key, _, hint = link(2)
    with writing(desk) as connection:
        articles.file_new(connection, long_title)
        assert frontier.sight(connection, SITE.key, [(key, noise(9000), hint)], NOW)
        assert connection.scalars(select(article_keywords.c.keyword)).all() == ["quay"]
        kept = connection.scalar(select(revisions.c.metadata))
    assert kept["keywords"]["value"] == ["quay", noise(9000)]


def test_blocks_come_back_exactly() -> None:
    """Cleaning again starts from the very blocks that the extractor gave."""
    original = (
        *blocks("a\x00b", "Grüße", "c\ud800"),
        Block(index=7, text="x", link_share=0.1 + 0.2, href="https://a.example/", in_body=False),
    )
    assert unpack(pack(original)) == original


def test_robots_txt_comes_back_byte_for_byte(desk: Engine) -> None:
    """It may hold any bytes."""
    kept = StoredRobots(
        origin="https://a.example", status=200, body=b"\xff\x00User-agent", fetched_at=NOW
    )
    with writing(desk) as connection:
        hosts.save_robots(connection, kept)
        hosts.park(connection, "https://a.example", NOW, "asked")
        assert hosts.load_robots(connection, "https://a.example") == kept
        assert hosts.load_robots(connection, "https://b.example") is None
