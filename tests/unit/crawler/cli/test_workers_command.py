"""`copydesk worker` and `copydesk jobs` before they come to a queue."""

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.cli import jobs, main
from crawler.worker.labour import KINDS

ROOT = Path(__file__).parents[4]
WITHOUT = (
    "import sys; sys.modules['procrastinate'] = None\n"
    "from crawler.cli.main import run\n"
    "sys.exit(run(sys.argv[1:]))"
)


def typed(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """The command where procrastinate is not installed."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "words", [("worker",), ("jobs", "list"), ("jobs", "due"), ("jobs", "cancel", "1")]
)
def test_a_file_of_one_machine_is_no_shared_database(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line that says what it needs, and nothing is made."""
    code = main.run([*words, "--db", f"sqlite:///{tmp_path / 'copydesk.db'}"])
    (line,) = capsys.readouterr().err.splitlines()
    assert code == 5
    assert "PostgreSQL" in line
    assert "copydesk db move" in line
    assert list(tmp_path.iterdir()) == []


def test_a_worker_without_the_extra_says_what_to_install(tmp_path: Path) -> None:
    ended = typed(tmp_path, "worker", "--db", "postgresql://nobody@127.0.0.1:1/nothing")
    assert ended.returncode == 5
    assert "copydesk[distributed]" in ended.stderr


def test_everything_else_works_without_the_extra(tmp_path: Path) -> None:
    """A run from its first line to its last: nothing of the queue is imported."""
    site = tmp_path / "sites" / "gazette.toml"
    assert typed(tmp_path, "init").returncode == 0
    site.write_text(
        'home = "http://gazette.localhost:9/"\nfeeds = ["http://gazette.localhost:9/f"]\n'
    )
    ended = typed(tmp_path, "crawl")
    assert ended.returncode == 3, ended.stderr
    assert "gazette.localhost" in ended.stdout


def test_a_sign_of_life_must_be_possible(capsys: pytest.CaptureFixture[str]) -> None:
    """Shorter than a few heartbeats, every worker would be lost all the time."""
    code = main.run(["worker", "--lost-after", "5s", "--db", "postgresql://a@b/c"])
    assert code == 2
    assert "10s at least" in capsys.readouterr().err


def test_every_kind_of_job_can_be_ordered() -> None:
    """The command's words stand apart, so that help imports nothing."""
    assert set(jobs.KINDS) == set(KINDS)
