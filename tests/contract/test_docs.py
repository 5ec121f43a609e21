"""The documents tell what the code does."""

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
GENERATED = runpy.run_path(str(DOCS / "generate.py"))["files"]()


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_the_generated_documents_are_up_to_date(name: str) -> None:
    """`make docs` writes them anew after a command, a setting or a column has changed."""
    assert (DOCS / name).read_text(encoding="utf-8") == GENERATED[name]


def test_every_decision_names_what_guards_it() -> None:
    """A decision that nothing checks is forgotten."""
    decisions = sorted(DOCS.glob("decisions/0*.md"))
    assert decisions
    assert [path.name for path in decisions if "**Guard.**" not in path.read_text()] == []
