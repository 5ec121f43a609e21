"""`copydesk show`: an article as it is filed, and what changed in it."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.cli.main import run
from pipelines.model import (
    Evidence,
    Match,
    Metadata,
    Moment,
    Outcome,
    Precision,
    Rule,
    Sourced,
    Template,
)
from pipelines.store import articles, endings, frontier, templates
from pipelines.store.engine import reading, writing
from pipelines.store.histories import filed
from pipelines.store.packing import metadata_json, metadata_of
from pipelines.store.rows import Filing, Notice
from pipelines.template.keys import block_key
from pipelines.template.structure import place
from tests.contract.samples import NOW, SITE, ended, filing, link, with_metadata

LEDE = "The harbour council of Harlow voted on Monday to repair the old pier before the winter."
TAIL = "Work begins in the spring, once the ferries have moved to the western quay for good."
HOUR = timedelta(hours=1)
BOX = "Harlow by the sea, every morning"


@pytest.fixture
def type_(desk: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Types a command at the desk's database."""
    monkeypatch.chdir(tmp_path)
    address = desk.url.render_as_string(hide_password=False)
    return lambda *words: run([*words, "--db", address])


def revise(engine: Engine, *versions: Filing) -> None:
    """File the versions of one article, an hour apart."""
    first, *later = versions
    with writing(engine) as connection:
        number = articles.file_new(connection, first)
        for at, one in enumerate(later, 1):
            fetched = replace(one, fetched_at=NOW + timedelta(hours=at))
            articles.revise(connection, number, fetched, "substantive")


@pytest.mark.parametrize("subject", ["1", "gazette.example/1", "gazette.example/old/1?utm_id=9"])
def test_an_article_is_shown_with_its_origins_and_its_text(type_, desk, capsys, subject) -> None:
    """By number or by any of its addresses."""
    revise(desk, filing(1, LEDE, TAIL))
    assert type_("show", subject) == 0
    out = capsys.readouterr().out
    assert out.startswith("Headline 1\n")
    assert f"{LEDE}\n\n{TAIL}" in out
    assert "json-ld" in out
    assert "copydesk explain" not in out


def test_revisions_are_shown_as_a_word_diff_without_colours(type_, desk, capsys) -> None:
    """[-old-]{+new+}; what stayed is counted, a changed headline is named."""
    new = with_metadata(
        filing(1, LEDE.replace("old pier", "stone pier"), TAIL),
        headline=Sourced(value="Headline 1, corrected", origin="json-ld"),
    )
    revise(desk, filing(1, LEDE, TAIL), new)
    assert type_("show", "1", "--revisions") == 0
    out = capsys.readouterr().out
    assert "repair the [-old-]{+stone+} pier before" in out
    assert "... 1 unchanged" in out
    assert "headline: Headline 1 -> Headline 1, corrected" in out
    assert "Revision 1, initial" in out
    assert "Revision 2, substantive" in out
    assert "\x1b" not in out


def test_a_box_that_the_site_repeats_is_no_change(type_, desk, capsys) -> None:
    """Both versions are compared as the site's rules, as they are now, clean them."""
    rule = Rule(
        key="repetition:text:box",
        evidence=Evidence.REPETITION,
        match=Match.TEXT,
        pattern=block_key(BOX),
        path=place("html/body/p"),
        support_pages=9,
        support_of=9,
    )
    with writing(desk) as connection:
        templates.save(connection, Template(site=SITE.key, version=2, rules=(rule,)), NOW, 0)
    revise(desk, filing(1, LEDE, TAIL), filing(1, LEDE, TAIL.replace("spring", "autumn"), BOX))
    type_("show", "1", "--revisions", "--json")
    first, second = json.loads(capsys.readouterr().out)["revisions"]
    assert first["text"] == []
    changed = [(one["side"], one["text"].strip()) for one in second["text"]]
    assert [one for one in changed if one[0] != "same"] == [("old", "spring"), ("new", "autumn")]


def test_a_withdrawal_shows_its_notice_and_the_article_keeps_its_text(type_, desk, capsys) -> None:
    """What comes after it is compared with the text that stood before it."""
    revise(desk, filing(1, LEDE, TAIL))
    at = NOW + timedelta(hours=1)
    with writing(desk) as connection:
        articles.withdraw(
            connection, 1, Notice(fetched_at=at, run_id=1, text="This article has been removed.")
        )
        back = replace(filing(1, LEDE, TAIL.replace("spring", "autumn")), fetched_at=at + HOUR)
        articles.revise(connection, 1, back, "substantive")
    type_("show", "1", "--revisions")
    out = capsys.readouterr().out
    assert "Revision 2, withdrawn" in out
    assert "This article has been removed." in out
    assert "in the [-spring-]{+autumn+}, once" in out
    assert "published; 3 revisions" in out


def test_a_page_cannot_act_on_the_terminal_through_a_diff(type_, desk, capsys) -> None:
    """Escape sequences are escaped in changed and unchanged words alike."""
    revise(desk, filing(1, "Same \x1b[2J, old."), filing(1, "Same \x1b[2J, \x9b31m new."))
    type_("show", "1", "--revisions")
    out = capsys.readouterr().out
    assert not {"\x1b", "\x9b"} & set(out)


def test_stricken_blocks_are_counted_and_the_way_to_them_is_named(type_, desk, capsys) -> None:
    """`explain` shows each."""
    revise(desk, filing(1, BOX, LEDE, TAIL, strike=1))
    type_("show", "1")
    out = capsys.readouterr().out
    assert "Stricken blocks: 1; `copydesk explain 1` shows each." in out
    assert BOX not in out


def test_an_address_that_gave_no_article_says_so(type_, desk, capsys) -> None:
    """As `explain` does."""
    with writing(desk) as connection:
        (pending,) = frontier.sight(connection, SITE.key, [link(5)], NOW)
        endings.settle(connection, pending.url_id, replace(ended(Outcome.GONE), reason="410"))
    assert type_("show", "https://gazette.example/5") == 0
    assert "No article: gone (410)" in capsys.readouterr().out


def test_an_unknown_article_is_a_usage_error(type_, desk, capsys) -> None:
    """Exit code 2 and one line."""
    assert type_("show", "77") == 2
    assert "there is no article 77" in capsys.readouterr().err


def test_metadata_comes_back_from_the_database_as_it_was_filed(desk: Engine) -> None:
    """Origins, raw strings, losing candidates and the printed day included."""
    day = Moment(value=NOW, precision=Precision.DAY, zone_known=True, day=date(2026, 3, 2))
    one = with_metadata(filing(1), date_modified=Sourced(value=day, origin="visible", raw="2.3."))
    with writing(desk) as connection:
        number = articles.file_new(connection, one)
    with reading(desk) as connection:
        assert filed(connection, number).metadata == one.article.extraction.metadata
    assert metadata_of(metadata_json(Metadata())) == Metadata()
