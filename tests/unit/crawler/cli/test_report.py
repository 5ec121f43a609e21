"""The lines that end a run."""

import pytest

from crawler.cli.report import held_line, learned_line
from pipelines.jobs.relearn import Relearned


def learned(held: int) -> Relearned:
    return Relearned(site="gazette.example", version=3, rules=12, articles=40, held=held)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (0, ""),
        (1, "gazette.example: a rule that would touch too much is held back;"),
        (2, "gazette.example: 2 rules that would touch too much are held back;"),
    ],
)
def test_a_held_rule_is_said_with_the_command_that_shows_it(held: int, said: str) -> None:
    """Nothing is said where nothing is held."""
    line = held_line(learned(held))
    assert line.startswith(said)
    assert ("copydesk templates show gazette.example --state held" in line) == bool(held)


def test_what_was_learned_is_one_line() -> None:
    """Rules and articles."""
    assert learned_line(learned(0)) == "gazette.example: 12 rules, 40 articles cleaned again"
