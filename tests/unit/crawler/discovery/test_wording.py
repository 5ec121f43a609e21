"""Words and dates as sources print them."""

from datetime import UTC, datetime

import pytest

from crawler.discovery.wording import moment, one_line, several

LATEST = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "hour", "minute"),
    [
        ("Sat, 28 Feb 2026 09:30:00 +0100", 8, 30),
        ("28 Feb 2026 09:30 GMT", 9, 30),
        ("Sat, 28 Feb 26 09:30:00 EST", 14, 30),
        ("Sat, 28 Feb 2026 09:30:00 CET", 8, 30),
        ("Sat, 28 Feb 2026 09:30:00 JST", 0, 30),
        ("2026-02-28T09:30Z", 9, 30),
        ("2026-02-28T09:30:00.1234567-05:00", 14, 30),
        ("2026-02-28 09:30:00 +0200", 7, 30),
        ("2026-02-28 09:30:00 UTC", 9, 30),
        ("20260228T093000", 9, 30),
        (" 2026-02-28\n", 0, 0),
    ],
)
def test_a_stated_instant_is_read_in_utc(stated: str, hour: int, minute: int) -> None:
    """RFC 822 with its zone names, RFC 3339, W3C-DTF; no zone means UTC, a day its 00:00."""
    found = moment(stated, LATEST)
    assert found is not None
    assert found.replace(second=0, microsecond=0) == datetime(2026, 2, 28, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    [
        *("", "today", "10:30", "28 Feb", "2026", "2026-02", "2026-02-30", "30 Feb 2026 10:00:00"),
        *("1970-01-01T00:00:00Z", "9999-12-31", "2026-03-04", "0001-01-01T00:00:00+14:00"),
        *(
            "Sat, 28 Feb 2026 09:30:00 +9999",
            "２０２６-02-28",
            "1772280000",
            "2026-02-28" + "0" * 99,
        ),
    ],
)
def test_half_a_date_is_none(stated: str) -> None:
    """Neither the clock nor a calendar's repair fills what is missing or impossible."""
    assert moment(stated, LATEST) is None


def test_a_clock_may_be_two_days_fast() -> None:
    """Zones are mistaken often; beyond two days it is a fault."""
    assert moment("2026-03-03T12:00:00Z", LATEST) is not None
    assert moment("2026-03-03T12:00:01Z", LATEST) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Bridge\n opens\u200b ", "Bridge opens"),
        ("Bridge &amp;amp; tunnel", "Bridge &amp; tunnel"),
        ("<p>Bridge<br/>opens</p>", "Bridge opens"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("Bri\u200bdge\x1b[31m \u202eopens\U0001ffff", "Bridge[31m opens"),
        ("<img src='x.jpg'>", None),
        ("", None),
        (None, None),
    ],
)
def test_a_title_is_one_line_without_markup(text: str | None, line: str | None) -> None:
    """Tags go, references are read once; what no reader sees is dropped as it is from pages."""
    assert one_line(text) == line


def test_an_endless_title_is_cut() -> None:
    """300 KB of title are no title."""
    assert len(one_line("word " * 100_000) or "") <= 2_000


def test_a_list_in_words_is_split_once_each() -> None:
    """Commas or semicolons, no repeats, no blanks."""
    assert several("town, roads;town,, ") == ("town", "roads")
    assert several(None) == ()
