"""`copydesk search`: the same articles on both engines, and always what the rows say now."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from benchmarks.trials.upgrading import migrate
from crawler.cli.main import run
from pipelines.model import Cleaned, Sourced
from pipelines.search.query import parse
from pipelines.store import articles, schema, searching, templates, wording
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.rows import Filing, Notice
from pipelines.store.searching import Filters
from tests.contract.samples import NOW, SITE, blocks, filing, noise, with_metadata

TEXTS = (
    "The harbour council voted to mend the old pier. Ferries move to the western quay.",
    "A café in Łódź burns the coffee; the pier stands. MÜLLER says: naïve façade.",
    "東京都は新しい港を建設する。2020年に始まる。",
    "ไฟไหม้ที่ท่าเรือกรุงเทพ",
    "The council of the harbour; the don't-know camp grows: e-mail 50% of climate scientists.",
    "किताब और हिंदी समाचार",
)
A_SITE = (
    "INSERT INTO sites (key, name, home, first_seen_at) VALUES"
    f" ('{SITE.key}', 'Gazette', '{SITE.home}', '2026-03-01 00:00:00')"
)
AN_ARTICLE = (
    "INSERT INTO article (site, url, url_key, body, kind, access, status, word_count,"
    " revision_count, template_version, first_seen_at, changed_at, fetched_at) VALUES"
    f" ('{SITE.key}', :key, :key, :body, 'news', 'free', 'published', 9, 1, 1,"
    " '2026-03-01 00:00:00', '2026-03-01 00:00:00', '2026-03-01 00:00:00')"
)


@pytest.fixture
def filed(desk: Engine) -> Engine:
    """The texts as articles 1 to 6."""
    with writing(desk) as connection:
        for number, one in enumerate(TEXTS, 1):
            articles.file_new(connection, filing(number, one))
    return desk


@pytest.fixture
def type_(desk: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Types a command at the desk's database."""
    monkeypatch.chdir(tmp_path)
    address = desk.url.render_as_string(hide_password=False)
    return lambda *words: run(["--db", address, *words])


def found(engine: Engine, typed: str, filters: Filters | None = None) -> set[int]:
    with reading(engine) as connection:
        hits = searching.search(connection, parse(typed), filters or Filters(), 100)
    return {hit.article_id for hit in hits}


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("pier", {1, 2}),
        ("PIER Council", {1}),
        ("pier -council", {2}),
        ('"harbour council"', {1}),
        ('harbour council -"harbour council"', {5}),
        ('"council harbour"', set()),
        ("lodz cafe muller naive FACADE", {2}),
        ("Łódź", {2}),
        ("ferr*", {1}),
        ("ferr", set()),
        ('"the western qu*"', {1}),
        ("don't e-mail", {5}),
        ("“don’t know”", {5}),
        ("東京", {3}),
        ("京都", {3}),
        ("都", {3}),
        ("港", {3}),
        ("新しい港を建設", {3}),
        ("東港", set()),
        ("2020年", {3}),
        ("ท่าเรือ", {4}),
        ("हिंदी", {6}),
        ("headline", {1, 2, 3, 4, 5, 6}),
        ("headline -pier -council -東京 -किताब", {4}),
        ("nothing", set()),
    ],
)
def test_a_query_finds_the_same_on_both_engines(filed, typed, numbers) -> None:
    """Neither engine folds, splits or stems: the words are ours (decision 31)."""
    assert found(filed, typed) == numbers


def test_a_phrase_does_not_begin_in_the_headline_and_end_in_the_text(filed) -> None:
    """Fields stand apart; `Headline 4` is followed by nothing, on PostgreSQL by a gap."""
    assert found(filed, '"headline 1"') == {1}
    assert found(filed, '"headline 1 the harbour"') == set()


def test_a_hit_in_the_headline_stands_before_hits_in_texts(filed) -> None:
    """Ranked: the word in the headline says what the article is about."""
    titled = with_metadata(
        filing(7, "Some text."), headline=Sourced(value="Pier", origin="json-ld")
    )
    with writing(filed) as connection:
        articles.file_new(connection, titled)
        hits = searching.search(connection, parse("pier"), Filters(), 2)
    assert hits[0].article_id == 7
    assert len(hits) == 2
    assert hits[0].score > hits[1].score


def test_each_filter_narrows(filed) -> None:
    """Site, days, language, kind and author, as they are filed."""
    with writing(filed) as connection:
        connection.execute(text("UPDATE article SET in_language = 'en-GB' WHERE id = 1"))
        connection.execute(text("UPDATE article SET in_language = 'enm' WHERE id = 2"))
        connection.execute(text("UPDATE article SET kind = 'opinion' WHERE id = 2"))
        connection.execute(text("DELETE FROM article_authors WHERE article_id = 2"))
        connection.execute(text("UPDATE article SET date_published = NULL WHERE id = 2"))
        named = searching.authors_named(connection, "BO díaz")
    day = timedelta(days=1)
    for filters, numbers in (
        (Filters(sites=(SITE.key,)), {1, 2}),
        (Filters(sites=("other.example",)), set()),
        (Filters(since=NOW, until=NOW + day), {1, 2}),
        (Filters(until=NOW), set()),
        (Filters(since=NOW + day), set()),
        (Filters(language="EN"), {1}),
        (Filters(kind="opinion"), {2}),
        (Filters(authors=named), {1}),
    ):
        assert found(filed, "pier", filters) == numbers, filters


def revised(number: int, body: str) -> Filing:
    return replace(filing(number, body), fetched_at=NOW + timedelta(hours=1))


def test_the_words_follow_a_revision_and_a_live_blog_that_grows(filed) -> None:
    """What was edited away is not found any more, what came is."""
    with writing(filed) as connection:
        articles.revise(connection, 1, revised(1, "A bridge falls."), "substantive")
        articles.amend(connection, 2, revised(2, "A tunnel opens."))
    assert found(filed, "pier") == set()
    assert found(filed, "bridge") == {1}
    assert found(filed, "tunnel") == {2}


def test_the_words_follow_cleaning(filed) -> None:
    """A box that is stricken later is not found any more."""
    _box, two = blocks("Read it later", "The pier stays.")
    cleaned = Cleaned(kept=(two,), removals=())
    with writing(filed) as connection:
        articles.revise(connection, 1, revised(1, "Read it later. The pier."), "substantive")
        number = connection.scalar(text("SELECT revision_id FROM article WHERE id = 1"))
        templates.replace_cleaned(connection, number, cleaned, template_version=3, text_digest="x")
    assert found(filed, "later") == set()
    assert found(filed, "stays") == {1}


def test_a_withdrawn_article_is_found_by_the_text_that_stood_last(filed) -> None:
    """Its words stay, as its text does; the answer says that it was withdrawn."""
    with writing(filed) as connection:
        articles.withdraw(connection, 1, Notice(fetched_at=NOW, run_id=1))
        hits = searching.search(connection, parse("ferries"), Filters(), 5)
    assert [(hit.article_id, hit.status) for hit in hits] == [(1, "withdrawn")]


def test_an_article_that_goes_takes_its_words_along(filed) -> None:
    """By whatever hand: an SQL console's, or a site's that is deleted with all it gave."""
    with writing(filed) as connection:
        connection.execute(text("DELETE FROM article WHERE id = 2"))
    assert found(filed, "pier") == {1}
    with writing(filed) as connection:
        connection.execute(text(f"DELETE FROM sites WHERE key = '{SITE.key}'"))
        count = connection.scalar(text(f"SELECT count(*) FROM {wording.NAME}"))
    assert (found(filed, "headline"), count) == (set(), 0)


def test_words_that_stay_are_not_written_again(filed) -> None:
    """Cleaning marks thousands of articles of which few change."""
    with writing(filed) as connection:
        before = connection.scalar(text(_WRITTEN[connection.dialect.name]))
        wording.index(connection, [1, 2, 3])
        assert connection.scalar(text(_WRITTEN[connection.dialect.name])) == before


_WRITTEN = {
    "sqlite": "SELECT total_changes()",
    "postgresql": f"SELECT string_agg(xmin::text, ' ' ORDER BY article_id) FROM {wording.NAME}",
}


@pytest.mark.parametrize(
    "body",
    [
        noise(400_000),
        " ".join(f"{number:x}" * 20 for number in range(60_000)),
        "word " * 300_000,
        "漢" * 200_000,
        "' \" \\ : * & | ! ( ) < - > NEAR AND OR NOT",
        "\x00\ud800 ½ ⑴ ﷺ",
    ],
)
def test_no_text_is_too_much_for_the_index(desk, body) -> None:
    """A transcript, a dump, a page of syntax: filed like any other, and found by its headline."""
    with writing(desk) as connection:
        articles.file_new(connection, filing(1, body))
    assert found(desk, "headline") == {1}


def test_an_upgraded_database_finds_what_was_filed_before(empty_database) -> None:
    """Before schema 8 nothing was indexed; the migration does it."""
    engine = open_engine(empty_database)
    with writing(engine) as connection:
        migrate(connection, 7)
        connection.execute(text(A_SITE))
        for number, one in enumerate(TEXTS, 1):
            connection.execute(text(AN_ARTICLE), {"key": f"{SITE.home}{number}", "body": one})
    assert schema.upgrade(engine) == (7, schema.head())
    assert found(engine, "pier") == {1, 2}
    engine.dispose()


def test_the_command_shows_the_hits_in_their_passage(filed, type_, capsys) -> None:
    """Number, headline, day, authors, address; the words that were meant in brackets."""
    assert type_("search", "pier", "council") == 0
    first, second, third = capsys.readouterr().out.splitlines()
    assert first == "1  Headline 1"
    assert second == "    2026-03-01  Ann Lee; Bo Diaz  https://gazette.example/1"
    assert third.startswith("    The harbour [council] voted to mend the old [pier].")


def test_the_command_gives_a_line_of_json_for_each(filed, type_, capsys) -> None:
    """The passage comes in parts; a program marks them as it likes."""
    assert type_("search", "東京", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["article"], told["headline"]) == (3, "Headline 3")
    assert told["passage"][0] == {"text": "東京", "hit": True}
    assert "".join(part["text"] for part in told["passage"]) == TEXTS[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pier", '"the old'], 'a quotation mark is not closed: "the old'),
        (["--", "-pier"], "a search needs a word that is wanted"),
        (["!!!"], "there is no word to search for in !!!"),
        (["pi*er"], "a * may only end a word: pi*er"),
        (["pier", "--site", "gazete"], "there is no site gazete; the nearest is gazette"),
        (["pier", "--author", "An Lee"], "there is no author An Lee; the nearest is Ann Lee"),
        (["pier", "--since", "soon"], "'soon' is neither a day"),
        (["pier", "--kind", "novel"], "novel"),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_usage(filed, type_, capsys, words, said) -> None:
    """Exit code 2, and nothing on standard output."""
    assert type_("search", *words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.splitlines()) == 1


def test_nothing_found_is_fine(filed, type_, capsys) -> None:
    """Exit code 0; a program gets no line, a person is told."""
    assert type_("search", "zeppelin") == 0
    assert "No article has that" in capsys.readouterr().out
    assert type_("search", "zeppelin", "--json") == 0
    assert capsys.readouterr().out == ""


def test_an_unreachable_server_is_a_line_and_6(capsys, tmp_path, monkeypatch) -> None:
    """Nobody listens on port 9."""
    monkeypatch.chdir(tmp_path)
    assert run(["search", "pier", "--db", "postgresql://nobody@127.0.0.1:9/none"]) == 6
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert run(["search", "pier", "--db", "sqlite:///none.db"]) == 6
    assert "copydesk init" in capsys.readouterr().err
