"""What a page says is shown in a log, and never obeyed."""

import logging
import sys

from crawler.inert import InertFormatter


def line(message: str, *args: object) -> str:
    record = logging.LogRecord("scrapy", logging.INFO, "f", 1, message, args, None)
    return InertFormatter("%(levelname)s %(message)s").format(record)


def test_a_log_line_cannot_be_forged() -> None:
    """A title with a line break would write a line of its own, one with ESC would recolour it."""
    assert line("read %s", "a\nERROR all lost\x1b[31m\u202e\u2028") == (
        "INFO read a\\nERROR all lost\\x1b[31m\\u202e\\u2028"
    )


def test_credentials_stay_out_of_the_log() -> None:
    """Scrapy logs a redirect's target as the server wrote it."""
    written = line("Redirecting to <GET http://me:s3cret@a.example/x?y=b@c>")
    assert written == "INFO Redirecting to <GET http://a.example/x?y=b@c>"


def test_a_traceback_keeps_its_lines_and_loses_the_rest() -> None:
    """It is ours, but its last line may quote a page."""
    try:
        raise ValueError("no \x1b[31m https://me:s3cret@a.example/")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed", (), sys.exc_info())
    text = InertFormatter("%(message)s").format(record)
    assert text.startswith("failed\nTraceback")
    assert text.endswith("ValueError: no \\x1b[31m https://a.example/")
