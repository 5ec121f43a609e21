"""`copydesk init` and `copydesk db`: a database is made, brought up to date, and checked."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.cli.main import run
from pipelines.store.schema import head


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COPYDESK_DB", raising=False)
    monkeypatch.delenv("COPYDESK_CONFIG", raising=False)
    return tmp_path


def test_init_makes_everything_and_says_what_comes_next(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Settings, a folder for sites, and a database with its tables."""
    assert run(["init", "news", "--contact", "desk@example.org"]) == 0
    assert sorted(
        path.name for path in (folder / "news").iterdir() if path.suffix != ".db-wal"
    ) == [
        "copydesk.db",
        "copydesk.toml",
        "sites",
    ]
    assert capsys.readouterr().out.splitlines()[-1].startswith("Next: copydesk sites add")
    written = (folder / "news" / "copydesk.toml").read_text("utf-8")
    assert 'contact = "desk@example.org"' in written.splitlines()


def test_init_names_the_contact_first_where_there_is_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it no site is asked."""
    assert run(["init", "news", "--contact", "somebody"]) == 2
    assert not (folder / "news").exists()
    assert run(["init", "news"]) == 0
    assert "`contact` in news" in capsys.readouterr().out.splitlines()[-1]
    with closing(sqlite3.connect(folder / "news" / "copydesk.db")) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (0,)


def test_init_twice_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Idempotent: a person's settings and articles stay."""
    run(["init"])
    (folder / "copydesk.toml").write_text("delay_s = 3\n")
    capsys.readouterr()
    assert run(["init"]) == 0
    assert (folder / "copydesk.toml").read_text() == "delay_s = 3\n"
    assert "up to date" in capsys.readouterr().out


def test_init_in_a_place_that_cannot_be_written_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 5."""
    (folder / "file").write_text("")
    assert run(["init", "file/below"]) == 5
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_check_finds_a_new_database_sound(capsys: pytest.CaptureFixture[str]) -> None:
    """Version, integrity, foreign keys."""
    run(["init"])
    capsys.readouterr()
    assert run(["db", "check"]) == 0
    assert capsys.readouterr().out.endswith("copydesk.db: sound\n")


def test_check_names_every_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row whose parent is missing; exit code 6."""
    run(["init"])
    with closing(sqlite3.connect(folder / "copydesk.db")) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(
            "INSERT INTO sources (site, url, kind) "
            "VALUES ('no.example', 'https://no.example/f', 'feed')"
        )
        connection.commit()
    assert run(["db", "check"]) == 6
    assert "foreign keys: sources" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["db", "check"], ["db", "check", "--quiet"]])
def test_check_without_a_database_makes_none(
    folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the command that does, and leaves no empty file behind."""
    assert run(arguments) == 6
    assert "copydesk init" in capsys.readouterr().err
    assert not (folder / "copydesk.db").exists()


def test_a_file_that_is_no_database_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 6, whatever the command."""
    (folder / "copydesk.db").write_text("this is no database at all\n" * 100)
    for arguments in (["db", "check"], ["db", "upgrade"], ["init"], ["sites", "list"]):
        assert run(arguments) == 6
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_database_that_cannot_be_opened_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder is missing: nothing is made on the way."""
    assert run(["db", "upgrade", "--db", "sqlite:///nowhere/a.db"]) == 6
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (folder / "nowhere").exists()


def test_upgrade_makes_what_is_missing_and_repeats_in_peace(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It says from which version to which."""
    assert run(["db", "upgrade"]) == 0
    assert f"copydesk.db: made (schema version {head()})" in capsys.readouterr().out
    assert run(["db", "upgrade"]) == 0
    assert f"copydesk.db: up to date (schema version {head()})" in capsys.readouterr().out


def test_the_list_counts_what_is_filed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A site without articles shows none; the newest article's day stands beside the count."""
    run(["init"])
    (folder / "sites" / "a.toml").write_text('home = "https://a.example/"\n')
    with closing(sqlite3.connect(folder / "copydesk.db")) as connection:
        connection.execute(
            "INSERT INTO sites (key, name, home, first_seen_at) "
            "VALUES ('a.example', 'A', 'https://a.example/', '2026-03-01 00:00:00.000000')"
        )
        connection.commit()
    capsys.readouterr()
    assert run(["sites", "list"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[-2:] == ["1", "0"]
