"""SECURITY.md names its proofs; each of them is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.findall(r"`(tests/[\w/.]+\.py)`", (ROOT / "SECURITY.md").read_text("utf-8"))


def test_every_test_that_a_threat_is_held_by_exists() -> None:
    """A promise whose test was renamed would stand on nothing."""
    assert len(NAMED) > 30
    assert [name for name in NAMED if not (ROOT / name).is_file()] == []
