"""Why a request brought no page: one outcome and one clear line for each way it can end.

    Refused                     we did not ask, or did not take the answer
    ├── SchemeRefused           the address is not http(s)
    ├── AddressBlocked          its host lies in a network that may not be reached
    ├── RobotsForbidden         the site's robots.txt says no, or gives a server error
    ├── LeadsNowhere            addresses of its pattern gave nothing new
    ├── SiteUnreachable         its robots.txt could not be had, so nothing may be asked
    ├── HostParked              its host asked to be left alone for a while
    ├── LimitExceeded           the answer is longer than a run may take
    ├── BodyDamaged             the answer is cut off or cannot be unpacked
    ├── Unrendered              a browser was to render the page and could not
    └── NotModifiedUnasked      "304 Not Modified", twice, to a question without conditions

A refusal is an `IgnoreRequest`: Scrapy neither retries it nor prints a traceback.
"""

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from typing import ClassVar

from OpenSSL.SSL import Error as TlsError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from service_identity import VerificationError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure

from pipelines.model import Outcome

# A site's error text is shown to a person: enough to recognise it, never a page of it.
_LONGEST_DETAIL = 200


class Refused(IgnoreRequest):
    """A request that was not sent, or an answer that was not taken; `reason` says why."""

    outcome: ClassVar[Outcome] = Outcome.FAILED

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SchemeRefused(Refused):
    """Only http and https are asked: a `file:` link would read this machine's files."""

    outcome = Outcome.REJECTED


class AddressRefused(Refused):
    """No server can have this address: `http://localhost%2e/`, `http://[/`."""

    outcome = Outcome.REJECTED


class AddressBlocked(Refused):
    """The host lies in a network that is not the public internet and was not opened."""

    outcome = Outcome.REJECTED


class RobotsForbidden(Refused):
    """robots.txt disallows the address, or answered with a server error."""

    outcome = Outcome.ROBOTS


class LeadsNowhere(Refused):
    """Many pages with addresses like this one gave nothing new: a calendar, a filter, a session."""

    outcome = Outcome.EXCLUDED


class SiteUnreachable(Refused):
    """robots.txt could not be reached, and no page may be asked without it."""

    outcome = Outcome.UNREACHABLE


class HostParked(Refused):
    """The host asked to be left alone; it may be asked again at `until`."""

    outcome = Outcome.RATE_LIMITED

    def __init__(self, reason: str, until: datetime) -> None:
        super().__init__(reason)
        self.until = until


class LimitExceeded(Refused):
    """Headers or body are longer than the settings allow."""

    outcome = Outcome.TOO_LARGE


class BodyDamaged(Refused):
    """The body ends before its encoding does: half an article would pass for a whole one."""


class Unrendered(Refused):
    """The browser could not render the page, or not in time."""


class NotModifiedUnasked(Refused):
    """A second 304 to a question that had no conditions."""


# What Scrapy and Twisted raise, first match wins; every one may be worth another try later.
_ERRORS: tuple[tuple[type[BaseException], Outcome, str], ...] = (
    (DownloadTimeoutError, Outcome.UNREACHABLE, "no complete answer in time"),
    (DownloadConnectionRefusedError, Outcome.UNREACHABLE, "connection refused"),
    (CannotResolveHostError, Outcome.UNREACHABLE, "the host's name has no address"),
    (VerificationError, Outcome.UNREACHABLE, "TLS: the certificate is for another host"),
    (TlsError, Outcome.UNREACHABLE, "TLS: the certificate or the connection is not accepted"),
    (ResponseDataLossError, Outcome.FAILED, "truncated: the body is shorter than announced"),
    (ConnectionClosed, Outcome.UNREACHABLE, "the connection was closed before the answer"),
    (ConnectError, Outcome.UNREACHABLE, "no connection to the host"),
    (DownloadFailedError, Outcome.FAILED, "the answer is no HTTP"),
    (NotSupported, Outcome.REJECTED, "scheme: not http or https"),
    (UnsupportedURLSchemeError, Outcome.REJECTED, "scheme: not http or https"),
)

_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_RATE_LIMITED = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}


def outcome_of(exception: BaseException) -> tuple[Outcome, str]:
    """How a download's exception counts, and what happened in one line. Raises nothing.

    The exceptions that led to it are asked too: Scrapy says "download failed" where Twisted
    knows that the certificate was wrong.
    """
    if isinstance(exception, Refused):
        return exception.outcome, exception.reason
    chain = tuple(_causes(exception))
    for kind, outcome, reason in _ERRORS:
        if any(isinstance(error, kind) for error in chain):
            return outcome, reason
    return Outcome.FAILED, _in_one_line(exception)


def outcome_of_status(status: int) -> tuple[Outcome, str]:
    """How an answer that is no page counts, by its HTTP status. Raises nothing."""
    if status == HTTPStatus.NOT_MODIFIED:
        return Outcome.NOT_MODIFIED, ""
    if status in _GONE:
        return Outcome.GONE, _named(status)
    if status in _RATE_LIMITED:
        return Outcome.RATE_LIMITED, _named(status)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Outcome.UNREACHABLE, _named(status)
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Outcome.FAILED, f"{_named(status)} leads to no web address"
    return Outcome.FAILED, _named(status)


def _causes(exception: BaseException) -> Iterator[BaseException]:
    """The exception and what led to it, through Twisted's `reasons`; a chain never loops long."""
    waiting, seen = [exception], 0
    while waiting and seen < 20:
        error = waiting.pop(0)
        seen += 1
        yield error
        reasons: tuple[Failure, ...] = tuple(getattr(error, "reasons", None) or ())
        waiting += [failure.value for failure in reasons if failure.value is not None]
        waiting += [error.__cause__] if error.__cause__ else []


def _named(status: int) -> str:
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def _in_one_line(exception: BaseException) -> str:
    text = " ".join(str(exception).split())[:_LONGEST_DETAIL]
    return text if text and isinstance(exception, IgnoreRequest) else _typed(exception, text)


def _typed(exception: BaseException, text: str) -> str:
    name = type(exception).__name__
    return f"{name}: {text}" if text else name
