"""`copydesk health`: what is wrong, since when, and where to look closer."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.database import opened_current
from crawler.cli.durations import Since
from crawler.cli.naming import meant
from crawler.cli.options import common, invocation

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipelines.store.health import AlertRow

FINE, UNHEALTHY = 0, 3
COLUMNS = ("site", "cause", "since", "until", "evidence", "look closer")
# By cause; the others are seen in the articles and requests themselves.
CLOSER = {
    "silent": "copydesk sites due {site}",
    "below-volume": "copydesk sites due {site}",
    "source-gone": "copydesk sites check {site}",
    "robots": "copydesk sites check {site}",
    "wall": "copydesk sites check {site}",
    "errors": "copydesk sites check {site}",
    "template-shift": "copydesk templates show {site}",
}
ELSEWHERE = "copydesk browse"


@click.command(epilog="Example: copydesk health || echo 'something is wrong'")
@click.argument("name", metavar="[SITE]", required=False)
@click.option(
    "--since",
    metavar="WHEN",
    type=Since(),
    default="7d",
    show_default=True,
    help="Show what was closed since a day (2026-03-01) or so long ago (2d), too.",
)
@click.option(
    "--prometheus",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what is open for Prometheus' textfile collector (FILE.prom).",
)
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page with plots of the last four weeks.",
)
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each alert.")
@common
@click.pass_context
def health(
    context: click.Context,
    *,
    name: str | None,
    since: datetime,
    prometheus: Path | None,
    html: Path | None,
    as_json: bool,
) -> int:
    """Show what is wrong with the sites; ends with 3 while something is.

    A crawl judges each day when it is over, by what the site gave in the weeks before. With
    --quiet only what opened or closed since the last --quiet is printed, each once.
    """
    call = invocation(context)
    with opened_current(call.settings.db) as engine:
        site = _meant(engine, name)
        rows = _of(_shown(engine, since), site)
        if prometheus:
            _expose(engine, prometheus)
        if html:
            _draw(engine, site, html)
        if call.quiet and not as_json:
            for row in _news(engine, site):
                call.terminal.answer(f"{row.site}: {row.cause} {row.state}; {row.evidence}")
    if as_json:
        for row in rows:
            call.terminal.json({**asdict(row), "look_closer": _closer(row)})
    else:
        call.terminal.table(COLUMNS, [_cells(row) for row in rows])
        count = sum(row.closed_at is None for row in rows)
        call.terminal.say(f"{count} open" if count else "Nothing is wrong.")
    return UNHEALTHY if any(row.closed_at is None for row in rows) else FINE


def _meant(engine: "Engine", name: str | None) -> str | None:
    """The key of the site that is meant; None for all. Raises UsageError."""
    from pipelines.store.engine import reading
    from pipelines.store.sites import listing

    if name is None:
        return None
    with reading(engine) as connection:
        known = listing(connection)
    return meant({word.casefold(): row.key for row in known for word in (row.name, row.key)}, name)


def _shown(engine: "Engine", since: datetime) -> "tuple[AlertRow, ...]":
    from pipelines.store.engine import reading
    from pipelines.store.health import listed

    with reading(engine) as connection:
        return listed(connection, since)


def _news(engine: "Engine", site: str | None) -> "Sequence[AlertRow]":
    """What was not said yet; it is now."""
    from pipelines.store.engine import writing
    from pipelines.store.health import tell, untold

    with writing(engine) as connection:
        news = _of(untold(connection), site)
        tell(connection, news)
    return news


def _expose(engine: "Engine", file: Path) -> None:
    """Every site's, whichever was named. Raises ConfigError where it cannot be written."""
    from crawler.cli.gauges import exposition
    from pipelines.jobs.part_file import whole
    from pipelines.jobs.run import utc_now
    from pipelines.store.engine import reading
    from pipelines.store.health import last_filed, last_finished, listed

    with reading(engine) as connection:
        rows = [row for row in listed(connection, utc_now()) if row.closed_at is None]
        alerts = [(row.site, row.cause, row.opened_at) for row in rows]
        text = exposition(alerts, last_filed(connection), last_finished(connection))
    with whole(file) as stream:
        stream.write(text.encode())


def _draw(engine: "Engine", site: str | None, file: Path) -> None:
    """Raises ConfigError where it cannot be written."""
    from crawler.cli.health_page import page
    from pipelines.jobs.part_file import whole
    from pipelines.jobs.reporting import report
    from pipelines.jobs.run import utc_now

    text = page(report(engine, site, utc_now()), _closer)
    with whole(file) as stream:
        stream.write(text.encode("utf-8", "replace"))


def _of(rows: "Sequence[AlertRow]", site: str | None) -> "tuple[AlertRow, ...]":
    return tuple(row for row in rows if site in (None, row.site))


def _cells(row: "AlertRow") -> tuple[str, ...]:
    until = f"{row.closed_at:%Y-%m-%d}" if row.closed_at else "open"
    return (row.site, row.cause, f"{row.opened_at:%Y-%m-%d}", until, row.evidence, _closer(row))


def _closer(row: "AlertRow") -> str:
    return CLOSER.get(row.cause, ELSEWHERE).format(site=row.site)
