"""Articles are filed once, with every revision, and read as people query them."""

from sqlalchemy import Engine, func, select, text

from pipelines.model import Outcome
from pipelines.store import articles, endings, frontier, queries, recognition
from pipelines.store.engine import reading, writing
from pipelines.store.tables import revisions
from tests.contract.samples import NOW, SITE, ended, filing, link, with_metadata


def test_the_view_shows_an_article_whole(desk: Engine) -> None:
    """What people query: lists joined, the date with its origin."""
    with writing(desk) as connection:
        articles.file_new(connection, filing(1))
    with reading(desk) as connection:
        row = connection.execute(text("SELECT * FROM articles")).mappings().one()
    assert row["authors"] == "Ann Lee; Bo Diaz"
    assert row["keywords"] == "quay; ferry"
    assert (row["date_origin"], row["date_precision"]) == ("json-ld", "minute")
    assert (row["revision_count"], row["status"], row["word_count"]) == (1, "published", 4)


def test_articles_are_listed_newest_first_and_undated_last(desk: Engine) -> None:
    """The engines disagree on where null stands."""
    with writing(desk) as connection:
        articles.file_new(connection, with_metadata(filing(1), date_published=None))
        articles.file_new(connection, filing(2))
        listed = queries.articles(connection, SITE.key)
        strangers = queries.articles(connection, "other.example")
    assert [row.headline for row in listed] == ["Headline 2", "Headline 1"]
    assert (listed[0].date_published, listed[0].authors) == (NOW, "Ann Lee; Bo Diaz")
    assert strangers == ()


def test_an_article_is_known_by_url_by_alias_and_by_its_text(desk: Engine) -> None:
    """In this order; another site's article is never taken for this one's."""
    filed = filing(1)
    with writing(desk) as connection:
        articles.file_new(connection, filed)
        found = [
            recognition.known(connection, SITE.key, [filed.url_key], "none"),
            recognition.known(connection, SITE.key, [filed.aliases[0].url_key], "none"),
            recognition.known(connection, SITE.key, ["https://x.example/"], filed.text_digest),
        ]
        stranger = recognition.known(
            connection, "other.example", [filed.url_key], filed.text_digest
        )
    assert [known.matched_by if known else None for known in found] == ["url", "alias", "text"]
    assert stranger is None


def test_a_revision_becomes_the_current_one(desk: Engine) -> None:
    """The row that people query holds the newest values; the older revision stays."""
    with writing(desk) as connection:
        number = articles.file_new(connection, filing(1, "Old."))
        articles.revise(connection, number, filing(1, "New.", "More."), "substantive")
    with reading(desk) as connection:
        row = connection.execute(text("SELECT body, revision_count FROM articles")).one()
        kinds = connection.scalars(text("SELECT kind FROM revisions ORDER BY number")).all()
    assert tuple(row) == ("New.\n\nMore.", 2)
    assert kinds == ["initial", "substantive"]


def test_pruning_runs_and_the_archive_takes_no_article_along(desk: Engine) -> None:
    """What a row only refers to may go; what it is made of may not."""
    with writing(desk) as connection:
        (seen,) = frontier.sight(connection, SITE.key, [link(1)], NOW)
        number = articles.file_new(connection, filing(1))
        endings.settle(connection, seen.url_id, ended(Outcome.NEW, article_id=number))
        connection.execute(text("DELETE FROM runs"))
        connection.execute(text("DELETE FROM snapshots"))
    with reading(desk) as connection:
        assert connection.scalar(select(func.count()).select_from(revisions)) == 1


def test_an_article_that_is_deleted_is_not_fetched_again(desk: Engine) -> None:
    """Its address stays as a tombstone."""
    with writing(desk) as connection:
        (seen,) = frontier.sight(connection, SITE.key, [link(1)], NOW)
        number = articles.file_new(connection, filing(1))
        endings.settle(connection, seen.url_id, ended(Outcome.NEW, article_id=number))
        connection.execute(text("DELETE FROM article"))
        assert frontier.sight(connection, SITE.key, [link(1)], NOW) == ()
