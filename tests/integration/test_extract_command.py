"""`copydesk extract`: pages in on standard input, articles out on standard output."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping

import pytest

from pipelines.jobs.page_lines import LineError, failed, read

COMMAND = (sys.executable, "-m", "crawler.cli", "extract")
PARTIAL = 3


def sentences(number: int) -> list[str]:
    return [
        f"Report {number} of the harbour office says that {word} ships came in on a quiet morning."
        for word in ("seven", "eight", "nine", "ten", "eleven")
    ]


def page(number: int, *boxes: str) -> str:
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences(number))
    return (
        f"<html lang=en><head><title>Report {number} of the harbour office is out</title></head>"
        f"<body><h1>Report {number} of the harbour office is out</h1>"
        f"<div>{text}{''.join(f'<p>{box}</p>' for box in boxes)}</div></body></html>"
    )


def extracted(lines: Iterable[str], *options: str) -> tuple[int, list[Mapping[str, object]]]:
    done = subprocess.run(
        (*COMMAND, *options),
        input="\n".join(lines),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def line(number: int, html: str, **more: object) -> str:
    url = f"https://harbour.example/reports/{number}"
    return json.dumps({"id": f"page-{number}", "url": url, "html": html, **more})


def test_articles_come_out_in_the_order_of_the_pages() -> None:
    """One line a page, every field there."""
    code, found = extracted(line(number, page(number)) for number in range(30))
    assert code == 0
    assert [one["id"] for one in found] == [f"page-{number}" for number in range(30)]
    assert found[3]["body"] == "\n\n".join(sentences(3))
    assert list(found[3]) == [
        "id", "url", "headline", "body", "authors", "date_published", "date_modified",
        "in_language", "kind", "access", "method", "removed",
    ]  # fmt: skip


def test_what_fails_is_a_line_with_an_error_and_the_exit_code_says_so() -> None:
    """Broken lines, missing pages and pages without an article; the rest comes through."""
    lines = ["no json", '{"id": 5, "url": "https://harbour.example/a"}', "[1]", ""]
    code, found = extracted([*lines, line(1, page(1)), line(2, "<p>hello</p>")])
    assert code == PARTIAL
    assert ["error" in one for one in found] == [True, True, True, False, True]
    assert found[1] == {
        "id": 5, "url": "https://harbour.example/a", "error": '"html" is missing or is no text',
    }  # fmt: skip
    assert "no article" in str(found[4]["error"])


def test_a_page_without_an_address_is_read() -> None:
    """`url` may be empty, and comes back as it was."""
    _, found = extracted([json.dumps({"id": 1, "url": "", "html": page(1)})])
    assert found[0]["url"] == ""
    assert found[0]["body"] == "\n\n".join(sentences(1))


def test_learning_strikes_what_a_site_repeats_and_tells_why() -> None:
    """A line that nobody has written a phrase for, amid the text of every page of a group."""
    box = "The harbour office owns the pier, the crane and the lamp upon the mole since long ago."
    lines = [line(number, page(number, box), site="harbour") for number in range(12)]
    _, plain = extracted(lines)
    code, found = extracted(lines, "--learn")
    assert code == 0
    assert all(box in str(one["body"]) for one in plain)
    for number, one in enumerate(found):
        assert one["body"] == "\n\n".join(sentences(number))
        assert [removed["text"] for removed in one["removed"]] == [box]  # type: ignore[attr-defined]


def test_sites_are_learned_apart() -> None:
    """What one group repeats is another group's text."""
    box = "The harbour office owns the pier, the crane and the lamp upon the mole since long ago."
    lines = [line(number, page(number, box), site="harbour") for number in range(12)]
    lines.append(line(99, page(99, box), site="elsewhere"))
    _, found = extracted(lines, "--learn")
    assert box in str(found[-1]["body"])


def test_no_pages_are_no_answers() -> None:
    """Nothing to do is fine."""
    assert extracted([]) == (0, [])


def test_an_answer_does_not_wait_for_the_next_page() -> None:
    """A program that sends a page and waits for its article gets it."""
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
    process = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=buffered
    )
    assert process.stdin is not None
    assert process.stdout is not None
    # A test that waits for ever tells nothing.
    guard = threading.Timer(60, process.kill)
    guard.start()
    with process:
        process.stdin.write(line(1, page(1)) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "page-1"
        process.stdin.close()
        assert process.stdout.read() == ""
    guard.cancel()


def test_a_reader_who_leaves_ends_the_command() -> None:
    """`| head` is no crash."""
    lines = "\n".join(line(number, page(number)) for number in range(200))
    shell = f"{sys.executable} -m crawler.cli extract | head -n 1"
    done = subprocess.run(
        ("bash", "-c", shell), input=lines, capture_output=True, text=True, timeout=60, check=False
    )
    assert json.loads(done.stdout)["id"] == "page-0"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("given", "says"),
    [("", "no JSON"), ("3", "no JSON object"), ('{"html": 3}', "is no text"), ("[" * 9999, "JSON")],
)
def test_a_line_that_is_no_page_says_why(given: str, says: str) -> None:
    """The message names the fault."""
    with pytest.raises(LineError, match=says):
        read(given, 0)
    assert failed(given, "x")["error"] == "x"


def test_the_group_is_the_site_or_the_domain() -> None:
    """`site` wins; a page without both is a group of its own kind."""
    assert read('{"url": "https://www.gazette.co.uk/a", "html": ""}', 0).site == "gazette.co.uk"
    assert read('{"url": "https://www.gazette.co.uk/a", "html": "", "site": "g"}', 0).site == "g"
    assert read('{"url": "", "html": ""}', 0).site == "page.invalid"
