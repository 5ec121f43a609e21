"""Who waits for a long command hears now and then how far it is."""

import pytest

from crawler.cli.pace import paced
from crawler.cli.terminal import Terminal


def walk(terminal: Terminal, seconds: list[float]) -> list[str]:
    """The steps of a command whose clock shows these seconds, one look each."""
    clock = iter(seconds)
    return list(paced(terminal, ["a", "b", "c"], 3, "files", lambda: next(clock)))


def test_a_line_comes_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error: standard output is the answer's."""
    assert walk(Terminal(), [0, 4, 11, 20]) == ["a", "b", "c"]
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "2 of 3 files\n")


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    """Cron's mail is signal."""
    assert walk(Terminal(quiet=True), [0, 11, 22, 33]) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
