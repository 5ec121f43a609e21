"""How a command ends: exit codes, clear lines, and what is imported on the way."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from crawler.cli import main
from crawler.cli.options import common, invocation
from pipelines.errors import ConfigError, LeaseHeldError


@click.command()
@click.argument("what")
@common
@click.pass_context
def ending(context: click.Context, what: str) -> int:
    """Ends as it is told, or says which database it was given."""
    errors: dict[str, BaseException] = {
        "config": ConfigError("a.toml:1: wrong\na.toml:2: wrong too"),
        "lease": LeaseHeldError("another run is at work"),
        "crash": ZeroDivisionError("by zero\nsecond line"),
        "interrupt": KeyboardInterrupt(),
    }
    if what in errors:
        raise errors[what]
    call = invocation(context)
    call.terminal.answer(call.settings.db)
    return 3


@pytest.fixture(autouse=True)
def with_ending(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The command above under a name of its own, in a folder without settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COPYDESK_DB", raising=False)
    monkeypatch.setitem(main.COMMANDS, "ending", f"{__name__}:ending")


@pytest.mark.parametrize(
    ("what", "code"),
    [("config", 5), ("lease", 4), ("crash", 1), ("interrupt", 130), ("fine", 3)],
)
def test_each_ending_has_its_exit_code(what: str, code: int) -> None:
    """DESIGN: cron and scripts tell them apart; a command's own number passes through."""
    assert main.run(["ending", what]) == code


def test_every_problem_is_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with the program's name, as cron's mail mixes programs."""
    main.run(["ending", "config"])
    assert capsys.readouterr().err == "copydesk: a.toml:1: wrong\ncopydesk: a.toml:2: wrong too\n"


def test_a_crash_is_one_line_and_debug_shows_where(capsys: pytest.CaptureFixture[str]) -> None:
    """A traceback is for who asks for it."""
    main.run(["ending", "crash"])
    plain = capsys.readouterr().err
    assert plain == "copydesk: crashed: ZeroDivisionError: by zero; --debug shows where\n"
    main.run(["--debug", "ending", "crash"])
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["no-such-verb"], ["ending"], ["ending", "fine", "--no-such-option"]]
)
def test_a_wrong_command_line_is_2_and_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the help that mends it."""
    assert main.run(arguments) == 2
    assert re.fullmatch(r"copydesk: .+; see copydesk( ending)? --help\n", capsys.readouterr().err)


def test_the_command_alone_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error and as a usage error, since nothing was done."""
    assert main.run([]) == 2
    assert "Commands:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--db", "sqlite:////tmp/a.db", "ending", "fine"],
        ["ending", "fine", "--db", "sqlite:////tmp/a.db"],
        ["--db", "sqlite:////tmp/b.db", "ending", "fine", "--db", "sqlite:////tmp/a.db"],
    ],
)
def test_common_options_stand_before_or_after_the_verb(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands after it is nearer and wins."""
    main.run(arguments)
    assert capsys.readouterr().out == "sqlite:////tmp/a.db\n"


def test_every_verb_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """Also the verbs of a group."""
    for name, place in main.COMMANDS.items():
        if name == "ending":
            continue
        command = main.cli.get_command(click.Context(main.cli), name)
        assert command is not None, place
        verbs = [[name, verb] for verb in getattr(command, "commands", {})] or [[name]]
        for verb in verbs:
            assert main.run([*verb, "--help"]) == 0
            assert f"Example: copydesk {' '.join(verb)}" in capsys.readouterr().out


def test_help_imports_nothing_heavy() -> None:
    """Rule 1: nobody waits for Scrapy to read a help text."""
    code = (
        "import sys; from crawler.cli.main import run; run(['--help'])\n"
        "heavy = {'scrapy', 'twisted', 'sqlalchemy', 'alembic', 'trafilatura', 'lxml', 'rich'}\n"
        "sys.exit(repr(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert "init" in ended.stdout


def test_a_reader_who_goes_away_ends_the_command_quietly() -> None:
    """`copydesk ... | head` prints no traceback."""
    code = (
        "import sys, click; from crawler.cli import main\n"
        "flood = click.Command('flood', callback=lambda: print('x' * 10**7))\n"
        "main.COMMANDS['flood'] = '__main__:flood'\n"
        "sys.exit(main.run(['flood']))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.read(1)
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait() == main.READER_GONE
