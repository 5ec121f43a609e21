"""Every way in which a request brings no page has an outcome and a line."""

from datetime import UTC, datetime

import pytest
from OpenSSL.SSL import Error as TlsError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectionLost
from twisted.python.failure import Failure
from twisted.web.client import ResponseNeverReceived

from crawler.middlewares import refusals
from crawler.middlewares.refusals import HostParked, Refused, outcome_of, outcome_of_status
from pipelines.model import Outcome


def download_failed(reason):
    """The exception that Scrapy makes of Twisted's."""
    error = DownloadFailedError("it failed")
    error.__cause__ = ResponseNeverReceived([Failure(reason)])
    return error


@pytest.mark.parametrize(
    ("error", "outcome", "reason"),
    [
        (DownloadTimeoutError("..."), Outcome.UNREACHABLE, "in time"),
        (DownloadConnectionRefusedError(), Outcome.UNREACHABLE, "refused"),
        (CannotResolveHostError(), Outcome.UNREACHABLE, "no address"),
        (ResponseDataLossError(), Outcome.FAILED, "truncated"),
        (NotSupported("s3"), Outcome.REJECTED, "scheme"),
        (download_failed(ConnectionLost()), Outcome.UNREACHABLE, "closed before"),
        (download_failed(TlsError([])), Outcome.UNREACHABLE, "TLS"),
        (download_failed(ValueError("x")), Outcome.FAILED, "no HTTP"),
        (IgnoreRequest("max redirections reached"), Outcome.FAILED, "max redirections"),
        (ValueError("two\nlines"), Outcome.FAILED, "ValueError: two lines"),
        (ValueError(), Outcome.FAILED, "ValueError"),
    ],
)
def test_what_scrapy_and_twisted_raise_has_an_outcome_and_one_line(error, outcome, reason):
    """The chain of causes is asked, not only the last wrapper."""
    found, line = outcome_of(error)
    assert found is outcome
    assert reason in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "kind",
    [
        getattr(refusals, name)
        for name in dir(refusals)
        if isinstance(getattr(refusals, name), type)
        and issubclass(getattr(refusals, name), Refused)
        and getattr(refusals, name) is not HostParked
    ],
)
def test_a_refusal_brings_its_own_outcome(kind):
    """None falls to the default by accident: each class states its own or means FAILED."""
    assert outcome_of(kind("why")) == (kind.outcome, "why")


def test_a_parked_host_says_until_when():
    """The next attempt is due then."""
    until = datetime(2026, 3, 1, tzinfo=UTC)
    assert HostParked("why", until).until == until
    assert outcome_of(HostParked("why", until)) == (Outcome.RATE_LIMITED, "why")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (304, Outcome.NOT_MODIFIED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (429, Outcome.RATE_LIMITED),
        (503, Outcome.RATE_LIMITED),
        (500, Outcome.UNREACHABLE),
        (504, Outcome.UNREACHABLE),
        (403, Outcome.FAILED),
        (302, Outcome.FAILED),
        (204, Outcome.FAILED),
        (599, Outcome.UNREACHABLE),
    ],
)
def test_a_status_that_is_no_page_has_an_outcome(status, outcome):
    """Missing pages are final; what may pass is due again."""
    found, reason = outcome_of_status(status)
    assert found is outcome
    assert str(status) in reason or outcome is Outcome.NOT_MODIFIED
