"""A processed page becomes rows: the decision, carried out on both engines."""

from sqlalchemy import Engine, text

from pipelines.jobs.filing import set_aside
from pipelines.model import Outcome, Rejected
from pipelines.store.engine import reading, writing
from tests.contract.visits import SENTENCE, file, page, visit


def urls(desk: Engine) -> list[str]:
    with reading(desk) as connection:
        return list(connection.scalars(text("SELECT url FROM articles ORDER BY url")))


def test_a_redirect_to_a_filed_article_is_a_duplicate_and_no_second_row(desk: Engine) -> None:
    """One article, one row, with both addresses."""
    assert file(desk, visit(desk, "/one", page("one"))).outcome is Outcome.NEW
    again = file(desk, visit(desk, "/go/1", page("one"), 60, target="/one"))
    assert again.outcome is Outcome.DUPLICATE
    assert urls(desk) == ["https://gazette.example/one"]


def test_the_same_text_under_another_address_is_a_copy(desk: Engine) -> None:
    """A site that prints a story twice gives one row."""
    file(desk, visit(desk, "/one", page("one")))
    assert file(desk, visit(desk, "/copy", page("one"), 60)).outcome is Outcome.DUPLICATE
    assert len(urls(desk)) == 1


def test_a_canonical_link_that_every_page_prints_costs_no_article(desk: Engine) -> None:
    """Four stories that all claim to be /news are four articles."""
    claim = "https://gazette.example/news"
    ends = [
        file(desk, visit(desk, f"/{name}", page(name, claim))).outcome
        for name in ("one", "two", "three", "four")
    ]
    assert ends == [Outcome.NEW] * 4
    assert len(urls(desk)) == 4


def test_a_translation_is_an_article_of_its_own(desk: Engine) -> None:
    """However the canonical links stand: each page lists both languages."""
    listed = "".join(
        f'<link rel="alternate" hreflang="{tag}" href="https://gazette.example/{tag}/one">'
        for tag in ("en", "de")
    )
    for tag in ("de", "en"):
        told = page(f"one in {tag}", "https://gazette.example/en/one")
        file(desk, visit(desk, f"/{tag}/one", told.replace(b"<head>", f"<head>{listed}".encode())))
    assert urls(desk) == ["https://gazette.example/de/one", "https://gazette.example/en/one"]


def test_twins_for_telephones_are_aliases(desk: Engine) -> None:
    """An AMP page and a mobile page name the article as canonical, in whatever order they come."""
    article = "https://gazette.example/one"
    twins = ("/amp/one", "/mobile/one?view=lite")
    ends = [file(desk, visit(desk, path, page("one", article))).outcome for path in twins]
    ends.append(file(desk, visit(desk, "/one", page("one"))).outcome)
    assert ends[0] is Outcome.NEW
    assert ends[1] is Outcome.DUPLICATE
    assert urls(desk) == [article]
    with reading(desk) as connection:
        keys = connection.scalars(text("SELECT url_key FROM aliases ORDER BY url_key")).all()
    assert keys == [
        "https://gazette.example/amp/one",
        "https://gazette.example/mobile/one?view=lite",
    ]


def test_an_entry_that_keeps_its_name_is_one_article_at_its_new_address(desk: Engine) -> None:
    """The desk renamed the page and edited its text; the feed's guid says that it is the same."""
    before, after = page("one"), page("one", extra=f"<p>{SENTENCE.format('sixth')}</p>")
    assert file(desk, visit(desk, "/one", before, guid="tag:17")).outcome is Outcome.NEW
    moved = file(desk, visit(desk, "/one-with-more", after, 60, guid="tag:17"))
    assert moved.outcome is Outcome.REVISED
    assert urls(desk) == ["https://gazette.example/one-with-more"]
    with reading(desk) as connection:
        keys = connection.scalars(text("SELECT url_key FROM aliases ORDER BY url_key")).all()
    assert keys == ["https://gazette.example/one"]


def test_a_name_that_several_articles_were_given_joins_none(desk: Engine) -> None:
    """Feeds number their entries anew: neither headline nor text is the first one's."""
    for name in ("one", "two", "three"):
        assert file(desk, visit(desk, f"/{name}", page(name), guid="1")).outcome is Outcome.NEW
    assert len(urls(desk)) == 3


def test_a_name_that_looks_like_an_address_takes_no_other_articles_place(desk: Engine) -> None:
    """One entry's guid is the address of an article that is yet to come."""
    file(desk, visit(desk, "/one", page("one"), guid="https://gazette.example/two"))
    assert file(desk, visit(desk, "/two", page("two"))).outcome is Outcome.NEW
    assert len(urls(desk)) == 2


def test_another_sites_canonical_link_is_not_believed(desk: Engine) -> None:
    """Nobody may speak for somebody else's article."""
    file(desk, visit(desk, "/one", page("one", "https://victim.example/story")))
    assert urls(desk) == ["https://gazette.example/one"]


def test_a_rejected_page_is_a_row_with_its_reason(desk: Engine) -> None:
    """Nothing vanishes."""
    seen = visit(desk, "/empty", b"<html><body></body></html>")
    assert isinstance(seen.result, Rejected)
    assert file(desk, seen).outcome is Outcome.REJECTED
    with reading(desk) as connection:
        row = connection.execute(text("SELECT state, outcome, reason FROM urls")).one()
    assert (row.state, row.outcome) == ("done", "rejected")
    assert row.reason.startswith(seen.result.reason.value)


def test_a_page_that_the_database_refuses_is_set_aside_and_settled(desk: Engine) -> None:
    """The error is kept, the URL has its outcome, and the page lies in the archive."""
    seen = visit(desk, "/one", page("one"))
    with writing(desk) as connection:
        set_aside(connection, seen, "could not be filed: x", 1)
    with reading(desk) as connection:
        assert connection.scalar(text("SELECT error FROM quarantine")) == "could not be filed: x"
        assert connection.scalar(text("SELECT outcome FROM urls")) == "failed"
