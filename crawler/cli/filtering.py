"""Which articles a command is about: the same options wherever it chooses among them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from crawler.cli.durations import Since
from crawler.cli.naming import meant
from pipelines.model import ArticleKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pipelines.store.searching import Filters

F = TypeVar("F", bound=Callable[..., Any])

_KINDS = [kind.value for kind in ArticleKind]
_OPTIONS = (
    click.option("--site", "sites", multiple=True, help="Only this site; may be given again."),
    click.option(
        "--since", metavar="WHEN", type=Since(), help="Only from then on; 2026-03-01 or 2d."
    ),
    click.option("--until", metavar="WHEN", type=Since(), help="Only before then."),
    click.option("--lang", metavar="CODE", help="Only in this language; en also finds en-GB."),
    click.option("--kind", type=click.Choice(_KINDS), help="Only of this kind."),
    click.option("--author", metavar="NAME", help="Only by authors whose names hold these words."),
)


def filtered(command: F) -> F:
    """Give a command the options; it hands them to `filters`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def filters(
    connection: "Connection",
    *,
    sites: Sequence[str],
    since: datetime | None,
    until: datetime | None,
    lang: str | None,
    kind: str | None,
    author: str | None,
) -> "Filters":
    """Names as people type them become what is filed. Raises UsageError."""
    from pipelines.store import searching

    known = searching.site_names(connection) if sites else {}
    return searching.Filters(
        sites=tuple(meant(known, name) for name in sites),
        since=since,
        until=until,
        language=lang,
        kind=kind,
        authors=searching.authors_named(connection, author) if author else (),
    )
