"""`copydesk sites` and `copydesk init` where no network is needed."""

import json
from pathlib import Path

import pytest

from crawler.cli.main import run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with two sites and no database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COPYDESK_DB", raising=False)
    (tmp_path / "sites").mkdir()
    gazette = 'home = "https://gazette.example/"\nname = "The Gazette"\nfeeds = ["https://gazette.example/f"]\n'
    (tmp_path / "sites" / "gazette.example.toml").write_text(gazette)
    (tmp_path / "sites" / "c.toml").write_text('home = "https://courier.example/"\n')
    return tmp_path


def test_list_shows_every_site(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a database the count is empty and none is made; a home page alone is a source."""
    assert run(["sites", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["name", "site", "home", "sources", "articles", "newest"]
    assert lines[1].split() == [
        "courier.example",
        "courier.example",
        "https://courier.example/",
        "1",
    ]
    assert not Path("copydesk.db").exists()


def test_list_gives_json_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """One array with what the files say."""
    assert run(["sites", "list", "--json"]) == 0
    courier, gazette = json.loads(capsys.readouterr().out)
    assert courier["articles"] is None
    assert gazette["name"] == "The Gazette"
    assert gazette["sources"] == [{"url": "https://gazette.example/f", "kind": "feed"}]


def test_a_broken_file_is_told_and_the_others_are_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 5, as somebody must mend it."""
    (folder / "sites" / "broken.toml").write_text("hme = 1\n")
    assert run(["sites", "list"]) == 5
    seen = capsys.readouterr()
    assert "The Gazette" in seen.out
    assert 'broken.toml:1: unknown key "hme"; the nearest known one is "home"' in seen.err


@pytest.mark.parametrize("name", ["the gazette", "gazette.example", "GAZETTE.example"])
def test_remove_takes_any_of_its_names(folder: Path, name: str) -> None:
    """Name, key and file name, upper or lower case."""
    assert run(["sites", "remove", name]) == 0
    assert [path.name for path in (folder / "sites").iterdir()] == ["c.toml"]


def test_a_file_that_cannot_be_read_can_be_removed(folder: Path) -> None:
    """By its file name."""
    (folder / "sites" / "broken.toml").write_text("hme = 1\n")
    assert run(["sites", "remove", "broken"]) == 0
    assert not (folder / "sites" / "broken.toml").exists()


@pytest.mark.parametrize("verb", ["remove", "check"])
def test_an_unknown_site_names_the_nearest(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name is a wrong command line."""
    assert run(["sites", verb, "gazete.example"]) == 2
    seen = capsys.readouterr().err
    assert seen == "copydesk: there is no site gazete.example; the nearest is gazette.example\n"


def test_remove_does_not_leave_its_folder(folder: Path) -> None:
    """A name is looked up, never joined to a path."""
    (folder / "copydesk.toml").write_text("")
    assert run(["sites", "remove", "../copydesk"]) == 2
    assert (folder / "copydesk.toml").exists()


def test_an_existing_site_is_left_alone_without_asking_anybody(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Adding is idempotent, also for another page or spelling of the same site."""
    before = (folder / "sites" / "gazette.example.toml").read_text()
    assert run(["sites", "add", "www.gazette.example", "https://gazette.example/world"]) == 0
    assert capsys.readouterr().out.count("exists, left as it is") == 2
    assert (folder / "sites" / "gazette.example.toml").read_text() == before


def test_a_list_with_sources_is_imported_without_asking_anybody(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bad rows make it partial; running it again adds nothing."""
    (folder / "list.csv").write_text(
        "name,home,feeds\n"
        "Herald,https://herald.example,https://herald.example/rss\n"
        "Gazette,https://gazette.example,https://gazette.example/rss\n"
        "Bad,ftp://bad.example,https://bad.example/rss\n"
    )
    assert run(["sites", "import", "list.csv"]) == 3
    seen = capsys.readouterr()
    assert seen.out.endswith("1 added, 1 there already, 1 failed\n")
    assert seen.err == 'copydesk: list.csv:4: "home": is no web address\n'
    assert 'name = "Herald"' in (folder / "sites" / "herald.example.toml").read_text()
    assert run(["sites", "import", "list.csv"]) == 3
    assert "0 added, 2 there already, 1 failed" in capsys.readouterr().out


def test_a_missing_list_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 5."""
    assert run(["sites", "import", "none.csv"]) == 5
    assert (
        capsys.readouterr().err == "copydesk: none.csv: cannot be read: No such file or directory\n"
    )


def test_one_name_for_several_addresses_is_a_wrong_command_line() -> None:
    """Which of them would it be?"""
    assert run(["sites", "add", "a.example", "b.example", "--name", "A"]) == 2
