"""Datasette on a SQLite file: read-only, for this machine alone, asking nobody else.

Rule 1: the file is opened by SQLite's read-only mode: nothing here can change it, and a crawl may
    write beside it.
Rule 2: only requests to this machine's own names are answered: a page of the web that makes a
    browser ask for 127.0.0.1 under another name (DNS rebinding) gets nothing.
Rule 3: a browser may load nothing from elsewhere, whatever a cell holds.

Raises ConfigError on import where Datasette is not installed.
"""

import asyncio
import re
import socket
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine

from crawler.browse.looks import CSS, SETTINGS, looks
from pipelines.errors import ConfigError, UsageError
from pipelines.search.query import parse
from pipelines.store.engine import reading
from pipelines.store.searching import fts5

try:
    import uvicorn
    from datasette import hookimpl
    from datasette.app import Datasette
    from datasette.plugins import pm
    from datasette.utils.asgi import Response
    from markupsafe import Markup
except ModuleNotFoundError as error:
    raise ConfigError("browse needs Datasette: pip install 'copydesk[browse]'") from error

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
METHODS = frozenset({"GET", "HEAD"})
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
# Columns that hold an article's number.
NUMBERS = {"articles": ("id",), "article": ("id",)}
EVERYWHERE = ("article_id", "lead_id")

_NO_FRACTION = ".000000"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.000000")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Mapping[str, Any], Receive, Send], Awaitable[None]]
# An article's number becomes its page; None where there is no such article.
ArticlePage = Callable[[Connection, int], str | None]


@contextmanager
def application(file: Path, article_page: ArticlePage) -> Iterator[App]:
    """The ASGI application for that file, while inside."""
    desk = Datasette(
        [str(file)], metadata=looks(file.stem), settings=dict(SETTINGS), cache_headers=False
    )
    _hush()
    engine = _read_only(file)
    pages = _Pages(engine, article_page)
    pm.register(pages, name="copydesk")
    try:
        yield _guarded(desk.app())
    finally:
        pm.unregister(name="copydesk")
        engine.dispose()
        for database in desk.databases.values():
            database.close()


def serve(app: App, listener: socket.socket) -> None:
    """Answer on that socket until Ctrl-C."""
    settings = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
    uvicorn.Server(settings).run(sockets=[listener])


def _hush() -> None:
    """With rich at hand Datasette draws a traceback with all values for each address that is not
    there. Its module must not be imported before its application: plugins would miss it."""
    from datasette import handle_exception  # noqa: PLC0415

    handle_exception.rich = None


def _read_only(file: Path) -> Engine:
    address = f"{file.resolve().as_uri()}?mode=ro"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


class _Pages:
    """Our part of Datasette: the search's syntax, links to articles, the article's page."""

    __name__ = "copydesk"  # Datasette asks every plugin, as if it were a module

    def __init__(self, engine: Engine, article_page: ArticlePage) -> None:
        self._engine = engine
        self._article_page = article_page

    @hookimpl(trylast=True)  # type: ignore[untyped-decorator]
    def prepare_connection(self, conn: sqlite3.Connection) -> None:
        """The search box understands what `copydesk search` does: in place of Datasette's own."""
        conn.create_function("escape_fts", 1, _expression)

    @hookimpl  # type: ignore[untyped-decorator]
    def register_routes(self) -> list[tuple[str, Any]]:
        """/article/12, and how our pages look."""
        return [
            (r"^/article/(?P<number>\d{1,18})$", self._page),
            (rf"^{re.escape(CSS)}$", self._css),
        ]

    @hookimpl  # type: ignore[untyped-decorator]
    def render_cell(self, value: object, column: str, table: str | None) -> Any:
        """An article's number leads to its page; whole seconds go without their zeros."""
        if isinstance(value, str):
            return value.removesuffix(_NO_FRACTION) if _MOMENT.fullmatch(value) else None
        owns = column in EVERYWHERE or column in NUMBERS.get(table or "", ())
        if not owns or not isinstance(value, int):
            return None
        return Markup('<a href="/article/{0}">{0}</a>').format(value)

    async def _page(self, request: Any) -> Any:
        page = await asyncio.to_thread(self._read, int(request.url_vars["number"]))
        if page is None:
            return Response.text("There is no article of this number.", status=404)
        return Response.html(page)

    async def _css(self) -> Any:
        css = files("crawler.browse").joinpath("look.css").read_text("utf-8")
        return Response(css, content_type="text/css; charset=utf-8")

    def _read(self, number: int) -> str | None:
        with reading(self._engine) as connection:
            return self._article_page(connection, number)


def _expression(typed: str) -> str:
    """What somebody typed as an FTS5 expression; broken syntax is looked for as plain words."""
    try:
        return fts5(parse(typed))
    except UsageError:
        words = re.sub(r"\W+", " ", typed).split()
    try:
        return fts5(parse(" ".join(words)))
    except UsageError:
        return '""'


def _guarded(app: App) -> App:
    async def answer(scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        refusal = _refusal(scope) if scope["type"] == "http" else None
        if refusal is not None:
            await _refuse(send, *refusal)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = dict(HEADERS)
                other = [one for one in message.get("headers", ()) if one[0].lower() not in own]
                message["headers"] = [*other, *HEADERS]
            await send(message)

        await app(scope, receive, with_headers)

    return answer


def _refusal(scope: Mapping[str, Any]) -> tuple[int, str] | None:
    """Status and text for what is not answered."""
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    if re.sub(r":\d+$", "", host).lower() not in HOSTS:
        return 421, "This server answers to 127.0.0.1 alone."
    if scope["method"] not in METHODS:
        return 405, "This server is for reading."
    return None


async def _refuse(send: Send, status: int, reason: str) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*HEADERS]})
    await send({"type": "http.response.body", "body": reason.encode()})
