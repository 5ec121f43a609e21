"""Dates are read as they are written, or not at all."""

from datetime import UTC, date, datetime

import pytest

from pipelines.extract.dates import day_of, is_ambiguous, is_month_first, moment, on_printed_day
from pipelines.model import Moment, Precision

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "iso", "precision", "zone_known"),
    [
        ("2025-03-04T14:20:05+01:00", "2025-03-04T13:20:05", Precision.SECOND, True),
        ("2025-03-04T14:20:05.123Z", "2025-03-04T14:20:05", Precision.SECOND, True),
        ("2025-03-04 14:20", "2025-03-04T14:20:00", Precision.MINUTE, False),
        ("2025-03-04T14:20+0530", "2025-03-04T08:50:00", Precision.MINUTE, True),
        ("20250304T142005Z", "2025-03-04T14:20:05", Precision.SECOND, True),
        ("Tue, 04 Mar 2025 14:20:05 GMT", "2025-03-04T14:20:05", Precision.SECOND, True),
        ("March 4, 2025 2:20 pm EST", "2025-03-04T19:20:00", Precision.MINUTE, True),
        ("4. März 2025, 14.20 Uhr", "2025-03-04T14:20:00", Precision.MINUTE, False),
        ("le 4 mars 2025 à 14h20", "2025-03-04T14:20:00", Precision.MINUTE, False),
        ("4 de marzo de 2025", "2025-03-04T00:00:00", Precision.DAY, False),
        ("4 марта 2025", "2025-03-04T00:00:00", Precision.DAY, False),
        ("2025年3月4日", "2025-03-04T00:00:00", Precision.DAY, False),
        ("04.03.2025 - Updated: 05.03.2025", "2025-03-04T00:00:00", Precision.DAY, False),
        ("1741098005", "2025-03-04T14:20:05", Precision.SECOND, True),
        ("2025-03-04T00:00:00+09:00", "2025-03-04T00:00:00", Precision.DAY, False),
    ],
)
def test_forms_of_dates(raw: str, iso: str, precision: Precision, zone_known: bool) -> None:
    """The instant in UTC, how exact it is, and whether the string named a zone."""
    found = moment(raw, NOW)
    assert found is not None
    assert found.value == datetime.fromisoformat(iso).replace(tzinfo=UTC)
    assert (found.precision, found.zone_known) == (precision, zone_known)


@pytest.mark.parametrize(
    "raw",
    [
        "9999-12-31", "30828-09-14", "1970-01-01T00:00:00Z", "0000-00-00", "2026-02-30",
        "2038-01-19", "2025-03-04T10:00:00+99:99", "２０２５-０３-０４", "2025", "March 2025",
        "3 weeks ago", "", "0", "2026-03-13",
    ],
)  # fmt: skip
def test_what_cannot_be_a_date_is_refused(raw: str) -> None:
    """No date is better than an invented one."""
    assert moment(raw, NOW) is None


def test_the_order_of_day_and_month_follows_the_reader() -> None:
    """American readers write the month first; a number above twelve settles it."""
    american, other = moment("03/04/2025", NOW, month_first=True), moment("03/04/2025", NOW)
    assert american is not None
    assert other is not None
    assert (american.value.month, other.value.month) == (3, 4)
    clear = moment("25/04/2025", NOW, month_first=True)
    assert clear is not None
    assert clear.value.month == 4


def test_plain_english_is_american_only_without_a_country() -> None:
    """`en` on a .co.uk host is British."""
    assert is_month_first("en-US", "gazette.example.uk")
    assert is_month_first("en", "gazette.com")
    assert not is_month_first("en", "gazette.co.uk")
    assert not is_month_first("de", "gazette.com")


def test_full_stops_are_european() -> None:
    """`03.04.2025` is the third of April for everybody."""
    found = moment("03.04.2025", NOW, month_first=True)
    assert found is not None
    assert found.value.month == 4


def test_only_a_date_that_two_readers_read_differently_is_ambiguous() -> None:
    """Not one with a number above twelve, an equal pair, full stops, a name or the year first."""
    assert is_ambiguous("03/04/2025 14:20")
    for clear in ("25/04/2025", "04/04/2025", "03.04.2025", "3 April 2025", "2025/03/04"):
        assert not is_ambiguous(clear), clear


def test_the_day_is_the_pages_own() -> None:
    """Late in the evening west of Greenwich it is tomorrow in UTC."""
    late = "2025-03-04T22:30:00-05:00"
    assert day_of(late, NOW) == date(2025, 3, 4)
    found = moment(late, NOW)
    assert found is not None
    assert (found.value.day, found.day) == (5, date(2025, 3, 4))
    same = moment("2025-03-04T12:30:00-05:00", NOW)
    assert same is not None
    assert same.day is None


def read(raw: str) -> Moment:
    found = moment(raw, NOW)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("stated", "printed", "day"),
    [
        ("2025-03-05T03:37:37Z", "3 March 2025", None),
        ("2025-03-05T03:37:37Z", "4 March 2025", date(2025, 3, 4)),
        ("2025-03-05T03:37:37Z", "5 March 2025", None),
        ("2025-03-04T23:10:00Z", "5 March 2025", date(2025, 3, 5)),
        ("2025-03-05T03:37:37Z", "4 March 2025, 11:37 pm", date(2025, 3, 4)),
        ("2025-03-05T03:37:37Z", "4 March 2025, 10:11 am", None),
        ("2025-03-05T03:37:37Z", "2025-03-04T23:37:37-04:00", date(2025, 3, 4)),
        ("2025-03-05T03:37:37+01:00", "4 March 2025", None),
        ("2025-03-05", "4 March 2025", None),
    ],
)
def test_a_printed_day_tells_the_zone(stated: str, printed: str, day: date | None) -> None:
    """Only the same instant on another clock, or a day within a zone's reach, and only where the
    stated zone is UTC."""
    found = on_printed_day(read(stated), stated, [read(printed)])
    expected = day or (read(stated).day if "+" in stated else None)
    assert found.day == expected
    assert found.value == read(stated).value


def test_a_printed_day_that_agrees_settles_it() -> None:
    """One origin prints UTC's own day, so that no other can move it."""
    stated = "2025-03-05T03:37:37Z"
    found = on_printed_day(read(stated), stated, [read("4 March 2025"), read("5 March 2025")])
    assert found.day is None
