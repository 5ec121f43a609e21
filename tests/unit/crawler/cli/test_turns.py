"""When each source is asked next, and why then, in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.cli.turns import as_json, row, why
from crawler.rhythm import UNKNOWN, observed
from crawler.rhythm import as_json as written
from pipelines.model import Outcome, SourceKind
from pipelines.store.rows import SourceRow, Turn

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "https://gazette.example/feed"
SOURCE = SourceRow(
    site="gazette.example",
    url=URL,
    kind=SourceKind.FEED,
    last_asked_at=NOW,
    outcome=Outcome.NEW,
    problem="",
    turn=Turn(next_due_at=NOW + timedelta(minutes=23)),
)
DAILY = observed(observed(UNKNOWN, (), NOW - timedelta(days=10)), [None] * 10, NOW)


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        (Turn(rhythm=written(DAILY)), "1.0 new articles a day"),
        (
            Turn(rhythm=written(DAILY), ttl_s=1800, period_s=3600),
            "1.0 new articles a day; asks to be left for 30m; says that it changes every 1h",
        ),
        (Turn(), "nothing is known of it yet"),
        (
            Turn(failures=1, failing_since=NOW),
            "failed once since 2026-03-01 12:00: HTTP 500",
        ),
        (Turn(failures=20, failing_since=NOW, given_up_at=NOW), "HTTP 500"),
    ],
)
def test_why_says_what_the_turn_follows_from(turn: Turn, words: str) -> None:
    """Its own history, its wishes, or its failures; a problem without the address, which stands
    beside it."""
    assert why(replace(SOURCE, turn=turn, problem=f"{URL}: HTTP 500")) == words


def test_why_names_the_hour_that_stands_out() -> None:
    """A paper that prints at five."""
    rhythm = UNKNOWN
    for day in range(10):
        at = NOW.replace(hour=5) + timedelta(days=day)
        rhythm = observed(observed(rhythm, (), at), [None] * 24, at + timedelta(hours=1))
    assert "most after 05:00 UTC" in why(replace(SOURCE, turn=Turn(rhythm=written(rhythm))))


def test_a_row_shows_when_it_was_asked_and_is_due() -> None:
    """A source that nobody asked yet is due at once."""
    assert row(SOURCE, NOW)[2:4] == ("2026-03-01 12:00", "2026-03-01 12:23")
    assert row(SOURCE, NOW + timedelta(hours=1))[3] == "now"
    fresh = replace(SOURCE, last_asked_at=None, outcome=None, turn=Turn())
    assert row(fresh, NOW)[2:] == ("", "now", "not asked yet")


def test_programs_get_every_value() -> None:
    """Times as ISO 8601, null where there is none."""
    told = as_json(replace(SOURCE, turn=replace(SOURCE.turn, rhythm=written(DAILY))))
    assert told["due_at"] == "2026-03-01T12:23:00+00:00"
    assert told["articles_a_day"] == pytest.approx(1.0, rel=1e-3)
    assert (told["given_up_at"], told["failures"], told["kind"]) == (None, 0, "feed")
