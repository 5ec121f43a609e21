"""What a later fetch does not change."""

from datetime import UTC, datetime, timedelta

import pytest

from pipelines.identity.keeping import kept
from pipelines.model import Metadata, Moment, Precision, Sourced

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def dated(origin: str, days: int) -> Sourced[Moment]:
    moment = Moment(value=NOW + timedelta(days=days), precision=Precision.DAY, zone_known=False)
    return Sourced(value=moment, origin=origin)


@pytest.mark.parametrize("origin", ["time", "visible", "dateline", "meta-date"])
def test_a_date_on_the_pages_face_does_not_move(origin: str) -> None:
    """A box with the day of the visit would make every article today's."""
    first = dated("dateline", 0)
    found = kept(Metadata(date_published=first), Metadata(date_published=dated(origin, 5)))
    assert found.date_published == first


def test_a_date_that_the_page_states_is_believed() -> None:
    """Publishers do correct it."""
    stated = dated("json-ld", 5)
    filed = Metadata(date_published=dated("dateline", 0))
    assert kept(filed, Metadata(date_published=stated)).date_published == stated


def test_a_date_that_is_shown_no_more_stays() -> None:
    """\"Two hours ago" is gone the next day; a first date is taken from wherever it comes."""
    first, late = dated("visible", 0), dated("visible", 1)
    assert kept(Metadata(date_published=first), Metadata()).date_published == first
    assert kept(Metadata(), Metadata(date_published=late)).date_published == late
