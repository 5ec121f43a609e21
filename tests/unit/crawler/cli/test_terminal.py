"""What a page printed cannot act on the terminal."""

import io

import pytest

from crawler.cli.terminal import Terminal
from crawler.inert import safe


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain headline, ünïcode, 見出し", "Plain headline, ünïcode, 見出し"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("a\rb\nc\td", "a\\rb\\nc\\td"),
        ("\x9b31mred", "\\x9b31mred"),
        ("safe\u202efdp.exe", "safe\\u202efdp.exe"),
        ("half \ud83d pair", "half \\ud83d pair"),
        ("two\u2028lines", "two\\u2028lines"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_a_terminal_would_act_on_is_escaped(text: str, expected: str) -> None:
    """Rule 1; joiners that Persian and emoji need stay."""
    assert safe(text) == expected


def test_a_body_keeps_its_lines_and_tabs() -> None:
    """Everything else is escaped in it too."""
    assert safe("one\n\n\ttwo\x07", lines=True) == "one\n\n\ttwo\\x07"


PARTS = (("The ", "same"), ("old ", "old"), ("new ", "new"), ("pier ", "same"), ("\x1b", "new"))


def test_an_edit_in_a_pipe_stands_in_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    """No blank between what went and what came; pages cannot act on the terminal here either."""
    Terminal().parts(PARTS)
    assert capsys.readouterr().out == "The [-old-]{+new+} pier {+\\x1b+}\n"


def test_an_edit_on_a_terminal_is_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Struck out and red, or green; the colours end with the words. NO_COLOR is respected."""
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.delenv("NO_COLOR", raising=False)
    Terminal().parts(PARTS)
    assert screen.getvalue() == (
        "The \x1b[31m\x1b[9mold\x1b[0m\x1b[32mnew\x1b[0m pier \x1b[32m\\x1b\x1b[0m\n"
    )
    monkeypatch.setenv("NO_COLOR", "1")
    Terminal().parts(PARTS[:2])
    assert screen.getvalue().endswith("The [-old-]\n")


class Screen(io.StringIO):
    """Somebody looks at it."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_a_table_in_a_pipe_is_plain_aligned_columns(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is drawn and nothing is cut off."""
    Terminal().table(("Site", "New"), [("gazette.example", 12), ("x\n", None)])
    assert capsys.readouterr().out == "Site             New\ngazette.example  12\nx\\n\n"


def test_quiet_silences_chatter_but_no_warning_and_no_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Cron's mail holds only what a person must act on."""
    terminal = Terminal(quiet=True)
    terminal.say("chatter")
    terminal.table(("a",), [("1",)])
    terminal.answer("answer")
    terminal.warn("first\nsecond\x1b")
    seen = capsys.readouterr()
    assert seen.out == "answer\n"
    assert seen.err == "copydesk: first\ncopydesk: second\\x1b\n"


def test_an_ascii_terminal_gets_escapes_instead_of_a_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """cron runs with LANG=C."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", stream)
    Terminal().say("naïve")
    stream.flush()
    assert stream.buffer.getvalue() == b"na\\xefve\n"  # type: ignore[attr-defined]
