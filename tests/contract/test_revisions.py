"""What an article's page says when it is asked for again, and what is filed of it."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from pipelines.jobs import second_look
from pipelines.jobs.reclean import reclean
from pipelines.jobs.relearn import relearn
from pipelines.jobs.withdrawing import withdraw
from pipelines.model import Article, Link, Outcome, Rejected, SourceKind
from pipelines.store import frontier, templates
from pipelines.store.engine import reading, writing
from pipelines.store.rows import Notice
from pipelines.template.titles import title_key
from tests.contract.samples import NOW
from tests.contract.visits import ORIGIN, SITE, check, file, known, page, row, visit

ARTICLE = "SELECT * FROM article WHERE url_key LIKE '%/one'"
MEMORIES = (
    "He remembers the ferry of 19{0}, its {1} funnel and the {2} lanterns on the western quay."
)


@pytest.fixture
def one(desk: Engine) -> Engine:
    """A desk where /one is filed."""
    assert file(desk, visit(desk, "/one", page("one"))).outcome is Outcome.NEW
    return desk


def kinds(desk: Engine) -> list[str]:
    """The revisions of /one, in order."""
    found = "SELECT r.kind FROM revisions r JOIN article a ON a.id = r.article_id"
    with reading(desk) as connection:
        return list(
            connection.scalars(text(f"{found} WHERE a.url_key LIKE '%/one' ORDER BY r.number"))
        )


def edited(old: str, new: str) -> bytes:
    before = page("one").decode()
    assert old in before
    return before.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (edited("new bridge", "newe bridge"), "minor"),
        (edited("new months", "22 months"), "substantive"),
        (page("one", title="Story one, retold"), "metadata"),
    ],
)
def test_an_edit_is_a_revision_of_its_kind(one: Engine, payload: bytes, kind: str) -> None:
    """The article's row follows, the versions before it stay."""
    filed = file(one, check(one, "/one", payload, 20))
    assert filed.outcome is Outcome.REVISED
    assert kinds(one) == ["initial", kind]
    found = row(one, ARTICLE)
    assert found["revision_count"] == 2
    assert found["changed_at"] != found["first_seen_at"]


def test_the_same_page_is_unchanged(one: Engine) -> None:
    """Nothing but the time of the last fetch is written."""
    assert file(one, check(one, "/one", page("one"), 20)).outcome is Outcome.UNCHANGED
    assert kinds(one) == ["initial"]
    assert row(one, ARTICLE)["changed_at"] == row(one, ARTICLE)["first_seen_at"]


def test_an_older_fetch_never_overwrites(one: Engine) -> None:
    """Neither the text nor the time of the last fetch; a WARC file may be imported late."""
    file(one, check(one, "/one", edited("new months", "22 months"), 20))
    before = row(one, ARTICLE)
    late = file(one, check(one, "/one", edited("new months", "44 months"), 10))
    assert late.outcome is Outcome.UNCHANGED
    assert row(one, ARTICLE) == before


def test_a_page_that_flips_between_two_versions_adds_no_endless_revisions(one: Engine) -> None:
    """Whatever is shown to whom, the way back is recorded once."""
    other = edited("new months", "22 months")
    for at in range(1, 9):
        file(one, check(one, "/one", other if at % 2 else page("one"), at * 20))
    assert kinds(one) == ["initial", "substantive", "substantive"]


def test_an_article_that_moved_to_another_address_is_revised_there(one: Engine) -> None:
    """A headline that is edited often changes the address; the old one becomes an alias."""
    moved = page("one", title="Story one, retold")
    filed = file(one, check(one, "/one", moved, 20, target="/story-one-retold"))
    assert filed.outcome is Outcome.REVISED
    found = row(one, "SELECT * FROM article")
    assert found["url"] == f"{ORIGIN}/story-one-retold"
    assert row(one, "SELECT url_key FROM aliases")["url_key"] == f"{ORIGIN}/one"


def test_another_article_at_the_end_of_a_redirect_revises_nothing(one: Engine) -> None:
    """The check led elsewhere: the article's text is not replaced by a stranger's."""
    file(one, visit(one, "/two", page("two")))
    ended = file(one, check(one, "/one", page("two"), 20, target="/two"))
    assert ended.outcome is Outcome.DUPLICATE
    assert kinds(one) == ["initial"]


# ---------------------------------------------------------------- withdrawn


def test_a_page_that_is_gone_withdraws_its_article_and_keeps_its_text(one: Engine) -> None:
    """The status says it, a revision says when."""
    before = row(one, ARTICLE)
    asked = known(one, "/one").check
    assert asked
    with writing(one) as connection:
        for minutes in (20, 40):
            at = NOW + timedelta(minutes=minutes)
            withdraw(connection, asked, Notice(fetched_at=at, run_id=1), "HTTP 410 Gone")
    after = row(one, ARTICLE)
    assert kinds(one) == ["initial", "withdrawn"]
    assert after["status"] == "withdrawn"
    assert after["body"] == before["body"]
    assert after["revision_id"] == before["revision_id"]


def test_a_withdrawn_article_that_comes_back_is_published_again(one: Engine) -> None:
    """Even where no word has changed."""
    asked = known(one, "/one").check
    assert asked
    with writing(one) as connection:
        at = NOW + timedelta(minutes=20)
        withdraw(connection, asked, Notice(fetched_at=at, run_id=1), "HTTP 404 Not Found")
    assert file(one, check(one, "/one", page("one"), 40)).outcome is Outcome.REVISED
    assert kinds(one) == ["initial", "withdrawn", "substantive"]
    assert row(one, ARTICLE)["status"] == "published"


@pytest.mark.parametrize(
    "notice",
    [
        "<h1>Story one</h1><p>This article has been removed at the request of the people in it. "
        "The editors regret that it was published without their consent on Monday morning.</p>",
        "<h1>Not found</h1><p>This article has been removed.</p>",
        "<h1>Artikel nicht mehr verfügbar</h1><p>Der Beitrag wurde gelöscht.</p>",
    ],
)
def test_a_notice_in_its_place_withdraws_an_article(one: Engine, notice: str) -> None:
    """Whether the notice passes for an article or is turned away."""
    before = row(one, ARTICLE)
    html = f"<html><head><title>Gazette</title></head><body><article>{notice}</article></body>"
    file(one, check(one, "/one", html.encode(), 20))
    after = row(one, ARTICLE)
    assert kinds(one) == ["initial", "withdrawn"]
    assert (after["status"], after["body"]) == ("withdrawn", before["body"])


def test_a_page_that_is_no_article_for_once_withdraws_nothing(one: Engine) -> None:
    """A consent wall or an empty answer says nothing of the article."""
    seen = check(one, "/one", b"<html><body></body></html>", 20)
    assert isinstance(seen.result, Rejected)
    assert file(one, seen).outcome is Outcome.REJECTED
    assert (kinds(one), row(one, ARTICLE)["status"]) == (["initial"], "published")


def test_a_withdrawn_articles_text_stands_when_its_site_learns(one: Engine) -> None:
    """The notice is no current revision: nothing is learned from it, nothing cleaned to it."""
    before = row(one, ARTICLE)["body"]
    html = b"<html><body><article><h1>Story one</h1><p>This article has been removed.</p></article>"
    file(one, check(one, "/one", html, 20))
    relearn(one, SITE, 20, lambda: NOW)
    assert row(one, ARTICLE)["body"] == before


# ---------------------------------------------------------------- the site's boxes


def boxed(number: int, teaser: str, read: list[str]) -> bytes:
    """A story of its own with a teaser and a box of what is read most, without telling names."""
    own = "".join(
        f"<p>{MEMORIES.format(number + 10, word, number * 7)}</p>" for word in ("red", "tall")
    )
    items = "".join(f"<p class=x2>{title}</p>" for title in read)
    box = f"<div class=x1><p class=x3>Harlow reads by lamplight</p>{items}</div>"
    last = f"<p>{teaser}</p>"
    return page(str(number), extra=f"{own}{last}{box}", title=headline(number))


def headline(number: int) -> str:
    return f"Keeper number {number} leaves the lighthouse of Harlow"


def sighted(desk: Engine, number: int) -> None:
    """A feed names the story with its headline."""
    url = f"{ORIGIN}/{number}"
    link = Link(url=url, found_in=f"{ORIGIN}/feed", kind=SourceKind.FEED, title=headline(number))
    with writing(desk) as connection:
        frontier.sight(connection, SITE.key, [(url, title_key(headline(number)), link)], NOW)


def newsroom(desk: Engine) -> None:
    """Twelve stories that show each other's headlines, filed and learned from."""
    for number in range(1, 13):
        read = [headline((number + step) % 12 + 1) for step in (2, 4, 6)]
        file(desk, visit(desk, f"/{number}", boxed(number, headline(number % 12 + 1), read)))
    relearn(desk, SITE, 20, lambda: NOW)


def test_a_teaser_and_a_most_read_box_that_change_make_no_revision(desk: Engine) -> None:
    """The page is compared as it would read once it is cleaned as the filed text was."""
    newsroom(desk)
    for number in (21, 22, 23, 24):
        sighted(desk, number)
    later = boxed(5, headline(21), [headline(22), headline(23), headline(24)])
    seen = check(desk, "/5", later, 60)
    assert isinstance(seen.result, Article)
    assert headline(21) in seen.result.text, "or the test would prove nothing"
    assert file(desk, seen).outcome is Outcome.UNCHANGED
    assert row(desk, "SELECT count(*) AS n FROM revisions")["n"] == 12


def test_an_edit_beside_a_changed_box_is_filed_clean(desk: Engine) -> None:
    """Only the edit counts, and the revision's text has no box, before the run's end either."""
    newsroom(desk)
    sighted(desk, 21)
    later = boxed(5, headline(21), [headline(7)]).replace(b"new months", b"newe months", 1)
    assert file(desk, check(desk, "/5", later, 60)).outcome is Outcome.REVISED
    found = row(desk, "SELECT * FROM revisions ORDER BY id DESC LIMIT 1")
    assert found["kind"] == "minor"
    assert headline(21) not in str(found["body"])
    assert "lamplight" not in str(found["body"])


# ---------------------------------------------------------------- judged again at the run's end

CHOIR = "<p class=x9>Our choir of gulls sings for its members every evening of the week</p>"


def rechecked(desk: Engine, *numbers: int, word: bytes = b"months", minutes: int = 60) -> None:
    """The run in which the site prints a new box; each of these stories shows it."""
    for number in numbers:
        read = [headline((number + step) % 12 + 1) for step in (2, 4, 6)]
        later = boxed(number, headline(number % 12 + 1), read)
        later = later.replace(b"</h1>", b"</h1>" + CHOIR.encode())
        later = later.replace(b"new months", b"new " + word)
        file(desk, check(desk, f"/{number}", later, minutes))


def learned(desk: Engine) -> int:
    """The end of a run; how many revisions were taken back."""
    edited = second_look.fresh(desk, SITE.key)
    relearn(desk, SITE, 20, lambda: NOW)
    return second_look.second_look(desk, SITE, edited)


def whole(desk: Engine) -> list[tuple[object, ...]]:
    """Every article and revision, but for when its page was last fetched."""
    rows = (
        "SELECT id, body, revision_id, revision_count, changed_at, status, word_count FROM article",
        "SELECT article_id, number, kind, body, text_digest FROM revisions",
    )
    with reading(desk) as connection:
        return [
            tuple(row)
            for query in rows
            for row in connection.execute(text(f"{query} ORDER BY 1, 2"))
        ]


def test_a_box_that_came_with_the_runs_own_pages_makes_no_revision(desk: Engine) -> None:
    """When the run files it, nobody knows the box; when it has learned, the revisions go."""
    newsroom(desk)
    before = whole(desk)
    rechecked(desk, *range(1, 11))
    assert row(desk, "SELECT count(*) AS n FROM revisions")["n"] == 22
    assert learned(desk) == 10
    assert whole(desk) == before
    outcomes = "SELECT count(*) AS n FROM urls WHERE outcome = 'unchanged'"
    assert row(desk, outcomes)["n"] == 10
    rechecked(desk, *range(1, 11), minutes=120)
    assert row(desk, "SELECT count(*) AS n FROM revisions")["n"] == 12
    assert learned(desk) == 0


def test_a_box_that_a_later_run_learns_takes_its_revisions_back_then(desk: Engine) -> None:
    """A site with little that is new does not learn after each run."""
    newsroom(desk)
    rechecked(desk, *range(1, 11))
    edited = second_look.fresh(desk, SITE.key)
    with reading(desk) as connection:
        template = templates.load(connection, SITE.key)
    assert reclean(desk, SITE, template) == 10
    assert second_look.second_look(desk, SITE, edited) == 0
    assert learned(desk) == 10


def test_an_edit_beside_such_a_box_gets_its_own_kind(desk: Engine) -> None:
    """It seemed substantive as long as the box was taken for text."""
    newsroom(desk)
    rechecked(desk, *range(1, 10))
    rechecked(desk, 10, word=b"monhts")
    kind = "SELECT kind FROM revisions WHERE article_id = 10 AND number = 2"
    assert row(desk, kind)["kind"] == "substantive"
    assert learned(desk) == 9
    assert row(desk, kind)["kind"] == "minor"


def test_what_is_filed_after_a_revision_was_taken_back_is_learned_from(desk: Engine) -> None:
    """SQLite gives the number of the deleted revision out again."""
    newsroom(desk)
    rechecked(desk, *range(1, 11))
    assert learned(desk) == 10
    file(desk, visit(desk, "/77", page("77"), 90))
    newest = row(desk, "SELECT max(id) AS id FROM revisions")["id"]
    with reading(desk) as connection:
        assert templates.unseen(connection, SITE.key, [int(str(newest))]) == {newest}
