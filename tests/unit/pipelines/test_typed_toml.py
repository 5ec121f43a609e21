"""Where a key stands in a TOML file, and which known key was meant."""

from pathlib import Path

import pytest

from pipelines.typed_toml import Document, nearest

TEXT = """\
# home = "commented"
home = "x"
"quoted key" = 1

[ articles ]   # table
include = [
    "one",
]
[crawl.deep]
delay_s = 1
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("home",), 2),
        (("quoted key",), 3),
        (("articles",), 5),
        (("articles", "include", 0), 6),
        (("articles", "missing"), 5),
        (("crawl", "deep", "delay_s"), 10),
        (("nowhere",), None),
        ((), None),
    ],
)
def test_a_key_is_found_on_its_line(keys: tuple[str | int, ...], line: int | None) -> None:
    """Its table's line serves where the key itself is not written."""
    document = Document(path=Path("a.toml"), text=TEXT, values={})
    assert document.line_of(keys) == line


def test_the_nearest_known_name_is_the_one_that_was_meant() -> None:
    """A misspelling finds it, another word finds nothing."""
    known = ("concurrency", "delay_s", "workers")
    assert nearest("Concurency", known) == "concurrency"
    assert nearest("colour", known) is None
