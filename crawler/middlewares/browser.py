"""A browser that renders pages which Scrapy has fetched already.

Rule 1: the page itself is not asked for twice. Its answer went the way of every other (robots,
    limits, parked hosts, redirects), and the browser is handed those bytes under that address.
Rule 2: the browser loads what scripts need and nothing else: scripts, styles, what scripts fetch.
    It opens no other page, no frame, no window, no download, no socket of a script's.
Rule 3: whatever it loads goes through the page's own `Gateway`; nothing leaves it otherwise.
Rule 4: a page is bounded in bytes and seconds, and its context ends with it, whatever it does.
"""

import asyncio
import logging
import os
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.middlewares.address import opened_networks
from crawler.middlewares.gateway import Gateway
from crawler.middlewares.refusals import LimitExceeded, Unrendered
from crawler.rendering import chromium
from crawler.snapshot import rendered_flag

# Playwright's names. Images, fonts and media say nothing that is kept; an event stream never ends.
LOADED = frozenset({"script", "stylesheet", "xhr", "fetch"})
# Said of the bytes as sent, or what would turn the page into a download.
_UNTRUE_HEADERS = {"content-encoding", "content-length", "transfer-encoding", "content-disposition"}
_BOM = b"\xef\xbb\xbf"  # beats what headers and page say of the encoding: the DOM is written anew
_CLOSE_S = 5.0
_BROWSERS: "WeakKeyDictionary[Crawler, Browser]" = WeakKeyDictionary()

# The own world of a script is the page's to forge; this runs in another one of the same document.
# A page that is half read is half an article: it is waited for, while there is time.
_DOM = """(async () => {
  if (document.readyState === "loading")
    await new Promise(done => document.addEventListener("DOMContentLoaded", done));
  const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : "";
  const text = type + "\\n" + document.documentElement.outerHTML;
  return text.length > %d ? null : text;
})()"""

_ARGUMENTS = [
    # Nothing of the browser's own: no look-ups, no updates, no connection beside the gateways.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--proxy-server=socks5://127.0.0.1:9",  # for what belongs to no page; nobody listens there
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--no-first-run",
    "--no-pings",
]


class Browser:
    """Chromium, driven by scrapy-playwright; it starts with the first page that needs it."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        # It prints a traceback for each page that fails; the outcome says it already.
        logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)
        self._driver = ScrapyPlaywrightDownloadHandler(crawler)
        self._driver.config.launch_options = _launch(chromium(settings.get("CHROMIUM")))
        self._driver.config.download_timeout_secs = 1  # none is taken
        self._turns = asyncio.Semaphore(settings.getint("RENDER_CONCURRENCY"))
        self._networks = opened_networks(settings)
        self._proxy: str | None = settings.get("HTTP_PROXY_URL") or None
        self._limit_bytes = settings.getint("RENDER_MAXSIZE")
        self._timeout_s = settings.getfloat("RENDER_TIMEOUT")
        self._settle_s = settings.getfloat("RENDER_SETTLE")
        self._number = 0
        self._is_closed = False

    @classmethod
    def of(cls, crawler: Crawler) -> "Browser":
        """The crawl's one browser: its handlers for http and https share it."""
        found = _BROWSERS.get(crawler)
        if found is None:
            found = _BROWSERS[crawler] = cls(crawler)
        return found

    async def render(self, request: Request, response: Response, limit_bytes: int) -> Response:
        """The answer with the rendered DOM for a body, in UTF-8, and a flag that says so.

        limit_bytes: longest DOM that is taken. Raises LimitExceeded, Unrendered.
        """
        async with self._turns, Gateway(self._networks, self._proxy, self._limit_bytes) as gateway:
            page = _Page(response, limit_bytes, self._settle_s)
            try:
                await self._visit(_order(request, response, page, gateway, self._name()))
            except Exception as error:  # the browser's border: every ending is an Outcome
                _refuse_over(page, gateway, self._limit_bytes, error)
                if not page.is_taken:  # afterwards it is only a download that was refused
                    raise Unrendered(_reason(error, self._timeout_s)) from error
            _refuse_over(page, gateway, self._limit_bytes, None)
        if page.dom is None:
            raise LimitExceeded(f"the rendered page is longer than {limit_bytes} bytes")
        flags = [*response.flags, rendered_flag(f"Chromium {self._driver.browser.version}")]
        body = _BOM + page.dom.encode("utf-8", "replace")
        return response.replace(body=body, flags=flags, encoding="utf-8")

    async def close(self) -> None:
        """End the browser and all that belongs to it; one that hangs is not waited for."""
        if self._is_closed:
            return
        self._is_closed = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._driver.close(), _CLOSE_S)

    def _name(self) -> str:
        self._number += 1
        return f"page-{self._number}"

    async def _visit(self, order: Request) -> None:
        try:
            async with asyncio.timeout(self._timeout_s):
                await self._driver.download_request(order)
        finally:
            wrapper = self._driver.context_wrappers.get(order.meta["playwright_context"])
            if wrapper is not None:
                with suppress(Exception):
                    await asyncio.wait_for(wrapper.context.close(), _CLOSE_S)


class _Page:
    """One page on its way through the browser; `dom` is what became of it, None if too long."""

    def __init__(self, response: Response, limit_bytes: int, settle_s: float) -> None:
        self.dom: str | None = None
        self.is_taken = False
        self.loaded_bytes = 0
        self._response = response
        self._limit = limit_bytes
        self._settle_ms = settle_s * 1000
        self._begun = False
        self._devtools: Any = None

    async def prepare(self, page: Any, request: Request) -> None:  # noqa: ARG002  the library's
        """Before it is opened: from here on every request of the page is asked about."""
        await page.context.route("**", _refuse)  # a window that a script opens
        page.context.on("page", _close)
        await page.route("**", self._answer)
        await page.route_web_socket("**", _close)
        self._devtools = await page.context.new_cdp_session(page)
        self._devtools.on("Network.dataReceived", self._count)
        await self._devtools.send("Network.enable")

    async def take(self, page: Any) -> None:
        """Once it is quiet, or has had its time: keep the DOM and leave the page."""
        if self._devtools is None or not self._begun:
            raise RuntimeError("the page could not be prepared")
        with suppress(Exception):  # a page that goes on asking is taken as it stands
            await page.wait_for_load_state("networkidle", timeout=self._settle_ms)
        tree = await self._devtools.send("Page.getFrameTree")
        frame = tree["frameTree"]["frame"]
        if not frame["url"].startswith("http"):
            raise RuntimeError(f"the page is no longer there but {frame['url'][:80]}")
        world = await self._devtools.send("Page.createIsolatedWorld", {"frameId": frame["id"]})
        found = await self._devtools.send(
            "Runtime.evaluate",
            {
                "expression": _DOM % self._limit,
                "contextId": world["executionContextId"],
                "returnByValue": True,
                "awaitPromise": True,
            },
        )
        self.dom = found["result"].get("value")
        self.is_taken = True
        # The library waits for "load", which a page that drips never reaches, and reads it again.
        await page.goto("about:blank")

    async def _answer(self, route: Any) -> None:
        request = route.request
        if not self._begun and request.is_navigation_request():
            self._begun = True
            await route.fulfill(
                status=self._response.status,
                headers=_headers(self._response),
                body=self._response.body,
            )
        elif request.resource_type in LOADED:
            await route.continue_()
        else:
            # "aborted", not "failed": the page stays, where another one was wanted in its place.
            await route.abort("aborted")

    def _count(self, event: dict[str, Any]) -> None:
        """Bytes after decoding, other than the gateway's."""
        self.loaded_bytes += event["dataLength"]


def _order(
    request: Request, response: Response, page: _Page, gateway: Gateway, name: str
) -> Request:
    """What scrapy-playwright is asked for."""
    agent = request.headers.get("User-Agent") or b""
    context = {
        "proxy": {"server": gateway.address, "bypass": "<-loopback>"},
        "user_agent": agent.decode("latin-1"),
        "accept_downloads": False,
        "service_workers": "block",
    }
    meta = {
        "playwright": True,
        "playwright_context": name,
        "playwright_context_kwargs": context,
        "playwright_page_init_callback": page.prepare,
        # No later than this: a script that wants to leave would make an error of the whole.
        "playwright_page_goto_kwargs": {"wait_until": "commit", "timeout": 0},
        "playwright_page_methods": [PageMethod(page.take)],
    }
    return Request(response.url, meta=meta)


def _launch(path: str | None) -> dict[str, Any]:
    """Playwright's options.

    Ctrl-C is Scrapy's: the pages under way end first, then the browser. A SIGTERM that the driver
    gets, too (systemd ends all of a service), ends the browser at once with its folder.
    """
    return {
        "executable_path": path,
        "args": _ARGUMENTS,
        # Chromium refuses to start as root with its sandbox; run crawls as an ordinary user.
        "chromium_sandbox": os.geteuid() != 0,
        "handle_sigint": False,
        "handle_sigterm": True,
        "handle_sighup": True,
    }


def _refuse_over(
    page: _Page, gateway: Gateway, limit_bytes: int, error: BaseException | None
) -> None:
    """Raises LimitExceeded where the page loaded more than it may."""
    if gateway.is_over or page.loaded_bytes > limit_bytes:
        raise LimitExceeded(f"what the page loads is longer than {limit_bytes} bytes") from error


def _reason(error: BaseException, timeout_s: float) -> str:
    if isinstance(error, TimeoutError):
        return f"browser: the page was not done after {timeout_s:g} s"
    lines = str(error).splitlines() or [type(error).__name__]
    return f"browser: {lines[0]}"


def _headers(response: Response) -> dict[str, str]:
    """Playwright's form: one value a name, several cookies by line."""
    found = {name.decode("latin-1").lower(): name for name in response.headers}
    return {
        lower: ("\n" if lower == "set-cookie" else ", ").join(
            value.decode("latin-1") for value in response.headers.getlist(name)
        )
        for lower, name in found.items()
        if lower not in _UNTRUE_HEADERS
    }


async def _refuse(route: Any) -> None:
    await route.abort()


async def _close(opened: Any) -> None:
    """A window or a socket that a script opened."""
    with suppress(Exception):
        await opened.close()
