"""Dates are read as they are written, or not at all."""

from datetime import UTC, datetime

import pytest

from pipelines.extract.dates import is_month_first, moment
from pipelines.model import Precision

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
