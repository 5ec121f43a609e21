"""`copydesk browse`: the database in a browser."""

import socket
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.options import Invocation, common, invocation
from pipelines.errors import UsageError
from pipelines.sites import load_files

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from crawler.browse.server import ArticlePage

HOST = "127.0.0.1"


@click.command(epilog="Example: copydesk browse --open")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--open", "opens", is_flag=True, help="Open a browser on it.")
@common
@click.pass_context
def browse(context: click.Context, *, port: int, opens: bool) -> None:
    """Look at the database in a browser: search, facets, the twenty questions, and each article
    with what was stricken from it.

    Datasette serves the SQLite file, read-only, to this machine alone, also beside a crawl
    (install copydesk[browse]). --port 0 takes a free one; Ctrl-C ends it.
    """
    call = invocation(context)
    file = _file(call)
    with database.opened_current(call.settings.db):
        pass  # it is there, and its schema is ours
    from crawler.browse.looks import front
    from crawler.browse.server import application, serve

    with _listening(port) as listener, application(file, _article_page(call)) as app:
        address = f"http://{HOST}:{listener.getsockname()[1]}{front(file.stem)}"
        call.terminal.answer(address)
        sys.stdout.flush()  # whoever reads it through a pipe waits for it, and nothing follows
        if opens:
            webbrowser.open(address)
        serve(app, listener)


def _file(call: Invocation) -> Path:
    """The SQLite file. Raises UsageError where the database is on a server."""
    from sqlalchemy import make_url

    url = make_url(call.settings.db)
    if not url.drivername.startswith("sqlite") or not url.database:
        raise UsageError(
            "browse looks at a SQLite file. Look at PostgreSQL with psql, DBeaver or Metabase"
            " (docs/queries.md has queries for it), or at a copy: copydesk db move sqlite:///look.db"
        )
    return Path(url.database)


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """The port, taken. Raises UsageError where somebody else has it."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with listener:
        try:
            listener.bind((HOST, port))
        except OSError as error:
            hint = "--port 0 takes a free one"
            raise UsageError(f"port {port} cannot be had: {error.strerror}; {hint}") from error
        yield listener


def _article_page(call: Invocation) -> "ArticlePage":
    """An article as `explain --html` shows it, with its metadata."""
    from crawler.cli.explained_page import page
    from crawler.cli.page_report import metadata_rows
    from pipelines.jobs import history
    from pipelines.jobs.explaining import explain
    from pipelines.store.dossiers import Address

    sites = {file.site.key: file.site for file in load_files(call.settings.sites_dir)[0]}

    def written(connection: "Connection", number: int) -> str | None:
        try:
            found = explain(connection, str(number), sites)
            known = history.article(connection, str(number))
        except UsageError:
            return None
        if isinstance(found, Address) or isinstance(known, Address):
            return None
        rows = metadata_rows(known.article.metadata, with_losers=False)
        facts = [(name, origin, value) for name, origin, value, _ in rows if name != "headline"]
        return page(found, facts, nav="/")

    return written
