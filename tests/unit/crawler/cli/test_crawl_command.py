"""`copydesk crawl` where no network is needed."""

from pathlib import Path

import pytest

from crawler.cli.main import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("COPYDESK_DB", "COPYDESK_CONFIG", "COPYDESK_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_crawl_without_a_contact_is_one_line_and_asks_nobody(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A site that is troubled must be able to reach whoever asks."""
    run(["init"])
    (folder / "sites" / "paper.toml").write_text('home = "https://paper.example/"\n', "utf-8")
    capsys.readouterr()
    assert run(["crawl"]) == 5
    (line,) = capsys.readouterr().err.splitlines()
    assert "COPYDESK_CONTACT" in line


def test_looking_at_a_site_needs_a_contact_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["init"])
    capsys.readouterr()
    assert run(["sites", "add", "https://paper.example/"]) == 5
    assert "COPYDESK_CONTACT" in capsys.readouterr().err
    assert list((folder / "sites").iterdir()) == []
