"""Dates that cannot be true: none is invented in their place, and what was stated is on record.

Of 18 such pages a plain use of htmldate dated 15, most by a year that the prose mentions.
"""

import pytest

from pipelines.extract.dates import moment, refusal
from tests.unit.pipelines.extract.pages import article, page, paragraphs, snapshot

LATEST = snapshot("").date
PROSE = "<p>The bridge was built in 2005 and widened in 2018, after a flood in May 2011.</p>"

REFUSED = {
    "9999-12-31": "is after the page was fetched",
    "9999-12-31T23:00:00-05:00": "is after the page was fetched",
    "0001-01-01T00:30:00+05:00": "is before 1990",
    "2038-01-19T03:14:08Z": "is after the page was fetched",
    "2026-03-13T10:00:00Z": "is after the page was fetched",
    "4102444800": "is after the page was fetched",
    "1970-01-01": "is before 1990",
    "1601-01-01T00:00:00Z": "is before 1990",
    "2026-02-30": "is no day of the calendar",
    "2026-13-01": "is no day of the calendar",
    "0000-00-00": "is no day of the calendar",
    "Mon, 30 Feb 2026 10:00:00 GMT": "is no day of the calendar",
    "2026-03-01T10:00:00+99:99": "no zone is so far from UTC",
    "２０２６-０３-０１": "names no whole day",
    "30828-09-14T02:48:05": "names no whole day",
    "-2026-03-01": "names no whole day",
    "99999999999999": "is no day of the calendar",
    "2005": "names no whole day",
    "May 2011": "names no whole day",
    "yesterday": "names no whole day",
    "NaN": "names no whole day",
    "9" * 5000: "names no whole day",
}


@pytest.mark.parametrize("raw", REFUSED, ids=lambda raw: raw[:30])
def test_a_date_that_cannot_be_true_is_none_and_says_why(raw: str) -> None:
    """NULL beats a guess."""
    assert moment(raw, LATEST) is None
    assert refusal(raw, LATEST) == REFUSED[raw]


@pytest.mark.parametrize("raw", REFUSED, ids=lambda raw: raw[:30])
@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{0}"}}'
        "</script>",
        '<meta property="article:published_time" content="{0}">',
        '<meta itemprop="datePublished" content="{0}">',
    ],
    ids=["json-ld", "meta", "microdata"],
)
def test_no_date_is_invented_for_a_faulty_one(raw: str, head: str) -> None:
    """The years in the prose date what is told, not the telling."""
    found, _ = article(page(head=head.format(raw), body=PROSE + paragraphs()))
    assert found.metadata.date_published is None
    refused = found.metadata.refused_dates
    assert refused is not None
    assert refused.value[0].endswith(REFUSED[raw])
    assert refused.raw == raw[:80]


def test_a_page_without_a_date_has_none_and_nothing_is_refused() -> None:
    """Silence is no fault."""
    found, _ = article(page(body=PROSE + paragraphs()))
    assert found.metadata.date_published is None
    assert found.metadata.refused_dates is None


def test_a_faulty_date_does_not_hide_a_good_one() -> None:
    """Another origin may know; the fault is marked all the same."""
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "9999-12-31"}'
        '</script><meta property="article:published_time" content="2026-03-09T10:00:00Z">'
    )
    found, _ = article(page(head=head))
    assert found.metadata.date_published is not None
    assert found.metadata.date_published.value.value.day == 9
    assert found.metadata.refused_dates is not None
