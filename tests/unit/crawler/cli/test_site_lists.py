"""Lists of other programs become sites; bad rows are named and the rest goes on."""

import json
from pathlib import Path

import pytest

from crawler.cli.site_lists import SiteList, read_list
from pipelines.errors import ConfigError
from pipelines.model import SourceKind

OPML = """<?xml version="1.0"?>
<opml version="2.0"><head><title>Papers</title></head><body>
<outline text="News">
<outline type="rss" text="The Gazette" xmlUrl="https://gazette.example/rss"
  htmlUrl="https://gazette.example/"/>
<outline type="rss" text="Gazette World" xmlUrl="https://www.gazette.example/world.xml"
  htmlUrl="https://www.gazette.example/world"/>
<outline text="The Courier" xmlUrl="https://feeds.courier.example/all"/>
<outline text="Broken" xmlUrl="courier"/>
</outline></body></opml>
"""


def listed(folder: Path, text: str) -> SiteList:
    file = folder / "list"
    file.write_text(text, "utf-8")
    return read_list(file)


def shown(found: SiteList) -> list[tuple[str, str, list[str]]]:
    return [
        (draft.name, draft.home, [one.source.url for one in draft.found]) for draft in found.drafts
    ]


def test_csv_rows_become_sites(tmp_path: Path) -> None:
    """Addresses in a cell are divided by blanks or semicolons; a bare host will do."""
    found = listed(
        tmp_path,
        "name,home,feeds,sitemaps\n"
        'Gazette,https://gazette.example,"https://gazette.example/a; https://gazette.example/b",\n'
        "\n"
        "Courier,courier.example,,https://courier.example/map.xml\n",
    )
    assert shown(found) == [
        (
            "Gazette",
            "https://gazette.example/",
            ["https://gazette.example/a", "https://gazette.example/b"],
        ),
        ("Courier", "https://courier.example/", ["https://courier.example/map.xml"]),
    ]
    assert found.drafts[1].found[0].source.kind is SourceKind.SITEMAP
    assert found.problems == ()


def test_a_spreadsheets_semicolons_and_byte_order_mark_are_read(tmp_path: Path) -> None:
    """As half of Europe saves CSV."""
    found = listed(tmp_path, "\ufeffhome;name\nhttps://gazette.example;Gazette\n")
    assert shown(found) == [("Gazette", "https://gazette.example/", [])]


def test_bad_rows_are_named_by_line_and_the_others_go_on(tmp_path: Path) -> None:
    """Rule 1."""
    found = listed(
        tmp_path, "home,feeds\n,\nftp://a.example,\nhttps://b.example,nowhere\nhttps://c.example,\n"
    )
    file = tmp_path / "list"
    assert [draft.home for draft in found.drafts] == ["https://c.example/"]
    assert found.problems == (
        f'{file}:3: "home": is no web address',
        f'{file}:4: "feeds[0]": is no web address',
    )


def test_json_entries_become_sites(tmp_path: Path) -> None:
    """The last two keys are optional; an unknown one names the nearest."""
    entries = [
        {"name": "G", "home": "https://gazette.example", "feeds": ["https://gazette.example/a"]},
        {"name": "C", "hme": "https://courier.example"},
        "nothing",
    ]
    found = listed(tmp_path, json.dumps(entries))
    assert shown(found) == [("G", "https://gazette.example/", ["https://gazette.example/a"])]
    file = tmp_path / "list"
    assert found.problems[0] == f'{file}: entry 2: "home" is missing'
    assert found.problems[1] == (
        f'{file}: entry 2: unknown key "hme"; the nearest known one is "home"'
    )
    assert found.problems[2].startswith(f"{file}: entry 3: ")


def test_opml_outlines_of_one_site_are_one_site(tmp_path: Path) -> None:
    """Rule 2; without htmlUrl the feed's host is the home page."""
    found = listed(tmp_path, OPML)
    assert shown(found) == [
        (
            "The Gazette",
            "https://gazette.example/",
            ["https://gazette.example/rss", "https://www.gazette.example/world.xml"],
        ),
        ("The Courier", "https://feeds.courier.example/", ["https://feeds.courier.example/all"]),
    ]
    assert len(found.problems) == 2
    assert all(problem.startswith(f"{tmp_path / 'list'}:9: ") for problem in found.problems)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("nme,home\n", 'unknown column "nme"; the nearest known one is "name"'),
        ("name\nx\n", "no column home"),
        ("", "no column home"),
        ("{}", "no list"),
        ("[1,", "no valid JSON"),
        ("<opml><body>", "no valid OPML"),
    ],
)
def test_a_file_that_is_no_list_is_one_line(tmp_path: Path, text: str, problem: str) -> None:
    """It is an error of the file, not of a row."""
    with pytest.raises(ConfigError) as caught:
        listed(tmp_path, text)
    assert problem in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_entities_in_opml_are_not_expanded(tmp_path: Path) -> None:
    """A list from the web must not read files of this machine."""
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    text = (
        f'<!DOCTYPE o [<!ENTITY x SYSTEM "file://{secret}">]><opml><body>'
        '<outline text="a" xmlUrl="https://a.example/f"/>&x;</body></opml>'
    )
    assert "s3cret" not in repr(listed(tmp_path, text))
