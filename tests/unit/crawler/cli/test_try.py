"""`copydesk try` on files: verdict, origins, text and strikes, with nothing kept."""

import json
from pathlib import Path

import pytest

from crawler.cli.main import run

PAGE = """<!doctype html><html lang="en"><head><title>Harbour plan passes - The Gazette</title>
<meta name="author" content="Ada Poe">
<meta property="article:published_time" content="2026-03-01T10:00:00+01:00"></head><body>
<article><h1>Harbour plan passes</h1><p>No time to read?</p><p>Get a summary</p>
<p>The council voted on Sunday night to accept the harbour plan after four hours of debate in a
crowded hall, with eleven members in favour and three against it.</p>
<p>Fishermen who had protested for months said that the new quay would leave them without a
landing place in winter, when the wind turns north.</p>
<p>The Harbour Gazette needs your help.</p>
</article></body></html>"""

TEXT = """Harbour plan passes

No time to read?
Get a summary

The council voted on Sunday night to accept the harbour plan after four hours of debate.

Next Article
Storm closes the coast road for a week
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a page and a text, and no database."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "dump.txt").write_text(TEXT)
    return tmp_path


def test_a_page_is_shown_with_origins_and_strikes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every metadata value names its origin, every strike its evidence; no file is made."""
    before = sorted(folder.iterdir())
    assert run(["try", "page.html"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Article: news, access ")
    lines = [line.split() for line in out.splitlines()]
    assert ["authors", "meta", "Ada", "Poe"] in lines
    assert "Fishermen who had protested" in out
    kept, _, stricken = out.partition("Stricken (2):")
    assert "Get a summary" not in kept
    assert "Get a summary" in stricken
    assert sorted(folder.iterdir()) == before


def test_a_page_of_scripts_is_told_what_would_help(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page that is merely empty is not: a browser would find nothing either."""
    for body, helps in (("<div id=root></div><script src=/a.js></script>", True), ("<p>", False)):
        (folder / "empty.html").write_text(f"<html><body>{body}</body></html>")
        assert run(["try", "empty.html"]) == 0
        assert ("`render = true`" in capsys.readouterr().err) is helps


def test_json_holds_everything(capsys: pytest.CaptureFixture[str]) -> None:
    """Values with precision, origin and what the page printed."""
    url = "https://gazette.example/2026/harbour-plan"
    assert run(["try", "page.html", "--url", url, "--json"]) == 0
    page = json.loads(capsys.readouterr().out)
    assert (page["verdict"], page["site"], page["url"]) == ("article", "gazette.example", url)
    published = page["metadata"]["date_published"]
    assert published["value"] == "2026-03-01T09:00:00+00:00"
    assert published["raw"] == "2026-03-01T10:00:00+01:00"
    assert [one["text"] for one in page["removals"]] == ["No time to read?", "Get a summary"]
    body = [one for one in page["blocks"] if one["in_body"]]
    assert all("trees" in one["votes"] or one["role"] == "heading" for one in body)
    assert {one["role"] for one in body} >= {"paragraph"}
    assert all(one["reason"] and one["rule"] for one in page["removals"])


def test_the_losers_are_shown_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """-v: each candidate with its origin in brackets."""
    run(["try", "page.html"])
    assert "(title)" not in capsys.readouterr().out
    run(["try", "page.html", "-v"])
    assert "(title)" in capsys.readouterr().out


def test_the_sites_own_rules_are_applied(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file of the site that --url belongs to."""
    (folder / "sites").mkdir()
    drop = 'drop = ["The Harbour Gazette needs your help."]'
    rules = f'home = "https://gazette.example"\n[template]\n{drop}\n'
    (folder / "sites" / "g.toml").write_text(rules)
    run(["try", "page.html", "--url", "https://www.gazette.example/2026/harbour-plan", "--json"])
    removals = json.loads(capsys.readouterr().out)["removals"]
    assert [one["evidence"] for one in removals].count("site-file") == 1


def test_a_page_that_is_no_article_says_why(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The verdict is the answer, so the exit code is 0."""
    (folder / "empty.html").write_text("<!doctype html><title>x</title><body></body>")
    assert run(["try", "empty.html"]) == 0
    assert capsys.readouterr().out.startswith("No article: ")
    assert run(["try", "empty.html", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "rejected"


def test_flat_text_loses_boxes_and_the_foreign_headline(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The text that another program dumped: phrases and slots are enough."""
    assert run(["try", "dump.txt", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["text"].startswith("Harbour plan passes\n\nThe council voted")
    assert "Storm closes" not in found["text"]
    assert len(found["removals"]) == 4


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["nothing"], "neither a file here nor a web address"),
        (["page.html", "--url", "gazette"], "is no web address"),
    ],
)
def test_what_is_no_page_is_a_wrong_command_line(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, exit code 2."""
    assert run(["try", *arguments]) == 2
    assert problem in capsys.readouterr().err
