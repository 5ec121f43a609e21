"""The download handler: the last place before the network and the first one after it.

Rule 1: what must hold at the moment of sending is checked here, because a request waits in its
    host's slot after all middlewares have passed it: parked hosts, and how many at a time.
Rule 2: an answer is bounded while it arrives: header bytes, body bytes, seconds (Scrapy's).
Rule 3: a body leaves here decoded and whole, or as a refusal. In a middleware it would be too
    late: Scrapy's retry sees only what the handler raises.
"""

import asyncio
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadFailedError,
)
from scrapy.http import HtmlResponse, Response
from scrapy.responsetypes import responsetypes
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol

from crawler.middlewares.address import refuse_blocked
from crawler.middlewares.limits import decode
from crawler.middlewares.politeness import park_if_asked, refuse_parked
from crawler.middlewares.refusals import LimitExceeded
from crawler.rendering import RENDER

if TYPE_CHECKING:
    from crawler.middlewares.browser import Browser


# More than Twisted reads at a time: the bound on all headers is looked at after each read.
_LONGEST_READ = 1024 * 1024


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's handler for http and https, with bounds."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        logging.getLogger("twisted").addFilter(_is_no_certificate_trace)
        settings = crawler.settings
        self._pool._factory = _bounded_factory(settings.getint("DOWNLOAD_HEADERS_MAXSIZE"))
        self._per_host = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        # Scrapy counts a request only when its task starts: without a delay, 15 of 20 requests
        # were in flight where one was allowed. A gate lives as long as somebody waits at it.
        self._gates: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._browser = _browser(crawler)

    async def download_request(self, request: Request) -> Response:
        """Raises HostParked, AddressBlocked, LimitExceeded, BodyDamaged, Unrendered, or what
        Scrapy raises.
        """
        slot = request.meta.get("download_slot", "")
        gate = self._gates.setdefault(slot, asyncio.Semaphore(self._per_host))
        async with gate:
            refuse_parked(self._crawler, request)
            response = await self._download(request)
            park_if_asked(self._crawler, request, response)
            return await self._finished(request, _decoded(response, self._limit(request)))

    async def close(self) -> None:
        """Nothing outlives the crawl."""
        if self._browser is not None:
            await self._browser.close()
        await super().close()

    async def _finished(self, request: Request, response: Response) -> Response:
        """As sent, or as a browser renders it; still at the host's gate, for it asks there, too."""
        if self._browser is None or not request.meta.get(RENDER) or not _is_page(response):
            return response
        return await self._browser.render(request, response, self._limit(request))

    async def _download(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except CannotResolveHostError:
            # Imported late: Scrapy must choose the reactor before anybody imports it.
            from twisted.internet import reactor  # noqa: PLC0415

            refuse_blocked(reactor.nameResolver, request)
            raise
        except DownloadCancelledError as error:
            raise LimitExceeded(f"the body is longer than {self._limit(request)} bytes") from error
        except DownloadFailedError as error:
            _refuse_too_long(error)
            raise

    def _limit(self, request: Request) -> int:
        limit: int = request.meta.get("download_maxsize", self._default_maxsize)
        return limit


def _browser(crawler: Crawler) -> "Browser | None":
    """A browser for a spider that says it `renders`; other crawls do not even import it."""
    if not getattr(crawler.spider, "renders", False):
        return None
    from crawler.middlewares.browser import Browser  # noqa: PLC0415

    return Browser.of(crawler)


def _is_page(response: Response) -> bool:
    return response.status == HTTPStatus.OK and isinstance(response, HtmlResponse)


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Gives up an answer whose headers do not end."""

    max_header_bytes = 0
    _header_bytes = 0

    def request(self, request: Any) -> Any:
        self._header_bytes = 0
        answer = super().request(request)
        if self._parser is not None:
            # Twisted hangs up at a line of 16 KiB, which would pass for a fault of the network.
            self._parser.MAX_LENGTH = self.max_header_bytes + _LONGEST_READ
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  Twisted's name
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._header_bytes += len(data)
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        still_headers = self._parser is not None and self._parser.state in {STATUS, HEADER}
        if still_headers and self._header_bytes > self.max_header_bytes:
            limit = self.max_header_bytes
            error = LimitExceeded(f"the headers are longer than {limit} bytes")
            self._giveUp(Failure(error))  # type: ignore[no-untyped-call]


def _bounded_factory(max_header_bytes: int) -> type[_LenientHTTP11ClientFactory]:
    """The pool's factory class: it is built by the pool, so the limit must be in the class."""

    class BoundedFactory(_LenientHTTP11ClientFactory):
        def buildProtocol(  # noqa: N802  Twisted's name
            self,
            addr: IAddress | None,  # noqa: ARG002
        ) -> HTTP11ClientProtocol:
            protocol = _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
            protocol.max_header_bytes = max_header_bytes
            return protocol

    return BoundedFactory


def _refuse_too_long(error: DownloadFailedError) -> None:
    """Raises the protocol's LimitExceeded if it is among Twisted's reasons for the failure."""
    reasons: list[Failure] = getattr(error.__cause__, "reasons", None) or []
    for reason in reasons:
        if isinstance(reason.value, LimitExceeded):
            raise reason.value from error


def _is_no_certificate_trace(record: logging.LogRecord) -> bool:
    """Twisted prints a traceback for a certificate without names; the outcome says it already."""
    return not record.getMessage().startswith("while verifying certificate")


def _decoded(response: Response, limit_bytes: int) -> Response:
    """The response with its body unpacked; Scrapy's class for it is chosen anew."""
    encodings = [
        name
        for value in response.headers.getlist("Content-Encoding")
        for name in value.decode("latin-1").split(",")
    ]
    if not encodings:
        return response
    body, unknown = decode(response.body, encodings, limit_bytes)
    headers = response.headers.copy()
    headers.pop("Content-Encoding")
    if unknown:
        headers["Content-Encoding"] = ", ".join(unknown)
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    # Not by `replace`: it has the charset of the packed bytes guessed, which takes milliseconds.
    kept = {name: getattr(response, name) for name in Response.attributes}
    return kind(**kept | {"headers": headers, "body": body})
