"""`copydesk import text`, as a person types it."""

import json
from pathlib import Path

import pytest

from crawler.cli.main import run
from tests.unit.pipelines.template.template_pages import body, headline


@pytest.fixture(autouse=True)
def dumps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A desk, and a folder of three texts."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COPYDESK_DB", raising=False)
    monkeypatch.delenv("COPYDESK_CONFIG", raising=False)
    folder = tmp_path / "Lantern"
    folder.mkdir()
    for article in range(3):
        text = "\n\n".join([headline(article), *body(article)])
        (folder / f"{article}.txt").write_text(text, encoding="utf-8")
    run(["init"])
    capsys.readouterr()
    return folder


def test_a_folder_is_filed_under_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --site the folder names it; `explain` knows each text by its address."""
    assert run(["import", "text", "Lantern"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "3 files: 3 new"
    assert run(["explain", "text://lantern/1.txt"]) == 0
    assert headline(1) in capsys.readouterr().out
    assert run(["import", "text", "Lantern"]) == 0
    assert capsys.readouterr().out == "3 files: 3 unchanged\n"


def test_a_dry_run_says_what_would_come_and_writes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The next import files them all the same."""
    assert run(["import", "text", "Lantern", "--dry-run"]) == 0
    assert capsys.readouterr().out == "3 files: 3 new; nothing was written\n"
    run(["import", "text", "Lantern"])
    assert "3 new" in capsys.readouterr().out


def test_json_is_a_line_for_each_file(capsys: pytest.CaptureFixture[str]) -> None:
    """And one for what was learned."""
    assert run(["import", "text", "Lantern", "--site", "lantern.example", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == {
        "event": "file",
        "file": "0.txt",
        "url": "text://lantern.example/0.txt",
        "outcome": "new",
        "reason": "",
    }
    assert [line["event"] for line in lines] == ["file", "file", "file", "learned"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "does not exist"),
        (["Lantern/0.txt"], "is a file"),
        (["void"], "there is no file in it"),
        (["Lantern", "--site", "a b"], "cannot be a site's key"),
    ],
)
def test_what_cannot_be_imported_is_said(
    dumps: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Usage errors, before anything is written."""
    (dumps.parent / "void").mkdir()
    assert run(["import", "text", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_cannot_be_read_costs_itself_only(
    dumps: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3, and the others are filed."""
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "1.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert run(["import", "text", str(dumps)]) == 3
    shown = capsys.readouterr()
    assert shown.err == "copydesk: 1.txt: failed: cannot be read: Permission denied\n"
    assert shown.out.splitlines()[-1] == "3 files: 2 new, 1 failed"
